// Test run details with the Console Output of an automated run.

import { context, pageUrl } from "./context.js";
import { formatDateTime } from "./dates.js";
import { el, linked, section } from "./dom.js";
import { sanitizeHtml } from "./html.js";
import { icon } from "./icons.js";
import { orShow } from "./messages.js";
import { rest } from "./server.js";
import { statusBadge } from "./status.js";
import { buildTabs } from "./tabs.js";
import { group } from "./toolbar.js";

const htmlFormat = 2;

function row(caption, value, wide = false) {
    return el("div", { class: wide ? "field wide" : "field", "data-field": caption }, el("span", {}, `${caption}:`),
        el("span", { class: "value" }, value === null || value === undefined || value === "" ? "–" : value));
}

function details(run) {
    if (run.TestRunFormatId === htmlFormat) {
        const node = el("div", { class: "rich", id: "run-details" });
        node.innerHTML = sanitizeHtml(run.RunnerStackTrace);
        return node;
    }
    return el("pre", { class: "details", id: "run-details", tabindex: "0" }, linked(run.RunnerStackTrace));
}

function consoleOutput(run) {
    return section("Console Output",
        el("div", { class: "columns" },
            el("div", {}, row("Runner Name", run.RunnerName), row("Test Name", run.RunnerTestName)),
            el("div", {}, row("Assert Count", run.RunnerAssertCount === null || run.RunnerAssertCount === undefined ? null : String(run.RunnerAssertCount)),
                row("Automation Host", null))),
        row("Message", run.RunnerMessage ? el("span", { id: "run-message" }, linked(run.RunnerMessage)) : null, true),
        el("div", { class: "field wide" }, el("span", {}, "Details:"), details(run)));
}

function customProperties(run) {
    const shown = (run.CustomProperties ?? []).map((entry) => {
        const value = entry.StringValue ?? entry.IntegerValue ?? entry.DecimalValue ?? entry.BooleanValue ?? entry.DateTimeValue;
        return row(entry.Definition?.Name ?? `Property ${entry.PropertyNumber}`, value === null || value === undefined ? null : String(value));
    });
    return shown.length > 0 && section("Custom Properties", el("div", { class: "columns" }, shown));
}

function overview(run) {
    const user = context.lookups.users.find((one) => one.id === run.TesterId);
    const release = context.lookups.releases.find((one) => one.id === run.ReleaseId);
    return el("div", {},
        el("div", { class: "columns" },
            section("Releases", row("Release", release?.name), row("Build", run.BuildId ? `#${run.BuildId}` : null)),
            section("Properties",
                row("Test Case", el("a", { href: pageUrl("TestCase", run.TestCaseId) }, `TC:${run.TestCaseId}`)),
                row("Test Set", run.TestSetId ? el("a", { href: pageUrl("TestSet", run.TestSetId) }, `TX:${run.TestSetId}`) : null),
                row("Type", run.TestRunTypeId === 1 ? "Manual" : "Automated")),
            section("Dates and Times", row("Start", formatDateTime(run.StartDate)), row("End", formatDateTime(run.EndDate))),
            section("People", row("Tester", user?.name))),
        customProperties(run), consoleOutput(run));
}

export async function show(content) {
    const appPlace = el("div", { class: "toolbar", id: "spiraapps" });
    content.append(el("div", { class: "toolbar", role: "toolbar", "aria-label": "Test run" },
        group([{ caption: "Refresh", icon: "refresh", click: () => location.reload() }]), appPlace));
    const path = `projects/${context.productId}/test-runs/${context.artifactId}/automated`;
    const run = await orShow(rest("GET", path), "This test run cannot be shown: ");
    if (run === undefined) return { grids: {}, appPlace };
    document.title = `${run.Name ?? "Test run"} [TR:${context.artifactId}]`;
    const tabs = buildTabs([
        { id: "overview", caption: "Overview", icon: icon("home"), panel: overview(run) },
        { id: "attachments", caption: "Attachments", icon: icon("document") },
        { id: "incidents", caption: "Incidents", icon: icon("incident") },
        { id: "tasks", caption: "Tasks", icon: icon("task") },
        { id: "history", caption: "History", icon: icon("history") },
    ]);
    content.append(el("h1", { class: "title" }, run.Name || "(no name)"),
        el("div", { class: "artifact-head" }, icon("testrun", "large"), el("span", { class: "token" }, `[TR:${context.artifactId}]`),
            el("span", { class: "pair" }, el("span", { class: "muted" }, "Execution Status:"), statusBadge(run.ExecutionStatusId))),
        tabs.node);
    return { item: run, grids: {}, appPlace };
}
