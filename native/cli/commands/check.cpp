#include <unistd.h>

#include <memory>
#include <optional>
#include <utility>
#include <variant>

#include "core/flows/engine/conversation.hpp"
#include "core/flows/setup/check_setup.hpp"
#include "core/spira/errors.hpp"
#include "core/spira/requests.hpp"
#include "core/texts/texts.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/commands/check_recorder.hpp"
#include "native/cli/commands/checks.hpp"
#include "native/cli/commands/session.hpp"
#include "native/cli/settings/operator.hpp"
#include "native/cli/text/operator_words.hpp"
#include "native/host/address.hpp"
#include "native/host/run_for.hpp"

namespace octospira::cli {

namespace {

struct CheckSettings {
    AccessSettings access;
    bool strict = false;
    std::string output;
};

constexpr const char* kAbout =
    "Check the accounts, the product, its custom properties, the clocks and access to the "
    "recorder.";

constexpr const char* kMore =
    "Changes nothing and starts nothing. Run it where OctoPerf is: outside the recorder's network, "
    "with the public address in --recorder-url.\n\n"
    "Examples:\n"
    "  octospira check --product PR:1 --recorder-url https://recorder.example.com\n\n"
    "Exit codes: 0 no problem found, 1 a problem found, 2 a setting is missing or wrong.";

/// Takes the rows of the checklist that the page's conversation shows, as they come. One cause is
/// told once: where a side does not answer, or refuses the account, its address or option is named,
/// it is not asked again, and what else the page says of that side's absence is left out.
class ChecklistHost : public host::Host {
  public:
    ChecklistHost(Session& session, const CheckSettings& settings, Checks& checks)
        : session_(session), settings_(settings), checks_(checks) {}

    /// The account's first call, from which on Spira is known to answer.
    void check_product() {
        const ProductId product = *session_.access.product;
        const auto answer = host::run_for<Answer>(
            [product](auto next) { return flows::spira(spira::get_product(product), next); },
            session_.host);
        if (answer) use_product(*answer);
    }

    [[nodiscard]] Result<flows::Reply> perform(const flows::Command& command) override {
        if (std::holds_alternative<flows::SpiraCall>(command) && spira_failed_)
            return flows::Reply(*spira_failed_);
        if (std::holds_alternative<flows::OctoPerfCall>(command)) return ask_octoperf(command);
        const auto* shown = std::get_if<flows::Show>(&command);
        if (shown == nullptr) return session_.host.perform(command);
        const Json* blocks = array_at(shown->view, "blocks");
        for (std::size_t i = 0; blocks != nullptr && i < blocks->size(); ++i) take((*blocks)[i]);
        return flows::Ack{};
    }

  private:
    void use_product(const Answer& answer) {
        const auto json = spira::json_of(answer, "Spira GET projects/{p}");
        if (json) {
            return checks_.add(Mark::ok, "The Spira account works, and sees the product " +
                                             in_quotes(text_at(*json, "Name")) +
                                             " (PR:" + session_.access.product->text() + ").");
        }
        using enum ErrorKind;
        const ErrorKind kind = json.error().kind;
        const bool all = kind == unauthorized || kind == unavailable || kind == protocol;
        if (kind == unavailable || kind == protocol) {
            unreachable(json.error(), session_.access.spira->base_url, settings_.access.spira.url,
                        "--spira-url");
        } else {
            checks_.add(json.error());
        }
        if (!all) return;
        spira_failed_ = answer;
        checks_.add(Mark::note,
                    "Spira's version, its clock and the product's custom properties "
                    "are not checked.");
    }

    /// Names what was dialled and the option that changes it.
    void unreachable(const Error& error, const std::string& address, const std::string& typed,
                     const std::string& option) {
        std::string advice = for_operator(error).advice.english;
        advice += (advice.empty() ? "It was asked at " : " It was asked at ") + address + ": " +
                  option + " changes that.";
        if (typed.find("://") == std::string::npos) {
            advice += " " + option + " has no http:// or https://, so https was used.";
        }
        checks_.add(Mark::problem, error.message.english, advice);
    }

