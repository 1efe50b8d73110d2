#include "native/simulators/spira/switches.hpp"

#include <algorithm>
#include <cstddef>
#include <type_traits>

#include "core/base/text.hpp"

namespace octospira::simulators::spira {

namespace {

std::string_view front_ends() {
    static const std::string kNames = [] {
        std::string names;
        for (const auto name : front_end_names())
            names += (names.empty() ? "" : "|") + std::string(name);
        return names;
    }();
    return kNames;
}

/// Calls visit(member, name, readings, meaning, source) for every switch: the one list of them all.
/// The readings of an enum are in its order; "" for a text, a number, or true and false.
template <class S, class Visit>
void each(S& s, Visit visit) {
    visit(s.version, "version", "",
          "what product-version answers; below 9.3 no URL settings, below 7.5 no REST v7",
          "REST §1, §12");
    visit(s.menu_key, "menuKey", "name|action", "which member of a menu entry is its click's key",
          "app §11.1");
    visit(s.header_tokens, "headerTokens", "plain|dollar|both",
          "form of a setting's token in headers: {n}, ${n} or either", "app §11.2");
    visit(s.system_settings_on_product_pages, "systemSettingsOnProductPages", "",
          "product pages see system settings", "app §11.3");
    visit(s.put_body, "putBody", "object|text|both",
          "form of an executeApi PUT body that is stored", "app §11.4");
    visit(s.confirm_callback, "confirmCallback",
          "confirmOnly|both|undefined|null|emptyText|zero|notCalled|twice",
          "displayConfirmation calls back without an argument on confirm only; or with true on "
          "confirm and on cancel with false, undefined, null, \"\", 0 or not at all; or twice",
          "facts 2026-11 §1.1");
    visit(s.confirm_cross, "confirmCross", "cancel|silent",
          "the cross of a confirmation is a cancel, or calls nothing back", "facts 2026-11 §4");
    visit(s.combo_cancel, "comboCancel", "null|undefined|emptyText|zero|false|notCalled|twice",
          "what createComboDialog's callback gets on a cancel; twice: it is called twice",
          "facts 2026-11 §2, app §11.18");
    visit(s.dialog_on_close, "dialogOnClose", "once|twice|never",
          "how often the closing of a dynamic dialog is told", "app §5.5");
    visit(s.call_callbacks, "callCallbacks", "once|twice|successThenFailure|failureThenSuccess",
          "executeRest and executeApi call back once, success twice, or both callbacks",
          "app §11.18");
    visit(s.code_inserted, "codeInserted", "once|twice",
          "how often an app's code is inserted; twice: a menu entry calls the handlers of both "
          "copies",
          "facts 2026-11 §1.7");
    visit(s.storage_get_all, "storageGetAll", "text|object",
          "storageGet…All gives JSON text, as a live server did, or an object",
          "facts 2026-11 §1.10");
    visit(s.grid_ids, "gridIds", "object|function", "what spiraAppManager.gridIds is", "app §11.6");
    visit(s.dashboard_events, "dashboardEvents", "documented|all",
          "the product home fires windowLoad and, when a release is chosen, dashboardUpdated, or "
          "loaded and dropdownChanged before them too",
          "app §5.6");
    visit(s.widget_refresh, "widgetRefresh", "event|insertedAgain",
          "when a release is chosen a widget's code is told, or inserted once more as well",
          "facts 2026-11 §1.7");
    visit(s.widget_styles, "widgetStyles", "none|pageContents",
          "a dashboard, whose manifest entries have no css, is without the app's styles or has "
          "those of its pages",
          "app §2.1, §4");
    visit(s.test_set_rows, "testSetRows", "testSetTestCaseId|testCaseId",
          "which ids getGridSelectedItems gives on a test set's page", "app §5.6");
    visit(s.dialog_wrapper, "dialogWrapper", "app|none",
          "a dynamic dialog's content stands in the app's wrapper, so that its CSS applies, or "
          "does not",
          "app §4");
    visit(s.settings_at_load, "settingsAtLoad", "present|late|never",
          "when SpiraAppSettings exists", "app §11.10");
    visit(
        s.failure_shape, "failureShape", "plugin|jquery|text",
        "what failure callbacks get: {message, exceptionType}, (errorStatus, errorThrown) or text",
        "app §11.12");
    visit(s.white_list_check, "whiteListCheck", "before|after",
          "the URL white list is checked before or after tokens are replaced", "app §11.8");
    visit(s.apps_without_url_settings, "appsWithoutUrlSettings", "",
          "an app without URL settings may call any URL from 9.3 on", "app §11.7");
    visit(s.content_security_policy, "contentSecurityPolicy", "none|noWasm",
          "pages forbid WebAssembly", "app §11.9");
    visit(s.execute_rest_timeout_ms, "executeRestTimeoutMs", "",
          "how long the server waits for the target of executeRest", "app §11.11");
    visit(s.error_status, "errorStatus", "always404|proper",
          "faults come as 404, or as 400, 401, 403 and 404", "REST §15.1");
    visit(s.error_body, "errorBody", "jsonString|jsonObject|xmlString|xmlList|wcfHtml|plain|empty",
          "shape of an error's body", "REST §4.3, §15.2");
    visit(s.conflict_on_no_change, "conflictOnNoChange", "", "a PUT that changes nothing is a 409",
          "REST §15.3");
    visit(s.silent_put, "silentPut", "", "a PUT answers 200 and stores nothing", "REST §15.4");
    visit(s.property_entry_when_unset, "propertyEntryWhenUnset", "present|absent",
          "a custom property never set has an entry anyway", "REST §5.2");
    visit(s.workflow_blocks_bench_result, "workflowBlocksBenchResult", "",
          "a PUT that changes octoperf-benchresult-id is refused", "REST §15.5");
    visit(s.rich_text_properties, "richTextProperties", "",
          "text properties are rich and answer HTML", "REST §5.2");
    visit(s.concurrency_digits, "concurrencyDigits", "milliseconds|ticks",
          "a ConcurrencyDate has 3 or 7 fractional digits", "REST §5.3");
    visit(s.highest_property_number, "highestPropertyNumber", "",
          "30 or 99 custom properties per artifact type", "REST §15.9");
    visit(s.like_wildcards, "likeWildcards", "escaped|active",
          "%, _ and [ in a StringValue are letters or wildcards", "REST §15.6");
    visit(s.unknown_filter, "unknownFilter", "ignored|fault", "a filter on an unknown PropertyName",
          "REST §6");
    visit(s.runner_filters, "runnerFilters", "applied|unknown",
          "Runner* members can be filtered, or are unknown names", "REST §9.4");
    visit(s.null_filter_member, "nullFilterMember", "absent|wins",
          "\"IntValue\": null beside a StringValue", "REST §6");
    visit(s.bare_multi_value, "bareMultiValue", "", "MultiValue may be a bare array", "REST §6");
    visit(s.missing_paging, "missingPaging", "notAcceptable|defaults",
          "a list without its paging parameters is a 406 or the first 500 rows", "REST §3");
    visit(s.row_cap, "rowCap", "capped|fault", "more than 500 rows asked for", "REST §15.15");
    visit(s.date_form, "dateForm", "zulu|zoneless", "dates end in Z or have no zone",
          "REST §15.16");
    visit(s.byte_order_mark, "byteOrderMark", "", "answers begin with EF BB BF", "REST §3");
    visit(s.run_members, "runMembers", "documented|seen|all",
          "record demands what is documented, that without TestRunFormatId, or Name, TestRunTypeId "
          "and EndDate too",
          "REST §9.1, §15.11");
    visit(s.runner_lengths, "runnerLengths", "unlimited|limited",
          "RunnerName over 50, RunnerTestName and RunnerMessage over 255 are refused",
          "REST §15.12");
    visit(s.execution_date, "executionDate", "runEnd|recorded",
          "a recorded run dates its test case by its own end, or by the moment of recording",
          "REST §5.1");
    visit(s.run_name_from_test_case, "runNameFromTestCase", "",
          "a run without Name gets the test case's, else none", "REST §9.1");
    visit(s.release_needs_mapping, "releaseNeedsMapping", "",
          "a run's release must have the test case mapped", "REST §15.13");
    visit(s.build_status_three_and_four, "buildStatusThreeAndFour", "",
          "builds may be Unstable (3) and Aborted (4)", "REST §15.10");
    visit(s.credentials_select_build_search, "credentialsSelectBuildSearch", "",
          "POST builds with any query parameter is the search", "REST §15.8");
    visit(s.run_lists, "runLists", "plain|automated",
          "lists of runs of every kind have RemoteTestRun's members, without Runner* and steps, or "
          "all of them",
          "facts §3.1");
    visit(s.steps_in_record_answer, "stepsInRecordAnswer", "",
          "the answer to record holds the run's steps", "REST §9.2");
    visit(s.runs_of_test_case, "runsOfTestCase", "",
          "POST test-cases/{id}/test-runs/search exists, or is a 404", "facts §3.1");
    visit(s.incident_to_test_associations, "incidentToTestAssociations", "",
          "an incident may be associated with a test case or a test run", "facts §1.2");
    visit(s.front_end, "frontEnd", front_ends(),
          "what stands before REST and answers in its place, or changes its answer", "REST §4.2");
    visit(s.product_version_needs_auth, "productVersionNeedsAuth", "",
          "system/product-version wants credentials", "REST §15.14");
}

template <class T>
Json value_of(const T& value, std::string_view readings) {
    if constexpr (!std::is_enum_v<T>)
        return value;
    else
        return std::string(split(readings, '|')[static_cast<std::size_t>(value)]);
}

bool assign(std::string& member, const Json& value, std::string_view) {
    if (value.is_string()) member = value.get<std::string>();
    return value.is_string();
}
bool assign(bool& member, const Json& value, std::string_view) {
    if (value.is_boolean()) member = value.get<bool>();
    return value.is_boolean();
}
bool assign(int& member, const Json& value, std::string_view) {
    const auto number = value.is_number_integer() ? value.get<std::int64_t>() : 0;
    if (number < 1 || number > 1'000'000) return false;
    member = static_cast<int>(number);
    return true;
}
template <class E>
requires std::is_enum_v<E>
bool assign(E& member, const Json& value, std::string_view readings) {
    const auto names = split(readings, '|');
    const auto found =
        std::ranges::find(names, value.is_string() ? value.get<std::string>() : std::string());
    if (found == names.end()) return false;
    member = static_cast<E>(found - names.begin());
    return true;
}

}  // namespace

Json to_json(const Switches& switches) {
    Json all = Json::object();
    each(switches, [&](const auto& member, std::string_view name, std::string_view readings,
                       auto&&...) { all[std::string(name)] = value_of(member, readings); });
    return all;
}

Json describe(const Switches& switches) {
    Json all = Json::array();
    each(switches, [&](const auto& member, std::string_view name, std::string_view readings,
                       std::string_view meaning, std::string_view source) {
        Json values = Json::array();
        if (!readings.empty()) values = split(readings, '|');
        if constexpr (std::is_same_v<std::decay_t<decltype(member)>, bool>) values = {false, true};
        all.push_back(Json{{"name", name},
                           {"values", values},
                           {"meaning", meaning},
                           {"source", source},
                           {"value", value_of(member, readings)}});
    });
    return all;
}

Result<Switches> changed(Switches switches, const Json& changes) {
    if (!changes.is_object()) {
        return failure(ErrorKind::invalid_input, "Switches come as a JSON object.");
    }
    for (const auto& [name, value] : changes.items()) {
        bool known = false;
        bool taken = false;
        each(switches,
             [&](auto& member, std::string_view each_name, std::string_view readings, auto&&...) {
                 if (each_name != name) return;
                 known = true;
                 taken = assign(member, value, readings);
             });
        if (!known) return failure(ErrorKind::invalid_input, "There is no switch " + name + ".");
        if (!taken) {
            return failure(ErrorKind::invalid_input,
                           "The switch " + name + " has no value " + to_text(value) + ".");
        }
    }
    return switches;
}

bool version_at_least(const Switches& switches, int major, int minor) {
    const auto parts = split(switches.version, '.');
    const int have_major = parts.empty() ? 0 : parse_positive(parts[0]).value_or(0);
    const int have_minor = parts.size() < 2 ? 0 : parse_positive(parts[1]).value_or(0);
    return have_major != major ? have_major > major : have_minor >= minor;
}

}  // namespace octospira::simulators::spira
