// The lists: test cases by folder, test runs, test sets.

import { context, may, pageUrl } from "./context.js";
import { formatDateTime } from "./dates.js";
import { el } from "./dom.js";
import { Grid } from "./grid.js";
import { icon } from "./icons.js";
import { orShow } from "./messages.js";
import { runGrid } from "./runs.js";
import { rest } from "./server.js";
import { statusBadge } from "./status.js";
import { group } from "./toolbar.js";
import { askNewTestCase } from "./view_test_case.js";

/** Folders, each followed by its test cases; those without a folder come last. Folder ids are negative. */
function byFolder(testCases) {
    const rows = [];
    for (const folder of context.lookups.folders) {
        const inside = testCases.filter((one) => one.TestCaseFolderId === folder.id);
        rows.push({ folder: true, TestCaseId: -folder.id, Name: folder.name, count: inside.length });
        rows.push(...inside.map((one) => ({ ...one, inside: true })));
    }
    const known = new Set(context.lookups.folders.map((folder) => folder.id));
    return [...rows, ...testCases.filter((one) => !known.has(one.TestCaseFolderId))];
}

function nameCell(row) {
    if (row.folder) return [icon("folder"), " ", el("b", {}, row.Name), ` (${row.count})`];
    return [row.inside && el("span", { class: "indent" }), el("a", { href: pageUrl("TestCase", row.TestCaseId) }, icon("testcase"), " ", row.Name)];
}

function testCaseGrid() {
    const owner = (row) => row.OwnerName ?? context.lookups.users.find((user) => user.id === row.OwnerId)?.name ?? "";
    return new Grid({
        id: "test-cases", key: (row) => row.TestCaseId, empty: "There are no test cases yet.",
        load: async () => {
            const query = "starting_row=1&number_of_rows=500&sort_field=TestCaseId&sort_direction=ASC";
            const rows = await orShow(rest("GET", `projects/${context.productId}/test-cases?${query}`), "The test cases cannot be shown: ");
            return rows === undefined ? [] : byFolder(rows);
        },
        columns: [
            { caption: "Name", value: (row) => row.Name, show: nameCell },
            { caption: "Execution Status", value: (row) => row.ExecutionStatusId ?? 0,
              show: (row) => !row.folder && statusBadge(row.ExecutionStatusId, `${pageUrl("TestCase", row.TestCaseId)}#runs`) },
            { caption: "Last Executed", value: (row) => row.ExecutionDate ?? "", show: (row) => formatDateTime(row.ExecutionDate) },
            { caption: "Type", value: (row) => row.TestCaseTypeName ?? "" },
            { caption: "Status", value: (row) => row.TestCaseStatusName ?? "" },
            { caption: "Owner", value: owner },
            { caption: "ID", value: (row) => row.TestCaseId, show: (row) => (row.folder ? "" : `TC:${row.TestCaseId}`) },
        ],
    });
}

async function showGrid(content, title, grid, buttons) {
    const appPlace = el("div", { class: "toolbar", id: "spiraapps" });
    content.append(
        el("div", { class: "toolbar", role: "toolbar", "aria-label": title },
            group([...buttons, { caption: "Refresh", icon: "refresh", click: () => grid.reload() }]), appPlace),
        el("h1", { class: "title" }, title), grid.node);
    return { grids: { artifactGrid: grid }, appPlace, load: () => grid.reload() };
}

export function showTestCases(content) {
    return showGrid(content, "Test Cases", testCaseGrid(),
        [{ caption: "New Test Case", icon: "plus", disabled: !may(2, "create"), click: askNewTestCase }]);
}

export function showTestRuns(content) {
    return showGrid(content, "Test Runs", runGrid({ selectable: true }), []);
}

function releaseName(id) {
    return context.lookups.releases.find((one) => one.id === id)?.name ?? "";
}

export function showTestSets(content) {
    const grid = new Grid({
        id: "test-sets", key: (set) => set.id, empty: "There are no test sets yet.", load: async () => context.testSets,
        columns: [
            { caption: "Name", value: (set) => set.name, show: (set) => el("a", { href: pageUrl("TestSet", set.id) }, icon("testset"), " ", set.name) },
            { caption: "Release", value: (set) => releaseName(set.releaseId) },
            { caption: "Test Cases", value: (set) => set.testCases, show: (set) => String(set.testCases) },
            { caption: "ID", value: (set) => set.id, show: (set) => `TX:${set.id}` },
        ],
    });
    return showGrid(content, "Test Sets", grid, []);
}
