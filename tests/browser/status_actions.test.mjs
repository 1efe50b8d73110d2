// The recorder's status page as an operator uses it: what can be done about a delivery.

import assert from "node:assert/strict";
import { test } from "node:test";

import { ask, dead, decide, inside, recorded, rowOf, scene, shown, stateOf } from "./operator.mjs";

test("a dead letter shows why, is delivered again after a question, and its page then says that it is recorded", async () => {
    const id = await dead({ name: "From grave to run", answer: "HTTP 404 from POST projects/1/test-runs/record" });
    await inside("/", async (page) => {
        await rowOf(page, "From grave to run").filter({ hasText: "Spira knows no test case 77." }).waitFor();
        await page.getByRole("link", { name: "From grave to run" }).click();
        await page.getByRole("heading", { name: "Why it was given up" }).waitFor();
        await page.getByText("Answer", { exact: true }).click();
        await page.getByText("HTTP 404 from POST projects/1/test-runs/record").waitFor();
        await page.getByRole("button", { name: "Deliver again" }).click();
        await page.getByRole("dialog").getByText("Nothing is recorded twice.").waitFor();
        assert.equal(await stateOf(id), "dead");
        await page.getByRole("dialog").getByRole("button", { name: "Deliver again" }).click();
        await page.getByRole("status").filter({ hasText: "1 delivery is being delivered again." }).waitFor();
        await page.locator("#delivery .badge", { hasText: "Recorded" }).waitFor();
        await page.locator("#attempts li").nth(1).waitFor();
        assert.equal(await page.locator("#attempts li").count(), 2);
        assert.equal(await page.getByRole("link", { name: "TR:" + (1000 + id) }).getAttribute("href"), "http://spira.localhost:8800/1/TestRun/" + (1000 + id) + ".aspx");
    });
});

test("a question that is cancelled changes nothing and gives the focus back", async () => {
    const id = await dead({ name: "Left alone" });
    await inside("/", async (page) => {
        const button = rowOf(page, "Left alone").getByRole("button", { name: "Deliver again" });
        for (const close of [() => page.keyboard.press("Escape"), () => page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click()]) {
            await button.click();
            await page.getByRole("dialog").waitFor();
            await close();
            await page.getByRole("dialog").waitFor({ state: "hidden" });
            assert.equal(await page.evaluate(() => document.activeElement.dataset.key), "replay-" + id);
        }
    });
    assert.equal(await stateOf(id), "dead");
});

test("all that were given up are delivered again at once", async () => {
    const ids = [await dead(), await dead()];
    await inside("/deliveries?state=dead", async (page) => {
        await page.getByRole("button", { name: "Deliver all again" }).click();
        await page.getByText(/Deliver all \d+ given-up deliveries again\?/).waitFor();
        await page.getByRole("dialog").getByRole("button", { name: "Deliver again" }).click();
        await page.getByRole("status").filter({ hasText: /\d+ deliveries are being delivered again/ }).waitFor();
        await page.getByText("No delivery matches.").waitFor();
    });
    for (const id of ids) assert.equal(await stateOf(id), "recorded");
});

test("several are selected and dismissed together, the others are left alone", async () => {
    const ids = [await dead({ name: "One of two" }), await dead({ name: "Two of two" })];
    const other = await dead({ name: "Not meant" });
    await inside("/deliveries?state=dead", async (page) => {
        for (const id of ids) await page.getByLabel("Select delivery " + id).check();
        await dead({ name: "Comes meanwhile" });
        await rowOf(page, "Comes meanwhile").waitFor();
        await page.getByRole("button", { name: "Dismiss selected" }).click();
        await page.getByLabel("Reason").fill("Wrong test data");
        await page.getByRole("dialog").getByRole("button", { name: "Dismiss" }).click();
        await page.getByRole("status").filter({ hasText: "2 deliveries are dismissed." }).waitFor();
    });
    for (const id of ids) assert.equal((await ask("/api/deliveries/" + id)).dismissed.reason, "Wrong test data");
    assert.equal(await stateOf(other), "dead");
});

