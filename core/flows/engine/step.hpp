#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/function.hpp"
#include "core/base/handle.hpp"
#include "core/base/http.hpp"
#include "core/base/time.hpp"

namespace octospira::flows {

/// How a SpiraApp setting is written into a header for Spira's server to fill in. Two readings
/// exist (SpiraApp platform §5.3); a host that adds the key itself ignores it.
enum class TokenForm { dollar, plain };  ///< ${name} · {name}

/// How a PUT body is handed to executeApi: two readings exist (SpiraApp platform §5.4); a host that
/// speaks HTTP itself ignores it.
enum class BodyForm { object, text };

/// Where a note is kept. `ledger` is durable and trusted (the recorder), or absent (the browser
/// answers Recalled{} and forgets); `hint` may be lost at any time. `lock` is only remembered and
/// forgotten: this conversation alone has it until then, or another one has and it is not kept.
enum class Memory { ledger, hint, lock };

enum class Severity { success, warning, error };

struct Link {
    std::string label;
    std::string url;
};

// What a host can be asked to do. Each is answered by the Reply named beside it.
struct SpiraCall {  ///< → Answer; path relative to Services/v7_0/RestService.svc/
    Request request;
    BodyForm body_form = BodyForm::object;
};
struct OctoPerfCall {  ///< → Answer; path relative to the OctoPerf URL
    Request request;
    TokenForm token_form = TokenForm::dollar;
};
struct RecorderCall {  ///< → Answer; path relative to the recorder's URL
    Request request;
    TokenForm token_form = TokenForm::dollar;
};
struct Notify {  ///< → Ack; plain text, the host escapes it
    Severity severity = Severity::success;
    std::string text;
    std::optional<Link> link = std::nullopt;
};
struct Confirm {  ///< → Confirmed
    std::string text;
    std::string yes = {};  ///< caption, for a dialog that has no buttons of its own
};
struct Choose {  ///< → Chosen
    std::string title;
    std::string text;
    std::string button;               ///< caption
    std::string cancel;               ///< caption
    std::optional<std::string> back;  ///< caption, where one can go back
    std::vector<std::string> entries;
    std::optional<std::size_t> selected;
};
struct Show {  ///< → Ack, or Answer with status 0 where there is no place to show it; see view.hpp
    Json view;
};
struct WaitForDialog {  ///< → DialogEvent; waits for the dialog's buttons, its end, or for so long
    std::optional<int> milliseconds;
};
struct Started;
/// → Completed: begins these, then waits for the first of all that were begun and not yet replied
/// to.
struct StartAll {
    std::vector<Started> start;
};
struct Sleep {  ///< → Ack; the host adds jitter of ±20 %
    int milliseconds = 0;
};
struct Remember {  ///< → Ack, or Answer with status 0 when it could not be kept
    Memory memory = Memory::hint;
    std::string key;
    std::optional<std::string> value;  ///< empty: forget
};
struct Recall {  ///< → Recalled
    Memory memory = Memory::hint;
    std::string key;
};
struct ReloadForm {};  ///< → Ack

/// How a conversation ended. `outcome` is one of the names listed with each flow.
struct Done {
    std::string outcome;
    std::optional<Error> error = std::nullopt;
    Json details = Json::object();
};

using Command = std::variant<SpiraCall, OctoPerfCall, RecorderCall, Notify, Confirm, Choose, Show,
                             WaitForDialog, StartAll, Sleep, Remember, Recall, ReloadForm, Done>;

struct Started {
    int id = 0;
    Command command;
};

// What a host replies.
struct Ack {};
struct Confirmed {
    bool yes = false;
};
struct Chosen {
    enum class How { entry, back, cancelled };
    How how = How::cancelled;
    std::size_t entry = 0;
};
struct DialogEvent {
    enum class What { elapsed, closed, pressed };
    What what = What::closed;
    std::string button = {};  ///< of a press
    EpochMs now = 0;          ///< the page's clock; 0: unknown
};
struct Recalled {
    std::optional<std::string> value;
};
struct BoxedReply;
struct Completed {
    int id = 0;
    Handle<BoxedReply> reply;  ///< never null
};

struct Reply : std::variant<Ack, Answer, Confirmed, Chosen, DialogEvent, Recalled, Completed> {
    using variant::variant;
};

struct BoxedReply : Counted {
    explicit BoxedReply(Reply given) : reply(std::move(given)) {}
    Reply reply;
};

/// One move of a conversation with the host: what to do, and what to do with the reply.
struct Step {
    Command command;
    Function<Step(Reply)> next;  ///< empty exactly when command is Done
};

}  // namespace octospira::flows
