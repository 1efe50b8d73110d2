// Starting several load tests at once: from the test case list and from a test set.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";

import { chooseEntry, dialogOf, noDialog, press, readDialog, readMessage, readTable, selectRow } from "./person.mjs";
import { World } from "./world.mjs";

const kList = "/1/TestCase/List.aspx";
const kLongScenario = "hKpHtoYBUDjbSvwJg3V1";
const kUnknownId = "zKpHtoYBUDjbSvwJg3Zz";
const kHead = ["Test case", "State", "Details"];
/** Enough for a slow page to register its launches before the first test has ended. */
const kUnhurriedMs = 2000;

let world;
before(async () => { world = await World.create(); });
after(() => world?.end());
afterEach(() => world.restore());

let names = 0;

/** Test cases with names of their own, one for each scenario text; undefined has none. */
async function testCases(...scenarios) {
    const made = [];
    for (const scenario of scenarios) {
        const name = "Porpoise " + ++names + ".";
        made.push({ name, id: await world.testCase(scenario, name) });
    }
    return made;
}

/** On the list page, with these test cases selected and the entry chosen. */
function selected(cases, action, more = {}) {
    return world.visit(kList, async (page) => {
        for (const { name } of cases) await selectRow(page, name);
        await chooseEntry(page, "Start Selected Scenarios");
        await action(page);
    }, more);
}

async function startedSince(count) {
    return (await world.startedRuns()).length - count;
}

for (const gridIds of ["object", "function"]) {
    test("the selected test cases are planned, started and told about, with gridIds as " + gridIds, async () => {
        await world.spira("PUT", "switches", { gridIds });
        const cases = await testCases(await world.scenario(), await world.scenario({ verdict: "failed" }), undefined);
        const before = (await world.startedRuns()).length;
        await selected(cases, async (page) => {
            await readDialog(page, /To start: 2\. To skip: 1\. Each start uses OctoPerf credits/);
            assert.deepEqual(await readTable(dialogOf(page)), [kHead,
                [cases[0].name, "will start", ""], [cases[1].name, "will start", ""],
                [cases[2].name, "! skipped", "This test case has no scenario yet. Choose one with OctoPerf → Choose Scenario."]]);
            assert.equal(await startedSince(before), 0);
            await press(page, "Start 2 tests");
            await readDialog(page, /Started: 2\. Skipped: 1\. Failed: 0\./);
            assert.deepEqual((await readTable(dialogOf(page))).map((row) => row[1]), ["State", "✓ started", "✓ started", "! skipped"]);
            assert.equal(await dialogOf(page).getByRole("link", { name: cases[0].name }).getAttribute("href"), "/1/TestCase/" + cases[0].id + ".aspx");
            await press(page, "Close");
            await noDialog(page);
        });
        assert.equal(await startedSince(before), 2);
        assert.equal((await world.recorded(cases[0].id))[0].ExecutionStatusId, 2);
        assert.equal((await world.recorded(cases[1].id))[0].ExecutionStatusId, 1);
    });
}

test("Cancel in the plan starts nothing", async () => {
    const cases = await testCases(await world.scenario());
    const before = (await world.startedRuns()).length;
    await selected(cases, async (page) => {
        await readDialog(page, /To start: 1\. To skip: 0/);
        await dialogOf(page).getByRole("button", { name: "Start 1 test" }).waitFor();
        await press(page, "Cancel");
        await noDialog(page);
        assert.equal(await page.locator("#messages .message").count(), 0);
    });
    assert.equal(await startedSince(before), 0);
});

test("each test case that fails or is left out says why", async () => {
    const unclear = await world.scenario();
    const running = await world.launched(kLongScenario, "Porpoise running.");
    await world.state(running.run, "RUNNING");
    const cases = [{ name: "Porpoise running.", id: running.testCase }, ...await testCases(kUnknownId, "<b>no id</b>", unclear, await world.scenario())];
    await world.octoperf("POST", "faults", { match: "POST /runtime/scenarios/run/" + unclear, times: -1, action: "close" });
    await selected(cases, async (page) => {
        await readDialog(page, /To start: 3\. To skip: 2/);
        await press(page, "Start 3 tests");
        await readDialog(page, /Started: 1\. Skipped: 2\. Failed: 2/);
        const [, first, second, third, fourth, fifth] = await readTable(dialogOf(page));
        assert.deepEqual(first.slice(1), ["! skipped", "Its last test is still running."]);
        assert.match(second.join(), /✗ failed,The scenario in octoperf-scenario-id was not found/);
        assert.match(third.join(), /! skipped,The scenario field does not contain a scenario id/);
        assert.match(fourth.join(), /✗ failed,.*is unknown.*Before you start it again/);
        assert.equal(fifth[1], "✓ started");
    });
});

