#include "native/simulators/octoperf/simulator.hpp"

#include <utility>

#include "core/base/text.hpp"
#include "native/simulators/front_end/front_end.hpp"
#include "native/simulators/octoperf/control.hpp"
#include "native/simulators/octoperf/page_data.hpp"
#include "native/simulators/octoperf/rest.hpp"
#include "native/simulators/octoperf/world.hpp"

namespace octospira::simulators::octoperf {

namespace {

constexpr std::size_t kCallLogLength = 1'000;

void log_call(World& world, const http::ServerRequest& request, int status,
              const std::string& fault) {
    Json query = Json::object();
    for (const auto& [name, value] : request.query) query[name] = redact(value);
    Json row{{"time", World::now()},
             {"method", request.method},
             {"path", redact(request.path)},
             {"query", std::move(query)},
             {"status", status}};
    if (!fault.empty()) row["fault"] = fault;
    if (world.calls.size() == kCallLogLength) world.calls.erase(world.calls.begin());
    world.calls.push_back(std::move(row));
}

void answer(World& world, Reply reply, const http::Respond& respond) {
    if (!reply.after_notifications) return respond(std::move(reply.response));
    world.notifier.when_idle(
        [respond, response = std::move(reply.response)] { respond(response); });
}

void serve_rest(World& world, const http::ServerRequest& request, const http::Respond& respond) {
    const auto fault = world.faults.take(request.method, request.path);
    if (!fault) {
        const FrontEnd before = front_end_named(world.switches.front_end).value_or(FrontEnd::none);
        Reply reply = asks_the_api(before) ? rest(world, request) : Reply{};
        reply.response = behind(before, std::move(reply.response));
        log_call(world, request, reply.response.status, "");
        return answer(world, std::move(reply), respond);
    }
    Reply reply = performs(*fault) ? rest(world, request) : Reply{};
    const bool hangs = fault->action == "hang" || fault->action == "performThenHang";
    reply.response = spoil(*fault, std::move(reply.response));
    log_call(world, request, hangs ? 0 : reply.response.status, fault->action);
    if (hangs) return world.faults.hold(respond);
    answer(world, std::move(reply), respond);
}

void serve(World& world, const http::ServerRequest& request, const http::Respond& respond) {
    if (request.path.starts_with("/_simulator/")) return respond(control(world, request));
    if (request.path.starts_with("/_page/")) return respond(page_data(world, request));
    if (request.method == "GET" && is_page(request.path)) return respond(page(request.path));
    serve_rest(world, request, respond);
}

class Simulator : public OctoPerf {
  public:
    std::uint16_t port() const override { return world.server->port(); }

    std::string base_url() const override {
        const std::string& address = world.options.address;
        const bool any = address == "0.0.0.0" || address == "::";
        const bool v6 = !any && address.find(':') != std::string::npos;
        const std::string host = any ? "127.0.0.1" : v6 ? "[" + address + "]" : address;
        return "http://" + host + ":" + std::to_string(port());
    }

    void run() override { world.server->run(); }

    void stop() override {
        // First close what hangs on purpose, or the server would wait for it.
        world.server->post([this] {
            world.faults.clear();
            world.faults.release();
        });
        world.server->stop(std::chrono::seconds(1));
    }

    World world;
};

/// An error for the first option that cannot be used.
Result<void> check(const OctoPerfOptions& options) {
    if (!options.api_key.empty() && !looks_like_uuid(options.api_key)) {
        return failure(ErrorKind::invalid_input, "The OctoPerf key is not a UUID.",
                       "OctoPerf's keys look like 8-4-4-4-12 hexadecimal digits.");
    }
    for (const ExtraUser& user : options.users) {
        if (!parse_role(user.role) || !looks_like_uuid(user.key)) {
            return failure(ErrorKind::invalid_input, "An OctoPerf user has no valid key or role.",
                           "Give a UUID and one of ADMIN, TESTER, TEST_EXECUTOR, VIEWER.");
        }
    }
    if (options.run_time.count() < 1) {
        return failure(ErrorKind::invalid_input, "The run time is not positive.");
    }
    return {};
}

}  // namespace

void World::reset() {
    run_time = options.run_time;
    switches = options.switches;
    store = seed(options.api_key);
    for (const ExtraUser& extra : options.users) {
        User user{ids.next(now()), extra.username, extra.key, {}};
        for (const Workspace& workspace : store.workspaces) {
            user.roles[workspace.id] = parse_role(extra.role).value_or(Role::viewer);
        }
        store.users.push_back(std::move(user));
    }
    faults.clear();
    faults.release();
    calls.clear();
    last_dummy = 0;
    notifier.targets = options.notifications;
    notifier.clear_log();
}

Result<std::unique_ptr<OctoPerf>> OctoPerf::create(OctoPerfOptions options) {
    if (const auto good = check(options); !good) return tl::unexpected(good.error());
    auto simulator = std::make_unique<Simulator>();
    World& world = simulator->world;
    world.options = std::move(options);
    http::ServerOptions server_options;
    server_options.address = world.options.address;
    server_options.port = world.options.port;
    auto server = http::create_server(
        server_options, [&world](const http::ServerRequest& request, const http::Respond& respond) {
            serve(world, request, respond);
        });
    if (!server) return tl::unexpected(server.error());
    world.server = std::move(*server);
    world.public_url = world.options.public_url.empty()
                           ? "http://octoperf.localhost:" + std::to_string(world.server->port())
                           : world.options.public_url;
    while (world.public_url.ends_with('/')) world.public_url.pop_back();
    world.reset();
    return simulator;
}

}  // namespace octospira::simulators::octoperf
