#pragma once

#include <optional>
#include <string>
#include <variant>

#include "core/base/function.hpp"
#include "core/base/http.hpp"

namespace octospira::flows {

/// How a SpiraApp setting is written into a header for Spira's server to fill in. Two readings
/// exist (SpiraApp platform §5.3); a host that adds the key itself ignores it.
enum class TokenForm { dollar, plain };  ///< ${name} · {name}

/// How a PUT body is handed to executeApi: two readings exist (SpiraApp platform §5.4); a host that
/// speaks HTTP itself ignores it.
enum class BodyForm { object, text };

/// Where a note is kept. `ledger` is durable and trusted (the recorder), or absent (the browser
/// answers Recalled{} and forgets); `hint` may be lost at any time.
enum class Memory { ledger, hint };

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

using Command = std::variant<SpiraCall, OctoPerfCall, RecorderCall, Notify, Confirm, Sleep,
                             Remember, Recall, ReloadForm, Done>;

// What a host replies.
struct Confirmed {
    bool yes = false;
};
struct Recalled {
    std::optional<std::string> value;
};
struct Ack {};

using Reply = std::variant<Ack, Answer, Confirmed, Recalled>;

/// One move of a conversation with the host: what to do, and what to do with the reply.
struct Step {
    Command command;
    Function<Step(Reply)> next;  ///< empty exactly when command is Done
};

}  // namespace octospira::flows
