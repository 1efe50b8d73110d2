#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/ids.hpp"
#include "core/base/json.hpp"
#include "core/base/phrase.hpp"
#include "core/base/time.hpp"
#include "core/flows/engine/step.hpp"

namespace octospira::flows {

/// Names of the SpiraApp's settings, as in the manifest.
inline constexpr std::string_view kOctoPerfUrlSetting = "octoperfUrl";
inline constexpr std::string_view kOctoPerfCloudUrlSetting = "octoperfCloudUrl";
inline constexpr std::string_view kApiKeySetting = "octoperfApiKey";
inline constexpr std::string_view kRecorderUrlSetting = "recorderUrl";
inline constexpr std::string_view kRecorderSecretSetting = "recorderSecret";
inline constexpr std::string_view kDefaultReleaseSetting = "defaultRelease";
inline constexpr std::string_view kReleasePropertySetting = "releaseProperty";
inline constexpr std::string_view kCautionSetting = "cautionOnWarnings";
inline constexpr std::string_view kAskSetting = "askBeforeStart";

/// The page, its user and the app's settings at the time of a click. Anything that the page cannot
/// tell is empty. Source: docs/engine-boundary.md, open.
struct PageEvent {
    ProductId product;
    EpochMs now = 0;
    Language language = Language::english;
    std::optional<TemplateId> product_template = std::nullopt;
    std::optional<std::int32_t> artifact = std::nullopt;  ///< the test case's or test set's number
    std::optional<std::int64_t> user = std::nullopt;
    std::optional<ReleaseId> release = std::nullopt;  ///< chosen in the page
    std::string base_url = {};                        ///< Spira's, without a slash at its end
    bool dialogs = false;                             ///< the page can show one
    std::optional<bool> may_modify_test_case = std::nullopt;
    std::optional<bool> may_create_test_run = std::nullopt;
    std::optional<bool> unsaved_changes = std::nullopt;
    std::vector<std::int32_t> selected = {};  ///< test cases selected in a list, folders left out
    int selected_folders = 0;

    // Settings.
    std::string octoperf_url = {};  ///< normalised; empty where the page cannot see the setting
    std::string octoperf_url_text = {};  ///< the setting as it is; empty: the default, or unseen
    std::string recorder_url = {};       ///< empty: no recorder, or the page cannot see the setting
    bool settings_hidden = false;  ///< the page is not shown the system settings (platform §6)
    std::optional<ReleaseId> default_release = std::nullopt;
    std::string default_release_text = {};  ///< the setting as it is, also where it is no id
    int release_property = 0;  ///< number of the test case property that names the release
    bool caution_on_warnings = false;
    bool ask_before_start = false;

    [[nodiscard]] bool has_recorder() const { return !recorder_url.empty(); }
    /// Whether there is a recorder; true also if the page cannot tell, and then only an answer
    /// shows it.
    [[nodiscard]] bool may_have_recorder() const { return has_recorder() || settings_hidden; }
    /// The test case of a test case page. Errors: invalid_input while it is not saved.
    [[nodiscard]] Result<TestCaseId> test_case() const;
};

/// Reads an event's tree. Errors: invalid_input for a garbled event or setting.
[[nodiscard]] Result<PageEvent> read_page_event(const Json& event);

/// The user's language, as far as a damaged event shows it.
[[nodiscard]] Language language_of_event(const Json& event);

/// Starts an event's conversation.
using Opener = Result<Step> (*)(const PageEvent&);
struct EventKind {
    std::string_view name;
    Opener open;
};

/// "https://spira/1/TestCase/42.aspx"-like addresses of this Spira's pages, from its base URL.
/// Source: Spira REST §5.1, SpiraApp platform §5.1.
[[nodiscard]] std::string test_case_url(const PageEvent& event, TestCaseId test_case);
[[nodiscard]] std::string test_run_url(const PageEvent& event, TestRunId run);

}  // namespace octospira::flows
