// What an app can do to the page: messages, dialogs, form, grids.

import { atLeast, context } from "./context.js";
import { closeDialog, comboDialog, confirmDialog, openDialog } from "./dialogs.js";
import { el } from "./dom.js";
import { dataItem, fromDataItem } from "./fields.js";
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

export function createDynamicDialog(title, onClose) {
    const fine = checked("createDynamicDialog", misuse, {
        "title is not text": isText(title), "onClose is not a function": onClose === undefined || onClose === null || typeof onClose === "function",
    });
    if (!fine) return null;
    const inside = el("div", { class: "dynamic-dialog" });
    openDialog(title, inside, [], onClose ?? undefined, "large");
    return inside;
}

export { closeDialog };

/** Functions that work on the details form; on a page without one they do nothing. */
export function formFunctions(form) {
    const known = (name, field) => checked(name, misuse, {
        "this page has no form": form !== undefined, "there is no such field": form !== undefined && form.fields.has(field),
    });
    return {
        getDataItemField(field, property) {
            if (!known("getDataItemField", field)) throw new TypeError(`Cannot read properties of undefined (reading '${property}')`);
            return dataItem(form.entry(field).field, form.saved(field))[property];
        },
        getLiveFormFieldValue(field) {
            if (form === undefined || !form.fields.has(field)) return undefined;
            const shown = form.entry(field).field;
            return { [shown.dataProperty]: dataItem(shown, form.live(field))[shown.dataProperty] };
        },
        updateFormField(field, property, value) {
            if (!known("updateFormField", field)) return;
            const { field: shown } = form.entry(field);
            if (!checked("updateFormField", misuse, { "this field has no such data property": property === shown.dataProperty })) return;
            form.update(field, fromDataItem(shown, value), atLeast("8.13"));
        },
        saveForm: () => form?.save(),
        reloadForm: () => form?.load(),
        getDropdownItems(field) {
            if (!known("getDropdownItems", field)) return [];
            return (form.entry(field).field.lookups ?? []).map((one) => ({ id: one.id, name: one.name }));
        },
        setDropdownItemsIsActive(field, ids, active) {
            if (!known("setDropdownItemsIsActive", field)) return;
            for (const option of form.entry(field).input.node.querySelectorAll("option")) {
                if (ids.map(String).includes(option.value)) option.disabled = !active;
            }
        },
    };
}

/** Functions that work on the page's grids; without an id on the first. */
export function gridFunctions(grids) {
    const pick = (name, id) => {
        const grid = id === undefined ? Object.values(grids)[0] : Object.values(grids).find((one) => one.options.id === id);
        return checked(name, misuse, { "there is no such grid on this page": grid !== undefined }) ? grid : undefined;
    };
    return {
        reloadGrid: (id) => { pick("reloadGrid", id)?.reload(); },
        getGridSelectedItems: (id) => pick("getGridSelectedItems", id)?.selected() ?? [],
    };
}
