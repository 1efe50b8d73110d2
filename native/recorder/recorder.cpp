#include "native/recorder/recorder.hpp"

#include <algorithm>
#include <mutex>
#include <random>
#include <utility>

#include "core/octoperf/links.hpp"
#include "native/host/address.hpp"
#include "native/recorder/deliveries.hpp"
#include "native/recorder/reception.hpp"
#include "native/recorder/reconciler.hpp"
#include "native/recorder/retention.hpp"

namespace octospira::recorder {

namespace {

constexpr std::chrono::seconds kAnswerGrace(3);

tl::unexpected<Error> wrong(std::string message, std::string advice) {
    return failure(ErrorKind::invalid_input, std::move(message), std::move(advice), "settings");
}

EpochMs system_time() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

std::function<double()> system_random() {
    struct Source {
        std::mutex mutex;
        std::mt19937 engine{std::random_device()()};
    };
    return [source = std::make_shared<Source>()] {
        const std::lock_guard lock(source->mutex);
        return std::uniform_real_distribution<double>()(source->engine);
    };
}

std::vector<std::string> secrets_of(const Doors& doors) {
    std::vector<std::string> secrets = doors.secrets;
    for (const Account& account : doors.accounts) secrets.push_back(account.api_key);
    return secrets;
}

std::vector<std::string> secrets_of(const RecorderOptions& options) {
    std::vector<std::string> secrets = secrets_of(options.doors);
    secrets.push_back(options.spira.api_key);
    if (options.octoperf) secrets.push_back(options.octoperf->api_key);
    if (!options.journal_password.empty()) secrets.push_back(options.journal_password);
    return secrets;
}

Result<void> check_doors(const Doors& doors) {
    if (!doors.secrets.empty() || !doors.accounts.empty()) return {};
    return wrong("Nobody could post: there is neither a webhook secret nor an account.",
                 "Give a secret for the notification's header.");
}

/// Secrets do not go over a network that others can listen to, unless it is asked for by name.
Result<void> check_listening(const RecorderOptions& options) {
    const auto address = http::IpAddress::parse(options.address);
    if (!address || address->is_loopback() || options.tls || options.public_plain_http) return {};
    return wrong("Plain HTTP on " + options.address + " would send secrets readably.",
                 "Give --tls-cert and --tls-key, or listen on 127.0.0.1 behind a proxy with TLS, "
                 "or say --public-plain-http if you trust this network.");
}

/// Fills in what was left open and brings addresses to their one form.
Result<void> prepare(RecorderOptions& options) {
    auto base = host::normalise_spira_url(options.spira.base_url);
    if (!base) return tl::unexpected(base.error());
    options.spira.base_url = std::move(*base);
    if (options.spira.username.empty() || options.spira.api_key.empty()) {
        return wrong("The Spira account has no user name or no key.",
                     "Give both: the user's name and its API key (the RSS token).");
    }
    if (options.octoperf) {
        auto octoperf = octoperf::normalise_base_url(options.octoperf->base_url);
        if (!octoperf) return tl::unexpected(octoperf.error());
        options.octoperf->base_url = std::move(*octoperf);
    }
    if (options.workers < 1 || options.workers > kMaxWorkers) {
        return wrong("The number of workers is not between 1 and 10.",
                     "Three are enough for most; more than ten make Spira's database deadlock.");
    }
    if (auto doors = check_doors(options.doors); !doors) return doors;
    if (auto listening = check_listening(options); !listening) return listening;
    if (!options.clock) options.clock = system_time;
    if (!options.random) options.random = system_random();
    if (!options.log) options.log = create_log({options.log_format, nullptr, secrets_of(options)});
    return {};
}

/// Connections of the recorder's parts to its store.
struct Journals {
    std::unique_ptr<Journal> inbox;   ///< of the server's thread
    std::unique_ptr<Journal> outbox;  ///< of the workers
    std::unique_ptr<Journal> reconciler;
    std::unique_ptr<Journal> retention;
};

Result<Journals> connect_all(JournalStore& store) {
    Journals all;
    for (auto* journal : {&all.inbox, &all.outbox, &all.reconciler, &all.retention}) {
        auto connected = store.connect();
        if (!connected) return tl::unexpected(connected.error());
        *journal = std::move(*connected);
    }
    return all;
}

class RecorderProcess : public Recorder {
  public:
    RecorderProcess(RecorderOptions options, std::unique_ptr<JournalStore> store, Journals journals)
        : options_(std::move(options)),
          store_(std::move(store)),
          inbox_journal_(std::move(journals.inbox)),
          outbox_journal_(std::move(journals.outbox)),
          breaker_(options_.breaker),
          deliveries_(*outbox_journal_, *options_.log, breaker_, observer_, delivery_options()),
          inbox_(*inbox_journal_, inbox_surroundings()),
          keeper_({options_.doors, options_.allowed_networks, options_.failures}, options_.clock),
          reception_(keeper_, {*inbox_journal_, inbox_, *options_.log, options_.clock,
                               [this] { return readiness(); }, options_.at}),
          retention_(options_.retention,
                     {std::move(journals.retention), *options_.log, options_.clock}) {
        if (!options_.octoperf) return;
        reconciler_ = std::make_unique<Reconciler>(
            *options_.octoperf, options_.client,
            Reconciler::Surroundings{std::move(journals.reconciler), *options_.log, observer_,
                                     options_.clock, options_.random,
                                     [this] { deliveries_.wake(); }});
    }

