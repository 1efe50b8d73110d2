// Test case details: toolbar, header, Overview, Test Runs.

import { context, may, pageUrl } from "./context.js";
import { confirmDialog, openDialog, closeDialog } from "./dialogs.js";
import { el, fill, section } from "./dom.js";
import { testCaseFields } from "./fields.js";
import { Form } from "./form.js";
import { icon } from "./icons.js";
import { list, opens } from "./menu.js";
import { hide, orShow } from "./messages.js";
import { runGrid } from "./runs.js";
import { rest } from "./server.js";
import { statusBadge } from "./status.js";
import { buildTabs } from "./tabs.js";
import { group } from "./toolbar.js";

const outside = "The simulator does not do this.";

async function create(name) {
    const made = await orShow(rest("POST", `projects/${context.productId}/test-cases`, {
        Name: name, TestCaseStatusId: 0, TestCaseTypeId: null, TestCaseFolderId: null,
    }), "The test case was not created: ");
    if (made) location.href = pageUrl("TestCase", made.TestCaseId);
}

/** Asks for a name and creates a test case. */
export function askNewTestCase() {
    const name = el("input", { type: "text", id: "new-name", maxlength: "255" });
    const done = () => {
        const text = name.value.trim();
        if (text === "") {
            name.focus();
            return;
        }
        closeDialog();
        create(text);
    };
    name.addEventListener("keydown", (event) => { if (event.key === "Enter") done(); });
    openDialog("New Test Case", el("div", {}, el("label", { for: "new-name" }, "Name"), name), [
        el("button", { type: "button", class: "button primary", onclick: done }, "Create"),
        el("button", { type: "button", class: "button", onclick: closeDialog }, "Cancel"),
    ]);
    name.focus();
}

function remove() {
    confirmDialog(el("p", {}, "Delete this test case? Its test runs stay."), async (yes) => {
        if (!yes) return;
        const path = `projects/${context.productId}/test-cases/${context.artifactId}`;
        if (await orShow(rest("DELETE", path), "The test case was not deleted: ") === null) location.href = pageUrl("TestCase");
    });
}

function toolbar(form, runs, appPlace) {
    const canModify = may(2, "modify");
    const refresh = async () => {
        hide();
        await Promise.all([form.revert(), runs.reload()]);
    };
    const saveGroup = group([{ caption: "Save", icon: "save", primary: true, id: "save", click: () => form.save() }],
        [{ caption: "Save and Close", icon: icon("save"), click: async () => {
            await form.save();
            if (!form.dirty()) location.href = pageUrl("TestCase");
        } }]);
    const [saveButton, saveMore] = saveGroup.querySelectorAll(".button");
    form.watch(() => {
        saveButton.disabled = !canModify || !form.saveEnabled || form.saving;
        saveMore.disabled = saveButton.disabled;
    });
    saveButton.disabled = saveMore.disabled = true;
    return el("div", { class: "toolbar", role: "toolbar", "aria-label": "Test case" },
        saveGroup,
        group([{ caption: "Refresh", icon: "refresh", id: "refresh", click: refresh },
               { caption: "New", icon: "plus", disabled: !may(2, "create"), click: askNewTestCase }]),
        group([{ caption: "Delete Test Case", icon: "trash", disabled: !canModify, click: remove }]),
        group([{ caption: "Execute", icon: "play", disabled: true, tooltip: outside },
               { caption: "Tools", icon: "cog", disabled: true, tooltip: outside }]),
        group([{ caption: "Email", icon: "mail", disabled: true, tooltip: outside },
               { caption: "Subscribe", icon: "star", disabled: true, tooltip: outside }]),
        appPlace);
}

function operations(form) {
    const status = form.entry("TestCaseStatusId");
    const button = el("button", { type: "button", class: "button", disabled: !status.field.editable }, "Operations", icon("down"));
    const entries = list(context.lookups.statuses.map((one) => ({
        caption: one.name, click: () => { status.input.set(one.id); form.edited(status); },
    })));
    const holder = el("div", { class: "group" }, button, entries);
    opens(holder, [button], entries);
    return holder;
}

