#include "core/flows/widget/load_tests_widget.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "core/base/text.hpp"
#include "core/flows/engine/conversation.hpp"
#include "core/flows/engine/messages.hpp"
#include "core/flows/record/figures_line.hpp"
#include "core/spira/requests.hpp"
#include "core/spira/run_list.hpp"
#include "core/spira/test_run.hpp"

namespace octospira::flows {

namespace {

constexpr int kMostPages = 5;
constexpr std::size_t kMostTestCases = 20;
constexpr std::size_t kMostRuns = 10;  ///< of one test case
constexpr std::string_view kRetryButton = "retry";

constexpr std::int64_t kWeek = std::int64_t{7} * 24 * 60 * 60'000;

using Value = std::optional<double>;

struct Verdict {
    int status;
    const Text& word;
    Tone tone;
};
constexpr Verdict kVerdicts[] = {
    {spira::kPassed, texts::widget_passed, Tone::good},
    {spira::kFailed, texts::widget_failed, Tone::bad},
    {spira::kBlocked, texts::widget_blocked, Tone::warn},
    {spira::kCaution, texts::widget_caution, Tone::warn},
    {0, texts::widget_other, Tone::plain},
};

const Verdict& verdict(int status) {
    for (const Verdict& one : kVerdicts) {
        if (one.status == status) return one;
    }
    return std::end(kVerdicts)[-1];
}

class LoadTestsWidget : public Conversation<LoadTestsWidget> {
  public:
    explicit LoadTestsWidget(const PageEvent& event)
        : Conversation(event.language), event_(event) {}

    Step begin() {
        View view(say(texts::widget_title));
        view.progress(std::nullopt, say(texts::widget_loading));
        return show(view, then(&LoadTestsWidget::read));
    }

  private:
    /// The last runs of one test case, newest first.
    struct Group {
        spira::ListedRun last;
        std::vector<Figures> figures;
    };

    Step read(bool shown) {
        if (!shown) return done("failed");
        groups_.clear();
        pages_ = 0;
        return next_page();
    }

    Step next_page() {
        return spira(
            spira::search_octoperf_runs(event_.product, pages_ * spira::kPageSize + 1, by_runner_),
            then(&LoadTestsWidget::use_page));
    }

    Step use_page(const Answer& answer) {
        auto page = spira::read_octoperf_runs(answer);
        if (!page) {
            if (!by_runner_ || !may_be_filter(page.error())) return tell_error(page.error());
            by_runner_ = false;
            return next_page();
        }
        for (spira::ListedRun& run : page->runs) take(std::move(run));
        const bool more = page->rows >= spira::kPageSize && ++pages_ < kMostPages;
        return more ? next_page() : tell();
    }

    static bool may_be_filter(const Error& error) {
        return error.kind != ErrorKind::unauthorized && error.kind != ErrorKind::forbidden;
    }

    void take(spira::ListedRun run) {
        if (event_.release && run.release != event_.release) return;
        const auto group = std::find_if(
            groups_.begin(), groups_.end(),
            [&run](const Group& candidate) { return candidate.last.test_case == run.test_case; });
        const Figures figures = read_figures(run.details);
        run.details.clear();
        if (group == groups_.end()) {
            groups_.push_back({std::move(run), {figures}});
        } else if (group->figures.size() < kMostRuns) {
            group->figures.push_back(figures);
        }
    }

    Step tell() {
        View view(say(texts::widget_title));
        if (groups_.empty()) {
            view.text(say(event_.release ? texts::widget_empty_release : texts::widget_empty));
            view.text(say(texts::widget_empty_advice));
        } else {
            add_table(view);
        }
        return show(view, then(&LoadTestsWidget::end));
    }

    Step end(bool shown) { return done(shown ? "shown" : "failed"); }

    Step tell_error(const Error& error) {
        View view(say(texts::widget_title));
        view.text(may_be_filter(error) ? sentence(error, language()) : say(texts::widget_no_right),
                  Tone::bad);
        view.button(kRetryButton, say(texts::widget_retry), ButtonKind::primary);
        return show(view, then(&LoadTestsWidget::listen_to_retry));
    }

    Step listen_to_retry(bool shown) {
        return shown ? listen(std::nullopt, then(&LoadTestsWidget::retry)) : done("failed");
    }

    Step retry(const DialogEvent& heard) {
        return heard.button == kRetryButton ? begin() : done("failed");
    }

