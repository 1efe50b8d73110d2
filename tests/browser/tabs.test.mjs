// Two tabs of one browser on the same test case: one start, and the other tab says why there was none.

import assert from "node:assert/strict";
import { test } from "node:test";

import { started, world } from "./paid_tests.mjs";
import { clickStart, dialogOf, messageOf, openPage, press, readDialog, readMessage, ready } from "./person.mjs";

const kSaid = /has started|another browser tab or window|outcome of this test case's last start|still running/;

/** Opens a test case in two tabs; over http a browser has no locks. */
function inTwoTabs(testCase, locks, action) {
    return world.on(testCase, async (page, context) => {
        if (!locks) await context.addInitScript(() => { delete Navigator.prototype.locks; });
        await page.reload();
        await ready(page);
        assert.equal(await page.evaluate(() => "locks" in navigator), locks);
        await action([page, await openPage(context, page.url())]);
    });
}

function said(page) {
    return messageOf(page).or(dialogOf(page)).filter({ hasText: kSaid });
}

for (const [how, locks] of [["", true], [", in a browser without locks", false]]) {
    test("two tabs clicked at the same moment start one test" + how, async () => {
        const testCase = await world.testCase(await world.scenario({ runTimeMs: 60_000 }));
        const before = await started();
        await inTwoTabs(testCase, locks, async (pages) => {
            for (const page of pages) await page.locator("#spiraapps").getByRole("button", { name: "OctoPerf", exact: true }).click();
            await Promise.all(pages.map((page) => page.getByRole("menuitem", { name: "Start Test Scenario" }).click()));
            await Promise.all(pages.map((page) => said(page).waitFor()));
            const texts = await Promise.all(pages.map((page) => said(page).innerText()));
            assert.equal(texts.filter((text) => /has started/.test(text)).length, 1, texts.join("\n"));
        });
        assert.equal(await started(), before + 1);
    });

    test("a tab that is clicked a little later starts nothing unasked" + how, async () => {
        for (const milliseconds of [50, 150, 300, 450, 700]) {
            const testCase = await world.testCase(await world.scenario({ runTimeMs: 60_000 }));
            const before = await started();
            await inTwoTabs(testCase, locks, async ([first, second]) => {
                await clickStart(first);
                await second.waitForTimeout(milliseconds);
                await clickStart(second);
                await Promise.all([first, second].map((page) => said(page).waitFor()));
            });
            assert.equal(await started(), before + 1, milliseconds + " ms");
        }
    });
}

test("while one tab's start gets no answer, a yes in another tab starts nothing", async () => {
    const testCase = await world.testCase(await world.scenario({ runTimeMs: 60_000 }));
    const before = await started();
    await world.octoperf("POST", "faults", { match: "POST /runtime/scenarios/run", times: 1, action: "performThenHang" });
    await inTwoTabs(testCase, true, async ([first, second]) => {
        await clickStart(first);
        await first.waitForFunction(() => Object.keys(localStorage).some((key) => key.includes("unclear-start")));
        await clickStart(second);
        await readDialog(second, /outcome of this test case's last start/);
        await press(second, "OK");
        const message = await readMessage(second, /another browser tab or window is starting/);
        assert.equal(message.kind, "error");
    });
    assert.ok(await started() <= before + 1);
});
