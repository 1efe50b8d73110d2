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
    std::string note = {};      ///< why it was skipped or failed, or other information
    std::string url = {};       ///< the report's
};

/// All rows, and the texts shown about them.
class BulkRows {
  public:
    using State = BulkRow::State;
    /// What a waiting row waits for: the user, its turn, or nothing any more.
    enum class Phase { plan, running, over };

    explicit BulkRows(Language language) : language_(language) {}

    /// A test case that was listed twice starts once. Must not be called while a row is referenced.
    void add(TestCaseId id);
    [[nodiscard]] std::size_t size() const { return rows_.size(); }
    [[nodiscard]] BulkRow& operator[](std::size_t i) { return rows_[i]; }
    [[nodiscard]] std::size_t count(State state) const;

    void note(BulkRow& row, const Error& error) const;
    /// Settles the rows that an interrupted page left open.
    void settle(State open, State as, const Text& why);
    /// Notes on each waiting row which earlier row has the same scenario.
    void note_same_scenarios();

    /// The question that a page without dialogs asks: what starts, by name, and how many do not.
    [[nodiscard]] std::string question() const;
    /// `text` and the notes of some rows, at most as long as a message may be.
    [[nodiscard]] std::string message(std::string text) const;
    View& add_table(View& view, std::string_view caption, Phase phase,
                    const PageEvent& event) const;

  private:
    [[nodiscard]] std::string quoted(const BulkRow& row) const;

    Language language_;
    std::vector<BulkRow> rows_;
};

}  // namespace octospira::flows
