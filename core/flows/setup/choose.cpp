#include "core/flows/setup/choose.hpp"

#include <utility>
#include <vector>

#include "core/base/text.hpp"
#include "core/flows/engine/conversation.hpp"
#include "core/flows/engine/messages.hpp"
#include "core/flows/engine/store_text.hpp"
#include "core/flows/launch/before_write.hpp"
#include "core/flows/setup/properties.hpp"
#include "core/flows/setup/token_form.hpp"
#include "core/octoperf/answers.hpp"
#include "core/octoperf/links.hpp"
#include "core/octoperf/requests.hpp"
#include "core/spira/product_token.hpp"
#include "core/spira/requests.hpp"

namespace octospira::flows {

namespace {

using Rows = std::vector<octoperf::Named>;

void sort_by_name(Rows& rows) {
    for (std::size_t next = 1; next < rows.size(); ++next) {
        const std::string name = to_lower(rows[next].name);
        for (std::size_t at = next; at > 0 && name < to_lower(rows[at - 1].name); --at)
            std::swap(rows[at], rows[at - 1]);
    }
}

/// What is shown of each: equal names are told apart by their ids.
std::vector<std::string> labels_of(const Rows& rows) {
    std::vector<std::string> labels;
    for (const octoperf::Named& row : rows)
        labels.push_back(one_line(row.name.empty() ? row.id : row.name));
    std::vector<std::string> different = labels;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        int alike = 0;
        for (const std::string& label : labels) alike += label == labels[i] ? 1 : 0;
        if (alike > 1) different[i] += concat({" (", one_line(rows[i].id), ")"});
    }
    return different;
}

/// The three questions, and what differs between them.
struct Level {
    const char* hint;
    const Text& question;
    const Text& none;
    const Text& none_advice;
};
constexpr Level kLevels[] = {
    {"workspace", texts::choose_workspace, texts::no_workspace, texts::no_workspace_advice},
    {"project", texts::choose_project, texts::no_project, texts::create_in_octoperf},
    {"scenario", texts::choose_scenario, texts::no_scenario, texts::create_in_octoperf},
};
constexpr int kScenario = 2;

class Choosing : public Conversation<Choosing> {
  public:
    Choosing(const PageEvent& event, TestCaseId test_case)
        : Conversation(event.language), event_(event), id_(test_case) {}

    Step begin() { return before_changing(event_, then(&Choosing::read_test_case)); }

  private:
    Step read_test_case() {
        return spira(spira::get_test_case(event_.product, id_), then(&Choosing::find_properties));
    }

    Step find_properties(const Answer& answer) {
        auto test_case = spira::TestCase::read(answer);
        if (!test_case) return refuse(test_case.error());
        test_case_ = std::move(*test_case);
        return read_test_case_properties(*test_case_, event_, then(&Choosing::use_properties));
    }

    Step use_properties(Result<TestCaseProperties> properties) {
        if (!properties) return refuse(properties.error());
        property_ = std::move(properties->scenario);
        const auto link = octoperf::parse_scenario(test_case_->text(property_.number));
        if (link) stored_ = link->id.text();
        return recall(Memory::hint, hint_key(), then(&Choosing::use_hint));
    }

    Step use_hint(const std::optional<std::string>& hint) {
        const Json last = parse_json(hint.value_or("")).value_or(nullptr);
        for (int level = 0; level <= kScenario; ++level)
            proposed_[level] = text_at(last, kLevels[level].hint);
        if (!stored_.empty()) proposed_[kScenario] = stored_;
        return probe_key(octoperf::list_workspaces(), then(&Choosing::use_workspaces));
    }

    Step use_workspaces(const Answer& answer, TokenForm form) {
        form_ = form;
        if (const auto error = octoperf::no_octoperf_there(answer)) return refuse(*error);
        return use_list(answer);
    }

    Step use_list(const Answer& answer) {
        auto rows = octoperf::read_list(answer);
        if (!rows) return refuse(rows.error());
        const Level& level = kLevels[level_];
        if (rows->empty()) {
            const Phrase in = level_ > 0 ? in_quotes(chosen_[level_ - 1].name) : Phrase();
            return refuse({ErrorKind::not_found, phrase(level.none, {in}), level.none_advice, ""});
        }
        sort_by_name(*rows);
        entries_[level_] = std::move(*rows);
        asked_[level_] = entries_[level_].size() > 1 || level_ == kScenario;
        return asked_[level_] ? question() : take(0);
    }

