// Puts the enabled SpiraApps into the page: their settings, buttons, styles and code.

import { appClass } from "./app_class.js";
import { atLeast, context } from "./context.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { clickMenu } from "./manager.js";
import { record } from "./record.js";
import { menuGroup } from "./toolbar.js";

const urlAction = 1;

/** Stand-ins for the Font Awesome signs an app may name; the real font is not ours to ship. */
const fontAwesome = {
    "fa-circle-play": "circleplay", "fa-play": "play", "fa-circle-stop": "circlestop", "fa-stop": "circlestop", "fa-list": "list",
    "fa-magnifying-glass": "search", "fa-search": "search", "fa-link": "link", "fa-gear": "cog", "fa-cog": "cog", "fa-check": "check",
    "fa-circle-check": "check", "fa-arrows-rotate": "refresh", "fa-rotate": "refresh", "fa-clock-rotate-left": "history",
};

function picture(classes) {
    if (!classes) return null;
    const span = el("span", { class: classes, "aria-hidden": "true" });
    const sign = classes.split(/\s+/).filter((one) => /^fa-/.test(one) && !/^fa-(light|solid|regular|thin|duotone|brands|fw)$/.test(one))[0];
    if (sign !== undefined) span.append(icon(fontAwesome[sign] ?? "app"));
    return span;
}

function entryItem(app, entry) {
    const item = { caption: entry.caption, tooltip: entry.tooltip, icon: picture(entry.icon) };
    if (entry.actionTypeId === urlAction) {
        item.href = entry.action.replaceAll("{project_id}", String(context.productId ?? "")).replaceAll("{artifact_id}", String(context.artifactId ?? ""));
        return item;
    }
    const key = entry[context.switches.menuKey];
    item.click = () => { if (!clickMenu(app.guid, key)) record.unhandledClicks.push(key); };
    return item;
}

function mountMenu(app, place) {
    if (!app.menu?.isActive) return;
    const entries = (app.menu.entries ?? []).filter((entry) => entry.isActive);
    place.append(el("div", { class: `spiraapp ${appClass(app)}`, "data-app": app.name },
        menuGroup(app.menu.caption, picture(app.menu.icon), entries.map((entry) => entryItem(app, entry)))));
}

/** App styles apply only inside elements that carry the app's class. */
function mountStyle(app, css) {
    document.head.append(el("style", { "data-app": app.name }, `.${appClass(app)} {\n${css}\n}`));
}

/** Each piece of code is a strict function of its own; `this` is undefined in it. */
function run(app, code, isWidget) {
    const element = isWidget && atLeast("8.5") ? "const WIDGET_ELEMENT = document.getElementById(APP_GUID.toLowerCase() + \"_content\");\n" : "";
    const script = document.createElement("script");
    script.textContent = `(function () {\n"use strict";\nconst APP_GUID = ${JSON.stringify(app.guid)};\n`
        + `const spiraAppManager = window.__simulator.managers[APP_GUID];\n${element}${code}\n})();`;
    document.head.append(script);
    script.remove();
}

/** Inserts the code of every app, as a page does at its beginning and a dashboard perhaps again later. */
export function insertCode() {
    for (const app of context.apps) {
        for (const content of app.contents) run(app, content.code, context.home !== undefined);
    }
}

export function publishSettings() {
    window.SpiraAppSettings = Object.fromEntries(context.apps.map((app) => [app.guid, app.settings]));
}

/** @param {(app: Object) => Object} makeManager @param {{appPlace?: HTMLElement}} page `appPlace`: where the buttons go */
export function startApps(makeManager, page) {
    if (context.switches.settingsAtLoad === "present") publishSettings();
    let styled = false;
    for (const app of context.apps) {
        record.managers[app.guid] = makeManager(app);
        if (page.appPlace !== undefined) mountMenu(app, page.appPlace);
        for (const content of app.contents) {
            // Before 8.11 only one app's styles were loaded.
            if (content.css && (!styled || atLeast("8.11"))) mountStyle(app, content.css);
            styled = styled || Boolean(content.css);
        }
    }
    insertCode();
    if (context.switches.codeInserted === "twice") insertCode();
}
