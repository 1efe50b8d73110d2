#include "core/flows/messages.hpp"

#include "core/base/text.hpp"

namespace octospira::flows {

std::string message_of(const Error& error) {
    return concat({kPrefix, sentence(error)});
}

std::string in_quotes(std::string_view name) {
    const std::string line = redact(collapse_blanks(name));
    const std::string_view shown = cut_utf8(line, 80);
    return concat({"“", shown, shown.size() < line.size() ? "…" : "", "”"});
}

namespace messages {

namespace {

/// The same error, with what it means here before its own sentence.
Error before(std::string_view meaning, const Error& cause) {
    return {cause.kind, concat({meaning, " ", cause.message}), cause.advice, cause.origin};
}

}  // namespace

Error may_not_modify() {
    return {ErrorKind::forbidden,
            "You may not change test cases of this product, so the test could not be linked to "
            "this one.",
            "Ask a product administrator for a role that may modify test cases.", ""};
}

Error unknown_scenario() {
    return {
        ErrorKind::not_found,
        "OctoPerf knows no scenario with the id in octoperf-scenario-id, or hides it from the API "
        "key's user.",
        "Open the scenario in OctoPerf, copy the id at the end of its address, and save it here.",
        ""};
}

Error previous_unknown(const Error& cause) {
    return before(
        "Whether this test case's previous test still runs could not be found out, so nothing was "
        "started.",
        cause);
}

Error start_refused(const Error& cause) {
    return before("The test was not started.", cause);
}

Error start_unclear(std::string_view scenario, const Error& cause) {
    Error error = before(concat({"The start of ", in_quotes(scenario),
                                 " got no clear answer, so the test may be running."}),
                         cause);
    error.advice =
        "Do not start it again yet: look at the scenario's runs in OctoPerf first. If one has just "
        "started, its report and "
        "result are there; if none has, start again here.";
    return error;
}

std::string recorder_problem(int status) {
    if (status == 401) return "it does not accept the secret in the settings.";
    if (status == 0) return "it cannot be reached from Spira.";
    return concat({"it answered with HTTP ", std::to_string(status), "."});
}

std::string ask_unsaved() {
    return concat({kPrefix,
                   "this test case has unsaved changes. Starting a test writes to the test case, "
                   "so saving your changes "
                   "afterwards will be refused. Cancel to save first. Start now all the same?"});
}

std::string ask_unclear_start(std::int64_t minutes_ago) {
    return concat(
        {kPrefix, "the last start of this test case (",
         minutes_ago < 1 ? "less than a minute" : concat({std::to_string(minutes_ago), " min"}),
         " ago) got no clear answer, so a test may be running already. Look in OctoPerf first. "
         "Start another one?"});
}

std::string ask_still_running(std::string_view scenario, std::string_view state) {
    return concat({kPrefix, "the last test of this test case is still going on (",
                   redact(cut_utf8(state, 40)),
                   "). Another one costs credits again, and both load the same system. Start ",
                   in_quotes(scenario), " all the same?"});
}

std::string started(const Started& what) {
    std::string text = concat({kPrefix, in_quotes(what.scenario), " has started."});
    if (what.stored) {
        text += " Its result will appear among this test case's test runs when the test has ended.";
    } else {
        text +=
            concat({" Its id could not be stored in this test case, so the result will not find "
                    "its way here by itself. ",
                    what.not_stored_why, " Enter ", what.bench_result,
                    " in octoperf-benchresult-id before the test ends."});
    }
    if (!what.recorder_why.empty())
        text += concat({" The recorder was not told: ", what.recorder_why});
    if (what.other_host)
        text +=
            " Note: the scenario's address is of another OctoPerf than the one in the settings.";
    if (what.reload_yourself) text += " Reload the page before you edit the test case.";
    return text;
}

}  // namespace messages
}  // namespace octospira::flows
