#include "native/demo/parts.hpp"

#include <utility>

#include "core/base/json.hpp"
#include "core/base/text.hpp"
#include "native/http/client.hpp"

namespace octospira::demo {

namespace {

Result<Json> ask(const std::string& method, const std::string& url, const std::string& body) {
    http::ClientOptions options;
    options.total_timeout = std::chrono::seconds(10);
    const Answer answer = http::create_client(options)->send(
        method, url, {{"Content-Type", "application/json"}}, body);
    if (!answer.ok()) {
        return failure(ErrorKind::rejected, "The simulator rejected its settings: " +
                                                std::string(cut_utf8(answer.body, 500)) + ".");
    }
    return parse_json(answer.body);
}

}  // namespace

Result<void> install_app(const DemoSetUp& set_up, const std::string& package) {
    const std::string apps = set_up.spira_url + "/_simulator/apps";
    const auto installed = ask("POST", apps, package);
    if (!installed) return tl::unexpected(installed.error());
    const Json settings{{"octoperfUrl", set_up.octoperf_public_url},
                        {"octoperfApiKey", set_up.octoperf_key},
                        {"recorderUrl", set_up.recorder_public_url},
                        {"recorderSecret", set_up.secret}};
    const Json wanted{{"enabled", true},
                      {"settings", settings},
                      {"products", Json{{"1", Json{{"enabled", true}}}}}};
    const auto set = ask("PUT", apps + "/" + text_at(*installed, "guid"), to_text(wanted));
    if (!set) return tl::unexpected(set.error());
    return {};
}

Result<void> set_notification(const DemoSetUp& set_up) {
    const Json target{
        {"url", set_up.recorder_public_url + "/Services/Webhooks/TestService.svc/OctoPerf"},
        {"events", Json::array({"TEST_FAILED", "TEST_PASSED", "TEST_ERROR"})},
        {"headers", Json::array({Json{{"name", "X-OctoSpira-Secret"}, {"value", set_up.secret}}})}};
    const auto set = ask("PUT", set_up.octoperf_url + "/_simulator/notifications",
                         to_text(Json{{"targets", Json::array({target})}}));
    if (!set) return tl::unexpected(set.error());
    return {};
}

}  // namespace octospira::demo
