// spiraapp/surface.js, dialog.js, choose.js and entry.js in a real browser: dialogs, what is heard of them, focus.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { endBrowser, openApp, play, replyOf, replySoFar, setVisibility, startBrowser } from "./browser_page.mjs";

before(startBrowser);
after(endBrowser);

const button = (id, text = id, kind = "plain") => ({ id, text, kind });
const view = (text, buttons = [button("stop", "Stop test", "danger"), button("go", "Go on"), button("close", "Close")], title = "Whale") => (
    { title, blocks: [{ type: "text", text, tone: "plain" }], buttons });
const show = (...facts) => ({ command: "show", view: view(...facts) });
const listen = (ms = null) => ({ command: "listen", ms });
const focused = (page) => page.evaluate(() => document.activeElement.textContent || document.activeElement.id);

/** What was heard, and the page's clock beside it. */
function assertHeard(reply, expected) {
    const { reply: kind, now, ...rest } = reply;
    assert.equal(kind, "dialog");
    assert.ok(now === undefined || Math.abs(now - Date.now()) < 1e9, "now is " + now);
    assert.deepEqual(rest, expected);
}

/** A test with a page of its own, in which no script may fail. */
function pageTest(name, given, action) {
    test(name, async () => {
        const page = await openApp(given);
        try {
            await action(page);
            assert.deepEqual(page.faults, []);
        } finally {
            await page.close();
        }
    });
}

pageTest("a view opens one dialog and the next is drawn into it", {}, async (page) => {
    await play(page, show("first"));
    assert.deepEqual(await replyOf(page, "show"), { reply: "ack" });
    await play(page, show("second", [button("close")], "Whale, ended"), "one", "again");
    await replyOf(page, "again");
    assert.equal(await page.locator("section").count(), 1);
    assert.equal(await page.locator("section p").innerText(), "second");
    assert.equal(await page.getByRole("heading").innerText(), "Whale, ended");
});

pageTest("the title is not said twice", {}, async (page) => {
    await play(page, show("first"));
    assert.equal(await page.getByRole("heading").count(), 0);
});

pageTest("the focus goes to a button that ends nothing, and back when the dialog closes", {}, async (page) => {
    await play(page, show("x"));
    assert.equal(await focused(page), "Go on");
    await page.getByRole("button", { name: "Close" }).click();
    assert.equal(await page.evaluate(() => document.activeElement.id), "opener");
    assert.equal(await page.locator("section").count(), 0);
});

pageTest("a redraw keeps the focus on the button of the same id, else in the dialog", {}, async (page) => {
    await play(page, show("x"));
    await play(page, show("y", [button("close"), button("go", "Go on now")]));
    assert.equal(await focused(page), "Go on now");
    await play(page, show("z", [button("close")]));
    assert.ok(await page.evaluate(() => document.activeElement.closest("section") !== null));
});

pageTest("a redraw leaves alone what did not change", { page: "product_admin" }, async (page) => {
    const copy = { type: "copy", label: "Address", value: "https://x.test/", button: "Copy", done: "Copied" };
    const both = (text) => ({ command: "show", view: { ...view(text), blocks: [{ type: "text", text, tone: "plain" }, copy] } });
    await play(page, both("one"));
    await page.evaluate(() => { window.field = document.querySelector("input"); window.field.focus(); });
    await play(page, both("two"));
    assert.ok(await page.evaluate(() => document.querySelector("input") === window.field && document.activeElement === window.field));
    assert.equal(await page.locator("section p").innerText(), "two");
});

pageTest("a scrolled table is where it was after its numbers changed", { width: 320 }, async (page) => {
    const table = (value) => ({ command: "show", view: { title: "t", buttons: [], blocks: [
        { type: "table", caption: "Runs", head: ["a", "b", "c"], rows: [["a rather long text here", "another long text", value]] }] } });
    await play(page, table("1"));
    await page.evaluate(() => { document.querySelector('[role="region"]').scrollLeft = 20; });
    await play(page, table("2"));
    assert.equal(await page.evaluate(() => document.querySelector('[role="region"]').scrollLeft), 20);
});

