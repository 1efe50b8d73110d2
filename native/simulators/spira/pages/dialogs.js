// One dialog at a time, over the page; Escape and × close it, Tab stays inside.

import { el } from "./dom.js";

const reachable = "button, input, select, textarea, a[href], summary, [tabindex]:not([tabindex='-1']), [contenteditable=true]";

let current = null;

/** Closes the open dialog and tells its owner; false when none is open. */
export function closeDialog() {
    if (current === null) return false;
    const closing = current;
    current = null;
    document.removeEventListener("keydown", keys, true);
    closing.backdrop.remove();
    closing.before?.focus?.();
    closing.onClose?.();
    return true;
}

function keys(event) {
    if (event.key === "Escape") {
        event.stopPropagation();
        closeDialog();
    } else if (event.key === "Tab") {
        keepFocus(event, current.dialog);
    }
}

function keepFocus(event, dialog) {
    const inside = [...dialog.querySelectorAll(reachable)].filter((node) => !node.disabled && node.checkVisibility());
    const outside = !dialog.contains(document.activeElement);
    const edge = event.shiftKey ? inside[0] : inside.at(-1);
    if (!outside && document.activeElement !== edge && document.activeElement !== dialog) return;
    (event.shiftKey ? inside.at(-1) : inside[0]).focus();
    event.preventDefault();
}

/**
 * Opens a dialog; one that is open is closed first.
 * @param {string} title @param {Node} body @param {HTMLElement[]} buttons @param {() => void} [onClose] @param {string} [size]
 * @returns {HTMLElement} the dialog
 */
export function openDialog(title, body, buttons, onClose, size = "") {
    while (current !== null) closeDialog();
    const before = document.activeElement;
    const head = el("header", {}, el("h2", { id: "dialog-title" }, title),
        el("button", { type: "button", "aria-label": "Close", onclick: closeDialog }, "×"));
    const dialog = el("div", {
        class: `dialog ${size}`, role: "dialog", "aria-modal": "true", "aria-labelledby": "dialog-title", tabindex: "-1",
    }, head, el("div", { class: "body" }, body), buttons.length > 0 && el("footer", {}, buttons));
    const backdrop = el("div", { class: "backdrop" }, dialog);
    current = { backdrop, dialog, onClose, before };
    document.addEventListener("keydown", keys, true);
    document.body.append(backdrop);
    (body.querySelector?.("input, select") ?? buttons[0] ?? dialog).focus();
    return dialog;
}

/** Asks; `done(true)` for yes, `done(false)` for no, `done(null)` for Escape and ×. */
export function confirmDialog(content, done) {
    let said = null;
    const button = (caption, style, answer) => el("button", { type: "button", class: style, onclick: () => { said = answer; closeDialog(); } }, caption);
    openDialog("Confirmation", content, [button("OK", "button primary", true), button("Cancel", "button", false)], () => done(said));
}

/** Lets choose one of `entries`; `done(text)`, or `done(null)` for Cancel, Escape and ×. */
export function comboDialog(title, intro, caption, entries, done) {
    let chosen = null;
    const select = el("select", { "aria-label": title }, entries.map((text) => el("option", { value: text }, text)));
    const ok = el("button", { type: "button", class: "button primary", onclick: () => { chosen = select.value; closeDialog(); } }, caption);
    const cancel = el("button", { type: "button", class: "button", onclick: closeDialog }, "Cancel");
    openDialog(title, el("div", {}, el("p", {}, intro), select), [ok, cancel], () => done(chosen));
}
