// The control for each kind of field. Each has a node, get() and set(value); change() is called on edits.

import { el } from "./dom.js";
import { formatDateTime, toDate } from "./dates.js";
import { sanitizeHtml } from "./html.js";

function textInput(field, id, change) {
    const node = el("input", { type: "text", id, oninput: change });
    return { node, get: () => (node.value === "" ? null : node.value), set: (value) => { node.value = value ?? ""; } };
}

function integerInput(field, id, change) {
    const node = el("input", { type: "number", step: "1", id, oninput: change });
    return { node, get: () => (node.value === "" ? null : Number(node.value)), set: (value) => { node.value = value ?? ""; } };
}

function lookupInput(field, id, change) {
    const options = (field.lookups ?? []).map((one) => el("option", { value: String(one.id) }, one.name));
    const node = el("select", { id, onchange: change }, !field.required && el("option", { value: "" }, "—"), options);
    return { node, get: () => (node.value === "" ? null : Number(node.value)), set: (value) => { node.value = value === null ? "" : String(value); } };
}

function flagInput(field, id, change) {
    const node = el("input", { type: "checkbox", id, onchange: () => { untouched = false; change(); } });
    let untouched = true;
    return { node, get: () => (untouched ? null : node.checked), set: (value) => { untouched = value === null; node.checked = value === true; } };
}

function dateInput(field, id, change) {
    const node = el("input", { type: "datetime-local", id, onchange: change });
    const local = (date) => new Date(date.getTime() - date.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
    let kept = null;
    return {
        node,
        get: () => (node.value === "" ? null : kept !== null && node.value === local(toDate(kept)) ? kept : new Date(node.value).toISOString()),
        set: (value) => { kept = value; node.value = value === null ? "" : local(toDate(value)); },
    };
}

/** Rich text: what is shown is sanitised; what was read is kept until somebody edits it. */
function htmlInput(field, id, change) {
    let kept = null;
    const node = el("div", {
        id, class: "rich", contenteditable: "true", role: "textbox", "aria-multiline": "true", "aria-label": field.caption,
        oninput: () => { kept = undefined; change(); },
    });
    return {
        node,
        get: () => (kept !== undefined ? kept : sanitizeHtml(node.innerHTML) || null),
        set: (value) => { kept = value; node.innerHTML = sanitizeHtml(value); },
    };
}

function readOnly(field, id) {
    let kept = null;
    const node = el("span", { class: "value", id });
    const shown = (value) => {
        if (value === null) return "–";
        if (field.kind === "date") return formatDateTime(value);
        if (field.kind === "lookup") return field.lookups.find((one) => one.id === value)?.name ?? String(value);
        return field.kind === "flag" ? (value ? "Yes" : "No") : String(value);
    };
    return { node, get: () => kept, set: (value) => { kept = value; node.textContent = shown(value); } };
}

const makers = { text: textInput, integer: integerInput, lookup: lookupInput, flag: flagInput, date: dateInput, html: htmlInput };

/** @param {{kind: string, editable: boolean}} field */
export function makeInput(field, id, change) {
    return (field.editable ? makers[field.kind] : readOnly)(field, id, change);
}