test("two test cases of the same scenario are told before they start", async () => {
    const scenario = await world.scenario();
    const cases = await testCases(scenario, scenario);
    await selected(cases, async (page) => {
        await readDialog(page, /To start: 2/);
        assert.deepEqual((await readTable(dialogOf(page))).map((row) => row[2]), ["Details", "", "Same scenario as “" + cases[0].name + "”."]);
        await press(page, "Cancel");
    });
});

test("Stop starting starts no more and says which were not started", async () => {
    const scenarios = [];
    for (let i = 0; i < 8; ++i) scenarios.push(await world.scenario());
    const cases = await testCases(...scenarios);
    const before = (await world.startedRuns()).length;
    await world.octoperf("POST", "faults", { match: "POST /runtime/scenarios/run", times: 3, action: "performThenHang" });
    await selected(cases, async (page) => {
        await readDialog(page, /To start: 8/);
        await press(page, "Start 8 tests");
        await readDialog(page, /0 of 8 done[\s\S]*starting…[\s\S]*waiting/);
        await press(page, "Stop starting");
        await readDialog(page, /No more tests will be started/);
        await world.octoperf("DELETE", "faults");
        await readDialog(page, /Not started because you stopped: 5\. Those already started continue\./);
        assert.equal((await readTable(dialogOf(page))).filter((row) => row[1] === "not started").length, 5);
    });
    assert.equal(await startedSince(before), 3);
});

test("closing the dialog while tests start calls off the rest and tells the end in a message", async () => {
    const scenarios = [];
    for (let i = 0; i < 5; ++i) scenarios.push(await world.scenario());
    const cases = await testCases(...scenarios);
    const before = (await world.startedRuns()).length;
    let started = 0;
    await world.octoperf("POST", "faults", { match: "GET /runtime/scenarios", times: 3, action: "hang" });
    await selected(cases, async (page) => {
        await readDialog(page, /To start: 5/);
        await press(page, "Start 5 tests");
        await readDialog(page, /0 of 5 done/);
        await page.keyboard.press("Escape");
        await noDialog(page);
        await world.octoperf("DELETE", "faults");
        const message = await readMessage(page, /OctoPerf:/);
        // Whether the three that were under way got through once the way was free again is a matter of moments.
        const [all, failed, rest] = message.text.match(/Started: (\d)\..*Failed: (\d)\. Not started because you stopped: (\d)/).slice(1).map(Number);
        started = all;
        assert.deepEqual([started + failed, rest], [3, 2]);
        await noDialog(page);
    });
    assert.equal(await startedSince(before), started);
});

test("without a selection the person is told to select", () => selected([], async (page) => {
    const message = await readMessage(page, /OctoPerf:/);
    assert.deepEqual([message.kind, message.text],
        ["error", "OctoPerf: No test case is selected. Select the test cases whose scenarios you want to start, then try again."]);
}));

test("with only folders selected the person is told that folders have no scenario", () => selected([{ name: "Load tests" }], async (page) => {
    assert.match((await readMessage(page, /OctoPerf:/)).text, /Only folders are selected, and a folder has no scenario/);
}));

test("of a folder and a test case only the test case is planned", async () => {
    const cases = await testCases(await world.scenario());
    await selected([{ name: "Load tests" }, ...cases], async (page) => {
        await readDialog(page, /To start: 1\. To skip: 0/);
        await press(page, "Cancel");
    });
});

test("test cases that cannot start at all are told with their reasons", async () => {
    await selected(await testCases(undefined, undefined), async (page) => {
        await readDialog(page, /None of these test cases can be started/);
        assert.equal(await dialogOf(page).getByRole("button", { name: /^Start/ }).count(), 0);
    });
});

