#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "native/http/message.hpp"
#include "native/recorder/status/access.hpp"
#include "native/recorder/status/guard.hpp"
#include "native/recorder/status/pages.hpp"
#include "native/recorder/status/status_page.hpp"

namespace octospira::recorder::status {

/// Answers the status page's addresses: host, credentials, origin, then the page. One thread at a
/// time; `port` names the session's cookie, because browsers give cookies to every port of a host.
class Site {
  public:
    Site(StatusOptions options, StatusSources sources);

    void at_port(std::uint16_t port) { cookie_ = "octospira_status_" + std::to_string(port); }
    [[nodiscard]] http::ServerResponse answer(const http::ServerRequest& request);

  private:
    /// A request of somebody who may look.
    struct Visit {
        const http::ServerRequest& request;
        http::Fields form = {};      ///< of a POST
        Session* session = nullptr;  ///< empty for a script with a token
        EpochMs now = 0;
        std::int64_t id = 0;  ///< of the delivery in the path
        bool wants_html = false;
        bool part = false;  ///< the page's own script asks whether anything has changed
    };
    struct Route;
    static const Route kRoutes[];

    // ---- before the page
    [[nodiscard]] http::ServerResponse answer_route(Visit& visit);
    [[nodiscard]] std::optional<http::ServerResponse> let_in(Visit& visit);
    [[nodiscard]] std::optional<http::ServerResponse> token_problem(const Visit& visit,
                                                                    Access::Answer answer);
    [[nodiscard]] http::ServerResponse ask_for_token(Visit& visit);
    [[nodiscard]] http::ServerResponse log_in(Visit& visit);
    [[nodiscard]] http::ServerResponse show_login(const Visit& visit, int status,
                                                  const std::string& problem);
    [[nodiscard]] http::ServerResponse log_out(Visit& visit);

    // ---- pages and their JSON
    [[nodiscard]] http::ServerResponse overview(Visit& visit);
    [[nodiscard]] http::ServerResponse list(Visit& visit);
    [[nodiscard]] http::ServerResponse delivery(Visit& visit);
    [[nodiscard]] http::ServerResponse export_lines(Visit& visit);
    [[nodiscard]] http::ServerResponse replay_one(Visit& visit);
    [[nodiscard]] http::ServerResponse replay_all(Visit& visit);

    [[nodiscard]] http::ServerResponse replay(Visit& visit, std::optional<std::int64_t> id);
    [[nodiscard]] Result<std::vector<Item>> items(const ListQuery& query);
    [[nodiscard]] Result<Overview> look(EpochMs now);
    [[nodiscard]] Surface surface(const Visit& visit) const;
    [[nodiscard]] http::ServerResponse page(Visit& visit, Frame frame, const Html& main);
    [[nodiscard]] http::ServerResponse problem(const Visit& visit, int status,
                                               const std::string& title, const std::string& words);
    /// The same, and a line in the log.
    [[nodiscard]] http::ServerResponse refuse(const Visit& visit, int status,
                                              const std::string& title, const std::string& words);
    [[nodiscard]] http::ServerResponse journal_failed(const Visit& visit, const Error& error);

    const StatusOptions options_;
    StatusSources sources_;
    Access access_;
    Reports reports_;
    std::string cookie_ = "octospira_status";
    std::vector<DayCount> days_;  ///< the charts' figures, of days_at_
    EpochMs days_at_ = 0;
};

}  // namespace octospira::recorder::status
