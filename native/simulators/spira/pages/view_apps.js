// Administration: the SpiraApps of the system, or of one product.

import { context } from "./context.js";
import { confirmDialog } from "./dialogs.js";
import { add, el } from "./dom.js";
import { icon } from "./icons.js";
import { orShow } from "./messages.js";
import { post } from "./server.js";

async function change(value) {
    if (await orShow(post("/_page/admin/app", { productId: context.productId ?? null, ...value }))) location.reload();
}

/** An app's icon is a picture, or a CSS class as in some published apps. */
function pictureOf(app) {
    if (!app.icon) return icon("app");
    return app.icon.startsWith("data:") ? el("img", { src: app.icon, alt: "" }) : el("span", { class: app.icon, "aria-hidden": "true" }, icon("app"));
}

function settingsUrl(app) {
    return context.productId ? `${context.base}/${context.productId}/Administration/SpiraApp/${app.guid}.aspx`
        : `${context.base}/Administration/SpiraApp/${app.guid}.aspx`;
}

function actions(app) {
    const power = el("button", {
        type: "button", class: app.enabled ? "button narrow on" : "button narrow", "aria-pressed": String(app.enabled), "data-action": "power",
        title: app.enabled ? `Disable ${app.caption}` : `Enable ${app.caption}`, "aria-label": app.enabled ? `Disable ${app.caption}` : `Enable ${app.caption}`,
        onclick: () => change({ guid: app.guid, enabled: !app.enabled }),
    }, icon("power"));
    const settings = app.hasSettings && el("a", {
        class: "button narrow", href: settingsUrl(app), title: `Settings of ${app.caption}`, "aria-label": `Settings of ${app.caption}`, "data-action": "settings",
    }, icon("cog"));
    const remove = !context.productId && context.developerMode && el("button", {
        type: "button", class: "button narrow", title: `Delete ${app.caption}`, "aria-label": `Delete ${app.caption}`, "data-action": "delete",
        onclick: () => confirmDialog(el("p", {}, `Delete ${app.caption} with all its settings?`), (yes) => { if (yes) change({ guid: app.guid, remove: true }); }),
    }, icon("trash"));
    return el("span", { class: "actions" }, power, settings, remove);
}

function row(app) {
    return el("tr", { class: "app-row", "data-guid": app.guid },
        el("td", {}, pictureOf(app)),
        el("td", {}, el("b", {}, app.caption), el("p", { class: "hint" }, app.summary)),
        el("td", {}, app.name), el("td", {}, String(app.version)), el("td", {}, app.enabled ? "Enabled" : "Disabled"), el("td", {}, actions(app)));
}

function developerMode() {
    return el("p", {}, el("label", {}, el("input", {
        type: "checkbox", id: "developer-mode", checked: context.developerMode, onchange: (event) => change({ developerMode: event.target.checked }),
    }), " Enable Developer Mode"), el("span", { class: "hint" }, " (in a real Spira under General Settings) lets you upload and delete SpiraApps."));
}

async function upload(file) {
    if (file !== undefined && await orShow(post("/_page/admin/upload", { package: await file.text() }))) location.reload();
}

function uploadArea() {
    const input = el("input", { type: "file", id: "spiraapp-file", accept: ".spiraapp", class: "visually-hidden", onchange: () => upload(input.files[0]) });
    const area = el("div", { class: "upload" }, el("p", {}, "Drop a ", el("b", {}, ".spiraapp"), " file here, or"),
        el("label", { class: "button", for: "spiraapp-file" }, icon("plus"), "Choose a file"), input);
    area.addEventListener("dragover", (event) => { event.preventDefault(); area.classList.add("over"); });
    area.addEventListener("dragleave", () => area.classList.remove("over"));
    area.addEventListener("drop", (event) => {
        event.preventDefault();
        area.classList.remove("over");
        upload(event.dataTransfer.files[0]);
    });
    return area;
}

export async function showApps(content) {
    const title = context.productId ? `SpiraApps of ${context.productName}` : "SpiraApps";
    const none = context.productId ? "No SpiraApp is enabled for the system." : "No SpiraApp is installed.";
    add(content, el("h1", { class: "title" }, title),
        !context.productId && developerMode(),
        context.adminApps.length === 0 ? el("p", { class: "empty" }, none)
            : el("table", { class: "grid" },
                el("thead", {}, el("tr", {}, ["", "SpiraApp", "Name", "Version", "State", ""].map((caption) => el("th", {}, caption)))),
                el("tbody", {}, context.adminApps.map(row))),
        !context.productId && context.developerMode && uploadArea());
    return { grids: {} };
}
