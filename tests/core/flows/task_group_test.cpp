#include "core/flows/engine/task_group.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

using namespace octospira;
using namespace octospira::flows;

namespace {

Step call(const std::string& path, OnAnswer next) {
    return spira(Request{.path = path}, std::move(next));
}

Completed came(int id) {
    const Reply answer = Answer{200, ""};
    return {id, make<BoxedReply>(answer)};
}

const std::vector<Started>& begun(const Step& step) {
    return std::get<StartAll>(step.command).start;
}

/// TaskGroup, and a diary of what was heard of them.
struct Side {
    Handle<TaskGroup> tasks = make<TaskGroup>();
    std::vector<std::string> diary;
    bool over = false;

    void add(const std::string& name) {
        tasks->add(call(name, [name](const Answer&) { return done(name); }),
                   [this](const Done& end) { diary.push_back(end.outcome); });
    }
    Step run() {
        return tasks->run([this] { return over; }, [] { return done("end"); });
    }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(tasks)

BOOST_AUTO_TEST_CASE(all_begin_at_once_and_each_goes_on_with_its_own_reply) {
    Side side;
    side.add("a");
    side.add("b");
    Step step = side.run();
    BOOST_TEST(begun(step).size() == 2U);
    step = step.next(came(begun(step)[1].id));
    BOOST_TEST((side.diary == std::vector<std::string>{"b"}));
    BOOST_TEST(begun(step).empty());
    BOOST_TEST(side.tasks->busy() == 1U);
}

BOOST_AUTO_TEST_CASE(the_end_of_the_last_task_is_the_end) {
    Side side;
    side.add("a");
    Step step = side.run();
    step = step.next(came(begun(step)[0].id));
    BOOST_TEST(std::get<Done>(step.command).outcome == "end");
}

BOOST_AUTO_TEST_CASE(nothing_to_do_is_the_end_at_once) {
    Side side;
    BOOST_TEST(std::get<Done>(side.run().command).outcome == "end");
}

BOOST_AUTO_TEST_CASE(a_task_of_two_calls_keeps_its_id) {
    Side side;
    side.tasks->add(
        call("first",
             [](const Answer&) { return call("second", [](const Answer&) { return done("x"); }); }),
        [](const Done&) {});
    Step step = side.run();
    const int id = begun(step)[0].id;
    step = step.next(came(id));
    BOOST_TEST(begun(step)[0].id == id);
    BOOST_TEST(std::get<SpiraCall>(begun(step)[0].command).request.path == "second");
}

BOOST_AUTO_TEST_CASE(whoever_hears_of_an_end_may_add_another) {
    Side side;
    side.tasks->add(call("a", [](const Answer&) { return done(""); }),
                    [&side](const Done&) { side.add("b"); });
    Step step = side.run();
    step = step.next(came(begun(step)[0].id));
    BOOST_TEST(begun(step).size() == 1U);
}

BOOST_AUTO_TEST_CASE(once_it_is_over_nobody_hears_of_the_rest) {
    Side side;
    side.add("a");
    side.add("b");
    Step step = side.run();
    side.over = true;
    step = step.next(came(begun(step)[0].id));
    BOOST_TEST(std::get<Done>(step.command).outcome == "end");
    BOOST_TEST((side.diary == std::vector<std::string>{"a"}));
    BOOST_TEST(side.tasks->busy() == 0U);
}

BOOST_AUTO_TEST_CASE(a_reply_to_nobody_changes_nothing) {
    Side side;
    side.add("a");
    Step step = side.run();
    step = step.next(came(99));
    BOOST_TEST(side.diary.empty());
    BOOST_TEST(side.tasks->busy() == 1U);
}

BOOST_AUTO_TEST_CASE(a_host_that_cannot_do_several_things_ends_it) {
    Side side;
    side.add("a");
    Step step = side.run();
    step = step.next(Ack{});
    BOOST_TEST(std::get<Done>(step.command).outcome == "end");
    BOOST_TEST(side.diary.empty());
}

BOOST_AUTO_TEST_SUITE_END()
