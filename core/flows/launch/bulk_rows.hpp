#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "core/base/ids.hpp"
#include "core/flows/engine/page_event.hpp"
#include "core/flows/engine/view.hpp"

namespace octospira::flows {

/// One of the test cases whose scenarios are started together.
struct BulkRow {
    enum class State { unread, waiting, starting, started, left_out, failed };
    TestCaseId id;
    std::string name;
    State state = State::unread;
    std::string scenario = {};  ///< its id
    std::string note = {};      ///< why it was left out or failed, or what else to know
    std::string url = {};       ///< the report's
};

/// All of them, and what a person reads about them.
class BulkRows {
  public:
    using State = BulkRow::State;
    /// What a row that waits waits for: the person, its turn, or nothing any more.
    enum class Phase { plan, running, over };

    explicit BulkRows(Language language) : language_(language) {}

    /// A test case that was named twice starts once. Not while anybody holds a row.
    void add(TestCaseId id);
    [[nodiscard]] std::size_t size() const { return rows_.size(); }
    [[nodiscard]] BulkRow& operator[](std::size_t i) { return rows_[i]; }
    [[nodiscard]] std::size_t count(State state) const;

    void note(BulkRow& row, const Error& error) const;
    /// What a page that lost its way has left open.
    void settle(State open, State as, const Text& why);
    /// Says of each that waits which one before it has the same scenario.
    void note_same_scenarios();

    /// The question that a page without dialogs asks: what starts, by name, and how many do not.
    [[nodiscard]] std::string question() const;
    /// `text` and what there is to say about some, no longer than a message may be.
    [[nodiscard]] std::string message(std::string text) const;
    View& add_table(View& view, std::string_view caption, Phase phase,
                    const PageEvent& event) const;

  private:
    [[nodiscard]] std::string quoted(const BulkRow& row) const;

    Language language_;
    std::vector<BulkRow> rows_;
};

}  // namespace octospira::flows