    Step question() {
        Choose choose;
        choose.title = say(texts::prefix, {say(texts::choose_title)});
        choose.text =
            say(kLevels[level_].question,
                {level_ > 0 ? in_quotes(chosen_[level_ - 1].name).in(language()) : std::string()});
        choose.button = say(texts::choose_this);
        choose.cancel = say(texts::cancel);
        if (level_before() >= 0) choose.back = say(texts::back);
        choose.entries = labels_of(entries_[level_]);
        for (std::size_t i = 0; i < choose.entries.size(); ++i) {
            if (entries_[level_][i].id == proposed_[level_]) choose.selected = i;
        }
        return flows::choose(std::move(choose), then(&Choosing::answered));
    }

    Step answered(const Chosen& chosen) {
        if (chosen.how == Chosen::How::back && level_before() >= 0) {
            level_ = level_before();
            return question();
        }
        const bool one = chosen.how == Chosen::How::entry && chosen.entry < entries_[level_].size();
        return one ? take(chosen.entry) : done("cancelled");
    }

    /// The question asked before this one, or -1.
    [[nodiscard]] int level_before() const {
        int level = level_ - 1;
        while (level >= 0 && !asked_[level]) --level;
        return level;
    }

    Step take(std::size_t entry) {
        chosen_[level_] = entries_[level_][entry];
        const std::string& id = proposed_[level_] = chosen_[level_].id;
        if (level_ == kScenario) return store();
        ++level_;
        return octoperf(level_ == 1 ? octoperf::list_projects(id) : octoperf::list_scenarios(id),
                        form_, then(&Choosing::use_list));
    }

    Step store() {
        if (stored_ == scenario().id) return remember_choice({});
        return store_text(event_.product, *test_case_, property_, scenario().id,
                          then(&Choosing::remember_choice));
    }

    Step remember_choice(Result<void> stored) {
        if (!stored) return refuse(stored.error());
        Json choice = Json::object();
        for (int level = 0; level <= kScenario; ++level)
            choice[kLevels[level].hint] = chosen_[level].id;
        return remember(Memory::hint, hint_key(), to_text(choice), then(&Choosing::tell));
    }

    Step tell(bool /*kept*/) {
        std::string text = say(changed() ? texts::chosen : texts::chosen_already,
                               {in_quotes(scenario().name).in(language())});
        if (spira::find_product_token(scenario().name) != event_.product)
            text += concat({" ", say(texts::chosen_no_token, {event_.product.text()})});
        if (changed() && !may_reload(event_)) text += concat({" ", say(texts::started_reload)});
        return notify(Severity::success, say(texts::prefix, {text}), then(&Choosing::reload));
    }

    Step reload() {
        return changed() && may_reload(event_) ? reload_form(then(&Choosing::end)) : end();
    }

    Step end() {
        return done(changed() ? "chosen" : "unchanged", object({{"scenarioId", scenario().id}}));
    }

    [[nodiscard]] const octoperf::Named& scenario() const { return chosen_[kScenario]; }
    [[nodiscard]] bool changed() const { return stored_ != scenario().id; }
    [[nodiscard]] std::string hint_key() const {
        return concat({"choice/", event_.product.text()});
    }

    PageEvent event_;
    TestCaseId id_;
    std::optional<spira::TestCase> test_case_;
    spira::PropertyDefinition property_;
    std::string stored_;  ///< the scenario the test case names now
    TokenForm form_ = TokenForm::dollar;
    int level_ = 0;
    Rows entries_[3];
    bool asked_[3] = {};
    octoperf::Named chosen_[3];
    std::string proposed_[3];
};

}  // namespace

Result<Step> open_choose(const PageEvent& event) {
    const auto test_case = event.test_case();
    if (!test_case) return tl::unexpected(test_case.error());
    return make<Choosing>(event, *test_case)->begin();
}

}  // namespace octospira::flows