    Result<flows::Reply> ask_octoperf(const flows::Command& command) {
        in_octoperf_ = true;
        if (octoperf_failed_) return flows::Reply(*octoperf_failed_);
        if (!session_.access.octoperf) {
            checks_.add(Mark::note,
                        "OctoPerf is not checked: no API key is given "
                        "(--octoperf-key-file or OCTOSPIRA_OCTOPERF_KEY).");
            octoperf_failed_.emplace();
            return flows::Reply(*octoperf_failed_);
        }
        auto reply = session_.host.perform(command);
        const auto* answer = reply ? std::get_if<Answer>(&*reply) : nullptr;
        if (answer == nullptr || answer->status != 0) return reply;
        octoperf_failed_ = *answer;
        const Error error{ErrorKind::unavailable,
                          "OctoPerf cannot be reached: " + answer->body + ".", "Try again later.",
                          ""};
        unreachable(error, session_.access.octoperf->base_url, settings_.access.octoperf.url,
                    "--octoperf-url");
        return reply;
    }

    void take(const Json& block) {
        if (text_at(block, "type") != "checks") return;
        const Json* rows = array_at(block, "rows");
        for (; rows != nullptr && taken_ < rows->size(); ++taken_) {
            const Json& row = (*rows)[taken_];
            const Mark mark = mark_of(text_at(row, "tone"));
            const bool told =
                in_octoperf_ ? octoperf_failed_.has_value() : spira_failed_.has_value();
            const bool recorder = session_.access.recorder &&
                                  text_at(row, "text") == texts::setup_recorder_none.english;
            if (recorder || (told && mark == Mark::problem)) continue;
            checks_.add(mark, text_at(row, "text"), text_at(row, "advice"));
        }
    }

    static Mark mark_of(std::string_view tone) {
        return tone == "good"   ? Mark::ok
               : tone == "warn" ? Mark::attention
               : tone == "bad"  ? Mark::problem
                                : Mark::note;
    }

    Session& session_;
    const CheckSettings& settings_;
    Checks& checks_;
    std::optional<Answer> spira_failed_;
    std::optional<Answer> octoperf_failed_;
    bool in_octoperf_ = false;
    std::size_t taken_ = 0;
};

void check_privacy(const Access& access, Checks& checks) {
    const auto warn = [&checks](const std::string& whose, const std::string& address) {
        if (!host::sends_in_clear(address)) return;
        checks.add(Mark::attention,
                   whose + " key is sent to " + address +
                       " unencrypted: anyone on the network path can read it.",
                   "Give the https address.");
    };
    warn("Spira's", access.spira->base_url);
    if (access.octoperf) warn("OctoPerf's", access.octoperf->base_url);
}

int check(const CheckSettings& settings) {
    Complaints complaints;
    Access access = read_access(settings.access, {true, false}, complaints);
    if (!access.product && settings.access.product.empty())
        complaints.missing("the product to check (--product PR:1 or OCTOSPIRA_PRODUCT)");
    if (const auto fine = complaints.end(); !fine) return report(fine.error());
    Session session(std::move(access), false);
    Checks checks(is_json(settings.output));
    check_privacy(session.access, checks);
    ChecklistHost host(session, settings, checks);
    host.check_product();
    flows::PageEvent event = session.event(session.access.product);
    event.recorder_url.clear();  // looked at from outside, below
    const auto conversation = flows::open_check_setup(event);
    if (!conversation) return report(conversation.error());
    (void)host::run(*conversation, host);
    if (session.access.recorder && !session.interruption.raised()) {
        http::ClientOptions client = session.access.client;
        client.cancelled = [&session] { return session.interruption.raised(); };
        check_recorder(*session.access.recorder, client, checks);
    }
    if (session.interruption.raised()) return session.report_end({});
    checks.end();
    const bool fine = checks.count(Mark::problem) == 0 &&
                      (!settings.strict || checks.count(Mark::attention) == 0);
    return fine ? kDone : kFailed;
}

}  // namespace

void add_check(CLI::App& program, int& exit_code) {
    auto settings = std::make_shared<CheckSettings>();
    CLI::App* const command = program.add_subcommand("check", kAbout);
    command->footer(kMore);
    command->add_flag("--strict", settings->strict, "Count Attention as a problem");
    add_output_option(*command, settings->output);
    add_access_options(*command, settings->access);
    command->callback([settings, &exit_code] { exit_code = check(*settings); });
}

}  // namespace octospira::cli
