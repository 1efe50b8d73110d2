// A page's scripts in a real browser, with a spiraAppManager that has Spira 9.4's dialogs and nothing behind it.

import { launchChromium } from "../browser/chromium.mjs";
import { engineExports, pageScript } from "./page.mjs";

let browser = null;

export async function startBrowser() {
    browser = await launchChromium();
}

export function endBrowser() {
    return browser?.close();
}

/** Runs in the browser: the manager, and what a test reaches of the page's scripts as `app`. */
function prepare({ script, names, answers, theme, engineSource, widget, overrides, guid }) {
    const messages = [];
    const events = {};
    let open = null;
    const manager = {
        projectId: 1, artifactId: 42, currentTheme: theme, currentCulture: "en-US", canModifyArtifactType: () => true,
        displayErrorMessage: (text) => messages.push(["error", text]), displaySuccessMessage: (text) => messages.push(["success", text]),
        displayWarningMessage: (text) => messages.push(["warning", text]), displayConfirmation() {},
        registerEvent_menuEntryClick: (guid, key, handler) => { events[key] = handler; },
        closeDialog() {
            if (open === null) return false;
            const was = open;
            open = null;
            was.box.remove();
            was.onClose();
            return true;
        },
        createDynamicDialog(title, onClose) {
            manager.closeDialog();
            const box = document.createElement("section");
            box.setAttribute("aria-label", title);
            box.append(document.createElement("div"));
            document.body.append(box);
            open = { box, onClose };
            return box.firstChild;
        },
    };
    for (const name of ["loaded", "dashboardUpdated"]) {
        manager["registerEvent_" + name] = (handler) => { events[name] = handler; };
    }
    for (const [name, text] of Object.entries(overrides)) manager[name] = new Function("return " + text)();
    const makeExports = new Function("return " + engineSource)();
    const calls = [];
    const exports = makeExports(answers, calls);
    const code = () => exports;
    const given = {
        spiraAppManager: manager, APP_GUID: guid, octospiraEngineCode: code,
        WIDGET_ELEMENT: widget ? document.getElementById("widget") : undefined,
    };
    const inside = '"use strict";\n' + script + "\nreturn {" + names + "};";
    const app = new Function(...Object.keys(given), inside)(...Object.values(given));
    window.app = Object.assign(app, { manager, messages, events, calls, replies: {}, talks: {} });
    /** Performs a command in the conversation called `name`; its reply comes to be in app.replies[id]. */
    app.play = (command, name = "one", id = command.command) => {
        app.talks[name] ??= app.newConversation(app.newSurface());
        app.perform(command, app.talks[name]).then((reply) => { app.replies[id] = reply; });
    };
}

const kColours = { light: ["#fff", "#2f3437"], dark: ["#1d2224", "#e3e6e8"] };

/**
 * @param {{page?: string, theme?: string, width?: number, answers?: Object[], overrides?: Object<string, string>, guid?: string,
 *     elementId?: string}} [given] `elementId` instead of WIDGET_ELEMENT
 * @returns {Promise<import("playwright-core").Page>} with an opener button, a widget, the page's scripts as `app`, and `again()`,
 *     which inserts them once more
 */
export async function openApp({ page: name = "test_case_details", theme = "light", width = 1000, answers = [], overrides = {},
    guid = "guid", elementId } = {}) {
    const page = await browser.newPage({ viewport: { width, height: 600 } });
    page.setDefaultTimeout(5000);
    page.faults = [];
    page.on("pageerror", (fault) => page.faults.push(fault.message));
    await page.clock.install();
    const [back, front] = kColours[theme];
    await page.setContent('<!doctype html><meta charset="utf-8"><body style="margin:8px;font:14px sans-serif;background:' + back + ";color:" +
        front + ";color-scheme:" + theme + '"><button id="opener">open</button><div id="' + (elementId ?? "widget") + '"></div></body>');
    await page.focus("#opener");
    const widget = name === "product_home";
    const names = widget ? "perform, newConversation, newSurface" : "perform, newConversation, newSurface, kColours, kBlocks, say";
    page.again = () => page.evaluate(prepare, {
        script: pageScript(name), names, answers, theme, engineSource: engineExports.toString(), widget: widget && !elementId, overrides, guid,
    });
    await page.again();
    return page;
}

export function play(page, command, talk, id) {
    return page.evaluate(([what, name, key]) => app.play(what, name, key), [command, talk, id]);
}

/** The reply to the command of that id, when it is there. */
export async function replyOf(page, id) {
    const handle = await page.waitForFunction((key) => app.replies[key], id);
    return handle.jsonValue();
}

/** The reply that is there now, after everything that follows of itself; undefined when there is none. */
export function replySoFar(page, id) {
    return page.evaluate(async (key) => {
        for (let round = 0; round < 20; ++round) await null;
        return app.replies[key];
    }, id);
}

export function setVisibility(page, state) {
    return page.evaluate((value) => {
        Object.defineProperty(document, "visibilityState", { value, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
    }, state);
}
