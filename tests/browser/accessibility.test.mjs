// The dialogs and the widget for people who use a keyboard, a screen reader or another theme: axe-core finds nothing
// serious in what the app draws, and the focus goes where one expects it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, afterEach, before, test } from "node:test";

import { chooseEntry, dialogOf, hurryDialog, noDialog, press, readDialog, readMessage } from "./person.mjs";
import { World } from "./world.mjs";

const kLongScenario = "hKpHtoYBUDjbSvwJg3V1";
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let world;
before(async () => { world = await World.create(); });
after(() => world?.end());
afterEach(() => world.restore());

/** What axe-core finds in the elements of the app: of impact serious or critical, "rule: element". */
async function findings(page, selector) {
    await page.evaluate(axe);
    return page.evaluate(async (within) => {
        const { violations } = await window.axe.run(within, { resultTypes: ["violations"] });
        return violations.filter(({ impact }) => ["serious", "critical"].includes(impact))
            .flatMap(({ id, nodes }) => nodes.map((node) => id + ": " + node.html.slice(0, 200) + " " + (node.any[0]?.message ?? "")));
    }, selector);
}

async function goodDialog(page) {
    assert.deepEqual(await findings(page, ".dynamic-dialog"), []);
}

/** A test that runs long enough to be looked at. */
async function running() {
    await world.runTime(2000);
    const made = await world.launched(kLongScenario);
    await world.state(made.run, "RUNNING");
    return made.testCase;
}

for (const theme of ["light", "dark"]) {
    const themed = (name, action) => test("axe finds nothing serious in " + name + " in the " + theme + " theme", async () => {
        for (const login of ["tester", "manager"]) await world.user(login, { theme });
        await action();
    });

    themed("the choice of a scenario", async () => world.on(await world.testCase(), async (page) => {
        for (let i = 0; i < 4; ++i) await world.scenario({ name: "Axe " + i + " [PR:1]" });
        await chooseEntry(page, "Choose Scenario");
        await readDialog(page, /Choose a workspace/);
        await goodDialog(page);
        await press(page, "Choose");
        await readDialog(page, /Choose a scenario in[\s\S]*Show only entries with/);
        await goodDialog(page);
    }));

    themed("the progress of a running test, the question before a stop and the end", async () => world.on(await running(), async (page) => {
        await chooseEntry(page, "Show Progress");
        await readDialog(page, /The test is running/);
        await goodDialog(page);
        await hurryDialog(page, /errors over time/);
        await goodDialog(page);
        await press(page, "Stop test");
        await readDialog(page, /cannot be resumed/);
        await goodDialog(page);
        await press(page, "Stop now");
        await hurryDialog(page, /stopped early/);
        await goodDialog(page);
    }, { clock: true }));

    themed("the wait for a result", async () => world.on(await running(), async (page) => {
        await chooseEntry(page, "Record Result Now");
        await readDialog(page, /recorded when the test ends/);
        await goodDialog(page);
    }));

    themed("the plan, the start and the end of several tests", async () => {
        for (const scenario of [await world.scenario(), await world.scenario(), "wrong", undefined]) await world.testCase(scenario, "Axe " + theme);
        await world.octoperf("POST", "faults", { match: "POST /runtime/scenarios/run", times: 1, action: "hang" });
        await world.visit("/1/TestCase/List.aspx", async (page) => {
            const boxes = page.locator("tbody tr", { hasText: "Axe " + theme }).locator("input[type=checkbox]");
            for (let i = 0; i < 4; ++i) await boxes.nth(i).check();
            await chooseEntry(page, "Start Selected Scenarios");
            await readDialog(page, /To start: 2\. To skip: 2/);
            await goodDialog(page);
            await press(page, "Start 2 tests");
            await readDialog(page, /1 of 2 done/);
            await goodDialog(page);
            await world.octoperf("DELETE", "faults");
            await readDialog(page, /Started: 1\. Skipped: 2\. Failed: 1/);
            await goodDialog(page);
        });
    });

    themed("the check of the setup and the webhook address", async () => {
        await world.spira("PUT", "switches", { systemSettingsOnProductPages: true });
        await world.settings({ octoperfApiKey: "00000000-dead-4000-8000-000000000000", recorderUrl: "" });
        await world.onSettings(async (page) => {
            await chooseEntry(page, "Check Setup");
            await readDialog(page, /Problems: 1/);
            await goodDialog(page);
            await press(page, "Close");
            await chooseEntry(page, "Show Webhook Address");
            await readDialog(page, /Test failed, Test passed/);
            await goodDialog(page);
        });
    });

    themed("the widget with rows, without and with an error", async () => {
        const id = await world.testCase(undefined, "Axe runs " + theme);
        const details = (seconds) => 'OctoPerf figures: {"hits":10,"errorsPercent":1,"responseTimeAvg":' + seconds + "}";
        await world.spira("POST", "runs", { productId: 1, runs: [1, 2, 5, 6].map((status) => (
            { TestCaseId: id, ExecutionStatusId: status, RunnerStackTrace: details(status) })) });
        const within = '[id="' + world.guid + '_content"]';
        await world.user("tester", { products: { 1: { widgets: [world.guid] } } });
        await world.visit("/1.aspx", async (page) => {
            await page.locator(within).locator("tr", { hasText: "Axe runs " + theme }).waitFor();
            assert.deepEqual(await findings(page, within), []);
            await page.selectOption("#display-release", { label: "Autumn Migration" });
            await page.locator(within).locator("p", { hasText: "No load test of this release" }).waitFor();
            assert.deepEqual(await findings(page, within), []);
            await world.spira("PUT", "faults", [{ match: "POST test-runs/search", times: -1, action: "status", status: 500, body: '"boom"' }]);
            await page.selectOption("#display-release", { label: "All releases" });
            await page.locator(within).getByRole("button", { name: "Retry" }).waitFor();
            assert.deepEqual(await findings(page, within), []);
        });
    });
}