    Result<void> listen() {
        auto created = http::create_server(
            server_options(),
            http::ViewHandler([this](const http::RequestView& request, http::Respond respond) {
                reception_.handle(request, respond);
            }));
        if (!created) return tl::unexpected(created.error());
        server_ = std::move(*created);
        return {};
    }

    std::uint16_t port() const override { return server_->port(); }

    Result<void> reload(Doors doors) override {
        auto usable = check_doors(doors);
        if (usable) usable = server_->reload_tls();
        if (!usable) {
            reload_failed(usable.error());
            return usable;
        }
        options_.log->keep_out(secrets_of(doors));
        const Json line{{"secrets", doors.secrets.size()},
                        {"accounts", doors.accounts.size()},
                        {"tls", options_.tls.has_value()}};
        server_->post([this, line, fresh = std::move(doors)] {
            keeper_.change_locks(fresh);
            options_.log->write(LogLevel::info, "reloaded", line);
        });
        return {};
    }

    void reload_failed(const Error& error) override {
        options_.log->write(LogLevel::error, "reload_failed", Json{{"error", sentence(error)}});
    }

    void run() override {
        say_started();
        deliveries_.start();
        retention_.start();
        if (reconciler_) reconciler_->start();
        store_->listen([this] { something_changed(); });
        server_->run();
        if (reconciler_) reconciler_->stop();
        retention_.stop();
        deliveries_.stop(options_.grace);
        say_stopped();
    }

    void stop() override { server_->stop(kAnswerGrace); }

  private:
    http::ServerOptions server_options() {
        http::ServerOptions server;
        server.address = options_.address;
        server.port = options_.port;
        server.max_connections = options_.max_connections;
        server.max_connections_per_peer = std::max<std::size_t>(options_.max_connections / 2, 1);
        server.trusted_proxies = options_.trusted_proxies;
        server.tls = options_.tls;
        server.admit = [this](const http::RequestView& head) { return reception_.admit(head); };
        server.on_refused = [this](int status, std::string_view peer, std::string_view reason) {
            reception_.note_refusal(status, peer, reason);
        };
        return server;
    }

    DeliveryOptions delivery_options() const {
        return {options_.spira,   options_.octoperf, options_.client,
                options_.workers, options_.schedule, options_.products,
                options_.clock,   options_.random,   options_.at};
    }

    Inbox::Surroundings inbox_surroundings() {
        return {[this](std::function<void()> task) { server_->post(std::move(task)); },
                [this](const Arrival& arrival, const Result<Kept>& kept,
                       const http::Respond& respond) { reception_.kept(arrival, kept, respond); },
                [this] {
                    reception_.flushed();
                    something_changed();
                },
                observer_,
                options_.at,
                store_->is_local()};
    }

    void something_changed() {
        deliveries_.wake();
        if (reconciler_) reconciler_->wake();
    }

    Json readiness() {
        return Json{{"delivery", deliveries_.running() > 0 ? "running" : "not running"},
                    {"spira", breaker_.state() == BreakerState::closed ? "not known to be down"
                                                                       : "does not answer"}};
    }

    void say_started() {
        Json line{{"version", OCTOSPIRA_VERSION},
                  {"address", options_.address},
                  {"port", port()},
                  {"tls", options_.tls.has_value()},
                  {"spira", options_.spira.base_url},
                  {"enriching", options_.octoperf.has_value()}};
        if (const auto tally = inbox_journal_->tally()) {
            line["pending"] = tally->pending;
            line["dead"] = tally->dead;
        }
        options_.log->write(LogLevel::info, "started", line);
    }

    void say_stopped() {
        const Counts& counts = reception_.counts();
        std::int64_t refused = 0;
        for (const auto& [status, number] : counts.refused) refused += number;
        options_.log->write(LogLevel::info, "stopped",
                            Json{{"accepted", counts.accepted},
                                 {"duplicates", counts.duplicates},
                                 {"ignored", counts.ignored},
                                 {"conflicts", counts.conflicts},
                                 {"launches", counts.launches},
                                 {"refused", refused}});
    }

    RecorderOptions options_;
    std::unique_ptr<http::Server> server_;  ///< outlives inbox_, which may hold unused answers
    std::unique_ptr<JournalStore> store_;
    std::unique_ptr<Journal> inbox_journal_;
    std::unique_ptr<Journal> outbox_journal_;
    Observer observer_;
    Breaker breaker_;
    Deliveries deliveries_;
    Inbox inbox_;
    DoorKeeper keeper_;
    Reception reception_;
    Retention retention_;
    std::unique_ptr<Reconciler> reconciler_;  ///< only with an OctoPerf key
};

}  // namespace

Result<std::unique_ptr<Recorder>> Recorder::create(RecorderOptions options) {
    if (auto ready = prepare(options); !ready) return tl::unexpected(ready.error());
    auto store = open_store({options.journal, options.journal_password, true, options.at});
    if (!store) return tl::unexpected(store.error());
    auto journals = connect_all(**store);
    if (!journals) return tl::unexpected(journals.error());
    auto recorder = std::make_unique<RecorderProcess>(std::move(options), std::move(*store),
                                                      std::move(*journals));
    if (auto listening = recorder->listen(); !listening) return tl::unexpected(listening.error());
    return std::unique_ptr<Recorder>(std::move(recorder));
}

}  // namespace octospira::recorder
