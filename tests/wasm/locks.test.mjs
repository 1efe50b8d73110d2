// spiraapp/locks.js: one page of a browser at a time holds a lock, with the browser's own locks and without them.

import assert from "node:assert/strict";
import { test } from "node:test";

import { engineExports, fakeManager, openPage } from "./page.mjs";

const kTake = { command: "remember", memory: "lock", key: "k", value: "1" };
const kDone = { command: "done", outcome: "started", error: null, details: {} };
const kGiveBack = { ...kTake, value: null };

/** What all tabs of a browser share: its locks and its local data. */
function browser({ locks = true } = {}) {
    const held = new Set();
    const data = new Map();
    const request = async (name, options, use) => {
        assert.deepEqual(options, { ifAvailable: true });
        if (held.has(name)) return use(null);
        held.add(name);
        await use({ name });
        held.delete(name);
    };
    return { held, data, navigator: locks ? { locks: { request } } : {} };
}

/** A conversation with these commands in a tab of its own; gives the kinds of the replies. */
async function inTab({ data, navigator }, commands, given = {}) {
    const fake = fakeManager({
        setLocalData: (key, text) => { data.set(key, text); }, getLocalData: (key) => data.get(key) ?? null,
        removeLocalData: (key) => { data.delete(key); }, ...given,
    });
    const calls = [];
    const answers = [...commands, kDone].map((command) => ({ v: 3, flow: 7, ...command }));
    const timers = { setTimeout: (action) => setTimeout(action, 20) };
    openPage(fake, { navigator, timers, engineCode: () => engineExports(answers, calls) });
    fake.handlers.get(fake.guid + " octospiraStart")();
    while (calls.length <= commands.length) await new Promise(setImmediate);
    return calls.slice(1).map(([, { reply }]) => reply);
}

for (const locks of [true, false]) {
    const how = locks ? "" : " where the browser has none";
    test("of tabs that take a lock at the same moment one gets it" + how, async () => {
        const shared = browser({ locks });
        const waits = { command: "sleep", ms: 30 };
        const replies = await Promise.all([1, 2, 3].map(() => inTab(shared, [kTake, waits])));
        assert.deepEqual(replies.map(([first]) => first).sort(), ["ack", "failed", "failed"]);
    });

    test("a lock that was given back can be taken again" + how, async () => {
        const replies = await inTab(browser({ locks }), [kTake, kGiveBack, { command: "sleep", ms: 1 }, kTake, kGiveBack]);
        assert.deepEqual(replies, ["ack", "ack", "ack", "ack", "ack"]);
    });
}

test("the end of a conversation gives its locks back", async () => {
    const shared = browser();
    assert.deepEqual(await inTab(shared, [kTake]), ["ack"]);
    await new Promise(setImmediate);
    assert.equal(shared.held.size, 0);
});

test("a page that may not use the browser's locks does without", async () => {
    const shared = browser();
    shared.navigator.locks.request = () => Promise.reject(new Error("not allowed"));
    assert.deepEqual(await inTab(shared, [kTake]), ["ack"]);
});

test("a browser that keeps nothing locks nothing", async () => {
    const full = () => { throw new Error("full"); };
    assert.deepEqual(await inTab(browser({ locks: false }), [kTake], { setLocalData: full }), ["ack"]);
    assert.deepEqual(await inTab(browser({ locks: false }), [kTake], { setLocalData() {} }), ["ack"]);
});