/** Opens a dialog with the focus on the app's button, as a keyboard does. */
async function openFromButton(page, entry, pattern) {
    await page.locator("#spiraapps").getByRole("button", { name: "OctoPerf", exact: true }).focus();
    await page.locator("#spiraapps [role=menuitem]", { hasText: entry }).evaluate((node) => node.click());
    await readDialog(page, pattern);
}

function focusIn(page, selector) {
    return page.evaluate((within) => document.querySelector(within)?.contains(document.activeElement) ?? false, selector);
}

for (const [name, entry, pattern, open] of [
    ["the choice of a scenario", "Choose Scenario", /Choose a workspace/, async (action) => world.on(await world.testCase(), action)],
    ["progress", "Show Progress", /The test is running/, async (action) => world.on(await running(), action)],
    ["the plan", "Start All Scenarios", /To start:/, (action) => world.visit("/1/TestSet/1.aspx", action)],
    ["the check", "Check Setup", /Everything looks good/, (action) => world.onSettings(action)],
    ["the webhook address", "Show Webhook Address", /Test failed/, (action) => world.onSettings(action)],
]) {
    test("the focus goes into " + name + ", stays in it with Tab, and comes back to the button after Escape", () => open(async (page) => {
        await openFromButton(page, entry, pattern);
        await page.waitForFunction(() => document.querySelector(".dynamic-dialog").contains(document.activeElement));
        assert.ok(!await page.evaluate(() => document.activeElement.dataset.kind === "danger"), "the focus is on what ends something");
        for (const key of ["Tab", "Shift+Tab"]) {
            for (let i = 0; i < 9; ++i) {
                await page.keyboard.press(key);
                assert.ok(await focusIn(page, "[role=dialog]"), key + " " + i);
            }
        }
        await page.keyboard.press("Escape");
        await noDialog(page);
        assert.ok(await page.evaluate(() => document.activeElement.textContent.includes("OctoPerf")));
    }));
}

test("a scenario can be chosen with the keyboard alone", async () => {
    await world.scenario({ name: "Aardwhale [PR:1]" });
    await world.on(await world.testCase(), async (page) => {
        await page.locator("#spiraapps").getByRole("button", { name: "OctoPerf", exact: true }).focus();
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("Enter");
        await readDialog(page, /Choose a workspace/);
        await page.keyboard.press("Enter");
        await readDialog(page, /Choose a scenario in/);
        await page.keyboard.type("aardwh");
        await page.keyboard.press("Enter");
        await readMessage(page, /set to “Aardwhale/);
    });
});

test("the focus stays on the button that was pressed while progress is drawn anew", async () => world.on(await running(), async (page) => {
    await chooseEntry(page, "Show Progress");
    await readDialog(page, /The test is running/);
    await press(page, "Refresh now");
    await hurryDialog(page, /errors over time/);
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Refresh now");
}, { clock: true }));

test("a screen reader hears the state of the test when it changes", async () => world.on(await running(), async (page) => {
    await chooseEntry(page, "Show Progress");
    const live = dialogOf(page).locator("[aria-live=polite]");
    await live.filter({ hasText: "The test is running." }).waitFor({ state: "attached" });
    await press(page, "Stop test");
    await press(page, "Stop now");
    await hurryDialog(page, /stopped early/);
    assert.equal(await live.innerText(), "The test was stopped early.");
}, { clock: true }));

test("the chart has words and every line of its legend has its last value", async () => world.on(await running(), async (page) => {
    await chooseEntry(page, "Show Progress");
    await readDialog(page, /The test is running/);
    await press(page, "Refresh now");
    await hurryDialog(page, /over time; last: 0\.\d/);
    const figure = dialogOf(page).locator("figure");
    assert.match(await figure.getByRole("img").last().getAttribute("aria-label"), /^Average response time and errors over time; last: 0\.\d+\u00a0s, [\d.]+\u00a0%\.$/);
    assert.deepEqual((await figure.locator("li").allInnerTexts()).map((text) => text.replace(/\s+/g, " ").replace(/[\d.]+/, "N").trim()),
        ["Average response time N s", "Errors N %"]);
}, { clock: true }));

for (const width of [320, 768]) {
    test("the dialogs do not scroll sideways at " + width + " pixels", async () => {
        const wide = (page) => page.locator("[role=dialog] > .body").evaluate((node) => node.scrollWidth > node.clientWidth);
        await world.on(await running(), async (page) => {
            await openFromButton(page, "Show Progress", /The test is running/);
            await hurryDialog(page, /errors over time/);
            assert.equal(await wide(page), false);
        }, { clock: true, viewport: { width, height: 700 } });
        await world.onSettings(async (page) => {
            await openFromButton(page, "Check Setup", /Everything looks good/);
            assert.equal(await wide(page), false);
            await page.keyboard.press("Escape");
            await openFromButton(page, "Show Webhook Address", /Test failed/);
            assert.equal(await wide(page), false);
        }, { viewport: { width, height: 700 } });
        await world.visit("/1/TestSet/1.aspx", async (page) => {
            await openFromButton(page, "Start All Scenarios", /To start:/);
            assert.equal(await wide(page), false);
        }, { viewport: { width, height: 700 } });
    });
}