pageTest("a pressed button is heard, and what was pressed meanwhile is heard next", {}, async (page) => {
    await play(page, show("x"));
    await play(page, listen());
    await page.getByRole("button", { name: "Stop test" }).click();
    assertHeard(await replyOf(page, "listen"), { value: "pressed", button: "stop" });
    await page.getByRole("button", { name: "Go on" }).click();
    await play(page, listen(), "one", "next");
    assertHeard(await replyOf(page, "next"), { value: "pressed", button: "go" });
    await play(page, listen(), "one", "third");
    assert.equal(await replySoFar(page, "third"), undefined);
});

pageTest("what was pressed is forgotten with its button", {}, async (page) => {
    await play(page, show("x"));
    await page.getByRole("button", { name: "Stop test" }).click();
    await play(page, show("y", [button("close")]));
    await play(page, listen());
    assert.equal(await replySoFar(page, "listen"), undefined);
});

for (const [how, close] of [
    ["Spira's own cross", (page) => page.evaluate(() => app.manager.closeDialog())],
    ["the button close", (page) => page.getByRole("button", { name: "Close" }).click()],
]) {
    pageTest("a dialog closed by " + how + " is heard once and for all, and stays closed", {}, async (page) => {
        await play(page, show("x"));
        await play(page, listen(60_000));
        await close(page);
        assertHeard(await replyOf(page, "listen"), { value: "closed" });
        await play(page, listen(5), "one", "later");
        assert.equal((await replyOf(page, "later")).value, "closed");
        await play(page, show("y"), "one", "again");
        assert.equal((await replyOf(page, "again")).reply, "failed");
        assert.equal(await page.locator("section").count(), 0);
    });
}

pageTest("a dialog of another conversation closes the first", {}, async (page) => {
    await play(page, show("first"), "one");
    await play(page, listen(), "one");
    await play(page, show("second"), "two", "second");
    assert.equal((await replyOf(page, "listen")).value, "closed");
    assert.equal(await page.locator("section p").innerText(), "second");
    await play(page, listen(5), "two", "two");
    await page.clock.runFor(10);
    assert.equal((await replyOf(page, "two")).value, "elapsed");
});

pageTest("a manager that tells nobody that a second dialog closes the first does not keep it waiting",
    { overrides: { createDynamicDialog: "() => document.getElementById('widget')" } }, async (page) => {
        await play(page, show("first"), "one");
        await play(page, listen(), "one");
        await play(page, show("second"), "two", "second");
        assert.equal((await replyOf(page, "listen")).value, "closed");
    });

pageTest("a manager that tells nobody of the closing does not keep the dialog's conversation waiting",
    { overrides: { closeDialog: "() => false" } }, async (page) => {
        await play(page, show("x"));
        await play(page, listen());
        await page.getByRole("button", { name: "Close" }).click();
        assert.equal((await replyOf(page, "listen")).value, "closed");
    });

pageTest("listening ends when the time is over, and not before", {}, async (page) => {
    await play(page, show("x"));
    await play(page, listen(15_000));
    await page.clock.runFor(14_000);
    assert.equal(await replySoFar(page, "listen"), undefined);
    await page.clock.runFor(1_500);
    assertHeard(await replyOf(page, "listen"), { value: "elapsed" });
});

pageTest("on a hidden page the time is not over before somebody looks", {}, async (page) => {
    await play(page, show("x"));
    await play(page, listen(15_000));
    await setVisibility(page, "hidden");
    await page.clock.runFor(600_000);
    assert.equal(await replySoFar(page, "listen"), undefined);
    await setVisibility(page, "visible");
    assert.equal((await replyOf(page, "listen")).value, "elapsed");
});

pageTest("a page that was hidden for a moment waits no shorter", {}, async (page) => {
    await play(page, show("x"));
    await play(page, listen(15_000));
    await setVisibility(page, "hidden");
    await page.clock.runFor(5_000);
    await setVisibility(page, "visible");
    assert.equal(await replySoFar(page, "listen"), undefined);
});

