#include "core/flows/setup/webhook_address.hpp"

#include <utility>
#include <vector>

#include "core/base/text.hpp"
#include "core/flows/engine/conversation.hpp"
#include "core/flows/launch/recorder_answer.hpp"
#include "core/octoperf/links.hpp"
#include "core/spira/errors.hpp"
#include "core/spira/system.hpp"

namespace octospira::flows {

namespace {

constexpr std::string_view kPath = "/Services/Webhooks/TestService.svc/OctoPerf";
constexpr std::string_view kAccount = "?username=YOUR-LOGIN&api-key=YOUR-API-KEY";
constexpr std::string_view kHost = "https://YOUR-SPIRA";
constexpr std::string_view kHeader = "X-OctoSpira-Secret";

class WebhookAddress : public Conversation<WebhookAddress> {
  public:
    explicit WebhookAddress(const PageEvent& event) : Conversation(event.language), event_(event) {}

    Step begin() {
        if (!event_.has_recorder())
            return spira(spira::get_web_server_url(), then(&WebhookAddress::use_spira_url));
        address_ = concat({event_.recorder_url, kPath});
        notes_.push_back(say(texts::webhook_secret));
        return tell();
    }

  private:
    /// Where Spira does not tell its address, the page's base may be one, or only a path.
    Step use_spira_url(const Answer& answer) {
        std::string url = spira::read_web_server_url(answer);
        if (url.empty()) url = event_.base_url;
        notes_.push_back(say(texts::webhook_placeholders));
        if (octoperf::host_of(url).empty()) {
            url = concat({kHost, url});
            notes_.push_back(say(texts::webhook_host));
        }
        address_ = concat({url, kPath, kAccount});
        if (!event_.settings_hidden) return tell();
        return recorder({Method::get, "launches"}, TokenForm::dollar,
                        then(&WebhookAddress::use_recorder));
    }

    /// It may refuse the secret: the form of its token is not known here.
    Step use_recorder(const Answer& answer) {
        notes_.push_back(
            say(is_recorder(answer) ? texts::webhook_recorder : texts::webhook_or_recorder));
        return tell();
    }

    Step tell() {
        notes_.push_back(say(texts::webhook_events));
        if (!event_.dialogs) return tell_in_message(false);
        View view(say(texts::webhook_title));
        view.text(say(texts::webhook_what));
        copy(view, texts::webhook_address, address_);
        if (event_.has_recorder()) copy(view, texts::webhook_header, kHeader);
        for (const std::string& note : notes_) view.text(note);
        view.text(say(texts::webhook_filters), Tone::warn);
        view.button(kCloseButton, say(texts::close));
        return show(view, then(&WebhookAddress::tell_in_message));
    }

    void copy(View& view, const Text& label, std::string_view value) const {
        view.copy(say(label), value, say(texts::webhook_copy), say(texts::webhook_copied));
    }

    Step tell_in_message(bool shown) {
        if (shown) return done("shown");
        std::string text = concat({say(texts::prefix, {say(texts::webhook_what)}), " ", address_});
        if (event_.has_recorder()) text += concat({" ", say(texts::webhook_header), " ", kHeader});
        for (const std::string& note : notes_) text += concat({" ", note});
        text += concat({" ", say(texts::webhook_filters)});
        return notify(Severity::success, std::move(text), [] { return done("shown"); });
    }

    PageEvent event_;
    std::string address_;
    std::vector<std::string> notes_;
};

}  // namespace

Result<Step> open_webhook_address(const PageEvent& event) {
    return make<WebhookAddress>(event)->begin();
}

}  // namespace octospira::flows
