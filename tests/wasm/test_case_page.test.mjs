// spiraapp/pages/test_case_details.js, entry.js and engine.js: registration, context, unsaved edits, second clicks, the
// engine's life.

import assert from "node:assert/strict";
import { test } from "node:test";

import { click, engineExports, fakeManager, openPage } from "./page.mjs";

const kDone = { v: 3, flow: 1, command: "done", outcome: "started", error: null, details: {} };
const kQuestion = { v: 3, flow: 1, command: "confirm", text: "Sure?", yes: "Go on" };

function form(saved, live, types = {}) {
    return {
        getDataItemField: (field, property) => {
            if (property === "fieldType") return types[field];
            if (!(field in saved)) throw new Error("no such field");
            return saved[field][property];
        },
        getLiveFormFieldValue: (field) => live[field],
    };
}

test("the entries are registered once at script start under the one key that is name and action", () => {
    const fake = fakeManager();
    openPage(fake);
    assert.deepEqual([...fake.handlers.keys()].map((key) => key.replace(fake.guid + " ", "")), [
        "octospiraStart", "octospiraChoose", "octospiraProgress", "octospiraStop", "octospiraReport", "octospiraRecord",
    ]);
    assert.equal(fake.registrations, 6);
    assert.equal(fake.loaded.length, 0);
});

for (const [entry, event] of [
    ["octospiraStart", "launch"], ["octospiraChoose", "choose"], ["octospiraProgress", "progress"],
    ["octospiraStop", "stop"], ["octospiraReport", "report"], ["octospiraRecord", "record"],
]) {
    test("a click on " + entry + " is the event " + event, async () => {
        const calls = [];
        await click(openPage(fakeManager(), { engineCode: () => engineExports([kDone], calls) }), entry);
        assert.deepEqual([calls.length, calls[0][1].event, calls[0][1].v], [1, event, 3]);
    });
}

test("without APP_GUID at script start nothing throws and the page waits for loaded", () => {
    const fake = fakeManager();
    openPage(fake, { guid: null });
    assert.equal(fake.handlers.size, 0);
    assert.equal(fake.loaded.length, 1);
    assert.doesNotThrow(() => fake.loaded[0](true));
    globalThis.APP_GUID = fake.guid;
    try {
        for (const time of [1, 2]) fake.loaded[0](time === 1);
    } finally {
        delete globalThis.APP_GUID;
    }
    assert.equal(fake.registrations, 6);
});

for (const [what, saved, live, types, expected] of [
    ["an edited name", { Name: { textValue: "a" } }, { Name: { textValue: "b" } }, {}, true],
    ["an untouched name", { Name: { textValue: "a" } }, { Name: { textValue: "a" } }, {}, false],
    ["an emptied owner", { OwnerId: { intValue: 5 } }, { OwnerId: { intValue: null } }, {}, true],
    ["an edited custom property", { Custom_04: { textValue: "" } }, { Custom_04: { textValue: "id" } }, {}, true],
    ["an empty field told as null", { Custom_04: { textValue: null } }, { Custom_04: { textValue: "" } }, {}, false],
    ["rich text written differently", { Name: { textValue: "a" }, Description: { textValue: "<p>x</p>" } },
        { Name: { textValue: "a" }, Description: { textValue: "<P>x</P>" } }, { Description: 12 }, null],
    ["no field at all", {}, {}, {}, null],
]) {
    test("unsaved edits with " + what + ": " + expected, () => {
        assert.equal(openPage(fakeManager(form(saved, live, types))).unsavedChanges(), expected);
    });
}

test("before 8.8 the page cannot tell about unsaved edits", () => {
    assert.equal(openPage(fakeManager({ getLiveFormFieldValue: undefined })).unsavedChanges(), null);
});

test("every click reads the ids anew and tells the engine all the page knows", async () => {
    const fake = fakeManager();
    const calls = [];
    const page = openPage(fake, { engineCode: () => engineExports([kDone], calls) });
    await click(page);
    fake.manager.artifactId = 43;
    fake.manager.canModifyArtifactType = () => { throw new Error("not here"); };
    delete fake.manager.canCreateArtifactType;
    await click(page);
    const [first, second] = calls.map((call) => call[1]);
    assert.deepEqual(first.page, {
        productId: 1, templateId: 2, artifactId: 42, userId: 5, releaseId: "", baseUrl: "/spira/", culture: "en-US",
        dialogs: false, can: { modifyTestCase: true, createTestRun: true }, unsavedChanges: null, selected: null,
    });
    assert.equal(first.event, "launch");
    assert.ok(Math.abs(first.now - Date.now()) < 60_000);
    assert.deepEqual([second.page.artifactId, second.page.can], [43, { modifyTestCase: null, createTestRun: null }]);
});

