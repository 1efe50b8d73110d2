#include "tests/faults/gate.hpp"

#include <boost/test/unit_test.hpp>
#include <set>
#include <thread>

#include "native/http/client.hpp"
#include "native/http/server.hpp"
#include "tests/faults/front_ends.hpp"
#include "tests/native/http/raw.hpp"

namespace octospira::faults {

namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

/// A gate before a server that answers with what it got, and somebody who asks through it.
struct World {
    http::test::Echo echo;
    Gate gate{echo.port()};

    Answer ask(milliseconds timeout = milliseconds(10'000)) const {
        http::ClientOptions options;
        options.total_timeout = timeout;
        return http::create_client(options)->send("POST", gate.url() + "/a", {}, "hello");
    }
    /// Such that a client which waits for it gives up.
    void expect_silence() const {
        const Answer answer = ask(milliseconds(200));
        BOOST_TEST(answer.status == 0);
        BOOST_TEST(answer.body == "no answer in time");
    }
    void expect_through() const { BOOST_TEST(ask().body == "POST /a 5"); }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(gate, World)

BOOST_AUTO_TEST_CASE(without_a_fault_everything_goes_through_and_is_counted) {
    expect_through();
    BOOST_TEST(gate.counts().connections == 1);
    BOOST_TEST(gate.counts().faulted == 0);
    BOOST_TEST(gate.counts().request_bytes > 0U);
    BOOST_TEST(gate.counts().answer_bytes > 0U);
}

BOOST_AUTO_TEST_CASE(every_fault_has_a_name_of_its_own) {
    std::set<std::string_view> names;
    for (const Fault fault : kFaults) names.insert(name_of(fault));
    BOOST_TEST(names.size() == kFaults.size());
    BOOST_TEST(names.count("none") == 0U);
}

BOOST_AUTO_TEST_CASE(who_is_not_accepted_can_connect_but_hears_nothing_until_it_is_lifted) {
    gate.set({.fault = Fault::no_accept});
    expect_silence();
    BOOST_TEST(gate.counts().connections == 0);
    BOOST_TEST(gate.counts().faulted == 1);

    gate.lift();
    expect_through();
    BOOST_TEST(gate.counts().connections == 1);  // who waited before was dropped
}

BOOST_AUTO_TEST_CASE(what_is_not_read_never_reaches_the_server_also_when_it_is_lifted) {
    gate.set({.fault = Fault::no_read});
    expect_silence();
    gate.lift();
    BOOST_TEST(gate.counts().request_bytes == 0U);
    expect_through();
}

BOOST_AUTO_TEST_CASE(without_an_answer_the_server_still_gets_the_request) {
    gate.set({.fault = Fault::no_answer});
    expect_silence();
    BOOST_TEST(gate.counts().request_bytes > 0U);
    BOOST_TEST(gate.counts().answer_bytes == 0U);
}

BOOST_AUTO_TEST_CASE(a_closed_connection_is_closed_before_anything_is_sent_on) {
    for (const Fault fault : {Fault::close, Fault::close_on_data}) {
        gate.set({.fault = fault});
        const Answer answer = ask();
        BOOST_TEST(answer.status == 0);
        BOOST_TEST(answer.body != "no answer in time");
    }
    BOOST_TEST(gate.counts().request_bytes == 0U);
}

BOOST_AUTO_TEST_CASE(a_cut_answer_comes_as_far_as_it_was_told) {
    const auto answer = [&] {
        http::test::Raw raw(gate.port());
        raw.send("GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        return raw.read_to_end();
    };
    const std::string whole = answer();
    const std::size_t before = gate.counts().answer_bytes;
    gate.set({.fault = Fault::close_mid_answer, .bytes = 20});
    // What was sent before a reset may be lost with it.
    BOOST_TEST(whole.starts_with(answer()));
    BOOST_TEST(gate.counts().answer_bytes == before + 20U);
    BOOST_TEST(ask().status == 0);
}

BOOST_AUTO_TEST_CASE(a_corrupt_answer_is_as_long_and_differs_from_the_place_on) {
    const auto answer = [&] {
        http::test::Raw raw(gate.port());
        raw.send("GET /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        return raw.read_to_end();
    };
    const std::string good = answer();
    gate.set({.fault = Fault::corrupt, .bytes = 20});
    const std::string bad = answer();

    BOOST_TEST(bad.size() == good.size());
    BOOST_TEST(bad.substr(0, 20) == good.substr(0, 20));
    BOOST_TEST(bad.substr(20, 1) != good.substr(20, 1));
    BOOST_TEST(bad.substr(21, 15) == good.substr(21, 15));
    BOOST_TEST(bad.substr(36, 1) != good.substr(36, 1));
}

BOOST_AUTO_TEST_CASE(a_delayed_answer_comes_late_and_whole) {
    gate.set({.fault = Fault::delay, .time = milliseconds(150)});
    const auto begin = Clock::now();
    expect_through();
    BOOST_TEST((Clock::now() - begin >= milliseconds(150)));
}

BOOST_AUTO_TEST_CASE(a_throttled_connection_takes_its_time_until_it_is_lifted) {
    gate.set({.fault = Fault::throttle, .bytes = 2000});  // of about 350
    const auto begin = Clock::now();
    expect_through();
    BOOST_TEST((Clock::now() - begin >= milliseconds(100)));

    gate.set({.fault = Fault::throttle, .bytes = 1});  // would take minutes
    std::thread lifting([this] {
        while (gate.counts().connections < 2) std::this_thread::yield();
        gate.lift();
    });
    expect_through();
    lifting.join();
}

BOOST_AUTO_TEST_CASE(a_held_connection_is_closed_after_its_time) {
    gate.set({.fault = Fault::close_on_timeout, .time = milliseconds(150)});
    const auto begin = Clock::now();
    const Answer answer = ask();
    BOOST_TEST(answer.status == 0);
    BOOST_TEST(answer.body != "no answer in time");
    BOOST_TEST((Clock::now() - begin >= milliseconds(150)));
    BOOST_TEST(gate.counts().request_bytes == 0U);
}

BOOST_AUTO_TEST_CASE(what_is_sliced_arrives_whole) {
    gate.set({.fault = Fault::sliced});
    expect_through();
    BOOST_TEST(gate.counts().faulted == 1);
}

BOOST_AUTO_TEST_CASE(a_fault_can_leave_out_the_first_and_end_after_some) {
    gate.set({.fault = Fault::close, .skip = 1, .times = 2});
    expect_through();
    BOOST_TEST(ask().status == 0);
    BOOST_TEST(ask().status == 0);
    expect_through();
    BOOST_TEST(gate.counts().connections == 4);
    BOOST_TEST(gate.counts().faulted == 2);
}

BOOST_AUTO_TEST_CASE(a_front_end_answers_instead_of_the_server_or_after_it) {
    const auto answer = "HTTP/1.1 404 Not Found\r\nContent-Length: 5\r\n\r\nnginx";
    gate.set({.fault = Fault::front_end, .answer = answer});
    const Answer before = ask();
    BOOST_TEST(before.status == 404);
    BOOST_TEST(before.body == "nginx");
    BOOST_TEST(gate.counts().request_bytes == 0U);

    gate.set({.fault = Fault::replaced, .answer = answer});
    BOOST_TEST(ask().body == "nginx");
    BOOST_TEST(gate.counts().request_bytes > 0U);
    gate.lift();
    expect_through();
}

BOOST_AUTO_TEST_CASE(every_front_end_has_a_name_and_an_answer_of_its_own) {
    std::set<std::string> names;
    for (const FrontEnd& front_end : front_ends()) {
        names.insert(front_end.name);
        gate.set({.fault = Fault::front_end, .answer = front_end.answer});
        BOOST_TEST(ask().body != "POST /a 5", front_end.name);
    }
    BOOST_TEST(names.size() == front_ends().size());
}

BOOST_AUTO_TEST_CASE(a_server_that_is_not_there_is_a_closed_connection) {
    const Gate before_nobody(http::test::closed_port());
    const Answer answer = http::create_client({})->send("GET", before_nobody.url() + "/a", {}, "");
    BOOST_TEST(answer.status == 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::faults
