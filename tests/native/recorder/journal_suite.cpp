#include "tests/native/recorder/journal_suite.hpp"

#include <ostream>

#include "tests/native/recorder/postgres_server.hpp"

namespace octospira::recorder::test {

std::ostream& operator<<(std::ostream& out, Kind kind) {
    return out << (kind == Kind::sqlite ? "SQLite" : "PostgreSQL");
}

Stage::Stage(Kind kind) {
    if (kind == Kind::sqlite) {
        where_ = folder_.file("journal.sqlite");
    } else {
        where_ = PostgresServer::instance().empty_database();
    }
    open();
}

Stage::~Stage() {
    journal_.reset();
    store_.reset();
}

void Stage::open() {
    store_ = must(open_store({where_}));
    journal_ = connect();
}

std::unique_ptr<Journal> Stage::connect() {
    return must(store_->connect());
}

void Stage::reopen() {
    journal_.reset();
    store_.reset();
    open();
}

NewNotification verdict(const std::string& bench_result, const std::string& event,
                        EpochMs received) {
    NewNotification notification = news(bench_result, event);
    notification.received = received;
    notification.verdict = event == "TEST_FAILED" ? kFailed : kPassed;
    return notification;
}

NewNotification news(const std::string& bench_result, const std::string& event) {
    NewNotification notification;
    notification.bench_result = bench_result;
    notification.event = event;
    notification.received = 1000;
    notification.body = "{}";
    return notification;
}

NewLaunch launch(const std::string& bench_result, EpochMs started, EpochMs next_poll) {
    return {{*BenchResultId::parse(bench_result), *ProductId::from(1), *TestCaseId::from(42),
             *ReleaseId::from(3), std::nullopt, started},
            next_poll};
}

Finished ended(std::int64_t id, State state, EpochMs now) {
    Finished finished;
    finished.id = id;
    finished.state = state;
    finished.now = now;
    return finished;
}

Stored keep(Journal& journal, Incoming arrival) {
    auto kept = must(journal.keep({std::move(arrival)}));
    BOOST_REQUIRE(kept.size() == 1U);
    return kept[0];
}

Pending claim(Journal& journal, EpochMs now) {
    auto pending = must(journal.claim(now, kLease));
    BOOST_REQUIRE(pending.has_value());
    return std::move(*pending);
}

bool nothing_to_claim(Journal& journal, EpochMs now) {
    return !must(journal.claim(now, kLease)).has_value();
}

DeliveryDetail story(Journal& journal, std::int64_t id) {
    auto found = must(journal.find(id));
    BOOST_REQUIRE(found.has_value());
    return std::move(*found);
}

}  // namespace octospira::recorder::test
