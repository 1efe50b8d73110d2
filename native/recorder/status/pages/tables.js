// Tables of deliveries and of expected results.

import { actionsOf, tick } from "./actions.js";
import { badge, faint, h, isShown, nothing, outside, stateBadge, time, verdictBadge } from "./elements.js";
import { lengthOf } from "./times.js";

export const testCase = ({ testCaseId, links }) => testCaseId && outside(links.testCase, "TC:" + testCaseId);
export const testRun = ({ testRunId, links }) => testRunId && outside(links.testRun, "TR:" + testRunId);
export function why(row) {
    if (row.state === "dismissed") return "Dismissed: " + row.dismissed?.reason;
    return row.note || (row.state === "pending" ? "It is about to be delivered." : "");
}
export const took = (row) => lengthOf(Date.parse(row.changed) - Date.parse(row.received));

const kColumns = {
    "Select": tick,
    "Test": (row) => [
        h("a", { class: "test", "data-key": "open-" + row.id, href: "/deliveries/" + row.id }, row.test || "Delivery " + row.id),
        faint("#" + row.id + " " + row.event + (row.reconciled ? ", polled" : "") + (row.build ? ", with a build" : "")),
    ],
    "State": (row) => [stateBadge(row.state), row.executionStatus && " ", verdictBadge(row.executionStatus)],
    "Verdict": (row) => verdictBadge(row.executionStatus ?? row.verdict),
    "Received": (row) => time(row.received),
    "Next retry": (row) => time(row.nextAttempt, "until"),
    "Failed attempts": (row) => String(row.attempts),
    "In Spira": (row) => [testCase(row), row.testCaseId && row.testRunId && " ", testRun(row), row.alreadyRecorded && " ", row.alreadyRecorded && faint("already there, not posted")],
    "In OctoPerf": ({ links }) => links.report && outside(links.report, "Report"),
    "Took": took,
    "Why": why,
    "What to do": actionsOf,
};
export const kTables = {
    pending: ["Test", "Received", "Next retry", "Failed attempts", "Why", "What to do"],
    recorded: ["Test", "Verdict", "In Spira", "In OctoPerf", "Received", "Took"],
    dead: ["Test", "Verdict", "Received", "Why", "What to do"],
    conflict: ["Test", "Verdict", "Received", "Why", "What to do"],
    all: ["Test", "State", "Received", "In Spira", "Why", "What to do"],
};

/** A table of rows, each cell by its column. The roles say again what the elements are: the style sheet makes cards of the rows
    where there is little room, and browsers then forget that it was a table. */
export function table(caption, heads, rows, columns = kColumns) {
    const cell = (head, row) => {
        const known = [columns[head](row)].flat(Infinity).some((part) => isShown(part) && part !== " ");
        return h("td", { role: "cell", "data-label": head, class: known ? null : "empty" }, known ? columns[head](row) : faint("–"));
    };
    return h("table", { role: "table", class: "cards" }, h("caption", { class: "unseen" }, caption),
        h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, heads.map((head) => h("th", { role: "columnheader", scope: "col" }, head)))),
        h("tbody", { role: "rowgroup" }, rows.map((row) => h("tr", { role: "row" }, heads.map((head) => cell(head, row))))));
}

const kExpectedColumns = {
    "Test case": (one) => [testCase(one), " ", one.links.report && outside(one.links.report, "Report")],
    "Bench result": (one) => faint(one.benchResultId),
    "Started": (one) => time(one.started),
    "Due": (one) => [one.overdue && badge("state-dead", "Overdue"), " ", one.due ? time(one.due) : faint("not known yet")],
    "Started by": (one) => one.user,
};
export function expectedTable(rows, most) {
    if (rows.length === 0) return nothing("No result is outstanding: every test started from Spira has its result.");
    const sorted = [...rows].sort((one, other) => other.overdue - one.overdue);
    return table("Expected results", Object.keys(kExpectedColumns), sorted.slice(0, most), kExpectedColumns);
}

export const exportLink = (query) => h("a", { href: "/api/deliveries/export?" + query, download: "dead-letters.jsonl" }, "Export");
