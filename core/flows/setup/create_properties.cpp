#include "core/flows/setup/create_properties.hpp"

#include <utility>

#include "core/base/text.hpp"
#include "core/flows/engine/conversation.hpp"
#include "core/flows/engine/messages.hpp"
#include "core/flows/setup/template_properties.hpp"
#include "core/spira/custom_property.hpp"
#include "core/spira/errors.hpp"
#include "core/spira/property_table.hpp"

namespace octospira::flows {

namespace {

constexpr std::string_view kNames[] = {spira::kScenarioProperty, spira::kBenchResultProperty};

class CreateProperties : public Conversation<CreateProperties> {
  public:
    explicit CreateProperties(const PageEvent& event)
        : Conversation(event.language), event_(event) {}

    Step begin() { return read_template_properties(event_, then(&CreateProperties::look)); }

  private:
    Step look(const Result<TemplateProperties>& read) {
        if (!read) return refuse(read.error());
        properties_ = *read;
        for (const std::string_view name : kNames) {
            const auto problem = property_problem(read->table, name);
            if (problem && !missing(name)) return refuse(*problem);
        }
        const std::string names = missing_names();
        if (names.empty()) return tell(texts::create_there, "there");
        return ask(say(texts::create_ask, {names, read->product_template.text()}),
                   &CreateProperties::create_next);
    }

    Step create_next() {
        for (const std::string_view name : kNames) {
            if (missing(name)) return create(name);
        }
        return tell(texts::create_done, "created");
    }

    Step create(std::string_view name) {
        name_ = name;
        const int number = spira::free_property_number(properties_->table);
        if (number == 0) {
            return refuse({ErrorKind::rejected, texts::create_full, texts::create_full_advice, ""});
        }
        return spira(
            spira::create_text_property(properties_->product_template, name, number, list_id_),
            then(&CreateProperties::after_create));
    }

    Step after_create(const Answer& answer) {
        error_ =
            Error{ErrorKind::rejected, texts::create_not_there, texts::property_missing_advice, ""};
        if (!answer.ok()) {
            error_ = spira::error_of(answer, "Spira POST project-templates/{t}/custom-properties");
        }
        const bool no_right =
            error_.kind == ErrorKind::unauthorized || error_.kind == ErrorKind::forbidden;
        if (no_right) error_.advice = texts::create_who;
        // Another way to ask is only for an answer that says the first was not understood.
        repeat_ = !answer.ok() && error_.kind == ErrorKind::rejected && !list_id_;
        return read_template_properties(event_, then(&CreateProperties::verify));
    }

    Step verify(const Result<TemplateProperties>& read) {
        if (!read) {
            Error error = read.error();
            error.message = phrase(texts::create_unclear, {in_quotes(name_), error.message});
            return refuse(error);
        }
        properties_ = *read;
        if (!missing(name_)) return create_next();
        if (repeat_) {
            list_id_ = true;
            return create(name_);
        }
        error_.message = phrase(texts::create_failed, {in_quotes(name_), error_.message});
        return refuse(error_);
    }

    [[nodiscard]] bool missing(std::string_view name) const {
        return spira::presence_of(properties_->table, name) == spira::Presence::missing;
    }

    [[nodiscard]] std::string missing_names() const {
        std::string names;
        for (const std::string_view name : kNames) {
            if (missing(name)) names += concat({names.empty() ? "" : ", ", name});
        }
        return names;
    }

    Step tell(const Text& text, const char* outcome) {
        return notify(Severity::success, say(texts::prefix, {say(text)}),
                      [outcome] { return done(outcome); });
    }

    PageEvent event_;
    std::optional<TemplateProperties> properties_;
    std::string_view name_;  ///< of the one being created
    Error error_;            ///< why it was not, if it is not there
    bool repeat_ = false;
    bool list_id_ = false;
};

}  // namespace

Result<Step> open_create_properties(const PageEvent& event) {
    return make<CreateProperties>(event)->begin();
}

}  // namespace octospira::flows
