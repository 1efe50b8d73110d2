// The conversation's dialog (Spira 9.2 and newer). One is open at a time.

/** The place whose dialog is open; null when there is none. */
let openPlace = null;

function endDialog(place) {
    if (place.closed) return;
    if (openPlace === place) openPlace = null;
    closePlace(place);
    // Spira puts the focus back itself where it has moved it.
    if (place.before && place.before.isConnected) ask(() => place.before.focus());
}

/** Closes the dialog as its button does. */
function leave(place) {
    if (openPlace === place) ask(() => spiraAppManager.closeDialog());
    endDialog(place);
}

/** Some versions of Spira may not tell that a dialog was closed: then its element leaves the page. */
function endWithElement(place) {
    const { element } = place;
    if (!element.isConnected) return;
    const watch = new MutationObserver(() => {
        if (element.isConnected) return;
        watch.disconnect();
        endDialog(place);
    });
    watch.observe(element.ownerDocument, { childList: true, subtree: true });
}

/** Opens the place's dialog; false when Spira has none. */
function openDialog(place, title) {
    if (openPlace !== null) endDialog(openPlace);
    const element = ask(() => spiraAppManager.createDynamicDialog(title, () => endDialog(place)));
    if (element === null || place.closed) return false;
    openPlace = place;
    hideOldMessage();
    Object.assign(place, { element, title, before: ask(() => element.ownerDocument.activeElement) });
    endWithElement(place);
    return true;
}

/** Asks in the open dialog, because a second one would close it; afterwards it is as it was. */
async function confirmInDialog({ text, yes }, talk) {
    const { place } = talk;
    const { view } = place;
    place.pressed = null;
    showIn(place, {
        title: view.title, blocks: [{ type: "text", text, tone: "warn" }],
        buttons: [{ id: "yes", text: yes, kind: "primary" }, { id: "no", text: say("cancel"), kind: "plain" }],
    });
    place.kept = view;
    const { button } = await listen({ ms: null }, talk);
    const after = place.kept;
    place.kept = null;
    showIn(place, after);
    return { reply: "confirmed", value: button === "yes" };
}

/**
 * Asks yes or no in the newest kind of dialog there is; without any the answer is no. What a cancel passes is not
 * documented: yes is a callback without an argument, or with exactly true.
 */
kCommands.confirm = async (command, talk) => {
    if (talk.place === openPlace) return confirmInDialog(command, talk);
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
