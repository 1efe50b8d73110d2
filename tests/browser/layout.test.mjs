// What a person sees of dialogs, messages and the widget where there is little room, and nothing twice or left over.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";

import { chooseEntry, clickStart, dialogOf, messageOf, readDialog, readMessage, selectRow } from "./person.mjs";
import { World } from "./world.mjs";

let world;
before(async () => { world = await World.create(); });
after(() => world?.end());
afterEach(() => world.restore());

test("in a low window the buttons of a long dialog are in sight", () => world.onSettings(async (page) => {
    await chooseEntry(page, "Check Setup");
    await readDialog(page, /Everything looks good/);
    const close = dialogOf(page).getByRole("button", { name: "Close", exact: true }).last();
    const box = await close.boundingBox();
    const dialog = await dialogOf(page).boundingBox();
    assert.ok(box.y + box.height <= dialog.y + dialog.height, JSON.stringify({ box, dialog }));
    const hit = await close.evaluate((button) => {
        const { x, y, width, height } = button.getBoundingClientRect();
        return button.contains(document.elementFromPoint(x + width / 2, y + height - 3));
    });
    assert.ok(hit);
}, { viewport: { width: 1280, height: 600 } }));

for (const width of [500, 600, 700, 1000]) {
    test("no column of the widget is cut off in a window of " + width + " px", async () => {
        await world.user("tester", { culture: "en-US", products: { 1: { widgets: [world.guid] } } });
        const testCase = await world.testCase(undefined, "Checkout of the whale shop, with 500 users");
        const figures = { hits: 26900, errorsPercent: 12.5, responseTimeAvg: 0.6 };
        await world.spira("POST", "runs", { productId: 1, runs: [2, 1].map((status) => ({
            TestCaseId: testCase, ExecutionStatusId: status, EndDate: new Date().toISOString(),
            RunnerStackTrace: "OctoPerf figures: " + JSON.stringify({ ...figures, hits: figures.hits * status }) + "\n",
        })) });
        await world.visit("/1.aspx", async (page) => {
            const table = page.locator('[id="' + world.guid + '_content"] table');
            await table.waitFor();
            const { whole, seen } = await table.evaluate(({ parentElement: box }) => ({ whole: box.scrollWidth, seen: box.clientWidth }));
            assert.ok(whole <= seen, whole + " px of " + seen);
        }, { viewport: { width, height: 800 } });
    });
}

test("before a test runs its state is shown once", async () => {
    const testCase = await world.testCase(await world.scenario({ runTimeMs: 60_000 }));
    await world.on(testCase, async (page) => {
        await clickStart(page);
        await readMessage(page, /has started/);
        await chooseEntry(page, "Show Progress");
        await readDialog(page, /Elapsed/);
        const sentence = await dialogOf(page).locator("[aria-live]").innerText();
        assert.equal(await dialogOf(page).getByText(sentence, { exact: true }).and(page.locator(":not([aria-live])")).count(), 1, sentence);
    });
});

test("what was said before is not left behind a dialog", () => world.visit("/1/TestCase/List.aspx", async (page) => {
    await chooseEntry(page, "Start Selected Scenarios");
    await readMessage(page, /OctoPerf:/);
    await selectRow(page, "Fin Whale checkout");
    await chooseEntry(page, "Start Selected Scenarios");
    await readDialog(page, /To start:/);
    assert.equal(await messageOf(page).count(), 0);
}));

const kNoOctoPerf = /no OctoPerf server at the OctoPerf URL in the settings \(HTTP 404\).*without a trailing slash/s;

test("a slash too many at the end of the OctoPerf URL is named by a start", async () => {
    const testCase = await world.testCase(await world.scenario());
    await world.settings({ octoperfUrl: world.demo.octoperf + "/" });
    await world.on(testCase, async (page) => {
        await clickStart(page);
        assert.match((await readMessage(page, /no OctoPerf/)).text, kNoOctoPerf);
    });
});

test("a slash too many at the end of the OctoPerf URL is named by Check Setup", async () => {
    await world.settings({ octoperfUrl: world.demo.octoperf + "/" });
    await world.onSettings(async (page) => {
        await chooseEntry(page, "Check Setup");
        assert.match(await readDialog(page, /Problems: \d/), kNoOctoPerf);
    });
});
