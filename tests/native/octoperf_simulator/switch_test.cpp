#include <boost/test/unit_test.hpp>

#include "native/simulators/octoperf/ids.hpp"
#include "tests/native/octoperf_simulator/fixture.hpp"

namespace octospira::simulators::octoperf {

BOOST_AUTO_TEST_SUITE(switches)

BOOST_AUTO_TEST_CASE(every_default_is_the_first_of_its_readings) {
    const Json defaults = to_json(Switches{});
    const Json all = readings();

    BOOST_TEST(defaults.size() == all.size());
    for (const auto& [name, values] : all.items()) {
        BOOST_TEST_CONTEXT(name)
        BOOST_TEST(text_at(defaults, name) == values.front().get<std::string>());
    }
}

BOOST_AUTO_TEST_CASE(every_reading_can_be_set_and_is_told_back) {
    const Json all = readings();
    for (const auto& [name, values] : all.items()) {
        for (const Json& value : values) {
            Switches switches;
            Json wanted = Json::object();
            wanted[name] = value;
            BOOST_TEST(change(switches, wanted).has_value());
            BOOST_TEST(text_at(to_json(switches), name) == value.get<std::string>());
        }
    }
}

BOOST_AUTO_TEST_CASE(an_unknown_switch_or_reading_changes_nothing_at_all) {
    Switches switches;

    BOOST_TEST(!change(switches, Json{{"nan", "null"}, {"reportUrl", "old"}}));
    BOOST_TEST(!change(switches, Json{{"nan", "null"}, {"noSuchSwitch", "x"}}));
    BOOST_TEST(!change(switches, Json("nan")));

    BOOST_TEST(to_text(to_json(switches)) == to_text(to_json(Switches{})));
}

BOOST_AUTO_TEST_CASE(options_with_a_key_that_is_no_uuid_are_refused) {
    OctoPerfOptions options;
    options.api_key = "hunter2";

    const auto created = OctoPerf::create(options);

    BOOST_REQUIRE(!created);
    BOOST_TEST(int(created.error().kind) == int(ErrorKind::invalid_input));
    BOOST_TEST(created.error().message.english.find("hunter2") == std::string::npos);
}

BOOST_FIXTURE_TEST_CASE(the_run_time_can_be_changed_for_later_runs, Simulated) {
    BOOST_TEST(call("PUT", "/_simulator/settings", R"({"runTimeMs":0})").status == 400);
    (void)json("PUT", "/_simulator/settings", R"({"runTimeMs":3600000})");

    const std::string run = start(kFinWhale);

    BOOST_TEST(state(run) == "CREATED");
}

BOOST_FIXTURE_TEST_CASE(a_stop_can_be_answered_without_a_body, Simulated) {
    set("stopAnswer", "empty");
    const std::string run = start(kSeiWhale);

    const Answer stopped = call("POST", "/runtime/bench-results/stop/" + run);

    BOOST_TEST(stopped.status == 200);
    BOOST_TEST(stopped.body.empty());
    BOOST_TEST(state(run) == "ABORTED");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace octospira::simulators::octoperf
