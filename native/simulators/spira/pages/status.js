// Execution statuses: colour, sign and name.

import { el } from "./dom.js";
import { icon } from "./icons.js";

export const executionStatuses = { 1: "Failed", 2: "Passed", 3: "Not Run", 4: "N/A", 5: "Blocked", 6: "Caution" };

/** @param {number} id @param {string} [href] */
export function statusBadge(id, href) {
    return el(href === undefined ? "span" : "a", { class: "status", "data-status": id, href },
        icon(`status${id}`), executionStatuses[id] ?? "Unknown");
}
