// What an app can say and ask: messages, confirmations, dialogs.

import { appClass } from "./app_class.js";
import { context } from "./context.js";
import { closeDialog, comboDialog, confirmDialog, openDialog } from "./dialogs.js";
import { el } from "./dom.js";
import { checked } from "./manager_failure.js";
import { hide, showAppMessage } from "./messages.js";
import { misuse } from "./record.js";

const isText = (value) => typeof value === "string";

function message(name, kind) {
    return (text) => {
        if (checked(name, misuse, { "message is not text": isText(text) })) showAppMessage(kind, text);
    };
}

export const messages = {
    displayErrorMessage: message("displayErrorMessage", "error"),
    displaySuccessMessage: message("displaySuccessMessage", "success"),
    displayWarningMessage: message("displayWarningMessage", "warning"),
    hideMessage: hide,
};

/** What a callback gets on cancel, by the value of a switch. */
const cancelled = { undefined: [undefined], null: [null], emptyText: [""], zero: [0], false: [false] };

/** displayConfirmation(message, fn): what fn hears of a cancel and of the × is a switch. Markup is shown as markup. */
export function displayConfirmation(text, done) {
    if (!checked("displayConfirmation", misuse, { "message is not text": isText(text), "callback is not a function": typeof done === "function" })) return;
    const content = el("div");
    content.innerHTML = text;
    const { confirmCallback, confirmCross } = context.switches;
    confirmDialog(content, (said) => {
        const yes = said === true;
        if (said === null && confirmCross === "silent") return;
        if (confirmCallback === "both") done(yes);
        else if (yes) done(...(confirmCallback === "confirmOnly" ? [] : [true]));
        else if (Object.hasOwn(cancelled, confirmCallback)) done(...cancelled[confirmCallback]);
        else if (confirmCallback === "twice") done(false);
        if (confirmCallback === "twice") done(yes);
    });
}

export function createComboDialog(title, intro, button, entries, done) {
    const fine = checked("createComboDialog", misuse, {
        "title, intro and button are not texts": isText(title) && isText(intro) && isText(button),
        "entries are not a list of texts": Array.isArray(entries) && entries.every(isText),
        "callback is not a function": typeof done === "function",
    });
    if (!fine) return;
    const { comboCancel } = context.switches;
    comboDialog(title, intro, button, entries, (chosen) => {
        if (chosen !== null) done(chosen);
        else if (Object.hasOwn(cancelled, comboCancel)) done(...cancelled[comboCancel]);
        else if (comboCancel === "twice") done(null);
        if (comboCancel === "twice") done(chosen);
    });
}

/** createDynamicDialog(title, onClose) of one app: gives the element to fill. */
export function dynamicDialogFor(app) {
    return (title, onClose) => {
        const fine = checked("createDynamicDialog", misuse, {
            "title is not text": isText(title), "onClose is not a function": onClose === undefined || onClose === null || typeof onClose === "function",
        });
        if (!fine) return null;
        const inside = el("div", { class: "dynamic-dialog" });
        const wrapper = el("div", { class: context.switches.dialogWrapper === "app" ? appClass(app) : null }, inside);
        const times = { once: 1, twice: 2, never: 0 }[context.switches.dialogOnClose];
        openDialog(title, wrapper, [], () => { for (let i = 0; i < times; ++i) onClose?.(); }, "large");
        return inside;
    };
}

export { closeDialog };
