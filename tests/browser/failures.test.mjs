// When something fails on the way, or a person is quicker than the app: one clear message, nothing done twice, no error
// in the console, and the next click works.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";

import { chooseEntry, dialogOf, hurry, hurryDialog, hurryMessage, messageOf, pick, press, readMessage, selectRow } from "./person.mjs";
import { World } from "./world.mjs";

let world;
before(async () => { world = await World.create(); });
after(() => world?.end());
afterEach(() => world.restore());

const kEntries = ["Start Test Scenario", "Choose Scenario", "Show Progress", "Stop Test", "Open Report", "Record Result Now"];

/** What a click leads to when all goes well, with a test that has ended. */
const kWell = {
    "Start Test Scenario": /has started/, "Choose Scenario": /Choose a workspace/, "Show Progress": /The test completed/, "Stop Test": /nothing to stop/,
    "Open Report": /report/, "Record Result Now": /is recorded|already recorded/,
};

for (const entry of kEntries) {
    test("two clicks at once on " + entry + " do one thing, and the second is told that something is in progress", async () => {
        await world.withoutRecorder();
        const { testCase } = await world.launched(await world.scenario());
        const runs = (await world.startedRuns()).length;
        await world.on(testCase, async (page) => {
            await world.state(await world.storedBenchResult(testCase), "FINISHED");
            await page.locator("#spiraapps").getByRole("button", { name: "OctoPerf", exact: true }).click();
            await page.getByRole("menuitem", { name: entry }).evaluate((node) => { node.click(); node.click(); });
            await page.waitForFunction(() => window.__simulator.calls.includes("displayWarningMessage"));
            await hurry(page, page.locator("#messages .message, [role=dialog]").filter({ hasText: kWell[entry] }));
            assert.ok(await dialogOf(page).count() <= 1);
        }, { clock: true });
        const started = (await world.startedRuns()).length - runs;
        assert.equal(started, entry === "Start Test Scenario" ? 1 : 0);
        assert.equal((await world.runsOf(testCase)).length, entry === "Record Result Now" ? 1 : 0);
    });
}

// Failures.