test("a second click while a start goes on says so and starts nothing", async () => {
    const fake = fakeManager();
    const calls = [];
    const waiting = { v: 3, flow: 1, command: "spira", method: "GET", path: "p", body: null, bodyForm: "object" };
    const page = openPage(fake, { engineCode: () => engineExports([waiting, kDone], calls) });
    await click(page);
    await click(page);
    assert.equal(calls.length, 1);
    assert.match(fake.named("warning")[0][1], /^OctoPerf: .*Still working/);
    fake.named("executeApi")[0][6]({});
    await new Promise(setImmediate);
    await click(page);
    assert.deepEqual(calls.map((call) => call[0]), ["open", "resume", "open"]);
});

test("a copy of the code that comes while a start goes on says so and starts nothing", async () => {
    const fake = fakeManager();
    const calls = [];
    const waiting = { v: 3, flow: 1, command: "spira", method: "GET", path: "p", body: null, bodyForm: "object" };
    const document = { documentElement: {} };
    const copy = () => openPage(fake, { document, engineCode: () => engineExports([waiting, kDone], calls) });
    await click(copy());
    await click(copy());
    assert.equal(calls.length, 1);
    assert.match(fake.named("warning")[0][1], /^OctoPerf: .*Still working/);
    fake.named("executeApi")[0][6]({});
});

test("a click while a question waits answers it with no, because Cancel may be silent, and starts over", async () => {
    const fake = fakeManager();
    const calls = [];
    const page = openPage(fake, { engineCode: () => engineExports([kQuestion, kDone, kDone], calls) });
    await click(page);
    await click(page);
    assert.deepEqual(calls.map((call) => call[0]), ["open", "resume", "open"]);
    assert.equal(calls[1][1].value, false);
    fake.named("confirmation")[0][2](true);
    await new Promise(setImmediate);
    assert.equal(calls.length, 3);
});

test("an engine of another version is refused with advice", async () => {
    const fake = fakeManager();
    const page = openPage(fake, { engineCode: () => engineExports([{ ...kDone, v: 1 }]) });
    await click(page);
    assert.match(fake.named("error")[0][1], /^OctoPerf: .*reload the page/);
});

test("an engine that stopped is dropped and the next click makes a new one", async () => {
    const fake = fakeManager();
    let made = 0;
    const page = openPage(fake, {
        engineCode: () => engineExports([++made === 1 ? new Error("unreachable") : kDone]),
    });
    await click(page);
    assert.match(fake.named("error")[0][1], /^OctoPerf: .*reload the page/);
    await click(page);
    assert.equal(made, 2);
    assert.equal(fake.named("error").length, 1);
});

test("an answer the engine has no room for is said so", async () => {
    const fake = fakeManager();
    const page = openPage(fake, { engineCode: () => ({ ...engineExports([kDone]), octospira_input: () => 0 }) });
    await click(page);
    assert.match(fake.named("error")[0][1], /too large/);
});

test("a click while a combo dialog waits is its cancel, and starts over", async () => {
    const fake = fakeManager({ createComboDialog() {} });
    const calls = [];
    const choose = { v: 3, flow: 1, command: "choose", title: "t", text: "x", button: "b", cancel: "c", back: null, entries: ["a"], selected: null };
    const page = openPage(fake, { engineCode: () => engineExports([choose, kDone, kDone], calls) });
    await click(page, "octospiraChoose");
    await click(page);
    assert.deepEqual(calls.map(([name, message]) => [name, message.event ?? message.value]),
        [["open", "choose"], ["resume", null], ["open", "launch"]]);
});

test("a page without WebAssembly says who can help", async () => {
    const before = globalThis.WebAssembly;
    globalThis.WebAssembly = undefined;
    try {
        const fake = fakeManager({ currentCulture: "fr-FR" });
        await click(openPage(fake));
        assert.match(fake.named("error")[0][1], /^OctoPerf\u00a0: Ce Spira bloque WebAssembly.*paquet JavaScript/);
    } finally {
        globalThis.WebAssembly = before;
    }
});
