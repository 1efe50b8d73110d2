#include "core/flows/launch/bulk_rows.hpp"

#include <utility>

#include "core/base/phrase.hpp"
#include "core/base/text.hpp"
#include "core/flows/engine/messages.hpp"
#include "core/texts/texts.hpp"

namespace octospira::flows {

namespace {

constexpr std::size_t kNamesInQuestion = 10;
constexpr std::size_t kLongestMessage = 1000;

const Text& word_for(BulkRow::State state, BulkRows::Phase phase) {
    static constexpr const Text* kWaiting[] = {&texts::bulk_will_start, &texts::bulk_waiting,
                                               &texts::bulk_not_started};
    static constexpr const Text* kOther[] = {&texts::bulk_starting, &texts::bulk_started,
                                             &texts::bulk_left_out, &texts::bulk_failed};
    const int other = static_cast<int>(state) - static_cast<int>(BulkRow::State::starting);
    return *(other < 0 ? kWaiting[static_cast<int>(phase)] : kOther[other]);
}

Tone tone_of(const BulkRow& row) {
    if (row.state == BulkRow::State::failed) return Tone::bad;
    if (row.state == BulkRow::State::left_out) return Tone::warn;
    if (row.state != BulkRow::State::started) return Tone::plain;
    return row.note.empty() ? Tone::good : Tone::warn;
}

}  // namespace

void BulkRows::add(TestCaseId id) {
    for (const BulkRow& row : rows_) {
        if (row.id == id) return;
    }
    rows_.push_back({id, concat({"[TC:", id.text(), "]"})});
}

std::size_t BulkRows::count(State state) const {
    std::size_t number = 0;
    for (const BulkRow& row : rows_) number += row.state == state ? 1U : 0U;
    return number;
}

void BulkRows::note(BulkRow& row, const Error& error) const {
    row.note = sentence(error, language_);
}

void BulkRows::settle(State open, State as, const Text& why) {
    for (BulkRow& row : rows_) {
        if (row.state != open) continue;
        row.state = as;
        row.note = fill(why, language_);
    }
}

void BulkRows::note_same_scenarios() {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        BulkRow& row = rows_[i];
        if (row.state != State::waiting) continue;
        for (std::size_t before = 0; before < i && row.note.empty(); ++before) {
            if (rows_[before].scenario == row.scenario)
                row.note = fill(texts::bulk_same, language_, {quoted(rows_[before])});
        }
    }
}

std::string BulkRows::question() const {
    std::string names;
    std::size_t named = 0;
    for (const BulkRow& row : rows_) {
        if (row.state != State::waiting || named > kNamesInQuestion) continue;
        const bool fits = ++named <= kNamesInQuestion;
        names += concat({named == 1 ? "" : ", ", fits ? quoted(row) : "…"});
    }
    return fill(
        texts::bulk_ask, language_,
        {std::to_string(count(State::waiting)), names, std::to_string(count(State::left_out))});
}

std::string BulkRows::message(std::string text) const {
    for (const BulkRow& row : rows_) {
        if (!row.note.empty() && row.state != State::waiting)
            text += concat({" ", fill(texts::bulk_row, language_, {quoted(row), row.note})});
    }
    const std::string_view shown = cut_utf8(text, kLongestMessage);
    return concat({shown, shown.size() < text.size() ? "…" : ""});
}

View& BulkRows::add_table(View& view, std::string_view caption, Phase phase,
                          const PageEvent& event) const {
    std::vector<std::vector<Cell>> rows;
    for (const BulkRow& row : rows_) {
        std::vector<Cell>& cells = rows.emplace_back(3);
        cells[0].text = row.name;
        cells[0].url = test_case_url(event, row.id);
        cells[1].text = fill(word_for(row.state, phase), language_);
        cells[1].tone = tone_of(row);
        cells[2].text = row.note;
        cells[2].url = row.url;
        if (row.note.empty() && !row.url.empty())
            cells[2].text = fill(texts::open_live_report, language_);
    }
    return view.table(caption,
                      {fill(texts::bulk_test_case, language_), fill(texts::bulk_state, language_),
                       fill(texts::bulk_details, language_)},
                      rows);
}

std::string BulkRows::quoted(const BulkRow& row) const {
    return in_quotes(row.name).in(language_);
}

}  // namespace octospira::flows
