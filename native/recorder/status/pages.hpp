#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.hpp"
#include "native/recorder/journal_entries.hpp"
#include "native/recorder/status/delivery_json.hpp"
#include "native/recorder/status/health.hpp"
#include "native/recorder/status/html.hpp"
#include "native/recorder/status/links.hpp"

// The pages, each made of plain data: no journal, no clock, no session in here.

namespace octospira::recorder::status {

/// What every page is drawn with.
struct Surface {
    Sites sites;
    std::string csrf;  ///< for the forms
    std::string here;  ///< the page's own address, to come back to
    EpochMs now = 0;
    Clear clear;
};

/// A row with what its notification says.
struct Item {
    Row row;
    Report report;
};

struct Overview {
    Health health;
    Tally tally;
    std::optional<EpochMs> next_due;
    std::vector<Item> dead;
    std::vector<Item> conflicts;
    std::vector<Item> waiting;
    std::vector<Item> recorded;
    std::vector<DayCount> days;
};
[[nodiscard]] Html overview_page(const Overview& overview, const Surface& on);

struct Listing {
    ListQuery query;
    std::vector<Item> items;
    bool more = false;  ///< there are older ones
    std::int64_t dead = 0;
};
[[nodiscard]] Html list_page(const Listing& listing, const Surface& on);

[[nodiscard]] Html delivery_page(const Story& story, const Surface& on);

/// What stands around a page.
struct Frame {
    std::string title;
    std::string here;    ///< "overview", "deliveries" or "": which link is the present one
    std::string csrf;    ///< empty: nobody is logged in
    std::string notice;  ///< said once, above the page
    std::chrono::milliseconds refresh{0};  ///< 0: never
};
[[nodiscard]] std::string document(const Frame& frame, const Html& main);

[[nodiscard]] Html login_page(const std::string& next, const std::string& problem);
/// A page that says what went wrong.
[[nodiscard]] Html problem_page(const std::string& title, const std::string& words);

// Parts that several pages have.

/// The query of a list as an address: "/deliveries?state=dead".
[[nodiscard]] std::string list_address(const ListQuery& query);

/// A table of deliveries with these columns.
enum class Columns { waiting, recorded, trouble, all };
[[nodiscard]] Html delivery_table(const std::string& caption, const std::vector<Item>& items,
                                  Columns columns, const Surface& on);

/// "Deliver again", which opens a question with the button that does it. `id` empty: all that were
/// given up.
[[nodiscard]] Html replay_form(std::optional<std::int64_t> id, std::int64_t count,
                               const Surface& on);

}  // namespace octospira::recorder::status
