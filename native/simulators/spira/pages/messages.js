// The coloured line above a page's content: one message at a time, as in Spira.

import { el, fill } from "./dom.js";
import { atLeast } from "./context.js";

const place = el("div", { class: "messages", id: "messages" });

export function messagePlace() {
    return place;
}

function show(kind, content) {
    const close = el("button", { type: "button", "aria-label": "Close the message", onclick: hide }, "×");
    fill(place, el("div", { class: `message ${kind}`, role: kind === "error" ? "alert" : "status" }, content, close));
}

/** @param {"success"|"warning"|"error"} kind */
export function showText(kind, text) {
    show(kind, el("div", {}, String(text)));
}

/** What an app says: markup since 8.14, text before. Like the real one, markup is not sanitised. */
export function showAppMessage(kind, message) {
    const body = el("div");
    if (atLeast("8.14")) body.innerHTML = message;
    else body.textContent = message;
    show(kind, body);
}

/** What the promise gives. When it fails, that is shown, and there is nothing. */
export async function orShow(promise, before = "") {
    try {
        return await promise;
    } catch (error) {
        showText("error", before + error.message);
        return undefined;
    }
}

export function hide() {
    fill(place);
}