test("who may not change test cases starts none", async () => {
    const cases = await testCases(await world.scenario());
    await selected(cases, async (page) => {
        assert.match((await readMessage(page, /OctoPerf:/)).text, /needs permission to modify test cases in this product/);
    }, { user: "viewer" });
});

test("on Spira 9.1 the question and the end are one message each", async () => {
    const cases = await testCases(await world.scenario(), undefined);
    await world.version("9.1.0.0");
    await selected(cases, async (page) => {
        await readDialog(page, new RegExp("start the load tests of these test cases now \\(1\\)\\? “" + cases[0].name + "”\\. To skip: 1"));
        await press(page, "OK");
        const message = await readMessage(page, /Started: 1/);
        assert.match(message.text, new RegExp("Skipped: 1\\. Failed: 0\\. “" + cases[1].name + "”: This test case has no scenario yet"));
        assert.equal(message.kind, "warning");
    });
    await world.recorded(cases[0].id);
});

test("the plan and the end are in French for a person who reads French", async () => {
    await world.user("tester", { culture: "fr-FR" });
    await selected(await testCases(await world.scenario(), undefined), async (page) => {
        await readDialog(page, /À démarrer\s: 1\. À ignorer\s: 1\./);
        assert.deepEqual((await readTable(dialogOf(page)))[0], ["Cas de test", "État", "Détails"]);
        await press(page, "Démarrer 1 test");
        await readDialog(page, /Démarrés\s: 1\. Ignorés\s: 1\. Échecs\s: 0\./);
        await press(page, "Fermer");
    });
});

for (const testSetRows of ["testSetTestCaseId", "testCaseId"]) {
    test("a test set starts its test cases, and their runs carry the set and its release, with rows as " + testSetRows, async () => {
        await world.spira("PUT", "switches", { testSetRows, systemSettingsOnProductPages: true });
        await world.runTime(kUnhurriedMs);
        const counts = { 1: (await world.runsOf(1)).length, 2: (await world.runsOf(2)).length };
        await world.visit("/1/TestSet/1.aspx", async (page) => {
            await chooseEntry(page, "Start All Scenarios");
            await readDialog(page, /To start: 2\. To skip: 1/);
            assert.deepEqual((await readTable(dialogOf(page))).map((row) => row[0]),
                ["Test case", "Fin Whale checkout", "Sperm Whale search", "Orca product page"]);
            await press(page, "Start 2 tests");
            await readDialog(page, /Started: 2\. Skipped: 1\. Failed: 0/);
        });
        for (const [testCase, status] of [[1, 2], [2, 1]]) {
            const run = (await world.recorded(testCase, counts[testCase] + 1)).at(-1);
            assert.deepEqual([run.TestSetId, run.ReleaseId, run.ExecutionStatusId], [1, 1, status]);
        }
    });
}

test("the runs of a test set carry it when the page does not see the recorder's address", async () => {
    await world.runTime(kUnhurriedMs);
    const count = (await world.runsOf(3)).length;
    await world.visit("/1/TestSet/2.aspx", async (page) => {
        await chooseEntry(page, "Start All Scenarios");
        await press(page, "Start 2 tests");
        await readDialog(page, /Started: 2/);
    });
    assert.equal((await world.recorded(3, count + 1)).at(-1).TestSetId, 2);
});

test("a test set without scenarios says so for each of its test cases", () => world.visit("/1/TestSet/3.aspx", async (page) => {
    await chooseEntry(page, "Start All Scenarios");
    await readDialog(page, /None of these test cases can be started/);
    assert.deepEqual((await readTable(dialogOf(page))).map((row) => row[1]), ["State", "! skipped", "! skipped"]);
}));

test("on Spira 9.1 a test set starts after one question", async () => {
    await world.version("9.1.0.0");
    await world.spira("PUT", "switches", { systemSettingsOnProductPages: true });
    await world.runTime(kUnhurriedMs);
    const count = (await world.runsOf(3)).length;
    await world.visit("/1/TestSet/2.aspx", async (page) => {
        await chooseEntry(page, "Start All Scenarios");
        await readDialog(page, /“Humpback login”, “Fin Whale checkout”|“Fin Whale checkout”, “Humpback login”/);
        await press(page, "OK");
        await readMessage(page, /Started: 2\. Skipped: 0\. Failed: 0/);
    });
    assert.equal((await world.recorded(3, count + 1)).at(-1).TestSetId, 2);
});
