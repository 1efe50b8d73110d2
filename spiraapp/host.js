// The host: performs the engine's commands with spiraAppManager and hands back what came of them.
// Nothing here knows what OctoPerf or Spira data mean; that is the engine's.

const kAppName = "OctoSpira";

/** After this long without any callback a call counts as failed. */
const kPatienceMs = 120000;

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
        const member = attempt(() => value[name]);
        if (typeof member !== "function") copy[name] = plain(member, depth + 1);
    }
    return copy;
}

function failed(...facts) {
    return { reply: "failed", value: plain(facts, 0) };
}

/** The reply that one of the two callbacks given to `call` stands for: the first to come counts. */
function replyOf(kind, call) {
    return new Promise((resolve) => {
        const patience = setTimeout(() => resolve(failed(say("patience"))), kPatienceMs);
        const settle = (reply) => {
            clearTimeout(patience);
            resolve(reply);
        };
        const answered = (value) => settle({
            reply: kind, value: attempt(() => JSON.stringify(value)) === null ? plain(value, 0) : value,
        });
        try {
            call(answered, (...facts) => settle(failed(...facts)));
        } catch (fault) {
            settle(failed(fault));
        }
    });
}

function callSpira({ method, path, body, bodyForm }) {
    const asItIs = body === null || (method === "PUT" && bodyForm === "object");
    return replyOf("spira", (ok, fail) => spiraAppManager.executeApi(
        kAppName, "7.0", method, path, asItIs ? body : JSON.stringify(body), ok, fail));
}

function callOutside({ method, url, path, body, headers }) {
    return replyOf("rest", (ok, fail) => spiraAppManager.executeRest(
        APP_GUID, kAppName, method, url.replace(/\/+$/, "") + "/" + path, body === null ? "" : body, null, headers,
        ok, fail));
}

/** Hints that the browser does not keep: this page knows them until it is closed. */
const kKept = new Map();

/** Local data is for hints: a browser that keeps none makes the app slower, and knows less after a reload. */
function remember({ memory, key, value }) {
    if (memory !== "hint") return { reply: "ack" };
    kKept.delete(key);
    try {
        if (value === null) spiraAppManager.removeLocalData(APP_GUID + "_" + key);
        else spiraAppManager.setLocalData(APP_GUID + "_" + key, value);
        return { reply: "ack" };
    } catch (fault) {
        kKept.set(key, value);
        return failed(fault);
    }
}

function recall({ memory, key }) {
    const value = kKept.has(key) ? kKept.get(key)
        : memory === "hint" ? attempt(() => spiraAppManager.getLocalData(APP_GUID + "_" + key)) : null;
    return { reply: "recalled", value: typeof value === "string" ? value : null };
}

function pause(milliseconds) {
    const jittered = milliseconds * (0.8 + 0.4 * Math.random());
    return new Promise((resolve) => setTimeout(() => resolve({ reply: "ack" }), jittered));
}

function acknowledged(action) {
    attempt(action);
    return { reply: "ack" };
}

/** Begins what is listed, then waits for the first of all that were begun and not yet replied to. */
async function firstOf({ start }, conversation) {
    for (const { id, of } of start) {
        conversation.begun.set(id, perform(of, conversation).then((value) => ({ reply: "completed", id, value })));
    }
    if (conversation.begun.size === 0) throw Error("none");
    const completed = await Promise.race(conversation.begun.values());
    conversation.begun.delete(completed.id);
    return completed;
}

/** By name: the command and the conversation in, the reply out. Other scripts of the page add theirs. */
const kCommands = {
    spira: callSpira,
    octoperf: callOutside,
    recorder: callOutside,
    sleep: ({ ms }) => pause(ms),
    remember,
    recall,
    startAll: firstOf,
    reloadForm: () => acknowledged(() => spiraAppManager.reloadForm()),
};

/** Something is seen now, or nothing will be: what stood there meanwhile goes. */
function endQuiet(conversation) {
    clearTimeout(conversation.quiet);
    if (conversation.busy) attempt(() => spiraAppManager.hideMessage());
    conversation.busy = false;
}

async function perform(command, conversation) {
    if (!Object.keys(kCommands).includes(command.command)) throw Error(command.command);
    if (["notify", "confirm", "choose", "show"].includes(command.command)) endQuiet(conversation);
    return kCommands[command.command](command, conversation);
}

/**
 * What the page keeps of one conversation: where it shows its views, the replies it waits for, the locks it holds,
 * whether a failure was shown, the timer of a click that has shown nothing yet, and whether that has shown its message.
 */
function newConversation(surface) {
    return { surface, begun: new Map(), locks: new Map(), warned: false, quiet: null, busy: false };
}

/** Performs the engine's commands until the conversation is over; returns the last one, `done`. */
async function converse(engine, event, conversation) {
    let command = engine.open(event);
    while (command.command !== "done") {
        const reply = await perform(command, conversation);
        command = engine.resume(Object.assign({ v: kBoundaryVersion, flow: command.flow }, reply));
    }
    return command;
}

/** The app's settings as far as Spira gives them to the page: never the secure ones. */
function appSettings() {
    const settings = typeof SpiraAppSettings === "object" ? attempt(() => SpiraAppSettings[APP_GUID]) : null;
    return settings !== null && typeof settings === "object" ? settings : {};
}

/** What Spira says about the page now: it may show another artifact than before without being a new page. */
function pageContext(more) {
    const manager = spiraAppManager;
    return Object.assign({
        productId: attempt(() => manager.projectId),
        templateId: attempt(() => manager.projectTemplateId),
        artifactId: attempt(() => manager.artifactId),
        userId: attempt(() => manager.userId),
        releaseId: attempt(() => manager.displayReleaseId),
        baseUrl: attempt(() => manager.baseUrl),
        culture: attempt(() => manager.currentCulture),
        dialogs: can("createDynamicDialog"),
        can: {
            modifyTestCase: attempt(() => manager.canModifyArtifactType(2)),
            createTestRun: attempt(() => manager.canCreateArtifactType(5)),
        },
        unsavedChanges: null,
        selected: null,
    }, more);
}

/** Holds a conversation; returns a sentence to show if it failed without a message, else null. */
async function hold(event, conversation, more) {
    try {
        const loading = loadEngine();
        const page = pageContext(more);
        const engine = await loading;
        const { error } = await converse(engine, {
            v: kBoundaryVersion, event, now: Date.now(), page, settings: appSettings(),
        }, conversation);
        return error && !conversation.warned ? say("prefix") + error.message + " " + error.advice : null;
    } catch (fault) {
        dropEngine();
        console.error("OctoPerf:", fault);
        return say("prefix") + (fault instanceof EngineError ? fault.message : say("fault"));
    } finally {
        for (const giveBack of conversation.locks.values()) giveBack();
    }
}