async function oneClearMessage(page, entry) {
    const message = messageOf(page);
    await hurry(page, message.or(dialogOf(page).filter({ hasText: /could not be read|recorded when/ })));
    const text = await (await dialogOf(page).count() > 0 ? dialogOf(page) : message).innerText();
    assert.equal(await message.count() + await dialogOf(page).count(), 1);
    assert.match(text, /OctoPerf/);
    assert.ok(text.length < 700 && !/<|undefined|null|NaN|\[object/.test(text), entry + ": " + text);
    if (await dialogOf(page).count() > 0) await press(page, "Close");
    return text;
}

for (const [what, fail] of [
    ["Spira answers 500", () => world.spira("PUT", "faults", [{ match: "* /", times: -1, action: "status", status: 500, body: '"boom"' }])],
    ["Spira hangs up", () => world.spira("PUT", "faults", [{ match: "* /", times: -1, action: "close" }])],
    ["OctoPerf answers 500", () => world.octoperf("POST", "faults", { match: "* /", times: -1, action: "status", status: 500 })],
    ["OctoPerf hangs up", () => world.octoperf("POST", "faults", { match: "* /", times: -1, action: "close" })],
]) {
    for (const entry of kEntries) {
        // Open Report asks OctoPerf nothing.
        if (entry === "Open Report" && what.startsWith("OctoPerf")) continue;
        test(entry + " says one clear thing when " + what + ", and the next click works", async () => {
            const { testCase } = await world.ended();
            const runs = (await world.startedRuns()).length;
            await world.on(testCase, async (page) => {
                await fail();
                await chooseEntry(page, entry);
                await oneClearMessage(page, entry);
                assert.equal((await world.startedRuns()).length, runs);
                assert.equal((await world.runsOf(testCase)).length, 0);
                await world.spira("PUT", "faults", []);
                await world.octoperf("DELETE", "faults");
                await chooseEntry(page, entry);
                await hurry(page, page.locator("#messages .message, [role=dialog]").filter({ hasText: kWell[entry] }));
            }, { clock: true });
        });
    }

    for (const [entry, path, well] of [["Start Selected Scenarios", "/1/TestCase/List.aspx", /To start:/], ["Start All Scenarios", "/1/TestSet/2.aspx", /To start:/]]) {
        test(entry + " says one clear thing when " + what + ", and the next click works", () => world.visit(path, async (page) => {
            if (path.includes("List")) await selectRow(page, "Fin Whale checkout");
            await fail();
            await chooseEntry(page, entry);
            await oneClearMessage(page, entry);
            await world.spira("PUT", "faults", []);
            await world.octoperf("DELETE", "faults");
            await chooseEntry(page, entry);
            await hurryDialog(page, well);
            await press(page, "Cancel");
        }, { clock: true }));
    }
}

// Failures in the middle.

for (const action of ["storeThen500", "storeThenClose"]) {
    test("a record whose answer was lost (" + action + ") is not recorded twice, however often it is clicked", async () => {
        const { testCase } = await world.ended();
        await world.spira("PUT", "faults", [{ match: "POST test-runs/record", times: 1, action }]);
        await world.on(testCase, async (page) => {
            for (let click = 0; click < 2; ++click) {
                await chooseEntry(page, "Record Result Now");
                await hurryMessage(page, /was already recorded/);
                await page.getByRole("button", { name: "Close the message" }).click();
            }
        }, { clock: true });
        assert.equal((await world.runsOf(testCase)).length, 1);
    });
}

test("a record that Spira refuses says so with Spira's words, and the next click records", async () => {
    // Refused twice: once as a whole, once without the step, which is optional.
    const { testCase } = await world.ended();
    await world.spira("PUT", "switches", { failureShape: "jquery", errorStatus: "proper" });
    await world.spira("PUT", "faults", [{ match: "POST test-runs/record", times: 2, action: "status", status: 400, body: '"The planets are not aligned."' }]);
    await world.on(testCase, async (page) => {
        await chooseEntry(page, "Record Result Now");
        const message = await hurryMessage(page, /planets are not aligned/);
        assert.match(message.text, /^OctoPerf: The result was not recorded\./);
        assert.equal(message.kind, "error");
        await chooseEntry(page, "Record Result Now");
        await hurryMessage(page, /The result of .* is recorded/);
    }, { clock: true });
    assert.equal((await world.runsOf(testCase)).length, 1);
});

test("a result whose alarms cannot be read is not recorded as anything", async () => {
    const { testCase } = await world.ended();
    await world.octoperf("POST", "faults", { match: "POST /analysis/threshold-alarms", times: -1, action: "status", status: 500 });
    await world.on(testCase, async (page) => {
        await chooseEntry(page, "Record Result Now");
        await hurryMessage(page, /alarms could not be read, so its verdict is unknown/);
    }, { clock: true });
    assert.equal((await world.runsOf(testCase)).length, 0);
});

test("a choice that Spira does not store says so and closes the dialog", async () => {
    const testCase = await world.testCase();
    await world.spira("PUT", "faults", [{ match: "PUT test-cases", times: -1, action: "status", status: 500, body: '"boom"' }]);
    await world.on(testCase, async (page) => {
        await chooseEntry(page, "Choose Scenario");
        await pick(page, "Default");
        await pick(page, "Fin Whale [PR:1]");
        assert.equal((await readMessage(page, /OctoPerf:/)).kind, "error");
        assert.equal(await dialogOf(page).count(), 0);
    });
    assert.equal(await world.storedScenario(testCase), null);
});

test("a choice whose lists fail half way says so and closes the dialog", async () => {
    await world.octoperf("POST", "faults", { match: "GET /runtime/scenarios", times: -1, action: "html" });
    await world.on(await world.testCase(), async (page) => {
        await chooseEntry(page, "Choose Scenario");
        await pick(page, "Default");
        assert.match((await readMessage(page, /OctoPerf:/)).text, /OctoPerf was not reached\. Received: a web page.*check the address in the settings/);
        assert.equal(await dialogOf(page).count(), 0);
    });
});

test("a stop whose answer was lost is found to have stopped the test", async () => {
    await world.runTime(2000);
    const { testCase, run } = await world.launched("hKpHtoYBUDjbSvwJg3V1");
    await world.state(run, "RUNNING");
    await world.octoperf("POST", "faults", { match: "POST /runtime/bench-results/stop", times: 1, action: "performThenClose" });
    await world.on(testCase, async (page) => {
        await chooseEntry(page, "Stop Test");
        await press(page, "OK");
        await hurryMessage(page, /stopped early/);
    }, { clock: true });
});

test("a Spira that never answers ends the wait after two minutes with a message", async () => {
    const testCase = await world.testCase(await world.scenario());
    await world.on(testCase, async (page) => {
        await page.route("**/_page/api", () => {});
        await chooseEntry(page, "Start Test Scenario");
        await page.waitForFunction(() => window.__simulator.calls.includes("executeApi"));
        await chooseEntry(page, "Show Progress");
        await readMessage(page, /Still working/);
        await page.clock.fastForward(121_000);
        await readMessage(page, /Spira did not answer: timeout after 2 minutes/);
    }, { clock: true });
});