pageTest("after the closing no timer and no listener is left", {}, async (page) => {
    await page.evaluate(() => {
        window.left = 0;
        const { setTimeout: set, clearTimeout: clear } = window;
        const add = document.addEventListener.bind(document);
        const remove = document.removeEventListener.bind(document);
        window.setTimeout = (...facts) => { ++window.left; return set(...facts); };
        window.clearTimeout = (timer) => { if (timer) --window.left; clear(timer); };
        document.addEventListener = (...facts) => { ++window.left; add(...facts); };
        document.removeEventListener = (...facts) => { --window.left; remove(...facts); };
    });
    await play(page, show("x"));
    await play(page, listen(15_000));
    assert.equal(await page.evaluate(() => window.left), 2);
    await page.evaluate(() => app.manager.closeDialog());
    await replyOf(page, "listen");
    assert.equal(await page.evaluate(() => window.left), 0);
});

pageTest("a double click presses once, even when another button takes the place of the first", {}, async (page) => {
    const heard = [];
    await page.exposeFunction("press", (id) => { heard.push(id); });
    await play(page, show("running", [button("stop", "Stop test", "danger")]));
    await play(page, listen());
    await page.evaluate(() => document.querySelector("section").addEventListener("click", (event) => {
        window.press(event.target.dataset.button);
        app.play({ command: "show", view: { title: "Whale", blocks: [{ type: "text", text: "running", tone: "plain" }],
            buttons: [{ id: "now", text: "Stop now", kind: "danger" }] } }, "one", "redrawn");
    }));
    await page.getByRole("button", { name: "Stop test" }).dblclick();
    assertHeard(await replyOf(page, "listen"), { value: "pressed", button: "stop" });
    await play(page, listen(), "one", "later");
    assert.equal(await replySoFar(page, "later"), undefined);
    assert.deepEqual(heard, ["stop", "now"]);
});

for (const [name, expected] of [["Yes, stop it", true], ["Cancel", false]]) {
    pageTest("a question is asked in the open dialog, answered with " + name + ", and the view is back", {}, async (page) => {
        await play(page, show("running"));
        await play(page, { command: "confirm", text: "Stop?", yes: "Yes, stop it" });
        assert.equal(await page.locator("section p > span:last-child").innerText(), "Stop?");
        await play(page, show("still running"), "one", "behind");
        assert.equal((await replyOf(page, "behind")).reply, "ack");
        assert.equal(await page.locator("section p > span:last-child").innerText(), "Stop?");
        await page.getByRole("button", { name }).click();
        assert.deepEqual(await replyOf(page, "confirm"), { reply: "confirmed", value: expected });
        assert.equal(await page.locator("section p").innerText(), "still running");
    });
}

pageTest("a question in a dialog that is closed is a no", {}, async (page) => {
    await play(page, show("running"));
    await play(page, { command: "confirm", text: "Stop?", yes: "Yes" });
    await page.evaluate(() => app.manager.closeDialog());
    assert.equal((await replyOf(page, "confirm")).value, false);
});

const kEntries = Array.from({ length: 12 }, (none, index) => "Scenario " + (index + 1));
const choose = (more) => ({
    command: "choose", title: "Scenario", text: "Which one?", button: "Choose", cancel: "Cancel", back: "Other project", entries: kEntries, selected: 3, ...more,
});

for (const [how, act, expected] of [
    ["the button", (page) => page.getByRole("button", { name: "Choose" }).click(), 3],
    ["Enter in the filter", async (page) => { await page.keyboard.type("12"); await page.keyboard.press("Enter"); }, 11],
    ["Enter in the list", async (page) => { await page.getByRole("listbox").selectOption("5"); await page.keyboard.press("Enter"); }, 5],
    ["a double click", (page) => page.locator("option").nth(1).dblclick(), 1],
    ["back", (page) => page.getByRole("button", { name: "Other project" }).click(), -1],
    ["cancel", (page) => page.getByRole("button", { name: "Cancel" }).click(), null],
    ["closing", (page) => page.evaluate(() => app.manager.closeDialog()), null],
]) {
    pageTest("chosen by " + how + ": " + expected, {}, async (page) => {
        await play(page, choose());
        await page.getByRole("searchbox", { name: "Show only entries with" }).waitFor();
        await act(page);
        assert.deepEqual(await replyOf(page, "choose"), { reply: "chosen", value: expected });
    });
}

