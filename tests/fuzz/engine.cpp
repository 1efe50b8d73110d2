// The engine's boundary: conversations with arbitrary texts. An input is a list of lines:
//   o…  opens a conversation with the text            r…  resumes with the text, whatever it is
//   a…  answers the last command with the text as the value of the reply it expects; of several
//       commands, the first that is no listen          z…  the same, of several the last
//   f…  a failure whose first argument is the text
// After the last line every call fails and the person closes and declines everything, and then the
// conversation has to end.

#include "core/flows/engine/engine.hpp"

#include <vector>

#include "core/base/text.hpp"
#include "core/flows/page_events.hpp"
#include "tests/fuzz/boundary.hpp"
#include "tests/fuzz/target.hpp"

namespace octospira::fuzz {

namespace {

constexpr std::size_t kMostLines = 400;
/// To end after everything fails: a few commands for each of the test cases selected at once.
constexpr std::size_t kMostToEnd = 4000;

const auto kEvents = flows::events_of_all_pages();

/// The text as JSON where it is, else as a JSON text.
Json value_of(std::string_view text) {
    return parse_json(text).value_or(Json(std::string(text)));
}

Json rest_value(std::string_view text) {
    Json value = value_of(text);
    if (find(value, "statusCode") != nullptr) return value;
    return object({{"statusCode", 200}, {"content", std::string(text)}});
}

/// A reply of the kind the command expects.
Json reply_to(const Json& command, std::string_view text) {
    const std::string name = text_at(command, "command");
    if (name == "spira") return object({{"reply", "spira"}, {"value", value_of(text)}});
    if (name == "octoperf" || name == "recorder")
        return object({{"reply", "rest"}, {"value", rest_value(text)}});
    if (name == "confirm") return object({{"reply", "confirmed"}, {"value", value_of(text)}});
    if (name == "choose") return object({{"reply", "chosen"}, {"value", value_of(text)}});
    if (name == "recall") return object({{"reply", "recalled"}, {"value", value_of(text)}});
    if (name != "listen") return object({{"reply", "ack"}});
    Json heard = value_of(text);
    if (!heard.is_object()) heard = object({{"value", std::move(heard)}});
    heard["reply"] = "dialog";
    return heard;
}

/// What a page says that can do nothing and whose person wants nothing.
Json decline(const Json& command) {
    const std::string name = text_at(command, "command");
    if (name == "confirm") return object({{"reply", "confirmed"}, {"value", false}});
    if (name == "choose") return object({{"reply", "chosen"}, {"value", nullptr}});
    if (name == "listen") return object({{"reply", "dialog"}, {"value", "closed"}});
    if (name == "recall") return object({{"reply", "recalled"}, {"value", nullptr}});
    if (name == "notify" || name == "sleep" || name == "reloadForm")
        return object({{"reply", "ack"}});
    return object({{"reply", "failed"}, {"value", Json::array({"no answer"})}});
}

/// What a page knows of one conversation.
struct Conversation {
    struct Started {
        std::int64_t id;
        Json command;
    };
    std::int64_t flow = 0;
    std::string base_url;  ///< of the event
    Json command;
    std::vector<Started> begun;
    bool over = false;
    /// Nobody told the engine that something came which was not begun.
    bool honest = true;
};

/// A page that holds conversations, answers the one opened last, and judges every answer.
class Page {
  public:
    Page() : engine_(kEvents) {}

    void open(std::string_view event) {
        Conversation& talk = talks_.emplace_back();
        talk.flow = static_cast<std::int64_t>(talks_.size());
        talk.base_url = base_url_of(event);
        follow(talk, hear(engine_.open(event), talk.base_url));
    }

    /// Any text for any conversation.
    void resume(std::string_view reply) {
        const auto tree = parse_json(reply);
        const std::int64_t flow = tree ? integer_at(*tree, "flow").value_or(0) : 0;
        const bool ours = flow >= 1 && flow <= static_cast<std::int64_t>(talks_.size());
        const std::string base_url =
            ours ? talks_[static_cast<std::size_t>(flow) - 1].base_url : std::string();
        const Json answer = hear(engine_.resume(reply), base_url);
        if (!ours) {
            require(text_at(answer, "outcome") == "failed" && !find(answer, "error")->is_null(),
                    "a reply for a conversation that never was is answered with a failure");
            return;
        }
        Conversation& talk = talks_[static_cast<std::size_t>(flow) - 1];
        if (talk.over || integer_at(*tree, "v") != 3) return;
        talk.honest = false;
        follow(talk, answer);
    }

