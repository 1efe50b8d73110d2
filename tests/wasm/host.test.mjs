// spiraapp/host.js: what becomes of the engine's commands, under both readings of every contradiction.

import assert from "node:assert/strict";
import { test } from "node:test";

import { fakeManager, openPage, scriptedEngine } from "./page.mjs";

const kSpiraGet = { command: "spira", method: "GET", path: "projects/1/test-cases/42", body: null, bodyForm: "object" };
const kStart = {
    command: "octoperf", method: "POST", path: "runtime/scenarios/run/s", body: null,
    url: "https://api.octoperf.com/", headers: { Authorization: "Bearer {octoperfApiKey}" },
};

async function replyTo(command, overrides, given) {
    const fake = fakeManager(overrides);
    const engine = scriptedEngine([command]);
    await openPage(fake, given).converse(engine, { event: "launch" });
    return { reply: engine.told[1], fake };
}

test("a Spira call goes to version 7.0 and its answer comes back as it is", async () => {
    let asked;
    const { reply } = await replyTo(kSpiraGet, {
        executeApi: (...facts) => { asked = facts.slice(1, 5); facts[5]({ TestCaseId: 42 }); },
    });
    assert.deepEqual(asked, ["7.0", "GET", "projects/1/test-cases/42", null]);
    assert.deepEqual(reply, { v: 1, flow: 7, reply: "answer", value: { TestCaseId: 42 } });
});

for (const [method, bodyForm, expected] of [
    ["PUT", "object", { Name: "x" }], ["PUT", "text", '{"Name":"x"}'], ["POST", "object", '{"Name":"x"}'],
]) {
    test("the body of a " + method + " with form " + bodyForm + " is handed over as " + typeof expected, async () => {
        let body;
        await replyTo({ ...kSpiraGet, method, bodyForm, body: { Name: "x" } },
            { executeApi: (...facts) => { body = facts[4]; facts[5](); } });
        assert.deepEqual(body, expected);
    });
}

test("an outside call carries the guid, a joined address, an empty body and the engine's headers", async () => {
    let asked;
    const { reply } = await replyTo(kStart, {
        executeRest: (...facts) => { asked = facts.slice(0, 7); facts[7]({ statusCode: 401, content: "" }); },
    });
    assert.equal(asked[0], fakeManager().guid);
    assert.deepEqual(asked.slice(2), ["POST", "https://api.octoperf.com/runtime/scenarios/run/s", "", null, kStart.headers]);
    assert.deepEqual(reply.value, { statusCode: 401, content: "" });
});

const circular = { status: 500, responseText: '{"Message":"no"}', abort() {} };
circular.self = circular;
for (const [what, facts, holds] of [
    ["a text", ["no"], ["no"]],
    ["an object", [{ message: "no", exceptionType: "PluginRestException" }], [{ message: "no", exceptionType: "PluginRestException" }]],
    ["a status and a text", [500, "no"], [500, "no"]],
    ["an error", [new TypeError("no")], [{ message: "no" }]],
    ["nothing", [], []],
]) {
    test("a failure told as " + what + " reaches the engine", async () => {
        const { reply } = await replyTo(kStart, { executeRest: (...all) => all[8](...facts) });
        assert.equal(reply.reply, "failed");
        assert.deepEqual(reply.value, holds);
    });
}

test("a failure told as a request object that holds itself reaches the engine", async () => {
    const { reply } = await replyTo(kStart, { executeRest: (...all) => all[8](circular, "error") });
    assert.equal(reply.value[0].responseText, '{"Message":"no"}');
    assert.equal(reply.value[0].status, 500);
    assert.doesNotThrow(() => JSON.stringify(reply));
});

test("a manager that throws counts as a failed call", async () => {
    const { reply } = await replyTo(kStart, { executeRest: () => { throw new Error("broken"); } });
    assert.deepEqual(reply, { v: 1, flow: 7, reply: "failed", value: [{ message: "broken" }] });
});

test("a call that is never answered fails when the patience is over", async () => {
    const timers = { setTimeout: (action) => { queueMicrotask(action); return 1; }, clearTimeout() {} };
    const { reply } = await replyTo(kStart, { executeRest() {} }, { timers });
    assert.equal(reply.reply, "failed");
});

test("a call that is answered leaves no timer behind", async () => {
    let cleared = null;
    const timers = { setTimeout: () => 7, clearTimeout: (timer) => { cleared = timer; } };
    await replyTo(kStart, { executeRest: (...all) => all[7]({ statusCode: 200, content: "{}" }) }, { timers });
    assert.equal(cleared, 7);
});

test("only the first of two callbacks counts", async () => {
    const { reply } = await replyTo(kStart, { executeRest: (...all) => { all[7]({ statusCode: 200 }); all[8]("late"); } });
    assert.equal(reply.reply, "answer");
});

const kNotify = {
    command: "notify", severity: "success", text: "OctoPerf: <img src=x onerror=alert(1)> & more",
    link: { label: "a<b", url: 'https://x.test/?a="1"&b' },
};

