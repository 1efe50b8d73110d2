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

/** displayConfirmation(message, fn): whether fn hears of a cancel is a switch. Markup is shown as markup. */
export function displayConfirmation(text, done) {
    if (!checked("displayConfirmation", misuse, { "message is not text": isText(text), "callback is not a function": typeof done === "function" })) return;
    const content = el("div");
    content.innerHTML = text;
    confirmDialog(content, (yes) => {
        if (context.switches.confirmCallback === "both") done(yes);
        else if (yes) done();
    });
}

export function createComboDialog(title, intro, button, entries, done) {
    const fine = checked("createComboDialog", misuse, {
        "title, intro and button are not texts": isText(title) && isText(intro) && isText(button),
        "entries are not a list of texts": Array.isArray(entries) && entries.every(isText),
        "callback is not a function": typeof done === "function",
    });
    if (fine) comboDialog(title, intro, button, entries, done);
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
        openDialog(title, wrapper, [], onClose ?? undefined, "large");
        return inside;
    };
}

export { closeDialog };