    void add_table(View& view) const {
        std::vector<std::string> head;
        for (const Text* text :
             {&texts::widget_test_case, &texts::widget_result, &texts::widget_when,
              &texts::widget_errors, &texts::widget_response, &texts::widget_hits,
              &texts::widget_trend})
            head.push_back(say(*text));
        std::vector<std::vector<Cell>> rows;
        for (const Group& group : groups_) {
            if (rows.size() < kMostTestCases) rows.push_back(row_of(group));
        }
        view.table(say(texts::widget_title), head, rows);
        if (groups_.size() > kMostTestCases)
            view.text(say(texts::widget_more, {std::to_string(groups_.size() - kMostTestCases)}));
    }

    [[nodiscard]] std::vector<Cell> row_of(const Group& group) const {
        const spira::ListedRun& run = group.last;
        const Figures& now = group.figures.front();
        const Figures before = group.figures.size() > 1 ? group.figures[1] : Figures{};
        const Verdict& result = verdict(run.execution_status);
        std::vector<Cell> cells(7);
        cells[0].text = one_line(run.name);
        cells[0].url = test_run_url(event_, run.id);
        cells[1].text = say(result.word);
        cells[1].tone = result.tone;
        cells[2].text = when(run.end);
        cells[3].text = errors_cell(now.errors_percent, before.errors_percent);
        cells[4].text = response_cell(now.response_time_s, before.response_time_s);
        cells[5].text = now.hits ? number_text(*now.hits, 0, language()) : kNothing;
        cells[6] = trend_cell(group.figures);
        return cells;
    }

    [[nodiscard]] std::string when(std::optional<EpochMs> end) const {
        if (!end) return kNothing;
        const std::int64_t ago = std::max<std::int64_t>(event_.now - *end, 0);
        if (ago >= kWeek) return format_utc(*end).substr(0, 10);
        return say(texts::widget_ago, {age_text(ago, language())});
    }

    /// The sign of a change, rounded to so many decimals; "" if there is none.
    [[nodiscard]] std::string change_text(double change, int decimals) const {
        const std::string text = number_text(std::abs(change), decimals, language());
        if (text == "0") return {};
        return concat({change > 0 ? "+" : "\u2212", text});
    }

    [[nodiscard]] std::string with_change(const std::string& value, double change, int decimals,
                                          const Text& worse, const Text& better) const {
        const std::string change_words = change_text(change, decimals);
        if (change_words.empty()) return say(texts::widget_same, {value});
        return say(change > 0 ? worse : better, {value, change_words});
    }

    [[nodiscard]] std::string errors_cell(Value now, Value before) const {
        if (!now) return kNothing;
        std::string value = percent(*now);
        if (!before) return value;
        return with_change(value, *now - *before, 2, texts::widget_more_errors,
                           texts::widget_fewer_errors);
    }

    [[nodiscard]] std::string response_cell(Value now, Value before) const {
        if (!now) return kNothing;
        std::string value = seconds(*now);
        if (!before || *before <= 0) return value;
        return with_change(value, (*now - *before) / *before * 100.0, 0, texts::widget_slower,
                           texts::widget_faster);
    }

    /// Response times, or errors where no times are known.
    [[nodiscard]] Cell trend_cell(const std::vector<Figures>& runs) const {
        bool times = false;
        for (const Figures& run : runs) times = times || run.response_time_s;
        Cell cell;
        std::vector<double> known;
        for (std::size_t i = runs.size(); i-- > 0;) {
            const Value value = times ? runs[i].response_time_s : runs[i].errors_percent;
            cell.trend.push_back(value);
            if (value) known.push_back(*value);
        }
        if (known.size() < 2) return {kNothing};
        const auto [least, most] = std::minmax_element(known.begin(), known.end());
        const auto text = [this, times](double value) {
            return times ? seconds(value) : percent(value);
        };
        cell.trend_text = say(texts::widget_trend_words, {std::to_string(runs.size()), text(*least),
                                                          text(*most), text(known.back())});
        return cell;
    }

    [[nodiscard]] std::string percent(double value) const {
        return say(texts::widget_percent, {number_text(value, 2, language())});
    }
    [[nodiscard]] std::string seconds(double value) const {
        return say(texts::seconds, {number_text(value, 2, language())});
    }

    static constexpr const char* kNothing = "–";

    PageEvent event_;
    std::vector<Group> groups_;
    int pages_ = 0;
    bool by_runner_ = true;
};

}  // namespace

Result<Step> open_load_tests_widget(const PageEvent& event) {
    return make<LoadTestsWidget>(event)->begin();
}

}  // namespace octospira::flows