    enum class Which { first, last };
    void answer(std::string_view text, Which which) {
        if (talks_.empty()) return;
        reply(talks_.back(), which, [&](const Json& command) { return reply_to(command, text); });
    }
    void fail(std::string_view text) {
        if (talks_.empty()) return;
        reply(talks_.back(), Which::first, [&](const Json&) {
            return object({{"reply", "failed"}, {"value", Json::array({value_of(text)})}});
        });
    }

    void give_up_all() {
        for (Conversation& talk : talks_) {
            for (std::size_t i = 0; i < kMostToEnd && !talk.over; ++i)
                reply(talk, Which::first, decline);
            require(talk.over, "a conversation in which everything fails ends");
        }
    }

    [[nodiscard]] const std::string& transcript() const { return transcript_; }

  private:
    Json hear(const std::string& text, std::string_view base_url) {
        transcript_ += text + "\n";
        return judge_answer(text, base_url);
    }

    static std::string base_url_of(std::string_view event) {
        const Json tree = parse_json(event).value_or(Json());
        const Json* page = find(tree, "page");
        std::string base_url = page == nullptr ? std::string() : text_at(*page, "baseUrl");
        while (base_url.ends_with('/')) base_url.pop_back();
        return base_url;
    }

    static void follow(Conversation& talk, const Json& answer) {
        require(integer_at(answer, "flow") == talk.flow, "an answer is for the same conversation");
        talk.command = answer;
        talk.over = text_at(answer, "command") == "done";
        if (text_at(answer, "command") != "startAll") return;
        for (const Json& begun : *find(answer, "start")) {
            const auto id = integer_at(begun, "id").value_or(0);
            for (const Conversation::Started& other : talk.begun) {
                require(!talk.honest || other.id != id,
                        "what goes on at once has different numbers");
            }
            talk.begun.push_back({id, *find(begun, "of")});
        }
        require(!talk.honest || !talk.begun.empty(), "one never waits for the first of nothing");
    }

    static Conversation::Started take_begun(Conversation& talk, Which which) {
        std::size_t at = talk.begun.size() - 1;
        for (std::size_t i = 0; which == Which::first && i < talk.begun.size(); ++i) {
            if (text_at(talk.begun[i].command, "command") == "listen") continue;
            at = i;
            break;
        }
        Conversation::Started taken = talk.begun[at];
        talk.begun.erase(talk.begun.begin() + static_cast<std::ptrdiff_t>(at));
        return taken;
    }

    template <class Make>
    void reply(Conversation& talk, Which which, Make make) {
        if (talk.over) return;
        Json reply = object({{"v", 3}, {"flow", talk.flow}});
        if (text_at(talk.command, "command") != "startAll") {
            reply.update(make(talk.command));
        } else if (talk.begun.empty()) {
            reply.update(object({{"reply", "ack"}}));
        } else {
            const Conversation::Started begun = take_begun(talk, which);
            reply.update(
                object({{"reply", "completed"}, {"id", begun.id}, {"value", make(begun.command)}}));
        }
        follow(talk, hear(engine_.resume(to_text(reply)), talk.base_url));
    }

    flows::Engine engine_;
    std::vector<Conversation> talks_;  ///< by their numbers, from 1
    std::string transcript_;
};

void say_line(Page& page, std::string_view line) {
    if (line.empty()) return;
    const std::string_view text = line.substr(1);
    switch (line.front()) {
        case 'o':
            return page.open(text);
        case 'r':
            return page.resume(text);
        case 'a':
            return page.answer(text, Page::Which::first);
        case 'z':
            return page.answer(text, Page::Which::last);
        case 'f':
            return page.fail(text);
        default:
            return;
    }
}

std::string hold(std::string_view input) {
    Page page;
    std::size_t lines = 0;
    for (const std::string_view line : split(input, '\n')) {
        if (++lines > kMostLines) break;
        say_line(page, line);
    }
    // Also because an engine is not made to be ended with conversations open: they hold themselves.
    page.give_up_all();
    return page.transcript();
}

}  // namespace

void try_input(std::string_view input) {
    const std::string first = hold(input);
    require_equal(hold(input), first, "the same words get the same answers");
}

}  // namespace octospira::fuzz
