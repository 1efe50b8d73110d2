// What a person does on the test case page after a test: open its report and record its result.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";

import { chooseEntry, hurryMessage, noDialog, press, readDialog, readMessage, ready } from "./person.mjs";
import { World } from "./world.mjs";

const kLongScenario = "hKpHtoYBUDjbSvwJg3V1";

let world;
before(async () => { world = await World.create(); });
after(() => world?.end());
afterEach(() => world.restore());

// Open Report.

test("Open Report gives the report of the last test as a link when the page sees OctoPerf's address", async () => {
    await world.spira("PUT", "switches", { systemSettingsOnProductPages: true });
    const testCase = await world.testCase(await world.scenario());
    await world.on(testCase, async (page) => {
        await chooseEntry(page, "Start Test Scenario");
        const started = await readMessage(page, /has started/);
        await chooseEntry(page, "Open Report");
        const message = await readMessage(page, /report for this test case's last test/);
        assert.deepEqual(message.link, { label: "Open the report", url: started.link.url });
    });
});

test("Open Report names the recorded report's address when the page does not see OctoPerf's address", async () => {
    const testCase = await world.testCase(await world.scenario());
    await world.on(testCase, async (page) => {
        await chooseEntry(page, "Start Test Scenario");
        await readMessage(page, /has started/);
        await world.recorded(testCase);
        await chooseEntry(page, "Open Report");
        const message = await readMessage(page, /the last recorded test/);
        assert.match(message.text, /http\S*\/analysis\/report\/[\w-]{20}/);
        assert.equal(message.link, null);
    });
});

test("a report address of another place in a test run is not made a link", async () => {
    await world.spira("PUT", "switches", { systemSettingsOnProductPages: true });
    const { testCase } = await world.ended();
    await world.spira("POST", "runs", { productId: 1, runs: [{ TestCaseId: testCase, RunnerMessage: "Full Report: https://evil.example/analysis/report/x" }] });
    await world.on(testCase, async (page) => {
        await chooseEntry(page, "Open Report");
        const message = await readMessage(page, /Check this address before you open it/);
        assert.deepEqual([message.kind, message.link], ["warning", null]);
    });
});

// Record Result Now.

test("Record Result Now records once, and the next click says that it was already recorded", async () => {
    const { testCase, run } = await world.ended({ name: "Recorded [PR:1]", verdict: "failed", errorPercent: 12.5 });
    await world.on(testCase, async (page) => {
        await chooseEntry(page, "Record Result Now");
        const message = await hurryMessage(page, /is recorded/);
        assert.match(message.text, /The result of “Recorded \[PR:1\]” is recorded\. The test completed\. It failed: alarms were raised\./);
        assert.equal(message.link.label, "Open the test run");
        await chooseEntry(page, "Record Result Now");
        const again = await hurryMessage(page, /was already recorded/);
        assert.equal(again.link.url, message.link.url);
        await page.goto(new URL(message.link.url, page.url()).href);
        await ready(page);
        assert.match(await page.locator("#run-details").innerText(), new RegExp("Errors[\\s\\S]*12\\.5[\\s\\S]*OctoPerf bench result: " + run));
    }, { clock: true });
    const runs = await world.runsOf(testCase);
    assert.deepEqual(runs.map((one) => [one.ExecutionStatusId, one.RunnerName]), [[1, "OctoPerf"]]);
});

for (const [what, more, status] of [
    ["passed", {}, 2], ["passed with warnings", { alarms: ["WARNING"] }, 2], ["could not be run", { verdict: "error" }, 5],
]) {
    test("Record Result Now of a test that " + what + " gives execution status " + status, async () => {
        const { testCase } = await world.ended(more);
        await world.on(testCase, async (page) => {
            await chooseEntry(page, "Record Result Now");
            await hurryMessage(page, /is recorded/);
        }, { clock: true });
        assert.deepEqual((await world.runsOf(testCase)).map((one) => one.ExecutionStatusId), [status]);
    });
}

test("Caution on Warnings records a test that passed with warnings as Caution", async () => {
    await world.productSettings({ cautionOnWarnings: "True" });
    const { testCase } = await world.ended({ alarms: ["WARNING"] });
    await world.on(testCase, async (page) => {
        await chooseEntry(page, "Record Result Now");
        await hurryMessage(page, /is recorded/);
    }, { clock: true });
    assert.deepEqual((await world.runsOf(testCase)).map((one) => one.ExecutionStatusId), [6]);
});

test("Record Result Now of a running test waits for its end and then records", async () => {
    await world.withoutRecorder();
    await world.runTime(150);
    const { testCase, run } = await world.launched(kLongScenario);
    await world.state(run, "RUNNING");
    await world.on(testCase, async (page) => {
        await chooseEntry(page, "Record Result Now");
        await readDialog(page, /recorded when the test ends/);
        assert.equal((await world.runsOf(testCase)).length, 0);
        await hurryMessage(page, /is recorded/);
    }, { clock: true });
    assert.equal((await world.runsOf(testCase)).length, 1);
});

test("closing the wait of Record Result Now records nothing", async () => {
    await world.withoutRecorder();
    await world.runTime(2000);
    const { testCase, run } = await world.launched(kLongScenario);
    await world.state(run, "RUNNING");
    await world.on(testCase, async (page) => {
        await chooseEntry(page, "Record Result Now");
        await readDialog(page, /recorded when the test ends/);
        await press(page, "Close");
        await noDialog(page);
        assert.equal((await world.runsOf(testCase)).length, 0);
    });
});

test("what the recorder has recorded is not recorded again", async () => {
    const testCase = await world.testCase(await world.scenario());
    await world.on(testCase, async (page) => {
        await chooseEntry(page, "Start Test Scenario");
        await readMessage(page, /has started/);
        await world.recorded(testCase);
        await chooseEntry(page, "Record Result Now");
        await hurryMessage(page, /was already recorded/);
    }, { clock: true });
    assert.equal((await world.runsOf(testCase)).length, 1);
});

for (const [what, visible, known] of [
    ["a page that sees the recorder's address leaves it to the recorder", true, true],
    ["a page that does not see the settings asks whether there is a recorder", false, true],
    ["an app that does not know the recorder may come before it", false, false],
]) {
    test("a result that a person and the recorder record at once is recorded once: " + what, async () => {
        await world.spira("PUT", "switches", { systemSettingsOnProductPages: visible });
        await world.settings({ recorderUrl: known ? world.recorderUrl : "" });
        const testCase = await world.testCase(await world.scenario());
        await world.on(testCase, async (page) => {
            await chooseEntry(page, "Start Test Scenario");
            await readMessage(page, /has started/);
            const run = await world.storedBenchResult(testCase);
            await world.state(run, "FINISHED");
            const clicked = Date.now();
            await chooseEntry(page, "Record Result Now");
            await page.locator("#messages .message").filter({ hasNotText: /has started/ }).waitFor();
            assert.ok(Date.now() - clicked < 2000, "nothing was said for two seconds");
            await readMessage(page, known ? /recorder is recording this result|was already recorded/ : /is recorded|was already recorded/);
            await world.delivered(run);
        });
        assert.equal((await world.runsOf(testCase)).length, 1);
    });
}

test("who may record runs but not change test cases can record a result", async () => {
    const { testCase } = await world.ended();
    await world.on(testCase, async (page) => {
        await chooseEntry(page, "Record Result Now");
        await hurryMessage(page, /is recorded/);
    }, { user: "executor", clock: true });
    assert.equal((await world.runsOf(testCase)).length, 1);
});

test("who may change test cases but not record runs is told so and records nothing", async () => {
    const { testCase } = await world.ended();
    await world.on(testCase, async (page) => {
        await chooseEntry(page, "Record Result Now");
        assert.match((await readMessage(page, /OctoPerf:/)).text, /needs permission to create test runs in this product\. Ask a product administrator/);
    }, { user: "author" });
    assert.equal((await world.runsOf(testCase)).length, 0);
});