function header(form) {
    const type = el("span", { id: "head-type" });
    const status = el("span", { id: "head-status" });
    const execution = el("span", { id: "head-execution" });
    const folder = el("div", { class: "folder" });
    form.watch(() => {
        const name = (lookup, id) => lookup.find((one) => one.id === id)?.name ?? "–";
        type.textContent = name(context.lookups.types, form.live("TestCaseTypeId"));
        status.textContent = name(context.lookups.statuses, form.live("TestCaseStatusId"));
        fill(execution, statusBadge(form.item.ExecutionStatusId));
        folder.textContent = context.lookups.folders.find((one) => one.id === form.item.TestCaseFolderId)?.name ?? "Root";
        document.title = `${form.item.Name} [TC:${context.artifactId}]`;
    });
    const title = form.entry("Name").input.node;
    title.setAttribute("aria-label", "Name");
    return [folder, el("h1", { class: "title" }, title),
        el("div", { class: "artifact-head" }, icon("testcase", "large"), el("span", { class: "token" }, `[TC:${context.artifactId}]`),
            el("span", { class: "pair" }, el("b", { class: "required" }, "Type:"), type),
            el("span", { class: "pair" }, el("b", { class: "required" }, "Status:"), status, operations(form)),
            el("span", { class: "pair" }, el("span", { class: "muted" }, "Execution Status:"), execution))];
}

function overview(form) {
    const nodes = (...names) => names.map((name) => form.node(name));
    const custom = [...form.fields.values()].filter(({ field }) => field.custom).map(({ node }) => node);
    return el("div", {},
        el("div", { class: "columns" },
            section("People", nodes("OwnerId", "AuthorId")),
            section("Properties", nodes("TestCaseTypeId", "TestCasePriorityId", "Tags")),
            section("Dates and Times", nodes("CreationDate", "LastUpdateDate", "ExecutionDate", "EstimatedDuration", "ActualDuration"))),
        section("Detailed Information", nodes("Description")),
        custom.length > 0 && section("Custom Properties", el("div", { class: "columns" }, custom)));
}

const courtesySeconds = 5;

/** The runs, with a courtesy of the simulator that a real Spira does not have: off unless asked for. */
function runsPanel(runs) {
    let timer = null;
    const change = (event) => {
        clearInterval(timer);
        if (event.target.checked) timer = setInterval(() => { if (!document.hidden) runs.reload(); }, courtesySeconds * 1000);
    };
    return el("div", {}, runs.node, el("label", { class: "hint" }, el("input", { type: "checkbox", id: "auto-refresh", onchange: change }),
        ` Refresh this list every ${courtesySeconds} seconds (simulator only)`));
}

/** @returns {{form: Form, grids: Object, refresh: () => Promise, appPlace: HTMLElement}} */
export async function show(content) {
    const form = new Form({
        path: `projects/${context.productId}/test-cases`, itemUrl: `projects/${context.productId}/test-cases/${context.artifactId}`,
        fields: testCaseFields(), mayModify: may(2, "modify"), idMember: "TestCaseId",
    });
    const runs = runGrid({ testCaseId: context.artifactId });
    const appPlace = el("div", { class: "toolbar", id: "spiraapps" });
    const tabs = buildTabs([
        { id: "overview", caption: "Overview", icon: icon("home"), panel: overview(form) },
        { id: "coverage", caption: "Req. Coverage", icon: icon("requirement") },
        { id: "runs", caption: "Test Runs", icon: icon("testrun"), panel: runsPanel(runs), shown: () => runs.reload() },
        { id: "releases", caption: "Releases", icon: icon("release") },
        { id: "incidents", caption: "Incidents", icon: icon("incident") },
        { id: "attachments", caption: "Attachments", icon: icon("document") },
        { id: "sets", caption: "Test Sets", icon: icon("testset") },
        { id: "associations", caption: "Associations", icon: icon("link") },
        { id: "history", caption: "History", icon: icon("history") },
    ]);
    content.append(toolbar(form, runs, appPlace), ...header(form), tabs.node);
    if (location.hash === "#runs") tabs.select("runs");
    window.addEventListener("beforeunload", (event) => { if (form.dirty()) event.preventDefault(); });
    return { form, grids: {}, appPlace, load: () => form.load() };
}
