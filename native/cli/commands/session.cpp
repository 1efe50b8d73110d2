#include "native/cli/commands/session.hpp"

#include <iostream>
#include <utility>

#include "core/flows/engine/conversation.hpp"
#include "core/octoperf/requests.hpp"
#include "core/spira/requests.hpp"
#include "core/texts/texts.hpp"
#include "native/cli/commands.hpp"
#include "native/cli/commands/watch.hpp"
#include "native/cli/text/terminal.hpp"
#include "native/host/run_for.hpp"

namespace octospira::cli {

using flows::Done;
using flows::LastRunPtr;
using flows::PageEvent;
using flows::Step;

Session::Session(Access its_access, bool yes)
    : access(std::move(its_access)),
      notes(access.notes, access.spira ? access.spira->base_url : "octoperf"),
      host(access, notes, interruption, yes) {}

PageEvent Session::event(std::optional<ProductId> product) const {
    PageEvent event{product.value_or(*ProductId::from(INT32_MAX))};
    event.now = now_ms();
    event.dialogs = true;
    if (access.spira) event.base_url = access.spira->base_url;
    if (access.octoperf) event.octoperf_url = access.octoperf->base_url;
    if (access.recorder) event.recorder_url = access.recorder->base_url;
    return event;
}

Error Session::unanswered() const {
    return {ErrorKind::conflict, host.unanswered(),
            "There is no terminal to ask on: give --yes to continue, or run it on a terminal.", ""};
}

int Session::report_end(const Done& end) const {
    if (interruption.raised()) {
        std::cerr << "octospira: interrupted." << std::endl;
        return interruption.exit_code();
    }
    if (!host.unanswered().empty()) {
        (void)report_to_operator(unanswered());
        return kFailed;
    }
    if (end.error) {
        (void)report_to_operator(*end.error);
        return kFailed;
    }
    return kFailed;  // a person said no
}

namespace {

std::string quoted(const std::string& text) {
    return "“" + printable_line(cut_utf8(text, 80)) + "”";
}

/// Spira's address is known, or its absence has been complained of.
std::string base_of(const Access& access) {
    return access.spira ? access.spira->base_url : "";
}

/// The product that the test case's address names, or else --product.
std::optional<NamedTestCase> with_product(NamedTestCase named, const Access& access,
                                          Complaints& complaints) {
    if (named.product && access.product && named.product != access.product) {
        complaints.wrong({ErrorKind::invalid_input,
                          "The test case's address belongs to another product than --product.",
                          "Leave --product out, or correct it.", ""});
        return std::nullopt;
    }
    if (!named.product) named.product = access.product;
    if (named.product) return named;
    complaints.missing(
        "the test case's product (--product PR:1 or OCTOSPIRA_PRODUCT; not needed "
        "with the test case's address in Spira)");
    return std::nullopt;
}

}  // namespace

std::optional<NamedTestCase> read_test_case(const std::string& text, const Access& access,
                                            Complaints& complaints) {
    if (text.empty()) {
        complaints.missing("the test case (TC:42, its number, or its address in Spira)");
        return std::nullopt;
    }
    const auto found = find_test_case_in(text, base_of(access));
    if (!complaints.holds(found)) return std::nullopt;
    if (*found) return with_product(**found, access, complaints);
    complaints.wrong({ErrorKind::invalid_input, quoted(text) + " is not a test case.",
                      "Give it as TC:42, as its number, or as its address in Spira.", ""});
    return std::nullopt;
}

Target read_target(const std::string& text, const Access& access, Complaints& complaints) {
    if (text.empty()) {
        complaints.missing("the test case (TC:42, its number or address) or the bench result's id");
        return {};
    }
    const auto found = find_test_case_in(text, base_of(access));
    if (!complaints.holds(found)) return {};
    if (*found) {
        if (!access.spira && complaints.count() == 0)
            complaints.missing(
                "Spira's address, user name and key (--spira-url, --spira-user, "
                "--spira-key-file), which a test case needs");
        return {with_product(**found, access, complaints)};
    }
    auto id = BenchResultId::parse(text);
    if (id) return {std::nullopt, std::move(*id)};
    complaints.wrong({ErrorKind::invalid_input,
                      quoted(text) + " is neither a test case nor a bench result.",
                      "Give TC:42, the test case's address in Spira, or a bench result's id.", ""});
    return {};
}

std::optional<ReleaseId> read_release(const std::string& text, Complaints& complaints) {
    if (text.empty() || text == "0") return std::nullopt;
    const auto id = parse_artifact<ReleaseId>("RL", text);
    if (!complaints.holds(id)) return std::nullopt;
    return *id;
}

FoundRun find_run(Session& session, const Target& target) {
    if (target.bench_result)
        return find_run(session, session.event(session.access.product), *target.bench_result);
    PageEvent event = session.event(target.test_case->product);
    event.artifact = target.test_case->id.value();
    auto found = host::run_for<LastRunPtr>(
        [&](auto next) { return flows::find_last_run(event, true, next); }, session.host);
    if (!found && found.error().error)
        found.error().error = naming(*target.test_case, *found.error().error);
    return found;
}

FoundRun find_run(Session& session, const PageEvent& event, const BenchResultId& id,
                  const Json& hint) {
    LastRunPtr run = make<flows::LastRun>(event);
    run->id = id;
    run->hint = hint;
    return host::run_for<LastRunPtr>(
        [&](auto next) {
            const auto use_scenario = [run, next](const Answer& answer) -> Step {
                // Only for its name and what it plans.
                const auto scenario = octoperf::read_scenario(answer);
                run->scenario = scenario ? scenario->name : run->id->text();
                run->plan = octoperf::read_plan(answer);
                return next(run);
            };
            const auto use_result = [run, use_scenario](const Answer& answer) -> Step {
                auto result = octoperf::read_bench_result(answer);
                if (!result) return flows::failed(result.error());
                run->result = std::move(*result);
                const auto scenario = ScenarioId::parse(run->result.scenario_id);
                if (!scenario) return use_scenario({});
                return flows::octoperf(octoperf::get_scenario(*scenario), run->form, use_scenario);
            };
            return flows::octoperf(octoperf::get_bench_result(id), run->form, use_result);
        },
        session.host);
}

Error naming(const NamedTestCase& test_case, Error error) {
    const bool unknown = error.kind == ErrorKind::not_found &&
                         error.advice.english == texts::spira_not_found_advice.english;
    if (!unknown || !test_case.product) return error;
    error.message =
        "TC:" + test_case.id.text() + " was not found in PR:" + test_case.product->text() + ".";
    error.advice = "Check the number, and the product (--product).";
    return error;
}

Done read_test_case_of(Session& session, const LastRunPtr& run, TestCaseId id) {
    return session.converse(flows::spira(spira::get_test_case(run->event.product, id),
                                         [run](const Answer& answer) -> Step {
                                             auto test_case = spira::TestCase::read(answer);
                                             if (!test_case)
                                                 return flows::failed(test_case.error());
                                             run->test_case = std::move(*test_case);
                                             return flows::done("read");
                                         }));
}

}  // namespace octospira::cli