test("a dismissed result keeps its reason and can still be delivered", async () => {
    const id = await dead({ name: "Not wanted" });
    await inside("/deliveries/" + id, async (page) => {
        await page.getByRole("button", { name: "Dismiss…" }).click();
        await page.getByRole("dialog").getByRole("button", { name: "Dismiss" }).click();
        assert.equal(await stateOf(id), "dead", "without a reason");
        await page.getByLabel("Reason").fill("The system under test was <b>down</b>");
        await page.getByRole("dialog").getByRole("button", { name: "Dismiss" }).click();
        await page.locator("#delivery .badge", { hasText: "Dismissed" }).waitFor();
        await page.locator(".reason").getByText("The system under test was <b>down</b>").waitFor();
        await decide(page, page.locator("#delivery"), "Deliver again");
        await page.locator("#delivery .badge", { hasText: "Recorded" }).waitFor();
    });
});

test("a result that fits no test case is assigned to one", async () => {
    const id = await dead({ name: "Whose is it" });
    await inside("/", async (page) => {
        await rowOf(page, "Whose is it").getByRole("button", { name: "Assign…" }).click();
        await page.getByLabel("Product (PR)").fill("1");
        await page.getByLabel("Test case (TC)").fill("42");
        await page.getByRole("dialog").getByRole("button", { name: "Assign" }).click();
        await page.getByRole("status").filter({ hasText: "1 delivery is assigned and due now." }).waitFor();
        await page.locator("#recorded").getByRole("row").filter({ hasText: "Whose is it" }).waitFor();
    });
    const { launch, state } = await ask("/api/deliveries/" + id);
    assert.deepEqual([launch.productId, launch.testCaseId, state], [1, 42, "recorded"]);
});

test("what waits is retried now", async () => {
    const id = await scene.add({ run: "AYwait00000000000001", event: "TEST_PASSED", status: 2, name: "No patience", state: "pending", note: "Spira answered 503.", attempts: 3, nextMs: 900_000 });
    await inside("/", async (page) => {
        await rowOf(page, "No patience").getByRole("button", { name: "Retry now" }).click();
        await page.locator("#recorded").getByRole("row").filter({ hasText: "No patience" }).waitFor();
    });
    assert.equal(await stateOf(id), "recorded");
});

test("a second verdict is delivered only after a question with both verdicts and what it does", async () => {
    const run = "AYtwice0000000000001";
    const first = await scene.add({ run, event: "TEST_PASSED", status: 2, name: "Said twice", state: "recorded" });
    const second = await scene.add({ run, event: "TEST_FAILED", status: 1, name: "Said twice", state: "conflict", attempts: 0 });
    await inside("/deliveries/" + second, async (page) => {
        await page.getByRole("button", { name: "Deliver again" }).click();
        await page.getByRole("dialog").getByText("Record Failed as well? TC:42 has Passed (TR:" + (1000 + first) + ") for this run; a second test run is added and the test case becomes Failed.").waitFor();
        await page.keyboard.press("Escape");
    });
    assert.equal(await stateOf(second), "conflict");
});

test("an action that is too late is said in the dialog", async () => {
    const id = await dead({ name: "Too late" });
    await inside("/deliveries/" + id, async (page) => {
        await page.getByRole("button", { name: "Dismiss…" }).click();
        await page.getByLabel("Reason").fill("x");
        await fetch(scene.url + "/api/deliveries/" + id + "/replay", { method: "POST", headers: { Authorization: "Bearer " + scene.token } });
        await page.getByRole("dialog").getByRole("button", { name: "Dismiss" }).click();
        await page.getByRole("alert").filter({ hasText: "Delivery " + id + " is recorded; only dead or conflicting ones can be dismissed." }).waitFor();
    });
});

test("a keyboard is enough to deliver again", async () => {
    const id = await dead({ name: "By keyboard" });
    await inside("/deliveries/" + id, async (page) => {
        await page.reload();
        await shown(page);
        await page.keyboard.press("Tab");
        await page.locator(".skip:focus").waitFor();
        for (let i = 0; i < 12; ++i) {
            await page.keyboard.press("Tab");
            if (await page.evaluate((key) => document.activeElement.dataset.key === key, "replay-" + id)) break;
        }
        await page.keyboard.press("Enter");
        await page.getByRole("dialog").waitFor();
        for (let i = 0; i < 3; ++i) {
            if (await page.evaluate(() => document.activeElement.id === "ask-do")) break;
            await page.keyboard.press("Tab");
        }
        await page.keyboard.press("Enter");
        await page.locator("#delivery .badge", { hasText: "Recorded" }).waitFor();
    });
    assert.equal(await stateOf(id), "recorded");
});