pageTest("the filter leaves what fits, whatever the case, and a list without fits chooses nothing", {}, async (page) => {
    await play(page, choose());
    await page.keyboard.type("SCENARIO 1");
    assert.deepEqual(await page.locator("option").allInnerTexts(), ["Scenario 1", "Scenario 10", "Scenario 11", "Scenario 12"]);
    await page.keyboard.type("x");
    await page.keyboard.press("Enter");
    assert.equal(await replySoFar(page, "choose"), undefined);
});

pageTest("a short list has no filter and nothing selected selects the first", {}, async (page) => {
    await play(page, choose({ entries: ["a", "b"], selected: null, back: null }));
    assert.equal(await page.getByRole("searchbox").count(), 0);
    assert.equal(await page.getByRole("button", { name: "Other project" }).count(), 0);
    await page.keyboard.press("Enter");
    assert.equal((await replyOf(page, "choose")).value, 0);
});

pageTest("one choice after the other is made in one dialog, and a second Enter chooses nothing unseen", {}, async (page) => {
    await play(page, choose());
    await page.keyboard.press("Enter");
    await replyOf(page, "choose");
    await page.keyboard.press("Enter");
    assert.ok(await page.getByRole("progressbar", { name: "Loading…" }).isVisible());
    await play(page, choose({ title: "Next" }), "one", "next");
    assert.equal(await replySoFar(page, "next"), undefined);
    assert.equal(await page.locator("section").count(), 1);
    await page.keyboard.press("Enter");
    assert.equal((await replyOf(page, "next")).value, 3);
});

pageTest("after the last choice a message finds no dialog left behind", {}, async (page) => {
    await play(page, choose());
    await page.keyboard.press("Enter");
    await replyOf(page, "choose");
    await play(page, { command: "notify", severity: "success", text: "Done", link: null });
    await replyOf(page, "notify");
    assert.equal(await page.locator("section").count(), 0);
    await play(page, show("a new one"), "one", "new");
    assert.equal((await replyOf(page, "new")).reply, "ack");
});

pageTest("a choice that was cancelled while the next one loads stays cancelled", {}, async (page) => {
    await play(page, choose());
    await page.keyboard.press("Enter");
    await replyOf(page, "choose");
    await page.getByRole("button", { name: "Cancel" }).click();
    await play(page, choose(), "one", "next");
    assert.equal((await replyOf(page, "next")).value, null);
});

const kShow = { v: 3, flow: 1, ...show("first") };
const kListen = { v: 3, flow: 1, ...listen() };
const kDone = { v: 3, flow: 1, command: "done", outcome: "ended", error: null, details: {} };
const kAnswers = [kShow, kListen, kDone, kDone];
const told = (page) => page.evaluate(() => app.calls.map(([name, message]) => [name, message.event ?? message.value ?? message.reply]));

pageTest("a click while a dialog is open closes it and begins its own", { answers: kAnswers }, async (page) => {
    await page.evaluate(() => app.events.octospiraProgress());
    await page.locator("section").waitFor();
    await page.evaluate(() => app.events.octospiraReport());
    await page.waitForFunction(() => app.calls.length === 4);
    assert.deepEqual(await told(page), [["open", "progress"], ["resume", "ack"], ["resume", "closed"], ["open", "report"]]);
    assert.equal(await page.locator("section").count(), 0);
});

pageTest("the dialog of a conversation that is over stays until the next click", { answers: [kShow, kDone, kDone] }, async (page) => {
    await page.evaluate(() => app.events.octospiraProgress());
    await page.waitForFunction(() => app.calls.length === 2);
    assert.equal(await page.locator("section").count(), 1);
    await page.evaluate(() => app.events.octospiraReport());
    await page.waitForFunction(() => app.calls.length === 3);
    assert.equal(await page.locator("section").count(), 0);
});
