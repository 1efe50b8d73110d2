// One delivery with its attempts and its notification.

import { actionsOf } from "./actions.js";
import { badge, fact, faint, h, kKinds, nothing, outside, pre, section, stateBadge, time, verdictBadge } from "./elements.js";
import { testCase, testRun, took, why } from "./tables.js";
import { lengthOf } from "./times.js";

function factsOf(row) {
    const { launch, dismissed } = row;
    return h("dl", { class: "facts" },
        fact("Verdict", verdictBadge(row.executionStatus ?? row.verdict)), fact("Test case", testCase(row)), fact("Test run", testRun(row)),
        row.alreadyRecorded && fact("Found", "The run was already in Spira, so nothing was posted."),
        fact("Report", row.links.report && outside(row.links.report, "Open in OctoPerf")), fact("Event", h("code", {}, row.event)),
        fact("Bench result", h("code", {}, row.benchResultId)), fact("Received", time(row.received)), fact("Changed", time(row.changed)),
        row.state === "recorded" && fact("Delivery took", took(row)), fact("Next retry", time(row.nextAttempt, "until")),
        fact("Failed attempts", String(row.attempts)), row.build && fact("Path", "BuildService: with a build of the release"),
        row.reconciled && fact("Origin", "OctoPerf was polled because no notification had arrived"),
        launch && fact("Launch", "started from TC:" + launch.testCaseId + " ", time(new Date(launch.started).toISOString())),
        dismissed && fact("Dismissed", time(dismissed.at), " by " + dismissed.by + ": " + dismissed.reason),
        fact("Same run", row.siblings.map((id) => [h("a", { href: "/deliveries/" + id }, "#" + id), " "])));
}

function attemptOf({ number, state, at, milliseconds, note, answer }) {
    const badgeOf = badge("state-" + state, state === "pending" ? "Put off" : kKinds[state]);
    return h("li", {}, h("p", { class: "line" }, badgeOf, " ", time(at), " ", faint("took " + lengthOf(milliseconds))), note && h("p", {}, note),
        answer && h("details", { "data-key": "answer-" + number }, h("summary", {}, "Answer"), pre("Answer to attempt " + number, answer)));
}

const kReasons = {
    dead: "Why it was given up", pending: "Why it is waiting", ignored: "Why it was ignored", conflict: "What is in conflict",
    dismissed: "Why it was dismissed", recorded: "Note",
};

export function deliveryParts(overview, row) {
    const warnings = row.details?.warnings ?? [];
    const reason = (state, title, content) => h("div", { class: "reason state-" + state }, h("h2", {}, title), content);
    const title = [row.test || "Delivery", " ", h("span", { class: "faint" }, "#" + row.id)];
    const text = typeof row.notification === "string" ? row.notification : JSON.stringify(row.notification, null, 2);
    return [
        ["delivery", { ...row, history: 0, notification: 0 }, () => section("delivery", "h1", title, [stateBadge(row.state), actionsOf(row)], [
            (row.note || row.state === "dismissed") && reason(row.state, kReasons[row.state], h("p", {}, why(row))),
            warnings.length > 0 && reason("conflict", "Not done", h("ul", {}, warnings.map((words) => h("li", {}, words)))), factsOf(row)])],
        ["attempts", row.history, () => section("attempts", "h2", "Attempts", null,
            row.history.length === 0 ? nothing("No attempts yet.") : h("ol", { class: "attempts" }, row.history.map(attemptOf)))],
        ["notification", row.notification, () => section("notification", "h2", "Notification", null,
            [h("p", { class: "faint" }, "As OctoPerf sent it, without the account's e-mail."), pre("Text of the notification", text)])],
    ];
}
