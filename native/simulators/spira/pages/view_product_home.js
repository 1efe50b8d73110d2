// The home of a product: the release to look at, the simulator's own tiles, the widgets of SpiraApps.

import { appClass } from "./app_class.js";
import { insertCode } from "./apps.js";
import { context, pageUrl } from "./context.js";
import { closeDialog, openDialog } from "./dialogs.js";
import { add, el } from "./dom.js";
import { emit, emitAbout } from "./events.js";
import { icon } from "./icons.js";
import { orShow } from "./messages.js";
import { post } from "./server.js";
import { executionStatuses } from "./status.js";
import { button } from "./toolbar.js";

const colours = { 1: "--failed", 2: "--passed", 3: "--notrun", 4: "--na", 5: "--blocked", 6: "--caution" };

function statusBar(counts) {
    const bar = el("div", { class: "bar", role: "img", "aria-label": "Test cases by execution status" });
    for (const [id, count] of Object.entries(counts)) {
        const part = el("i", { title: `${executionStatuses[id]}: ${count}` });
        part.style.flexGrow = count;
        part.style.background = `var(${colours[id]})`;
        bar.append(part);
    }
    return bar;
}

/** Remembers the release, or the widgets, for this user and product. */
function remember(change) {
    return post("/_page/home", { productId: context.productId, ...change });
}

function releaseChoice() {
    const active = context.lookups.releases.filter((release) => release.active);
    let chosen = active.some((release) => release.id === context.home.releaseId) ? context.home.releaseId : 0;
    const select = el("select", { id: "display-release" }, el("option", { value: "0" }, "All releases"),
        active.map((release) => el("option", { value: String(release.id), selected: release.id === chosen }, release.name)));
    select.addEventListener("change", async () => {
        const wanted = Number(select.value);
        chosen = wanted;
        await orShow(remember({ releaseId: wanted }));
        if (chosen !== wanted) return;
        if (context.switches.dashboardEvents === "all") emitAbout("dropdownChanged", "display-release");
        emit("dashboardUpdated");
        if (context.switches.widgetRefresh === "insertedAgain") insertCode();
    });
    const node = el("label", { class: "choice", for: "display-release" }, el("span", {}, "Release:"), select);
    return { node, displayReleaseId: () => (chosen === 0 ? "" : chosen) };
}

function askWidgets() {
    const boxes = context.home.widgets.map((widget) => [widget, el("input", { type: "checkbox", id: `add-${widget.guid}`, checked: widget.added })]);
    const save = async () => {
        const widgets = boxes.filter(([, box]) => box.checked).map(([widget]) => widget.guid);
        closeDialog();
        if (await orShow(remember({ widgets }))) location.reload();
    };
    const rows = boxes.map(([widget, box]) => el("li", {}, box,
        el("label", { for: box.id }, el("b", {}, widget.name), widget.description && el("span", { class: "hint" }, widget.description))));
    const body = rows.length > 0 ? el("ul", { class: "choices" }, rows) : el("p", { class: "empty" }, "No SpiraApp has a widget for this page.");
    openDialog("Add/Remove items", body, [
        el("button", { type: "button", class: "button primary", onclick: save }, "Save"),
        el("button", { type: "button", class: "button", onclick: closeDialog }, "Cancel"),
    ]);
}

/** A title bar with the widget's name, and the element its code fills: its id is in lower case however the guid is written. */
function widgetNode(widget) {
    return el("section", { class: `widget ${appClass(widget)}`, "data-widget": widget.guid, "aria-label": widget.name },
        el("h3", {}, widget.name), el("div", { class: "widget-body" }, el("div", { id: `${widget.guid.toLowerCase()}_content` })));
}

function tiles() {
    const counts = context.executionCounts;
    const summary = Object.entries(counts).map(([id, count]) => `${executionStatuses[id]} ${count}`).join(" · ");
    return el("div", { class: "tiles" },
        el("article", { class: "tile" }, el("h3", {}, icon("testcase"), " ", el("a", { href: pageUrl("TestCase") }, "Test Cases")),
            statusBar(counts), el("p", {}, summary || "None yet")),
        el("article", { class: "tile" }, el("h3", {}, icon("testset"), " ", el("a", { href: pageUrl("TestSet") }, "Test Sets")),
            el("p", {}, "Test cases that run together")),
        el("article", { class: "tile" }, el("h3", {}, icon("testrun"), " ", el("a", { href: pageUrl("TestRun") }, "Test Runs")),
            el("p", {}, "What was run, when, and how it ended")));
}

export async function showProductHome(content) {
    const release = releaseChoice();
    add(content,
        el("div", { class: "toolbar", role: "toolbar", "aria-label": "Product home" },
            button({ caption: "Add/Remove items", icon: "plus", id: "add-remove", click: askWidgets }), release.node),
        el("h1", { class: "title" }, context.productName),
        el("div", { class: "artifact-head" }, icon("folder", "large"), el("span", { class: "token" }, `[PR:${context.productId}]`)),
        tiles(),
        el("div", { class: "widgets" }, context.home.widgets.filter((widget) => widget.added).map(widgetNode)));
    return { grids: {}, displayReleaseId: release.displayReleaseId };
}
