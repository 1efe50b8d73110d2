#include "native/simulators/spira/simulator.hpp"

#include <chrono>
#include <utility>

#include "core/base/text.hpp"
#include "native/http/server.hpp"
#include "native/simulators/spira/control.hpp"
#include "native/simulators/spira/gate.hpp"
#include "native/simulators/spira/rest.hpp"
#include "native/simulators/spira/store.hpp"
#include "native/simulators/spira/ui.hpp"

namespace octospira::simulators::spira {

namespace {

EpochMs system_time() {
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

Store demo_store() {
    Store store(system_time);
    seed(store);
    return store;
}

/// An uploaded package may be a megabyte or more; Spira's own limit is unknown.
constexpr std::size_t kBodyLimit = 16 * 1024 * 1024;

class Frame final : public Spira {
  public:
    explicit Frame(SpiraOptions options)
        : options_(std::move(options)),
          store_(demo_store()),
          switches_(options_.switches),
          rest_(store_, switches_),
          gate_(rest_, switches_,
                [this](auto delay, auto task) { server_->after(delay, std::move(task)); }),
          ui_({store_, switches_, gate_, [this](auto task) { server_->post(std::move(task)); },
               [this](auto delay, auto task) { server_->after(delay, std::move(task)); },
               options_.path_prefix}),
          control_(
              {store_, switches_, gate_, [this] { return ui_.state(); }, [this] { reset(); }}) {}

    [[nodiscard]] Result<void> listen() {
        http::ServerOptions listening;
        listening.address = options_.address;
        listening.port = options_.port;
        listening.body_limit = kBodyLimit;
        auto server = http::create_server(
            listening, [this](http::ServerRequest request, http::Respond respond) {
                dispatch(std::move(request), std::move(respond));
            });
        if (!server) return tl::unexpected(server.error());
        server_ = *std::move(server);
        store_.web_server_url = base_url();
        return {};
    }

    [[nodiscard]] std::uint16_t port() const override { return server_->port(); }
    [[nodiscard]] std::string base_url() const override {
        return "http://" + options_.address + ":" + std::to_string(port()) + options_.path_prefix;
    }
    void run() override { server_->run(); }
    void stop() override { server_->stop(std::chrono::milliseconds(500)); }

  private:
    void dispatch(http::ServerRequest request, http::Respond respond) {
        constexpr std::string_view kControl = "/_simulator/";
        const std::string& prefix = options_.path_prefix;
        if (request.path.starts_with("/_simulator/apps")) {
            return ui_.handle(request, std::move(respond));
        }
        if (request.path.starts_with(kControl)) {
            return respond(control_.handle(request.path.substr(kControl.size()), request));
        }
        if (!equals_ignoring_case(request.path.substr(0, prefix.size()), prefix)) {
            return respond({404, "There is nothing here.", "text/plain"});
        }
        request.path.erase(0, prefix.size());
        if (to_lower(request.path).starts_with("/services/")) {
            return gate_.serve(request, std::move(respond));
        }
        ui_.handle(request, std::move(respond));
    }

    void reset() {
        store_ = demo_store();
        store_.web_server_url = base_url();
        switches_ = options_.switches;
        gate_.reset();
        ui_.reset();
    }

    SpiraOptions options_;
    Store store_;
    Switches switches_;
    Rest rest_;
    std::unique_ptr<http::Server> server_;  // before ui_: whose threads post to it until they end
    Gate gate_;
    Ui ui_;
    Control control_;
};

}  // namespace

Result<std::unique_ptr<Spira>> Spira::create(SpiraOptions options) {
    while (options.path_prefix.ends_with('/')) options.path_prefix.pop_back();
    options.switches.version = options.version;
    auto frame = std::make_unique<Frame>(std::move(options));
    const auto listening = frame->listen();
    if (!listening) return tl::unexpected(listening.error());
    return std::unique_ptr<Spira>(std::move(frame));
}

}  // namespace octospira::simulators::spira
