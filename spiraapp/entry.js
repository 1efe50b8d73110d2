// The page's toolbar entries. One conversation at a time: a second click while one goes on starts nothing.

/** The conversation that goes on, until it is over; null when there is none. */
let current = null;
let currentConversation = null;

/** A click that shows nothing for so long gets a message that something happens. */
const kQuietMs = 200;

async function begin(event, facts) {
    const conversation = currentConversation = newConversation(newSurface());
    conversation.quiet = setTimeout(() => {
        conversation.busy = true;
        showMessage("success", say("prefix") + say("working"));
    }, kQuietMs);
    const failure = await hold(event, conversation, facts());
    endQuiet(conversation);
    if (conversation.surface.brief) leave(conversation.surface);
    if (failure !== null) showMessage("error", failure);
}

/** While a question waits or a dialog is open, a click answers no or closes it, and then begins its own. */
async function onClick(event, facts) {
    if (refuseQuestion !== null) refuseQuestion();
    else if (openSurface !== null) leave(openSurface);
    else if (current !== null) {
        endQuiet(currentConversation);  // this message says enough, and is not to be replaced
        return showMessage("warning", say("prefix") + say("busy"));
    }
    while (current !== null) await current;
    current = begin(event, facts).finally(() => { current = null; });
}

/** Spira may insert this code more than once: every copy then uses the first one's click, and so its one conversation. */
const kRoot = document.documentElement;
const kCopies = kRoot.octospira = kRoot.octospira || { click: onClick, last: null };

/** One click may call every copy's handler: the first call counts. The browser knows the click that is being handled, if any. */
function onceForAllCopies(event, facts) {
    const click = globalThis.event;
    if (click && click === kCopies.last) return undefined;
    kCopies.last = click;
    return kCopies.click(event, facts);
}

/**
 * Registers once, as soon as Spira has said who this app is.
 * @param {Object<string, string>} entries events by name; the name is the action too, because Spira's
 *     versions differ in which of the two they look for
 * @param {function(): Object} facts what this page adds to the context
 */
function registerEntries(entries, facts) {
    let registered = false;
    const register = () => {
        if (registered || typeof APP_GUID === "undefined") return;
        registered = true;
        for (const name of Object.keys(entries)) {
            spiraAppManager.registerEvent_menuEntryClick(APP_GUID, name, () => onceForAllCopies(entries[name], facts));
        }
    };
    register();
    // Only the page of an artifact says "loaded"; lists and settings say no more than that they are there.
    if (!registered) for (const event of ["loaded", "windowLoad"]) attempt(() => spiraAppManager["registerEvent_" + event](register));
}
