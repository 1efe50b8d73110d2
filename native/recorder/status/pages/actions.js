// What an operator does about deliveries: with a question in a dialog, or at once.

import { call, kNoAnswer } from "./api.js";
import { $, h } from "./elements.js";

const selected = new Set();  // numbers of deliveries, in a list

const deliveries = (rows) => rows.length === 1 ? "Delivery " + rows[0].id : rows.length + " deliveries";
const are = (count, words) => count + (count === 1 ? " delivery is " : " deliveries are ") + words;
/** What can be done about deliveries, see "actions" of the API. One without a question is done at once. */
export const kActions = {
    replay: {
        label: "Deliver again", bulk: "Deliver selected again", fields: [], done: (count) => are(count, "being delivered again."),
        question: (rows) => {
            const second = rows.map(({ replayQuestion }) => replayQuestion).filter(Boolean);
            if (second.length === 0) return deliveries(rows) + ": deliver to Spira again? Nothing is recorded twice.";
            return (rows.length > 1 ? [deliveries(rows) + ": deliver to Spira again?", ...second] : second).join("\n");
        },
    },
    retry: { label: "Retry now", bulk: "Retry selected now", done: (count) => are(count, "due now.") },
    assign: {
        label: "Assign…", bulk: "Assign selected", done: (count) => are(count, "assigned and due now."),
        question: (rows) => deliveries(rows) + ": record the result for this test case.",
        fields: [["productId", "Product (PR)", "number"], ["testCaseId", "Test case (TC)", "number"]],
    },
    dismiss: {
        label: "Dismiss…", bulk: "Dismiss selected", done: (count) => are(count, "dismissed."),
        question: (rows) => deliveries(rows) + ": do not record the result in Spira. It can still be delivered later.",
        fields: [["reason", "Reason", "text"]],
    },
};
const labelOf = (name) => kActions[name].label.replace("…", "");

/** Returns what went wrong, or "". @param {string} name @param {object[]} rows empty: all that fit @param {object} [values] */
async function perform(name, rows, values) {
    const ids = rows.length > 0 ? { ids: rows.map(({ id }) => id) } : {};
    const { status, ok, json } = await call("/api/deliveries/" + name, { ...values, ...ids });
    // The page looks again either way: after 401 it asks for the token.
    if (ok || status === 401) document.dispatchEvent(new Event("performed"));
    if (!ok) return json.error;
    for (const { id } of rows) selected.delete(id);
    $("notice").textContent = kActions[name].done(Object.values(json)[0]);
    return "";
}
/** The same without a dialog: says in the page what went wrong. */
async function performAtOnce(name, rows) {
    const words = await perform(name, rows).catch(() => kNoAnswer);
    if (words !== "") $("notice").textContent = words;
}

let afterDialog = null;
/** Asks before an action is performed. @param {string} name @param {object[]} rows @param {string} [question] */
function ask(name, rows, question = kActions[name].question(rows)) {
    const dialog = $("ask");
    const key = document.activeElement?.dataset.key;
    afterDialog = key === undefined ? null : "[data-key=" + CSS.escape(key) + "]";
    $("ask-title").textContent = $("ask-do").textContent = labelOf(name);
    $("ask-text").textContent = question;
    $("ask-problem").textContent = "";
    $("ask-fields").replaceChildren(...kActions[name].fields.map(([field, words, type]) => {
        const known = rows.length === 1 ? rows[0][field] : null;
        return h("label", {}, words, h("input", { name: field, type, min: type === "number" && "1", required: true, autocomplete: "off", value: known }));
    }));
    dialog.querySelector("form").onsubmit = async (event) => {
        event.preventDefault();
        const inputs = [...$("ask-fields").querySelectorAll("input")];
        const values = Object.fromEntries(inputs.map(({ name: field, type, value }) => [field, type === "number" ? Number(value) : value]));
        const words = await perform(name, rows, values).catch(() => kNoAnswer);
        $("ask-problem").textContent = words;
        if (words === "") dialog.close();
    };
    dialog.showModal();
}

function actionButton(name, row) {
    const { label, question } = kActions[name];
    const click = () => question ? ask(name, [row]) : performAtOnce(name, [row]);
    return h("button", { type: "button", class: "plain", "data-key": name + "-" + row.id, click }, label, h("span", { class: "unseen" }, " delivery " + row.id));
}
export const actionsOf = (row) => row.actions.length > 0 && h("span", { class: "actions" }, row.actions.map((name) => actionButton(name, row)));

export const replayAll = (count) => h("button", {
    type: "button", class: "plain", "data-key": "replay-all",
    click: () => ask("replay", [], "Deliver all " + count + " given-up deliveries again? Nothing is recorded twice."),
}, "Deliver all again");

/** The box that selects a delivery for the buttons above a list. */
export function tick(row) {
    const change = ({ target }) => target.checked ? selected.add(row.id) : selected.delete(row.id);
    const label = "Select delivery " + row.id;
    return row.actions.length > 0
        && h("input", { type: "checkbox", "data-key": "select-" + row.id, "aria-label": label, checked: selected.has(row.id), change });
}

/** For the rows that are ticked and that the action fits. */
export function bulkButton(name, rows) {
    const perhaps = () => {
        const chosen = rows.filter(({ id, actions }) => selected.has(id) && actions.includes(name));
        if (chosen.length === 0) $("notice").textContent = "No selected delivery allows “" + labelOf(name) + "”.";
        else if (kActions[name].question) ask(name, chosen);
        else performAtOnce(name, chosen);
    };
    return h("button", { type: "button", class: "plain", "data-key": "bulk-" + name, click: perhaps }, kActions[name].bulk);
}

$("ask-cancel").addEventListener("click", () => $("ask").close());
$("ask").addEventListener("close", () => {
    if (afterDialog !== null) (document.querySelector(afterDialog) ?? $("main")).focus({ preventScroll: true });
});
