// The conversation's dialog (Spira 9.2 and newer). One is open at a time.

/** The surface whose dialog is open; null when there is none. */
let openSurface = null;

function endDialog(surface) {
    if (surface.closed) return;
    if (openSurface === surface) openSurface = null;
    closeSurface(surface);
    // Spira puts the focus back itself where it has moved it.
    if (surface.before && surface.before.isConnected) attempt(() => surface.before.focus());
}

/** Closes the dialog as its button does. */
function leave(surface) {
    if (openSurface === surface) attempt(() => spiraAppManager.closeDialog());
    endDialog(surface);
}

/** Some versions of Spira may not tell that a dialog was closed: then its element leaves the page. */
function endWithElement(surface) {
    const { element } = surface;
    if (!element.isConnected) return;
    const watch = new MutationObserver(() => {
        if (element.isConnected) return;
        watch.disconnect();
        endDialog(surface);
    });
    watch.observe(element.ownerDocument, { childList: true, subtree: true });
}

/** Opens the surface's dialog; false when Spira has none. */
function openDialog(surface, title) {
    if (openSurface !== null) endDialog(openSurface);
    const element = attempt(() => spiraAppManager.createDynamicDialog(title, () => endDialog(surface)));
    if (element === null || surface.closed) return false;
    openSurface = surface;
    hideOldMessage();
    Object.assign(surface, { element, title, before: attempt(() => element.ownerDocument.activeElement) });
    endWithElement(surface);
    return true;
}

/** Asks in the open dialog, because a second one would close it; afterwards it is as it was. */
async function confirmInDialog({ text, yes }, conversation) {
    const { surface } = conversation;
    const { view } = surface;
    surface.pressed = null;
    showIn(surface, {
        title: view.title, blocks: [{ type: "text", text, tone: "warn" }],
        buttons: [{ id: "yes", text: yes, kind: "primary" }, { id: "no", text: say("cancel"), kind: "plain" }],
    });
    surface.covered = view;
    const { button } = await listen({ ms: null }, conversation);
    const after = surface.covered;
    surface.covered = null;
    showIn(surface, after);
    return { reply: "confirmed", value: button === "yes" };
}

/**
 * Asks yes or no in the newest kind of dialog there is; without any the answer is no. What a cancel passes is not
 * documented: yes is a callback without an argument, or with exactly true.
 */
kCommands.confirm = async (command, conversation) => {
    if (conversation.surface === openSurface) return confirmInDialog(command, conversation);
    const text = withoutMarkup(command.text);
    const value = await question((answer) => {
        if (can("displayConfirmation")) {
            spiraAppManager.displayConfirmation(text, (...said) => answer(said.length === 0 || said[0] === true));
        } else {
            const { yes } = command;
            spiraAppManager.createComboDialog("OctoPerf", text, yes, [yes], (chosen) => answer(chosen === yes));
        }
    }, false);
    return { reply: "confirmed", value };
};
