#include "core/flows/engine/page_event.hpp"

#include "core/base/optional_id.hpp"
#include "core/base/text.hpp"
#include "core/octoperf/links.hpp"
#include "core/texts/texts.hpp"

namespace octospira::flows {

namespace {

constexpr std::string_view kCloud = "https://api.octoperf.com";

/// Settings are texts, but numbers and booleans have been seen (SpiraApp platform §6).
std::string setting_text(const Json& settings, std::string_view name) {
    if (const auto number = integer_at(settings, name)) return std::to_string(*number);
    if (const auto flag = bool_at(settings, name)) return *flag ? "true" : "false";
    return std::string(trim(text_at(settings, name)));
}

bool setting_flag(const Json& settings, std::string_view name) {
    const std::string value = to_lower(setting_text(settings, name));
    return value == "true" || value == "y" || value == "yes" || value == "1";
}

int setting_number(const Json& settings, std::string_view name) {
    return parse_positive(setting_text(settings, name)).value_or(0);
}

/// Whether this page is shown the system settings at all: one that is never empty tells.
bool sees_system_settings(const Json& settings) {
    return find(settings, kOctoPerfUrlSetting) != nullptr ||
           find(settings, kOctoPerfCloudUrlSetting) != nullptr;
}

std::string octoperf_url_text(const Json& settings) {
    const std::string own = setting_text(settings, kOctoPerfUrlSetting);
    return own.empty() ? setting_text(settings, kOctoPerfCloudUrlSetting) : own;
}

/// The OctoPerf URL where the page sees it, else empty. Placeholders are not defaults, so the
/// default stands here.
Result<std::string> octoperf_url(const std::string& text, const Json& settings) {
    if (!text.empty()) return octoperf::normalise_base_url(text);
    return std::string(sees_system_settings(settings) ? kCloud : "");
}

void read_selection(const Json& page, PageEvent& event) {
    const Json* rows = array_at(page, "selected");
    if (rows == nullptr) return;
    for (const Json& row : *rows) {
        if (!row.is_number_integer()) continue;
        const auto number = row.get<std::int64_t>();
        if (number < 0) ++event.selected_folders;
        if (const auto id = maybe_id<TestCaseId>(number)) event.selected.push_back(id->value());
    }
}

std::string page_url(const PageEvent& event, std::string_view kind, const std::string& id) {
    return concat({event.base_url, "/", event.product.text(), "/", kind, "/", id, ".aspx"});
}

}  // namespace

Result<TestCaseId> PageEvent::test_case() const {
    const auto id = TestCaseId::from(artifact.value_or(0));
    if (id) return *id;
    return failure(ErrorKind::invalid_input, texts::test_case_unsaved, texts::save_first, "engine");
}

Language language_of_event(const Json& event) {
    const Json* page = find(event, "page");
    return language_of(page != nullptr ? text_at(*page, "culture") : "");
}

Result<PageEvent> read_page_event(const Json& tree) {
    static const Json kNothing = Json::object();
    const Json* given = find(tree, "page");
    const Json& page = given != nullptr ? *given : kNothing;
    const auto product = ProductId::from(integer_at(page, "productId").value_or(0));
    if (!product)
        return failure(ErrorKind::invalid_input, texts::page_lost, texts::page_reload, "engine");
    const Json* set = find(tree, "settings");
    const Json& settings = set != nullptr ? *set : kNothing;
    std::string url_text = octoperf_url_text(settings);
    auto url = octoperf_url(url_text, settings);
    if (!url) return tl::unexpected(url.error());

    PageEvent event{*product};
    event.now = integer_at(tree, "now").value_or(0);
    event.language = language_of_event(tree);
    event.product_template = id_at<TemplateId>(page, "templateId");
    if (const auto artifact = id_at<TestCaseId>(page, "artifactId"))
        event.artifact = artifact->value();
    event.user = integer_at(page, "userId");
    event.release = maybe_id<ReleaseId>(setting_number(page, "releaseId"));
    event.base_url = without_slashes(text_at(page, "baseUrl"));
    event.dialogs = bool_at(page, "dialogs").value_or(false);
    if (const Json* can = find(page, "can")) {
        event.may_modify_test_case = bool_at(*can, "modifyTestCase");
        event.may_create_test_run = bool_at(*can, "createTestRun");
    }
    event.unsaved_changes = bool_at(page, "unsavedChanges");
    read_selection(page, event);
    event.octoperf_url = std::move(*url);
    event.octoperf_url_text = std::move(url_text);
    event.settings_hidden =
        !sees_system_settings(settings) && find(settings, kRecorderUrlSetting) == nullptr;
    event.recorder_url = without_slashes(setting_text(settings, kRecorderUrlSetting));
    event.default_release_text = setting_text(settings, kDefaultReleaseSetting);
    event.default_release = maybe_id<ReleaseId>(parse_positive(event.default_release_text));
    event.release_property = setting_number(settings, kReleasePropertySetting);
    event.caution_on_warnings = setting_flag(settings, kCautionSetting);
    event.ask_before_start = setting_flag(settings, kAskSetting);
    return event;
}

std::string test_case_url(const PageEvent& event, TestCaseId test_case) {
    return page_url(event, "TestCase", test_case.text());
}

std::string test_run_url(const PageEvent& event, TestRunId run) {
    return page_url(event, "TestRun", run.text());
}

}  // namespace octospira::flows
