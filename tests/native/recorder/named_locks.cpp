#include <boost/test/unit_test.hpp>

#include "native/recorder/delivery/deferrals.hpp"
#include "native/recorder/delivery/delivery_memory.hpp"
#include "tests/native/recorder/fake_journal.hpp"

namespace octospira::recorder::test {

namespace {

/// A journal with a ledger, whose turns another recorder may hold.
class Ledger : public FakeJournal {
  public:
    Result<bool> lock(const std::string& name) override { return name != held_elsewhere; }
    Result<void> unlock(const std::string& name) override {
        given_back.push_back(name);
        return {};
    }
    Result<std::optional<std::string>> recall(const std::string&) override {
        return std::optional<std::string>();
    }
    std::string held_elsewhere;
    std::vector<std::string> given_back;
};

struct Workers {
    Ledger journal;
    SharedJournal shared{journal};
    host::Hints hints;
    NamedLocks turns;
    PostWindows windows{std::chrono::seconds(115)};
    DeliveryMemory one{{shared, hints, turns, windows}};
    DeliveryMemory other{{shared, hints, turns, windows}};

    static auto touch(DeliveryMemory& memory, const std::string& key) {
        return memory.recall(flows::Memory::ledger, key);
    }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(turns, Workers)

BOOST_AUTO_TEST_CASE(a_second_result_of_a_test_case_is_told_at_once_that_it_comes_later) {
    BOOST_REQUIRE(touch(one, "run/a/7").has_value());
    const auto second = touch(other, "run/b/7");
    BOOST_REQUIRE(!second);
    BOOST_TEST(second.error().origin == kLockTaken);
    BOOST_TEST(other.wanted() == "test case 7");
    BOOST_TEST(touch(other, "run/b/8").has_value());
}

BOOST_AUTO_TEST_CASE(a_second_verdict_of_a_run_takes_the_same_turn) {
    BOOST_REQUIRE(touch(one, "run/a/7").has_value());
    BOOST_TEST(!touch(other, "run/a/7/TEST_FAILED").has_value());
}

BOOST_AUTO_TEST_CASE(the_turn_is_free_when_its_conversation_is_over) {
    BOOST_REQUIRE(touch(one, "run/a/7").has_value());
    BOOST_TEST(touch(one, "run/a/7").has_value());
    BOOST_TEST(one.end() == "test case 7");
    BOOST_TEST(one.end() == "");
    BOOST_TEST(touch(other, "run/b/7").has_value());
    BOOST_TEST(journal.given_back.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_turn_can_be_held_before_the_conversation_begins) {
    const auto test_case = *TestCaseId::from(7);
    BOOST_TEST(one.hold(test_case).value());
    BOOST_TEST(!other.hold(test_case).value());
    BOOST_TEST(touch(one, "run/a/7").has_value());
}

BOOST_AUTO_TEST_CASE(a_turn_of_another_recorder_is_not_kept_from_the_other_workers) {
    journal.held_elsewhere = "test case 7";
    BOOST_TEST(!touch(one, "run/a/7").has_value());
    journal.held_elsewhere.clear();
    BOOST_TEST(touch(other, "run/b/7").has_value());
}

BOOST_AUTO_TEST_CASE(other_keys_of_the_ledger_need_no_turn) {
    BOOST_REQUIRE(touch(one, "run/a/7").has_value());
    for (const char* key : {"build/a", "report/a/7", "streak/1/7", "run/a"}) {
        BOOST_TEST(touch(other, key).has_value(), key);
    }
}

BOOST_AUTO_TEST_CASE(what_was_put_aside_is_released_by_what_it_waits_for) {
    Deferrals aside;
    aside.add(3, "test case 7");
    aside.add(1, "product 2");
    aside.add(2, "test case 7");
    aside.add(4, "test case 7");
    aside.remove(4);
    BOOST_TEST((aside.take("test case 7", false) == std::vector<std::int64_t>{2}));
    BOOST_TEST((aside.take("test case 7", true) == std::vector<std::int64_t>{3}));
    BOOST_TEST(aside.take("test case 7", true).empty());
    BOOST_TEST((aside.take_all() == std::vector<std::int64_t>{1}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::recorder::test
