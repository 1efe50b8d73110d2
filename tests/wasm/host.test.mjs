// spiraapp/host.js: what becomes of the engine's commands, under both readings of every contradiction.

import assert from "node:assert/strict";
import { test } from "node:test";

import { click, engineExports, fakeManager, openPage, scriptedEngine } from "./page.mjs";

const kSpiraGet = { command: "spira", method: "GET", path: "projects/1/test-cases/42", body: null, bodyForm: "object" };
const kStart = {
    command: "octoperf", method: "POST", path: "runtime/scenarios/run/s", body: null,
    url: "https://api.octoperf.com/", headers: { Authorization: "Bearer {octoperfApiKey}" },
};

async function replyTo(command, overrides, given) {
    const fake = fakeManager(overrides);
    const engine = scriptedEngine([command]);
    const { converse, newConversation, newSurface } = openPage(fake, given);
    await converse(engine, { event: "launch" }, newConversation(newSurface()));
    return { reply: engine.told[1], fake };
}

test("a Spira call goes to version 7.0 and its answer comes back as it is", async () => {
    let asked;
    const { reply } = await replyTo(kSpiraGet, {
        executeApi: (...facts) => { asked = facts.slice(1, 5); facts[5]({ TestCaseId: 42 }); },
    });
    assert.deepEqual(asked, ["7.0", "GET", "projects/1/test-cases/42", null]);
    assert.deepEqual(reply, { v: 3, flow: 7, reply: "spira", value: { TestCaseId: 42 } });
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
    assert.deepEqual(reply, { v: 3, flow: 7, reply: "failed", value: [{ message: "broken" }] });
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
    assert.equal(reply.reply, "rest");
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

for (const url of ["javascript:alert(1)", "//elsewhere.test/", "/\\elsewhere.test", "data:text/html,x", "", null, 7]) {
    test("a link to " + JSON.stringify(url) + " is left out", async () => {
        const { fake } = await replyTo({ ...kNotify, text: "hi", link: { label: "x", url } });
        assert.equal(fake.named("success")[0][1], "hi");
    });
}

test("a link to a page of this site stays", async () => {
    const { fake } = await replyTo({ ...kNotify, text: "hi", link: { label: "run", url: "/spira/1/TestRun/5.aspx" } });
    assert.match(fake.named("success")[0][1], / href="\/spira\/1\/TestRun\/5.aspx"/);
});

const kOver = { v: 3, flow: 7, command: "done", outcome: "cancelled", error: null, details: {} };
const kBroken = { v: 3, flow: 7, command: "done", outcome: "failed", error: { message: "It broke.", advice: "Try again." }, details: {} };

for (const [culture, expected] of [["en-US", "OctoPerf: It broke. Try again."], ["fr-CA", "OctoPerf\u00a0: It broke. Try again."]]) {
    test("a failed conversation without a message of its own still shows its error, " + culture, async () => {
        const fake = fakeManager({ currentCulture: culture });
        await click(openPage(fake, { engineCode: () => engineExports([kBroken]) }));
        assert.deepEqual(fake.calls, [["error", expected]]);
    });
}

test("a failed conversation that showed its error does not show it twice", async () => {
    const fake = fakeManager();
    const notify = { v: 3, flow: 7, ...kNotify, severity: "error", text: "OctoPerf: It broke.", link: null };
    await click(openPage(fake, { engineCode: () => engineExports([notify, kBroken]) }));
    assert.equal(fake.calls.length, 1);
});

for (const [what, said, expected] of [
    ["no argument", [], true], ["true", [true], true], ["false", [false], false], ["undefined", [undefined], false], ["null", [null], false],
    ["an empty text", [""], false], ["0", [0], false], ["1", [1], false], ["the text true", ["true"], false], ["an event", [{ type: "click" }], false],
]) {
    test("a confirmation called back with " + what + " means " + expected + ", whatever comes afterwards", async () => {
        const { reply } = await replyTo({ command: "confirm", text: "Sure?", yes: "Go on" }, {
            displayConfirmation: (text, answer) => { answer(...said); answer(!expected); answer(); },
        });
        assert.deepEqual(reply, { v: 3, flow: 7, reply: "confirmed", value: expected });
    });
}

test("a confirmation that is never called back is a no at the next click, which begins anew, and stays a no", async () => {
    const asked = [];
    const fake = fakeManager({ displayConfirmation: (text, answer) => asked.push(answer) });
    const calls = [];
    const ask = { v: 3, flow: 7, command: "confirm", text: "Sure?", yes: "Go on" };
    const page = openPage(fake, { engineCode: () => engineExports([ask, kOver, ask, kOver], calls) });
    await click(page);
    await click(page);
    asked[0](true);
    asked[1](true);
    await new Promise(setImmediate);
    assert.deepEqual(calls.map(([name, { event, value }]) => [name, event ?? value]),
        [["open", "launch"], ["resume", false], ["open", "launch"], ["resume", true]]);
});

for (const [chosen, expected] of [["Go on", true], [null, false], [undefined, false], ["", false], [0, false], [true, false], ["OK", false]]) {
    test("before 8.14 a combo dialog with " + chosen + " chosen means " + expected, async () => {
        const { reply } = await replyTo({ command: "confirm", text: "Sure?", yes: "Go on" }, {
            displayConfirmation: undefined, createComboDialog: (title, intro, button, entries, done) => done(chosen),
        });
        assert.equal(reply.value, expected);
    });
}

test("without any dialog the answer is no", async () => {
    const { reply } = await replyTo({ command: "confirm", text: "Sure?", yes: "Go on" }, { displayConfirmation: undefined });
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
        assert.deepEqual(reply, { v: 3, flow: 7, reply: "recalled", value: null });
    }
    const ledger = await replyTo({ command: "recall", memory: "ledger", key: "k" }, { getLocalData: () => "forged" });
    assert.equal(ledger.reply.value, null);
});

test("a command this page does not know ends the conversation", async () => {
    await assert.rejects(replyTo({ command: "dance" }), /dance/);
    await assert.rejects(replyTo({ command: "toString" }), /toString/);
});

test("settings are those of the app, or none when Spira gave none", () => {
    const fake = fakeManager();
    assert.deepEqual(openPage(fake, { settings: { [fake.guid]: { octoperfUrl: "u" } } }).appSettings(), { octoperfUrl: "u" });
    assert.deepEqual(openPage(fake, { settings: {} }).appSettings(), {});
    assert.deepEqual(openPage(fake).appSettings(), {});
});

/** Plays `commands` while executeRest answers only when the test says so; gives what is needed for that. */
function playing(commands, overrides = {}) {
    const answers = [];
    const fake = fakeManager({ executeRest: (...facts) => answers.push(facts[7]), ...overrides });
    const engine = scriptedEngine(commands);
    const { converse, newConversation, newSurface } = openPage(fake);
    const over = converse(engine, { event: "launch" }, newConversation(newSurface()));
    return { fake, engine, answers, over };
}
const kTick = () => new Promise(setImmediate);
const rest = (path) => ({ ...kStart, method: "GET", path });

test("several begins all at once and hears of each when it is there, whatever the order", async () => {
    const { engine, answers, over } = playing([
        { command: "startAll", start: [{ id: 1, of: rest("a") }, { id: 2, of: rest("b") }] },
        { command: "startAll", start: [{ id: 3, of: rest("c") }] },
        { command: "startAll", start: [] },
    ]);
    await kTick();
    assert.equal(answers.length, 2);
    answers[1]({ statusCode: 200, content: "b" });
    await kTick();
    assert.equal(answers.length, 3);
    answers[2]({ statusCode: 200, content: "c" });
    await kTick();
    answers[0]({ statusCode: 200, content: "a" });
    await over;
    assert.deepEqual(engine.told.slice(1), [[2, "b"], [3, "c"], [1, "a"]].map(([id, content]) => (
        { v: 3, flow: 7, reply: "completed", id, value: { reply: "rest", value: { statusCode: 200, content } } })));
});

test("what is there at once is heard one by one, none lost and none twice", async () => {
    const { engine, answers, over } = playing([
        { command: "startAll", start: [{ id: 1, of: rest("a") }, { id: 2, of: rest("b") }] },
        { command: "startAll", start: [] },
    ]);
    await kTick();
    for (const answer of answers) answer({ statusCode: 200 });
    await over;
    assert.deepEqual(engine.told.slice(1).map((reply) => reply.id), [1, 2]);
});

test("several with nothing to wait for ends with an error instead of never", async () => {
    await assert.rejects(playing([{ command: "startAll", start: [] }]).over, /none/);
});

test("a command unknown inside of several ends the conversation", async () => {
    await assert.rejects(playing([{ command: "startAll", start: [{ id: 1, of: { command: "dance" } }] }]).over, /dance/);
});

for (const [what, value] of [
    ["a login page", "<!DOCTYPE html><html><body>Sign in</body></html>"], ["nothing", undefined], ["null", null], ["a number", 7], ["an empty text", ""],
]) {
    test("a Spira call that succeeds with " + what + " reaches the engine as it came", async () => {
        const { reply } = await replyTo(kSpiraGet, { executeApi: (...facts) => facts[5](value) });
        assert.deepEqual(reply, { v: 3, flow: 7, reply: "spira", value: value ?? null });
    });
    test("an outside call that succeeds with " + what + " reaches the engine as it came", async () => {
        const { reply } = await replyTo(kStart, { executeRest: (...facts) => facts[7](value) });
        assert.deepEqual(reply, { v: 3, flow: 7, reply: "rest", value: value ?? null });
    });
}

test("the status and the text of an answer reach the engine whatever they are", async () => {
    for (const answer of [{ statusCode: 200, statusDescription: "OK", content: "<html>Sign in</html>" }, { statusCode: 407, content: "proxy" },
        { statusCode: 0, statusDescription: "", content: "" }, { statusCode: 302, content: "" }]) {
        const { reply } = await replyTo(kStart, { executeRest: (...facts) => facts[7](answer) });
        assert.deepEqual(reply.value, answer);
    }
});

test("of a failure and a success after it, and of two successes, the first counts", async () => {
    const late = await replyTo(kStart, { executeRest: (...all) => { all[8]({ message: "given up" }); all[7]({ statusCode: 200, content: "{}" }); } });
    assert.deepEqual([late.reply.reply, late.reply.value], ["failed", [{ message: "given up" }]]);
    const twice = await replyTo(kSpiraGet, { executeApi: (...all) => { all[5]({ TestCaseId: 1 }); all[5]({ TestCaseId: 2 }); } });
    assert.deepEqual(twice.reply.value, { TestCaseId: 1 });
});

test("a click that shows nothing for a moment says that something happens, until there is something to see", async () => {
    const timers = { set: [], setTimeout: (action) => timers.set.push(action), clearTimeout: (timer) => { delete timers.set[timer - 1]; } };
    const fake = fakeManager({ hideMessage: () => fake.calls.push(["hide"]), executeApi: (...facts) => { fake.answer = facts[5]; } });
    const notify = { v: 3, flow: 7, ...kNotify, text: "OctoPerf: done", link: null };
    const page = openPage(fake, { timers, engineCode: () => engineExports([{ v: 3, flow: 7, ...kSpiraGet }, notify, kOver]) });
    await click(page);
    assert.deepEqual(fake.calls, []);
    timers.set[0]();
    assert.deepEqual(fake.calls, [["success", "OctoPerf: Working…"]]);
    fake.answer({});
    await new Promise(setImmediate);
    assert.deepEqual(fake.calls.slice(1), [["hide"], ["success", "OctoPerf: done"]]);
    assert.equal(timers.set[0], undefined);
});

test("a click that shows something at once does not hide what was there", async () => {
    const fake = fakeManager({ hideMessage: () => fake.calls.push(["hide"]) });
    await click(openPage(fake, { engineCode: () => engineExports([{ v: 3, flow: 7, ...kNotify, text: "hi", link: null }, kOver]) }));
    assert.deepEqual(fake.calls, [["success", "hi"]]);
});

const kChoose = {
    command: "choose", title: "Scenario", text: "Which one?", button: "Choose", cancel: "Cancel", back: "Other project",
    entries: ["one", "two", "<three>"], selected: 1,
};
for (const [chosen, expected] of [["one", 0], ["two", 1], ["\u2039three\u203a", 2], ["Other project", -1], [null, null], [undefined, null]]) {
    test("before 9.2 a combo dialog with " + chosen + " chosen is the answer " + expected, async () => {
        let asked;
        const { reply } = await replyTo(kChoose, { createComboDialog: (...facts) => { asked = facts.slice(0, 4); facts[4](chosen); facts[4]("one"); } });
        assert.deepEqual(asked, ["Scenario", "Which one?", "Choose", ["two", "one", "\u2039three\u203a", "Other project"]]);
        assert.deepEqual(reply, { v: 3, flow: 7, reply: "chosen", value: expected });
    });
}

test("without any dialog nothing is chosen", async () => {
    assert.equal((await replyTo({ ...kChoose, back: null, selected: null })).reply.value, null);
});

test("before 9.2 a view cannot be shown, and to listen without a place is to hear that it is closed", async () => {
    const view = { title: "t", blocks: [], buttons: [] };
    assert.deepEqual((await replyTo({ command: "show", view })).reply, { v: 3, flow: 7, reply: "failed", value: [] });
    assert.equal((await replyTo({ command: "listen", ms: null })).reply.value, "closed");
    assert.equal((await replyTo({ command: "listen", ms: 1 })).reply.value, "elapsed");
});

test("a dialog that Spira refuses to open is a failed view", async () => {
    for (const createDynamicDialog of [() => null, () => undefined, () => { throw new Error("no"); }]) {
        const { reply } = await replyTo({ command: "show", view: { title: "t", blocks: [], buttons: [] } }, { createDynamicDialog });
        assert.equal(reply.reply, "failed");
    }
});

test("to sleep is to be acknowledged", async () => {
    assert.deepEqual((await replyTo({ command: "sleep", ms: 1 })).reply, { v: 3, flow: 7, reply: "ack" });
});

test("what the browser does not keep is known until the page is closed", async () => {
    const kept = {
        setLocalData() { throw new Error("QuotaExceededError"); }, getLocalData: () => null,
    };
    const fake = fakeManager(kept);
    const note = { command: "remember", memory: "hint", key: "unclear-start/1/42", value: "1764000000000" };
    const ask = { command: "recall", memory: "hint", key: "unclear-start/1/42" };
    const engine = scriptedEngine([note, ask, { ...note, value: null }, ask]);
    const { converse, newConversation, newSurface } = openPage(fake);
    await converse(engine, { event: "launch" }, newConversation(newSurface()));
    assert.deepEqual(engine.told.slice(1).map(({ reply, value }) => reply === "recalled" ? value : reply), ["failed", "1764000000000", "ack", null]);
});
