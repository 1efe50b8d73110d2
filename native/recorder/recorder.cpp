#include "native/recorder/recorder.hpp"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

#include "native/recorder/delivery/deliveries.hpp"
#include "native/recorder/delivery/delivery_report.hpp"
#include "native/recorder/delivery/recogniser.hpp"
#include "native/recorder/delivery/reconciler.hpp"
#include "native/recorder/failpoints.hpp"
#include "native/recorder/journal/journal_watch.hpp"
#include "native/recorder/journal/retention.hpp"
#include "native/recorder/preparation.hpp"
#include "native/recorder/warnings.hpp"
#include "native/recorder/webhook/webhook_api.hpp"

namespace octospira::recorder {

namespace {

constexpr std::chrono::seconds kAnswerGrace(3);
/// A post and a question for readiness are answered within a second or two.
constexpr std::chrono::milliseconds kSoon(1'000);
constexpr std::chrono::milliseconds kBreath(100);

/// Connections of the recorder's parts to its store.
struct Journals {
    std::unique_ptr<Journal> group_commit;  ///< of its thread
    std::unique_ptr<Journal> deliveries;    ///< of the workers
    std::unique_ptr<Journal> reconciler;
    std::unique_ptr<Journal> retention;
    std::unique_ptr<Journal> recogniser;
    std::unique_ptr<Journal> watch;
    std::unique_ptr<Journal> status;
};

Result<Journals> connect_all(JournalStore& store) {
    Journals all;
    for (auto* journal : {&all.group_commit, &all.deliveries, &all.reconciler, &all.retention,
                          &all.recogniser, &all.watch, &all.status}) {
        const bool soon = journal == &all.group_commit || journal == &all.watch;
        auto connected = store.connect(soon ? kSoon : JournalStore::kLongestWait);
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
          group_commit_journal_(std::move(journals.group_commit)),
          deliveries_journal_(std::move(journals.deliveries)),
          status_journal_(std::move(journals.status)),
          watch_(std::move(journals.watch), *options_.log),
          metrics_(options_.clock()),
          breaker_(options_.breaker),
          deliveries_(*deliveries_journal_, *options_.log, breaker_, metrics_, delivery_options()),
          group_commit_(*group_commit_journal_, group_commit_dependencies()),
          access_({options_.credentials, options_.allowed_networks, options_.failures},
                  options_.clock),
          api_(access_,
               {group_commit_, metrics_, *options_.log, options_.clock,
                [this] { return readiness(); }, [this] { return metrics_text(); }, options_.at}),
          retention_(options_.retention,
                     {std::move(journals.retention), *options_.log, options_.clock}),
          recogniser_(
              recogniser_options(),
              {std::move(journals.recogniser), *options_.log, options_.clock,
               [this] { return breaker_.state() == BreakerState::closed; }, options_.look_again}) {
        if (!options_.octoperf) return;
        reconciler_ = std::make_unique<Reconciler>(
            *options_.octoperf, options_.client,
            Reconciler::Dependencies{std::move(journals.reconciler), *options_.log, metrics_,
                                     options_.clock, options_.random,
                                     [this] { deliveries_.wake(); }});
    }

    Result<void> listen() {
        auto created = http::create_server(
            server_options(), http::ViewHandler([this](const http::RequestView& request,
                                                       const http::Respond& respond) {
                api_.handle(request, respond);
            }));
        if (!created) return tl::unexpected(created.error());
        server_ = std::move(*created);
        return open_status_page();
    }

    std::uint16_t port() const override { return server_->port(); }
    std::uint16_t status_port() const override { return status_ ? status_->port() : 0; }

    Result<void> reload(Credentials credentials) override {
        auto usable = validate_credentials(credentials);
        if (usable) usable = server_->reload_tls();
        if (!usable) {
            reload_failed(usable.error());
            return usable;
        }
        options_.log->keep_out(secrets_of(credentials));
        const Json line{{"secrets", credentials.secrets.size()},
                        {"accounts", credentials.accounts.size()},
                        {"tls", options_.tls.has_value()}};
        server_->post([this, line, fresh = std::move(credentials)] {
            access_.replace_credentials(fresh);
            options_.log->write(LogLevel::info, "reloaded", line);
            write_certificate_warning(options_);
        });
        return {};
    }

    void reload_failed(const Error& error) override {
        options_.log->write(LogLevel::error, "reload_failed", Json{{"error", sentence(error)}});
    }

    void run() override {
        const Running running(*this);
        start_parts();
        outlive_exceptions([this] { server_->run(); });
    }

    void stop() override { server_->stop(kAnswerGrace); }

  private:
    /// Whatever ends run(), an exception included, all threads are joined.
    class Running {
      public:
        explicit Running(RecorderProcess& recorder) : recorder_(recorder) {}
        Running(const Running&) = delete;
        Running& operator=(const Running&) = delete;
        ~Running() { recorder_.stop_parts(); }

      private:
        RecorderProcess& recorder_;
    };

    void start_parts() {
        watch_.start();
        say_started();
        write_warnings(options_);
        if (status_) {
            status_thread_ =
                std::thread([this] { outlive_exceptions([this] { status_->run(); }); });
        }
        deliveries_.start();
        retention_.start();
        recogniser_.start();
        if (reconciler_) reconciler_->start();
        store_->listen([this] { something_changed(); });
    }

    void stop_parts() {
        if (reconciler_) end([this] { reconciler_->stop(); });
        end([this] { recogniser_.stop(); });
        end([this] { retention_.stop(); });
        end([this] { deliveries_.stop(options_.grace); });
        if (status_) end([this] { status_->stop(); });
        if (status_thread_.joinable()) status_thread_.join();
        end([this] { watch_.stop(); });
        end([this] { say_stopped(); });
    }

    template <class Part>
    void end(Part part) {
        try {
            part();
        } catch (const std::exception& error) {
            internal_error(*options_.log, error.what());
        }
    }

    http::ServerOptions server_options() {
        http::ServerOptions server;
        server.address = options_.address;
        server.port = options_.port;
        server.idle_timeout = options_.keep_alive;
        server.max_connections = options_.max_connections;
        server.max_connections_per_peer = std::max<std::size_t>(options_.max_connections / 2, 1);
        server.trusted_proxies = options_.trusted_proxies;
        server.tls = options_.tls;
        server.admit = [this](const http::RequestView& head) { return api_.admit(head); };
        server.on_refused = [this](int status, std::string_view peer, std::string_view reason) {
            api_.note_refusal(status, peer, reason);
        };
        return server;
    }

    DeliveryOptions delivery_options() const {
        return {options_.spira,    options_.octoperf,
                options_.client,   options_.workers,
                options_.schedule, std::max(options_.post_window, options_.client.total_timeout),
                options_.pace,     options_.products,
                options_.figures,  options_.clock,
                options_.random,   options_.at};
    }

    host::HttpHostOptions recogniser_options() const {
        host::HttpHostOptions options;
        options.spira = options_.spira;
        options.client = options_.client;
        options.random = options_.random;
        return options;
    }

    GroupCommit::Dependencies group_commit_dependencies() {
        return {[this](std::function<void()> task) { server_->post(std::move(task)); },
                [this](std::chrono::milliseconds delay, std::function<void()> task) {
                    server_->after(delay, std::move(task));
                },
                [this](const Incoming& arrival, const Result<Stored>& kept,
                       const http::Respond& respond) {
                    if (!kept) watch_.failed();
                    if (kept && respond) watch_.kept();
                    api_.kept(arrival, kept, respond);
                },
                [this](const http::Respond& respond) {
                    watch_.late();
                    api_.late(respond);
                },
                [this] {
                    at_failpoint(options_.at, "answered");
                    something_changed();
                },
                metrics_,
                options_.at};
    }

    /// Goes on serving where a library threw, for want of memory for example: what was in hand then
    /// gets no answer, and everything else does.
    void outlive_exceptions(const std::function<void()>& serve) {
        while (true) {
            try {
                return serve();
            } catch (const std::exception& error) {
                internal_error(*options_.log, error.what());
                std::this_thread::sleep_for(kBreath);
            }
        }
    }

    void something_changed() {
        deliveries_.wake();
        if (reconciler_) reconciler_->wake();
    }

    Result<void> open_status_page() {
        if (options_.status.tokens.empty()) return {};
        StatusOptions page = options_.status;
        page.spira_url = options_.spira.base_url;
        if (options_.octoperf) page.octoperf_url = options_.octoperf->base_url;
        page.settings = settings_shown();
        auto created =
            create_status_page(std::move(page), {std::move(status_journal_), *options_.log,
                                                 [this] { return health(); },
                                                 [this] { something_changed(); }, options_.clock});
        if (!created) return tl::unexpected(created.error());
        status_ = std::move(*created);
        return {};
    }

    /// What the status page says about the settings, without secrets.
    std::vector<std::pair<std::string, std::string>> settings_shown() const {
        const std::string listening = options_.address + ", port " + std::to_string(port()) +
                                      (options_.tls ? ", TLS" : ", plain HTTP");
        return {{"Spira", options_.spira.base_url},
                {"Spira account", options_.spira.username},
                {"OctoPerf", options_.octoperf ? options_.octoperf->base_url
                                               : std::string("not polled: no API key configured")},
                {"Webhooks", listening},
                {"Journal", options_.journal},
                {"Stored for", std::to_string(options_.retention.count() / 24) + " days"}};
    }

    Readiness readiness() {
        const bool writable = watch_.seen().writable;
        const bool delivering = deliveries_.running() > 0;
        // An unreachable Spira is what a journal is for: notifications are taken anyway.
        return {writable && delivering,
                Json{{"journal", writable ? "writable" : "cannot be written"},
                     {"delivery", delivering ? "running" : "not running"},
                     {"spira", words_about_spira(breaker_)}}};
    }

    status::Health health() {
        const JournalWatch::Seen seen = watch_.seen();
        const std::string workers = std::to_string(deliveries_.running()) + " of " +
                                    std::to_string(deliveries_.workers()) + " running";
        return {started_,
                {{"Journal", seen.writable,
                  seen.writable ? std::string("writable") : options_.log->cleared(seen.trouble)},
                 {"Workers", deliveries_.running() == deliveries_.workers(), workers},
                 spira_part(),
                 octoperf_part()}};
    }

    status::Part spira_part() {
        const std::string trouble = deliveries_.spira_trouble();
        status::Part part{"Spira",
                          breaker_.state() == BreakerState::closed && breaker_.paused().empty(),
                          words_about_spira(breaker_) + (trouble.empty() ? "" : ": " + trouble)};
        if (breaker_.state() == BreakerState::open) part.until = on_wall(breaker_.next_check());
        return part;
    }

    status::Part octoperf_part() {
        if (!options_.octoperf) return {"OctoPerf", true, "not polled: no API key is configured"};
        const auto pause = deliveries_.figures_pause();
        if (!pause) return {"OctoPerf", true, "polled for figures and missing results"};
        return {"OctoPerf", false, "results are recorded without its figures: " + pause->trouble,
                on_wall(pause->until)};
    }

    EpochMs on_wall(std::chrono::steady_clock::time_point time) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
            time - std::chrono::steady_clock::now());
        return options_.clock() + std::max<std::int64_t>(0, left.count());
    }

    std::string metrics_text() {
        metrics_.log_lines_dropped(options_.log->dropped());
        metrics_.refresh(watch_.seen().tally, options_.clock());
        return metrics_.text();
    }

    void say_started() {
        Json line{{"version", OCTOSPIRA_VERSION},
                  {"address", options_.address},
                  {"port", port()},
                  {"tls", options_.tls.has_value()},
                  {"spira", options_.spira.base_url},
                  {"enriching", options_.octoperf.has_value()}};
        if (status_) line["statusPort"] = status_->port();
        const StateCounts tally = watch_.seen().tally;
        line["pending"] = tally.pending;
        line["dead"] = tally.dead;
        options_.log->write(LogLevel::info, "started", line);
    }

    void say_stopped() {
        const Counts& counts = api_.counts();
        options_.log->write(LogLevel::info, "stopped",
                            Json{{"accepted", counts.accepted},
                                 {"duplicates", counts.duplicates},
                                 {"ignored", counts.ignored},
                                 {"conflicts", counts.conflicts},
                                 {"launches", counts.launches},
                                 {"refused", counts.refused}});
    }

    RecorderOptions options_;
    std::unique_ptr<http::Server>
        server_;  ///< outlives group_commit_, which may hold unused answers
    std::unique_ptr<JournalStore> store_;
    std::unique_ptr<Journal> group_commit_journal_;
    std::unique_ptr<Journal> deliveries_journal_;
    std::unique_ptr<Journal> status_journal_;  ///< until the page takes it
    const EpochMs started_ = options_.clock();
    JournalWatch watch_;
    Metrics metrics_;
    Breaker breaker_;
    Deliveries deliveries_;
    GroupCommit group_commit_;
    AccessControl access_;
    WebhookApi api_;
    Retention retention_;
    Recogniser recogniser_;
    std::unique_ptr<Reconciler> reconciler_;  ///< only with an OctoPerf key
    std::unique_ptr<StatusPage> status_;      ///< only with a token
    std::thread status_thread_;
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
