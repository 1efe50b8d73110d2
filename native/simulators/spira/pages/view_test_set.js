// Test set details: its test cases in their order, and the runs recorded in it.

import { context, pageUrl } from "./context.js";
import { el, section } from "./dom.js";
import { testSetFields } from "./fields.js";
import { Form } from "./form.js";
import { Grid } from "./grid.js";
import { icon } from "./icons.js";
import { orShow } from "./messages.js";
import { runGrid } from "./runs.js";
import { rest } from "./server.js";
import { statusBadge } from "./status.js";
import { group } from "./toolbar.js";

/** The grid's rows are places in the set; which id a selected row has is a switch. */
function testCaseGrid(path) {
    const testCase = (row) => context.testCases[row.TestCaseId] ?? {};
    return new Grid({
        id: "test-set-test-cases", empty: "There are no test cases in this set.",
        key: (row) => (context.switches.testSetRows === "testCaseId" ? row.TestCaseId : row.TestSetTestCaseId),
        load: async () => await orShow(rest("GET", `${path}/test-case-mapping`), "The test cases cannot be shown: ") ?? [],
        columns: [
            { caption: "#", value: (row) => row.Position },
            { caption: "Test Case", value: (row) => testCase(row).name, show: (row) =>
                el("a", { href: pageUrl("TestCase", row.TestCaseId) }, icon("testcase"), " ", testCase(row).name) },
            { caption: "Execution Status", value: (row) => testCase(row).executionStatusId, show: (row) => statusBadge(testCase(row).executionStatusId) },
            { caption: "ID", value: (row) => row.TestCaseId, show: (row) => `TC:${row.TestCaseId}` },
        ],
    });
}

function head(form) {
    const pair = (name) => el("span", { class: "pair" }, el("span", { class: "muted" }, `${form.entry(name).field.caption}:`), form.entry(name).input.node);
    return el("div", { class: "artifact-head" }, icon("testset", "large"), el("span", { class: "token" }, `[TX:${context.artifactId}]`),
        ["ReleaseId", "TestRunTypeId", "OwnerId", "PlannedDate", "ExecutionDate"].map(pair));
}

export async function show(content) {
    const path = `projects/${context.productId}/test-sets/${context.artifactId}`;
    const appPlace = el("div", { class: "toolbar", id: "spiraapps" });
    const cases = testCaseGrid(path);
    const runs = runGrid({ testSetId: context.artifactId });
    const form = new Form({ path: "", itemUrl: path, fields: testSetFields(), mayModify: false, idMember: "TestSetId" });
    content.append(el("div", { class: "toolbar", role: "toolbar", "aria-label": "Test set" },
        group([{ caption: "Refresh", icon: "refresh", id: "refresh", click: () => location.reload() }]), appPlace));
    const title = el("h1", { class: "title" });
    form.watch(() => {
        title.textContent = form.item.Name;
        document.title = `${form.item.Name} [TX:${context.artifactId}]`;
    });
    content.append(title, head(form),
        section("Test Cases", cases.node),
        section("Test Runs", runs.node));
    return { form, grids: { testSetTestCases: cases }, appPlace, load: () => Promise.all([form.load(), cases.reload(), runs.reload()]) };
}
