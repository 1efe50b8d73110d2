#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "native/http/message.hpp"
#include "native/recorder/log_rate_limiter.hpp"
#include "native/recorder/status/access.hpp"
#include "native/recorder/status/delivery_json.hpp"
#include "native/recorder/status/links.hpp"
#include "native/recorder/status/status_page.hpp"

namespace octospira::recorder::status {

/// Answers the status page's addresses: host, credentials and origin are checked (site.cpp), then
/// the API answers (site_api.cpp, site_actions.cpp). One thread at a time; `port` names the
/// session's cookie, because browsers give cookies to every port of a host.
class Site {
  public:
    Site(StatusOptions options, StatusSources sources);

    void at_port(std::uint16_t port) { cookie_ = "octospira_status_" + std::to_string(port); }
    [[nodiscard]] http::ServerResponse answer(const http::ServerRequest& request);

  private:
    /// A request whose host and origin are ours.
    struct Visit {
        const http::ServerRequest& request;
        Json body = {};                    ///< of a POST, an object
        const Session* session = nullptr;  ///< empty for a script with a token
        EpochMs now = 0;
        std::int64_t id = 0;  ///< of the delivery in the path
        bool wants_html = false;
    };
    struct Route;
    static const Route kRoutes[];
    struct Action;

    // ---- before the API
    [[nodiscard]] http::ServerResponse answer_route(Visit& visit);
    [[nodiscard]] http::ServerResponse answer_api(Visit& visit, std::string path);
    [[nodiscard]] std::optional<http::ServerResponse> authenticate(Visit& visit);
    [[nodiscard]] std::optional<http::ServerResponse> token_problem(const Visit& visit,
                                                                    Access::Answer answer);
    [[nodiscard]] http::ServerResponse log_in(Visit& visit);
    [[nodiscard]] http::ServerResponse log_out(Visit& visit);

    // ---- the API
    [[nodiscard]] http::ServerResponse overview(Visit& visit);
    [[nodiscard]] http::ServerResponse list(Visit& visit);
    [[nodiscard]] http::ServerResponse delivery(Visit& visit);
    [[nodiscard]] http::ServerResponse export_lines(Visit& visit);
    [[nodiscard]] http::ServerResponse expected(Visit& visit);
    [[nodiscard]] http::ServerResponse refused(Visit& visit);
    [[nodiscard]] http::ServerResponse replay(Visit& visit);
    [[nodiscard]] http::ServerResponse retry(Visit& visit);
    [[nodiscard]] http::ServerResponse dismiss(Visit& visit);
    [[nodiscard]] http::ServerResponse assign(Visit& visit);

    [[nodiscard]] Result<Json> look(EpochMs now);
    [[nodiscard]] http::ServerResponse act(Visit& visit, const Action& action);
    [[nodiscard]] Json shown(const DeliverySummary& row);
    [[nodiscard]] Json shown(const Expected& expected) const;
    [[nodiscard]] Result<Json> rows_of(const ListQuery& query);
    [[nodiscard]] Result<Json> expected_of(EpochMs now, int limit);
    [[nodiscard]] http::ServerResponse journal_failed(const Error& error);
    /// The problem as a response, and a rate-limited log line.
    [[nodiscard]] http::ServerResponse refuse(const Visit& visit, int status,
                                              std::string_view sentence);

    const StatusOptions options_;
    StatusSources sources_;
    Access access_;
    Reports reports_;
    const Clear clear_;
    Json settings_ = Json::array();
    LogRateLimiter refusals_;
    std::string cookie_ = "octospira_status";
};

/// A JSON answer; for a failure {"error": sentence}.
[[nodiscard]] http::ServerResponse json_response(int status, const Json& body);
[[nodiscard]] http::ServerResponse problem(int status, std::string_view sentence);

}  // namespace octospira::recorder::status