test("a message since 8.14 is markup in which nothing from outside is", async () => {
    const { fake, reply } = await replyTo(kNotify);
    assert.equal(fake.named("success")[0][1], "OctoPerf: &lt;img src=x onerror=alert(1)&gt; &amp; more " +
        '<a href="https://x.test/?a=&quot;1&quot;&amp;b" target="_blank" rel="noopener noreferrer">a&lt;b</a>');
    assert.equal(reply.reply, "ack");
});

test("a message before 8.14 is text that cannot be taken for markup", async () => {
    const { fake } = await replyTo(kNotify, { displayConfirmation: undefined });
    assert.equal(fake.named("success")[0][1],
        'OctoPerf: \u2039img src=x onerror=alert(1)\u203a & more a\u2039b: https://x.test/?a="1"&b');
});

test("a message without a link is markup in which nothing from outside is", async () => {
    const { fake } = await replyTo({ ...kNotify, link: null });
    assert.equal(fake.named("success")[0][1], "OctoPerf: &lt;img src=x onerror=alert(1)&gt; &amp; more");
});

test("a link that is not http is left out", async () => {
    const { fake } = await replyTo({ ...kNotify, text: "hi", link: { label: "x", url: "javascript:alert(1)" } });
    assert.equal(fake.named("success")[0][1], "hi");
});

test("a failed conversation without a message of its own still shows its error", async () => {
    const fake = fakeManager();
    const engine = scriptedEngine([], { outcome: "failed", error: { message: "It broke.", advice: "Try again.", kind: "protocol" } });
    await openPage(fake).converse(engine, {});
    assert.deepEqual(fake.calls, [["error", "OctoPerf: It broke. Try again."]]);
});

test("a failed conversation that showed its error does not show it twice", async () => {
    const fake = fakeManager();
    const notify = { ...kNotify, severity: "error", text: "OctoPerf: It broke.", link: null };
    await openPage(fake).converse(scriptedEngine([notify], { error: { message: "It broke.", advice: "" } }), {});
    assert.equal(fake.calls.length, 1);
});

for (const [said, expected] of [[[], true], [[true], true], [[false], false], [[undefined], true]]) {
    test("a confirmation called back with " + JSON.stringify(said) + " means " + expected, async () => {
        const { reply } = await replyTo({ command: "confirm", text: "Sure?" }, {
            displayConfirmation: (text, answer) => { answer(...said); answer(!expected); },
        });
        assert.deepEqual(reply, { v: 1, flow: 7, reply: "confirmed", value: expected });
    });
}

for (const [chosen, expected] of [["Yes, go on", true], [null, false], [undefined, false]]) {
    test("before 8.14 a combo dialog with " + chosen + " chosen means " + expected, async () => {
        const { reply } = await replyTo({ command: "confirm", text: "Sure?" }, {
            displayConfirmation: undefined, createComboDialog: (title, intro, button, entries, done) => done(chosen),
        });
        assert.equal(reply.value, expected);
    });
}

test("without any dialog the answer is no", async () => {
    const { reply } = await replyTo({ command: "confirm", text: "Sure?" }, { displayConfirmation: undefined });
    assert.equal(reply.value, false);
});

test("hints are kept under the app's guid and a storage that throws is only a failed hint", async () => {
    const kept = await replyTo({ command: "remember", memory: "hint", key: "k", value: "v" });
    assert.deepEqual(kept.fake.named("setLocalData"), [["setLocalData", kept.fake.guid + "_k", "v"]]);
    const forgotten = await replyTo({ command: "remember", memory: "hint", key: "k", value: null });
    assert.deepEqual(forgotten.fake.named("removeLocalData"), [["removeLocalData", forgotten.fake.guid + "_k"]]);
    const broken = await replyTo({ command: "remember", memory: "hint", key: "k", value: "v" },
        { setLocalData: () => { throw new Error("full"); } });
    assert.equal(broken.reply.reply, "failed");
});

test("what cannot be recalled is null", async () => {
    for (const getLocalData of [() => { throw new Error("denied"); }, () => undefined, () => 7]) {
        const { reply } = await replyTo({ command: "recall", memory: "hint", key: "k" }, { getLocalData });
        assert.deepEqual(reply, { v: 1, flow: 7, reply: "recalled", value: null });
    }
    const ledger = await replyTo({ command: "recall", memory: "ledger", key: "k" }, { getLocalData: () => "forged" });
    assert.equal(ledger.reply.value, null);
});

test("a command this page does not know ends the conversation with a clear error", async () => {
    await assert.rejects(replyTo({ command: "choose" }), /install it again/);
});

test("settings are those of the app, or none when Spira gave none", () => {
    const fake = fakeManager();
    assert.deepEqual(openPage(fake, { settings: { [fake.guid]: { octoperfUrl: "u" } } }).appSettings(), { octoperfUrl: "u" });
    assert.deepEqual(openPage(fake, { settings: {} }).appSettings(), {});
    assert.deepEqual(openPage(fake).appSettings(), {});
});
