#pragma once

#include <string>
#include <string_view>

#include "core/base/json.hpp"
#include "core/base/result.hpp"
#include "native/simulators/front_end/front_end.hpp"

namespace octospira::simulators::spira {

// One enum for every question on which the facts about Spira contradict each other or are silent.
// The default of each switch is what the documentation says, or what Inflectra's own published apps
// need where that is something else; where neither says anything, the reading that asks more of a
// client.

enum class MenuKey { name, action };
enum class HeaderTokens { plain, dollar, both };
enum class PutBody { object, text, both };
enum class ConfirmCallback {
    confirm_only,
    both,
    undefined,
    null,
    empty_text,
    zero,
    not_called,
    twice
};
enum class ConfirmCross { cancel, silent };
enum class ComboCancel { null, undefined, empty_text, zero, no, not_called, twice };
enum class DialogOnClose { once, twice, never };
enum class CallCallbacks { once, twice, success_then_failure, failure_then_success };
enum class CodeInserted { once, twice };
enum class StorageGetAll { text, object };
enum class GridIds { object, function };
enum class DashboardEvents { documented, all };
enum class WidgetRefresh { event, inserted_again };
enum class WidgetStyles { none, page_contents };
enum class TestSetRows { test_set_test_case_id, test_case_id };
enum class DialogWrapper { app, none };
enum class SettingsAtLoad { present, late, never };
enum class FailureShape { plugin, jquery, text };
enum class WhiteListCheck { before, after };
enum class ContentSecurityPolicy { none, no_wasm };
enum class ErrorStatus { always_404, proper };
enum class ErrorBody { json_string, json_object, xml_string, xml_list, wcf_html, plain, empty };
enum class LikeWildcards { escaped, active };
enum class UnknownFilter { ignored, fault };
enum class RunnerFilters { applied, unknown };
enum class NullFilterMember { absent, wins };
enum class UnsetProperty { present, absent };
enum class MissingPaging { not_acceptable, defaults };
enum class RowCap { capped, fault };
enum class RunMembers { documented, seen, all };
enum class RunnerLengths { unlimited, limited };
enum class ExecutionDate { run_end, recorded };
enum class RunLists { plain, automated };
enum class DateForm { zulu, zoneless };
enum class ConcurrencyDigits { milliseconds, ticks };

/// How this Spira behaves. Every member is readable and settable as JSON under the name given in
/// switches.cpp: GET and PUT /_simulator/switches.
struct Switches {
    std::string version = "9.4.0.0";  ///< of the whole product; below 9.3 no URL settings

    // The page (SpiraApp platform §11).
    MenuKey menu_key = MenuKey::action;
    HeaderTokens header_tokens = HeaderTokens::dollar;
    bool system_settings_on_product_pages = false;
    PutBody put_body = PutBody::object;
    ConfirmCallback confirm_callback = ConfirmCallback::undefined;
    ConfirmCross confirm_cross = ConfirmCross::cancel;
    ComboCancel combo_cancel = ComboCancel::null;
    DialogOnClose dialog_on_close = DialogOnClose::once;
    CallCallbacks call_callbacks = CallCallbacks::once;
    CodeInserted code_inserted = CodeInserted::once;
    StorageGetAll storage_get_all = StorageGetAll::text;
    GridIds grid_ids = GridIds::object;
    DashboardEvents dashboard_events = DashboardEvents::documented;
    WidgetRefresh widget_refresh = WidgetRefresh::event;
    WidgetStyles widget_styles = WidgetStyles::none;
    TestSetRows test_set_rows = TestSetRows::test_set_test_case_id;
    DialogWrapper dialog_wrapper = DialogWrapper::app;
    SettingsAtLoad settings_at_load = SettingsAtLoad::present;
    FailureShape failure_shape = FailureShape::plugin;
    WhiteListCheck white_list_check = WhiteListCheck::after;
    bool apps_without_url_settings = true;
    ContentSecurityPolicy content_security_policy = ContentSecurityPolicy::none;
    int execute_rest_timeout_ms = 30'000;

    // Errors (REST §4, §15).
    ErrorStatus error_status = ErrorStatus::always_404;
    ErrorBody error_body = ErrorBody::json_string;

    // Updating a test case (REST §5).
    bool conflict_on_no_change = true;
    bool silent_put = false;
    UnsetProperty property_entry_when_unset = UnsetProperty::present;
    bool workflow_blocks_bench_result = false;
    bool rich_text_properties = false;
    ConcurrencyDigits concurrency_digits = ConcurrencyDigits::milliseconds;
    int highest_property_number = 99;

    // Searching and listing (REST §3, §6).
    LikeWildcards like_wildcards = LikeWildcards::active;
    UnknownFilter unknown_filter = UnknownFilter::ignored;
    RunnerFilters runner_filters = RunnerFilters::applied;
    NullFilterMember null_filter_member = NullFilterMember::absent;
    bool bare_multi_value = false;
    MissingPaging missing_paging = MissingPaging::not_acceptable;
    RowCap row_cap = RowCap::capped;
    DateForm date_form = DateForm::zulu;
    bool byte_order_mark = false;

    // Recording (REST §8, §9).
    RunMembers run_members = RunMembers::documented;
    RunnerLengths runner_lengths = RunnerLengths::unlimited;
    ExecutionDate execution_date = ExecutionDate::run_end;
    bool run_name_from_test_case = true;
    bool release_needs_mapping = false;
    bool build_status_three_and_four = true;
    bool credentials_select_build_search = false;
    RunLists run_lists = RunLists::plain;
    bool steps_in_record_answer = true;
    bool runs_of_test_case = true;
    bool incident_to_test_associations = false;

    FrontEnd front_end = FrontEnd::none;  ///< before REST

    // Health (REST §12).
    bool product_version_needs_auth = true;
};

/// {"menuKey":"action", …}: every switch with its present value.
[[nodiscard]] Json to_json(const Switches& switches);

/// [{"name","values","meaning","source","value"}, …]: what each switch decides.
[[nodiscard]] Json describe(const Switches& switches);

/// The switches with some of them changed. Errors: invalid_input for an unknown name or value;
/// then nothing is changed.
[[nodiscard]] Result<Switches> changed(Switches switches, const Json& changes);

/// True when the dotted version is at least that of the two numbers, e.g. (…, 9, 3).
[[nodiscard]] bool version_at_least(const Switches& switches, int major, int minor);

}  // namespace octospira::simulators::spira
