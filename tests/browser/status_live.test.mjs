// The recorder's status page as an operator uses it: what changes while it is open.

import assert from "node:assert/strict";
import { test } from "node:test";

import { ask, dead, inside, recorded, rowOf, scene, withOwnScene } from "./operator.mjs";

test("a new result appears automatically, and nothing the reader has done is lost", async () => {
    const id = await dead({ name: "Being looked at" });
    await inside("/", async (page) => {
        await page.evaluate(() => { window.sameDocument = true; });
        await page.getByText("Settings").click();
        await rowOf(page, "Being looked at").getByRole("button", { name: "Deliver again" }).focus();
        await page.evaluate(() => window.scrollTo(0, 300));
        const scrolled = await page.evaluate(() => window.scrollY);

        await recorded("Came meanwhile");
        await rowOf(page, "Came meanwhile").waitFor();
        await dead({ name: "Next to it" });
        await rowOf(page, "Next to it").waitFor();

        assert.equal(await page.evaluate(() => window.sameDocument), true);
        assert.ok(await page.getByText("octoperf-recorder").isVisible());
        assert.equal(await page.evaluate(() => document.activeElement.dataset.key), "replay-" + id);
        assert.equal(await page.evaluate(() => window.scrollY) > 0, true);
        assert.ok(Math.abs(await page.evaluate(() => window.scrollY) - scrolled) < 300);
    });
});

test("what is typed in a dialog outlasts what comes meanwhile", async () => {
    await dead({ name: "With a reason" });
    await inside("/", async (page) => {
        await rowOf(page, "With a reason").getByRole("button", { name: "Dismiss…" }).click();
        await page.getByLabel("Reason").fill("Half a sent");
        await dead({ name: "Behind the dialog" });
        await page.locator("td", { hasText: "Behind the dialog" }).waitFor();
        assert.equal(await page.getByLabel("Reason").inputValue(), "Half a sent");
        assert.equal(await page.evaluate(() => document.activeElement.name), "reason");
    });
});

test("a screen reader is told politely what has changed, and only that", () => inside("/", async (page) => {
    const announcement = page.locator("#announcement");
    assert.equal(await announcement.getAttribute("role"), "status");
    assert.equal(await announcement.innerText(), "");
    await dead();
    const { counts } = await ask("/api/overview");
    await announcement.filter({ hasText: counts.dead + " given up" }).waitFor();
}));

test("what the reader has marked stays marked until it is copied", () => inside("/", async (page) => {
    await page.evaluate(() => document.getSelection().selectAllChildren(document.querySelector("#recorded tbody tr")));
    const marked = await page.evaluate(() => String(document.getSelection()));
    await recorded("Came meanwhile");
    // The counts are another part: when they have changed, the page has looked.
    const before = await page.locator(".tile.state-recorded .count").innerText();
    await recorded("Came meanwhile, too");
    await page.waitForFunction((old) => document.querySelector(".tile.state-recorded .count").innerText !== old, before);
    assert.equal(await page.evaluate(() => String(document.getSelection())), marked);
    await page.evaluate(() => document.getSelection().removeAllRanges());
    await recorded("After the copy");
    await rowOf(page, "After the copy").waitFor();
}));

test("a part of the recorder that fails is said at once, and that it works again, too", () => inside("/", async (page) => {
    await scene.add({ health: { ok: false, text: "refuses the account (401)" } });
    await page.getByRole("heading", { name: "Something is wrong" }).waitFor();
    await page.getByText(/refuses the account \(401\) · next try in \d+ s/).waitFor();
    await scene.add({ health: { ok: true, text: "no errors so far" } });
    await page.getByRole("heading", { name: "Something is wrong" }).waitFor({ state: "detached" });
}));

test("a recorder that is gone is said, and what was seen stays", () => withOwnScene(async (own) => {
    await recorded("Seen before the end");
    await inside("/", async (page) => {
        await rowOf(page, "Seen before the end").waitFor();
        await own.stop();
        await page.getByText("The recorder is not responding").waitFor();
        assert.ok(await rowOf(page, "Seen before the end").isVisible());
    });
}));
