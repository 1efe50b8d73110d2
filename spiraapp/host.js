// The host: performs the engine's commands with spiraAppManager and hands back what came of them.
// Nothing here knows what OctoPerf or Spira data mean; that is the engine's.

const kAppName = "OctoSpira";

/** After this long without any callback a call counts as failed. */
const kPatienceMs = 120000;

const kMessageFunctions = {
    success: "displaySuccessMessage", warning: "displayWarningMessage", error: "displayErrorMessage",
};

/** Answers the question that is on the screen with no; null when there is none. */
let refuseQuestion = null;

/** What `question` answers; null when it cannot be asked here. */
function ask(question) {
    try {
        const answer = question();
        return answer === undefined ? null : answer;
    } catch (fault) {
        return null;
    }
}

function can(name) {
    return typeof spiraAppManager[name] === "function";
}

/** A copy that JSON can hold of whatever a failure callback gave. */
function plain(value, depth) {
    if (typeof value === "function" || typeof value === "symbol" || value === undefined) return null;
    if (typeof value === "bigint") return String(value);
    if (value === null || typeof value !== "object") return value;
    if (depth > 3) return null;
    if (Array.isArray(value)) return value.slice(0, 50).map((item) => plain(item, depth + 1));
    const copy = value instanceof Error ? { message: value.message } : {};
    for (const name in value) {
        const member = ask(() => value[name]);
        if (typeof member !== "function") copy[name] = plain(member, depth + 1);
    }
    return copy;
}

function jsonSafe(value) {
    return ask(() => JSON.stringify(value)) === null ? plain(value, 0) : value;
}

/** The reply that one of the two callbacks given to `call` stands for: the first to come counts. */
function replyOf(call) {
    return new Promise((resolve) => {
        const fail = (...facts) => resolve({ reply: "failed", value: plain(facts, 0) });
        const patience = setTimeout(() => fail("Spira gave no answer for two minutes."), kPatienceMs);
        const settled = (handler) => (...facts) => {
            clearTimeout(patience);
            handler(...facts);
        };
        try {
            call(settled((value) => resolve({ reply: "answer", value: jsonSafe(value) })), settled(fail));
        } catch (fault) {
            settled(fail)(fault);
        }
    });
}

function callSpira(command) {
    const asObject = command.method === "PUT" && command.bodyForm === "object";
    const body = command.body === null || asObject ? command.body : JSON.stringify(command.body);
    return replyOf((ok, fail) => spiraAppManager.executeApi(
        kAppName, "7.0", command.method, command.path, body, ok, fail));
}

function callOutside(command) {
    const url = command.url.replace(/\/+$/, "") + "/" + command.path;
    const body = command.body === null ? "" : command.body;
    return replyOf((ok, fail) => spiraAppManager.executeRest(
        APP_GUID, kAppName, command.method, url, body, null, command.headers, ok, fail));
}

function escapeHtml(text) {
    const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
    return String(text).replace(/[&<>"']/g, (letter) => entities[letter]);
}

/** For places that show text or markup, depending on Spira's version. */
function withoutMarkup(text) {
    return String(text).replace(/</g, "\u2039").replace(/>/g, "\u203a");
}

/** Messages are markup since 8.14, which also brought displayConfirmation; text before. */
function messageText(text, link) {
    const usable = link && /^https?:\/\//i.test(link.url);
    if (!can("displayConfirmation")) {
        return withoutMarkup(usable ? text + " " + link.label + ": " + link.url : text);
    }
    if (!usable) return escapeHtml(text);
    return escapeHtml(text) + ' <a href="' + escapeHtml(link.url) + '" target="_blank" rel="noopener noreferrer">' +
        escapeHtml(link.label) + "</a>";
}

function showMessage(severity, text, link) {
    const name = can(kMessageFunctions[severity]) ? kMessageFunctions[severity] : "displayErrorMessage";
    ask(() => spiraAppManager[name](messageText(text, link)));
}

/** Opens the question in the newest kind of dialog there is; false when there is none. */
function openQuestion(text, answer) {
    if (can("displayConfirmation")) {
        spiraAppManager.displayConfirmation(withoutMarkup(text), (said) => answer(said !== false));
    } else if (can("createComboDialog")) {
        const yes = "Yes, go on";
        spiraAppManager.createComboDialog("OctoPerf", withoutMarkup(text), "OK", [yes], (chosen) => answer(chosen === yes));
    } else {
        return false;
    }
    return true;
}

/** Asks yes or no. Some versions say nothing on Cancel; then the next click stands for no. */
function confirmed(text) {
    return new Promise((resolve) => {
        const answer = (yes) => {
            refuseQuestion = null;
            resolve({ reply: "confirmed", value: yes });
        };
        refuseQuestion = () => answer(false);
        if (!ask(() => openQuestion(text, answer))) answer(false);
    });
}

/** Local data is for hints: a browser that keeps none makes the app slower, never wrong. */
function localKey(key) {
    return APP_GUID + "_" + key;
}

function remember(command) {
    if (command.memory !== "hint") return { reply: "ack" };
    try {
        if (command.value === null) spiraAppManager.removeLocalData(localKey(command.key));
        else spiraAppManager.setLocalData(localKey(command.key), command.value);
        return { reply: "ack" };
    } catch (fault) {
        return { reply: "failed", value: plain([fault], 0) };
    }
}

function recall(command) {
    const value = command.memory === "hint" ? ask(() => spiraAppManager.getLocalData(localKey(command.key))) : null;
    return { reply: "recalled", value: typeof value === "string" ? value : null };
}

function pause(milliseconds) {
    const jittered = milliseconds * (0.8 + 0.4 * Math.random());
    return new Promise((resolve) => setTimeout(() => resolve({ reply: "ack" }), jittered));
}

function acknowledged(action) {
    ask(action);
    return { reply: "ack" };
}

const kCommands = {
    spira: callSpira,
    octoperf: callOutside,
    recorder: callOutside,
    notify: (command) => acknowledged(() => showMessage(command.severity, command.text, command.link)),
    confirm: (command) => confirmed(command.text),
    sleep: (command) => pause(command.ms),
    remember,
    recall,
    reloadForm: () => acknowledged(() => spiraAppManager.reloadForm()),
};

/** Performs the engine's commands until the conversation is over; returns the last one, `done`. */
async function converse(engine, event) {
    let told = false;
    let command = engine.open(event);
    while (command.command !== "done") {
        const perform = kCommands[command.command];
        if (perform === undefined) throw new EngineError(kMismatch);
        told = told || (command.command === "notify" && command.severity !== "success");
        const reply = await perform(command);
        command = engine.resume(Object.assign({ v: kBoundaryVersion, flow: command.flow }, reply));
    }
    if (command.error && !told) showMessage("error", "OctoPerf: " + command.error.message + " " + command.error.advice);
    return command;
}

/** The app's settings as far as Spira gives them to the page: never the secure ones. */
function appSettings() {
    const settings = typeof SpiraAppSettings === "object" ? ask(() => SpiraAppSettings[APP_GUID]) : null;
    return settings !== null && typeof settings === "object" ? settings : {};
}
