#include "native/recorder/delivery/blame.hpp"

#include <boost/test/unit_test.hpp>

namespace octospira::recorder::test {

namespace {

Error error(ErrorKind kind, const std::string& origin = "Spira POST projects/1/test-runs/record") {
    return {kind, "It failed.", "", origin};
}

constexpr SpiraCalls kNeverAsked{0, 0};
constexpr SpiraCalls kUnanswered{2, 0};
constexpr SpiraCalls kAnsweredOnce{2, 1};

/// Gives every call the same answer.
class OneAnswer : public host::Host {
  public:
    explicit OneAnswer(Answer answer) : answer_(std::move(answer)) {}
    Result<flows::Reply> perform(const flows::Command&) override { return flows::Reply(answer_); }

  private:
    Answer answer_;
};

SpiraCalls calls_with(Answer answer) {
    OneAnswer host(std::move(answer));
    CountingHost counting(host);
    (void)counting.perform(flows::SpiraCall{});
    (void)counting.perform(flows::OctoPerfCall{});
    return counting.calls();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(blame)

BOOST_AUTO_TEST_CASE(an_attempt_that_never_asked_spira_speaks_against_nobody) {
    for (const ErrorKind kind : {ErrorKind::protocol, ErrorKind::unavailable,
                                 ErrorKind::not_configured, ErrorKind::unauthorized}) {
        BOOST_TEST((blame_of(error(kind, ""), kNeverAsked) == Blame::nobody));
    }
    BOOST_TEST(
        (blame_of(error(ErrorKind::unavailable, "journal"), kAnsweredOnce) == Blame::nobody));
    BOOST_TEST((blame_of(error(ErrorKind::unavailable, "post_under_way"), kAnsweredOnce) ==
                Blame::nobody));
}

BOOST_AUTO_TEST_CASE(a_result_that_no_test_case_fits_speaks_against_itself_only) {
    BOOST_TEST(
        (blame_of(error(ErrorKind::unavailable, "correlation"), kAnsweredOnce) == Blame::result));
}

BOOST_AUTO_TEST_CASE(what_spira_refuses_by_name_is_the_results_own) {
    for (const ErrorKind kind : {ErrorKind::rejected, ErrorKind::not_found, ErrorKind::conflict}) {
        BOOST_TEST((blame_of(error(kind), kAnsweredOnce) == Blame::result));
    }
}

BOOST_AUTO_TEST_CASE(a_refused_account_is_told_apart) {
    BOOST_TEST((blame_of(error(ErrorKind::unauthorized), kUnanswered) == Blame::account));
    BOOST_TEST((blame_of(error(ErrorKind::forbidden), kAnsweredOnce) == Blame::account));
}

BOOST_AUTO_TEST_CASE(a_failure_after_an_answer_of_spira_speaks_against_the_product) {
    for (const ErrorKind kind :
         {ErrorKind::unavailable, ErrorKind::protocol, ErrorKind::rate_limited}) {
        BOOST_TEST((blame_of(error(kind), kAnsweredOnce) == Blame::product));
    }
}

BOOST_AUTO_TEST_CASE(a_failure_without_any_answer_of_spira_asks_whether_it_is_there) {
    BOOST_TEST((blame_of(error(ErrorKind::unavailable), kUnanswered) == Blame::spira));
    BOOST_TEST((blame_of(error(ErrorKind::protocol), kUnanswered) == Blame::spira));
}

BOOST_AUTO_TEST_CASE(only_calls_to_spira_are_counted_and_only_its_own_words_are_answers) {
    BOOST_TEST(calls_with({200, "[]"}).asked == 1);
    BOOST_TEST(calls_with({200, "[]"}).answered == 1);
    BOOST_TEST(calls_with({200, ""}).answered == 1);
    BOOST_TEST(calls_with({400, R"({"Message": "Name is required"})"}).answered == 1);
    BOOST_TEST(calls_with({200, " <html>Sign in</html>"}).answered == 0);
    BOOST_TEST(calls_with({0, "connection refused"}).answered == 0);
    BOOST_TEST(calls_with({500, "Object reference not set"}).answered == 0);
    BOOST_TEST(calls_with({503, ""}).answered == 0);
    BOOST_TEST(calls_with({429, ""}).answered == 0);
    BOOST_TEST(calls_with({401, ""}).answered == 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder::test
