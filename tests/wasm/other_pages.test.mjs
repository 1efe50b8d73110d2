// The other pages' scripts: what they register and what they say of the page, on Spiras of different versions; texts.

import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";

import { click, engineExports, fakeManager, openPage, pageScript, pageTexts } from "./page.mjs";

const kDone = { v: 3, flow: 1, command: "done", outcome: "started", error: null, details: {} };

async function eventOf(page, entry, overrides) {
    const calls = [];
    await click(openPage(fakeManager(overrides), { page, engineCode: () => engineExports([kDone], calls) }), entry);
    assert.equal(calls.length, 1);
    return calls[0][1];
}

for (const [page, entry, event] of [
    ["test_case_list", "octospiraStartSelected", "launchSelected"], ["test_set_details", "octospiraStartAll", "launchSet"],
    ["product_admin", "octospiraCheck", "checkSetup"], ["product_admin", "octospiraCreate", "createProperties"],
    ["product_admin", "octospiraWebhook", "webhookAddress"],
]) {
    test("on " + page + " a click on " + entry + " is the event " + event, async () => {
        const said = await eventOf(page, entry);
        assert.deepEqual([said.event, said.page.unsavedChanges, said.page.artifactId], [event, null, 42]);
    });
}

for (const [version, overrides, dialogs] of [
    ["8.14", {}, false], ["9.1", { currentTheme: "dark" }, false], ["9.4", { createDynamicDialog() {}, closeDialog() {} }, true],
]) {
    test("a page of Spira " + version + (dialogs ? " can" : " cannot") + " show dialogs", async () => {
        assert.equal((await eventOf("test_set_details", "octospiraStartAll", overrides)).page.dialogs, dialogs);
    });
}

const byId = (id) => (id === "g2" ? [7, -3] : []);
for (const [what, overrides, expected] of [
    ["told plainly", { getGridSelectedItems: () => [42, 43] }, [42, 43]],
    ["told by the id of an object", { getGridSelectedItems: byId, gridIds: { a: "g1", b: "g2" } }, [7, -3]],
    ["told by the id of a function", { getGridSelectedItems: byId, gridIds: () => ({ a: "g2" }) }, [7, -3]],
    ["told only with an id", { getGridSelectedItems: (id) => { if (!id) throw new Error("id!"); return [1]; }, gridIds: { a: "g" } }, [1]],
    ["none", { getGridSelectedItems: () => [], gridIds: {} }, []],
    ["none under the only id", { getGridSelectedItems: (id) => { if (!id) throw new Error("id!"); return []; }, gridIds: { a: "g" } }, []],
    ["unknown before 8.7", {}, null],
    ["unknown where the manager throws", { getGridSelectedItems: () => { throw new Error("no"); } }, null],
]) {
    test("selected rows: " + what, async () => {
        const { page } = await eventOf("test_case_list", "octospiraStartSelected", overrides);
        assert.deepEqual(page.selected, expected);
    });
}

test("every text of the page is there in both languages and typeset as the language wants", () => {
    const { en, fr } = pageTexts();
    assert.ok(Object.keys(en).length >= 12);
    for (const name of Object.keys(en)) {
        assert.ok(en[name] !== "" && fr[name] !== "", name);
        assert.doesNotMatch(fr[name], /[^\u00a0][:;?!»]|«[^\u00a0]|'/, name);
        assert.doesNotMatch(en[name] + fr[name], /[<>&$`\\]/, name);
    }
});

test("every text that a script says is in the catalogue, and every text is said", () => {
    const { en } = pageTexts();
    const source = ["test_case_details", "product_home"].map((page) => pageScript(page)).join("\n");
    const said = new Set([...source.matchAll(/\bsay\("(\w+)"\)/g)].map((match) => match[1]));
    assert.deepEqual([...said].sort(), Object.keys(en).sort());
});

test("an engine comes out of its text as it was packed", async () => {
    const { unpackedEngine } = openPage(fakeManager());
    const engine = Buffer.from(Array.from({ length: 100_000 }, (none, index) => (index * 199 + (index >> 8)) % 256));
    const unpacked = await unpackedEngine(gzipSync(engine).toString("base64"));
    assert.ok(engine.equals(Buffer.from(unpacked)));
    await assert.rejects(unpackedEngine(gzipSync(engine).toString("base64").slice(0, 400)));
});

/** Unpacking takes as long as the streams of this program take. */
async function errorAfterClick(fake, engineText) {
    await click(openPage(fake, { engineText }));
    while (fake.named("error").length === 0) await new Promise(setImmediate);
    return fake.named("error")[0][1];
}

test("an engine that cannot be had says why: an old browser, a page that forbids it, a damaged package", async () => {
    const good = gzipSync(Buffer.from([0, 97, 115, 109, 1, 0, 0, 0])).toString("base64");
    for (const [text, words] of [["not base64", /engine could not be loaded/], [good.slice(0, 12), /engine could not be loaded/]]) {
        const fake = fakeManager();
        assert.match(await errorAfterClick(fake, text), words);
    }
    const { DecompressionStream: kept } = globalThis;
    try {
        delete globalThis.DecompressionStream;
        const fake = fakeManager();
        assert.match(await errorAfterClick(fake, good), /browser is too old/);
    } finally {
        globalThis.DecompressionStream = kept;
    }
});
