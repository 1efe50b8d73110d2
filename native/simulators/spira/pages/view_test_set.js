// Test set details: its test cases in their order, and the runs recorded in it.

import { context, pageUrl } from "./context.js";
import { formatDateTime } from "./dates.js";
import { el } from "./dom.js";
import { Grid } from "./grid.js";
import { icon } from "./icons.js";
import { showText } from "./messages.js";
import { runGrid } from "./runs.js";
import { rest } from "./server.js";
import { statusBadge } from "./status.js";
import { group } from "./toolbar.js";

const types = { 1: "Manual", 2: "Automated" };

/** The grid's rows are places in the set; which id a selected row has is a switch. */
function testCaseGrid(path) {
    const testCase = (row) => context.testCases[row.TestCaseId] ?? {};
    return new Grid({
        id: "test-set-test-cases", empty: "There are no test cases in this set.",
        key: (row) => (context.switches.testSetRows === "testCaseId" ? row.TestCaseId : row.TestSetTestCaseId),
        load: async () => {
            try {
                return await rest("GET", `${path}/test-case-mapping`);
            } catch (error) {
                showText("error", `The test cases cannot be shown: ${error.message}`);
                return [];
            }
        },
        columns: [
            { caption: "#", value: (row) => row.Position },
            { caption: "Test Case", value: (row) => testCase(row).name, show: (row) =>
                el("a", { href: pageUrl("TestCase", row.TestCaseId) }, icon("testcase"), " ", testCase(row).name) },
            { caption: "Execution Status", value: (row) => testCase(row).executionStatusId, show: (row) => statusBadge(testCase(row).executionStatusId) },
            { caption: "ID", value: (row) => row.TestCaseId, show: (row) => `TC:${row.TestCaseId}` },
        ],
    });
}

function pair(caption, value) {
    return el("span", { class: "pair" }, el("span", { class: "muted" }, `${caption}:`), el("span", {}, value || "–"));
}

function head(set) {
    const release = context.lookups.releases.find((one) => one.id === set.ReleaseId);
    const owner = context.lookups.users.find((one) => one.id === set.OwnerId);
    return el("div", { class: "artifact-head" }, icon("testset", "large"), el("span", { class: "token" }, `[TX:${set.TestSetId}]`),
        pair("Release", release?.name), pair("Type", types[set.TestRunTypeId]), pair("Owned By", owner?.name),
        pair("Planned", formatDateTime(set.PlannedDate)), pair("Last Executed", formatDateTime(set.ExecutionDate)));
}

export async function show(content) {
    const path = `projects/${context.productId}/test-sets/${context.artifactId}`;
    const appPlace = el("div", { class: "toolbar", id: "spiraapps" });
    const cases = testCaseGrid(path);
    const runs = runGrid({ testSetId: context.artifactId });
    const reload = () => Promise.all([cases.reload(), runs.reload()]);
    content.append(el("div", { class: "toolbar", role: "toolbar", "aria-label": "Test set" },
        group([{ caption: "Refresh", icon: "refresh", id: "refresh", click: () => location.reload() }]), appPlace));
    let set;
    try {
        set = await rest("GET", path);
    } catch (error) {
        showText("error", `This test set cannot be shown: ${error.message}`);
        return { grids: {}, appPlace };
    }
    document.title = `${set.Name} [TX:${set.TestSetId}]`;
    content.append(el("h1", { class: "title" }, set.Name), head(set),
        el("section", { class: "section" }, el("h3", {}, "Test Cases"), cases.node),
        el("section", { class: "section" }, el("h3", {}, "Test Runs"), runs.node));
    return { grids: { testSetTestCases: cases }, appPlace, load: reload };
}
