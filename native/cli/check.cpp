#include <unistd.h>

#include <memory>
#include <utility>
#include <variant>

#include "core/flows/check_setup.hpp"
#include "core/flows/conversation.hpp"
#include "core/spira/errors.hpp"
#include "core/spira/requests.hpp"
#include "core/texts/texts.hpp"
#include "native/cli/check_recorder.hpp"
#include "native/cli/checks.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/operator.hpp"
#include "native/cli/session.hpp"

namespace octospira::cli {

namespace {

struct CheckSettings {
    AccessSettings access;
    bool strict = false;
    std::string output;
};

constexpr const char* kAbout =
    "Check the accounts, the product, its custom properties, the clocks and the recorder's doors.";

constexpr const char* kMore =
    "Changes nothing and starts nothing. Run it where OctoPerf is, seen from the recorder: "
    "outside, "
    "with\nthe public address in --recorder-url.\n\n"
    "Example:\n"
    "  octospira check --product PR:1 --recorder-url https://recorder.example.com\n\n"
    "Exit codes: 0 nothing is wrong, 1 something is, 2 a setting is missing or wrong.";

/// Takes the rows of the checklist that the page's conversation shows, as they come.
class ChecklistHost : public host::Host {
  public:
    /// `recorder`: one is looked at elsewhere, so that there is none is no news.
    ChecklistHost(OperatorHost& host, Checks& checks, bool recorder)
        : host_(host), checks_(checks), recorder_(recorder) {}

    [[nodiscard]] Result<flows::Reply> perform(const flows::Command& command) override {
        const auto* shown = std::get_if<flows::Show>(&command);
        if (shown == nullptr) return host_.perform(command);
        const Json* blocks = array_at(shown->view, "blocks");
        for (std::size_t i = 0; blocks != nullptr && i < blocks->size(); ++i) take((*blocks)[i]);
        return flows::Ack{};
    }

  private:
    void take(const Json& block) {
        if (text_at(block, "type") != "checks") return;
        const Json* rows = array_at(block, "rows");
        for (; rows != nullptr && taken_ < rows->size(); ++taken_) {
            const Json& row = (*rows)[taken_];
            if (recorder_ && text_at(row, "text") == texts::setup_recorder_none.english) continue;
            checks_.add(mark_of(text_at(row, "tone")), text_at(row, "text"),
                        text_at(row, "advice"));
        }
    }

    static Mark mark_of(std::string_view tone) {
        return tone == "good"   ? Mark::ok
               : tone == "warn" ? Mark::attention
               : tone == "bad"  ? Mark::problem
                                : Mark::note;
    }

    OperatorHost& host_;
    Checks& checks_;
    bool recorder_;
    std::size_t taken_ = 0;
};

void check_product(Session& session, Checks& checks) {
    const ProductId product = *session.access.product;
    (void)session.converse(
        flows::spira(spira::get_product(product), [&](const Answer& answer) -> flows::Step {
            const auto json = spira::json_of(answer, "Spira GET projects/{p}");
            if (json) {
                checks.add(Mark::ok, "The Spira account works, and sees the product " +
                                         in_quotes(text_at(*json, "Name")) +
                                         " (PR:" + product.text() + ").");
            } else {
                checks.add(json.error());
            }
            return flows::done("told");
        }));
}

int check(const CheckSettings& settings) {
    auto access = read_access(settings.access);
    if (!access) return report(access.error());
    if (const auto ready = need_spira(*access); !ready) return report(ready.error());
    if (const auto ready = need_octoperf(*access); !ready) return report(ready.error());
    if (!access->product) {
        return report({ErrorKind::not_configured, "The product to check is missing.",
                       "Give --product PR:1, or set OCTOSPIRA_PRODUCT.", ""});
    }
    Session session(std::move(*access), false);
    Checks checks(is_json(settings.output));
    check_product(session, checks);
    flows::PageEvent event = session.event(session.access.product);
    event.recorder_url.clear();  // looked at from outside, below
    const auto conversation = flows::open_check_setup(event);
    if (!conversation) return report(conversation.error());
    ChecklistHost host(session.host, checks, session.access.recorder.has_value());
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
    command->add_flag("--strict", settings->strict, "Attention counts as wrong, too");
    add_output_option(*command, settings->output);
    add_access_options(*command, settings->access);
    command->callback([settings, &exit_code] { exit_code = check(*settings); });
}

}  // namespace octospira::cli
