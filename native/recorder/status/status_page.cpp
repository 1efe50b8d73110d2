#include "native/recorder/status/status_page.hpp"

#include <utility>

#include "native/http/server.hpp"
#include "native/recorder/status/site.hpp"

namespace octospira::recorder {

namespace {

constexpr std::size_t kMaxConnections = 64;
constexpr std::size_t kBodyLimit = 16 * 1024;  ///< forms with a token
constexpr std::chrono::seconds kAnswerGrace(1);

class ServedStatusPage : public StatusPage {
  public:
    ServedStatusPage(const StatusOptions& options, StatusSources sources)
        : site_(options, std::move(sources)) {}

    Result<void> listen(const StatusOptions& options) {
        http::ServerOptions server;
        server.address = options.address;
        server.port = options.port;
        server.body_limit = kBodyLimit;
        server.max_connections = kMaxConnections;
        auto created = http::create_server(
            server, [this](const http::ServerRequest& request, const http::Respond& respond) {
                respond(site_.answer(request));
            });
        if (!created) return tl::unexpected(created.error());
        server_ = std::move(*created);
        site_.at_port(port());
        return {};
    }

    std::uint16_t port() const override { return server_->port(); }
    void run() override { server_->run(); }
    void stop() override { server_->stop(kAnswerGrace); }

  private:
    status::Site site_;
    std::unique_ptr<http::Server> server_;
};

}  // namespace

Result<std::unique_ptr<StatusPage>> create_status_page(StatusOptions options,
                                                       StatusSources sources) {
    if (options.tokens.empty()) {
        return failure(ErrorKind::not_configured, "The status page has no token.",
                       "Give it one of at least 16 characters, e.g. from: openssl rand -hex 24");
    }
    for (const std::string& token : options.tokens) {
        if (token.size() >= kShortestStatusToken) continue;
        return failure(ErrorKind::invalid_input,
                       "The token of the status page has fewer than 16 characters.",
                       "Make a longer one, e.g. with: openssl rand -hex 24");
    }
    while (options.spira_url.ends_with('/')) options.spira_url.pop_back();
    auto page = std::make_unique<ServedStatusPage>(options, std::move(sources));
    if (auto listening = page->listen(options); !listening)
        return tl::unexpected(listening.error());
    return std::unique_ptr<StatusPage>(std::move(page));
}

}  // namespace octospira::recorder
