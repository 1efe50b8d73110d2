// The page's scripts as a test reaches them: one strict scope, as Spira makes for an app, around spiraapp/*.js, with
// spiraAppManager, settings and engine given by the test.

import { readFileSync } from "node:fs";

import { kPages } from "../../manifest/pages.mjs";

const kGuid = "0c7053a1-0000-4000-8000-000000000001";

function source(name) {
    return readFileSync(new URL("../../spiraapp/" + name, import.meta.url), "utf8");
}

/** What manifest/texts.cpp makes of the page's texts. */
export function pageTexts() {
    const catalogue = readFileSync(new URL("../../core/texts/page.def", import.meta.url), "utf8");
    const texts = { en: {}, fr: {} };
    for (const [, name, english, french] of catalogue.matchAll(/^OCTOSPIRA_TEXT\((\w+), ("[^"]*"),\s*("[^"]*")\)$/gm)) {
        texts.en[name] = JSON.parse(english);
        texts.fr[name] = JSON.parse(french);
    }
    return texts;
}

/** The whole script of a page but its engine. */
export function pageScript(name) {
    const scripts = kPages[name].scripts.map((script) => script + ".js");
    return "const octospiraTexts = " + JSON.stringify(pageTexts()) + ";\n" + scripts.map(source).join("\n");
}

/** A spiraAppManager that notes every call and answers as `overrides` say. */
export function fakeManager(overrides = {}) {
    const calls = [];
    const handlers = new Map();
    const loaded = [];
    const note = (name) => (...facts) => { calls.push([name, ...facts]); };
    const manager = {
        projectId: 1, projectTemplateId: 2, artifactId: 42, userId: 5, displayReleaseId: "",
        baseUrl: "/spira/", currentCulture: "en-US",
        canModifyArtifactType: () => true, canCreateArtifactType: () => true,
        registerEvent_menuEntryClick: (guid, key, handler) => { ++fake.registrations; handlers.set(guid + " " + key, handler); },
        registerEvent_loaded: (handler) => { loaded.push(handler); },
        displaySuccessMessage: note("success"), displayWarningMessage: note("warning"), displayErrorMessage: note("error"),
        displayConfirmation: note("confirmation"), reloadForm: note("reloadForm"),
        getDataItemField: () => { throw new Error("no such field"); },
        getLiveFormFieldValue: () => undefined,
        executeApi: note("executeApi"), executeRest: note("executeRest"),
        setLocalData: note("setLocalData"), getLocalData: () => null, removeLocalData: note("removeLocalData"),
        ...overrides,
    };
    const named = (name) => calls.filter((call) => call[0] === name);
    const fake = { manager, calls, handlers, loaded, registrations: 0, guid: kGuid, named };
    return fake;
}

/**
 * Runs the page's scripts and gives what a test needs of their scope.
 * @param {ReturnType<typeof fakeManager>} fake
 * @param {{page?: string, settings?: Object, guid?: string|null, engineCode?: Function, timers?: Object, document?: Object, navigator?: Object}} [given]
 */
export function openPage(fake, given = {}) {
    const { page = "test_case_details", settings, guid = kGuid, engineCode, timers = {}, document = { documentElement: {} } } = given;
    const scope = {
        spiraAppManager: fake.manager, octospiraEngineCode: engineCode, octospiraEngineText: given.engineText ?? "",
        setTimeout: timers.setTimeout ?? setTimeout, clearTimeout: timers.clearTimeout ?? clearTimeout,
        console: { warn() {}, error() {} }, document,
    };
    if (settings !== undefined) scope.SpiraAppSettings = settings;
    if (guid !== null) scope.APP_GUID = guid;
    if (given.navigator !== undefined) scope.navigator = given.navigator;
    const inside = '"use strict";\n' + pageScript(page) + "\nreturn { converse, newConversation, newSurface, appSettings, unpackedEngine" +
        (page === "test_case_details" ? ", unsavedChanges };" : " };");
    return { fake, ...new Function(...Object.keys(scope), inside)(...Object.values(scope)) };
}

/** The person clicks an entry of the toolbar; waits for what follows of itself. */
export async function click({ fake }, entry = "octospiraStart") {
    fake.handlers.get(fake.guid + " " + entry)();
    await new Promise(setImmediate);
    await new Promise(setImmediate);
}

/** An engine that gives the listed commands one after the other, then `done`, and notes what it was told. */
export function scriptedEngine(commands, done = { outcome: "started", error: null, details: {} }) {
    const told = [];
    const queue = [...commands];
    const next = () => ({ v: 3, flow: 7, ...(queue.shift() ?? { command: "done", ...done }) });
    return { told, open: (event) => { told.push(event); return next(); }, resume: (reply) => { told.push(reply); return next(); } };
}

/** An engine as exports over its own memory, whose answers are the listed JSON values. */
export function engineExports(answers, calls = []) {
    const memory = { buffer: new ArrayBuffer(1 << 16) };
    const kOutput = 1 << 15;
    let count = 0;
    const answer = (name) => (length) => {
        const input = new TextDecoder().decode(new Uint8Array(memory.buffer, 8, length));
        calls.push([name, JSON.parse(input)]);
        const value = answers[Math.min(count++, answers.length - 1)];
        if (value instanceof Error) throw value;
        const bytes = new TextEncoder().encode(JSON.stringify(value));
        new Uint8Array(memory.buffer, kOutput, bytes.length).set(bytes);
        return bytes.length;
    };
    return {
        memory, _initialize() {}, octospira_input: () => 8, octospira_output: () => kOutput,
        octospira_open: answer("open"), octospira_resume: answer("resume"),
    };
}
