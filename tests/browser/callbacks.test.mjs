// What a callback of the platform means: whatever a cancel passes, and however often Spira calls back, nothing is started,
// stopped or written without an explicit yes, nothing twice, and a later click works.

import assert from "node:assert/strict";
import { test } from "node:test";

import { chooseEntry, clickStart, dialogOf, noDialog, pick, press, readDialog, readMessage, selectRow } from "./person.mjs";
import { longTest, started, world } from "./paid_tests.mjs";

const leaveByCancel = (page) => dialogOf(page).getByRole("button", { name: "Cancel", exact: true }).click();
const leaveByCross = (page) => dialogOf(page).getByRole("button", { name: "Close", exact: true }).first().click();
const leaveByKey = (page) => page.keyboard.press("Escape");

/** Asks, is left without a yes, and is asked again: then with a yes, once. */
async function noThenYes(switches, leave, yes) {
    await world.spira("PUT", "switches", switches);
    await world.productSettings({ askBeforeStart: "True" });
    const testCase = await world.testCase(await world.scenario());
    const before = await started();
    await world.on(testCase, async (page) => {
        await clickStart(page);
        await dialogOf(page).waitFor();
        await leave(page);
        await noDialog(page);
        await clickStart(page);
        await dialogOf(page).waitFor();
        assert.equal(await started(), before);
        await dialogOf(page).getByRole("button", { name: yes, exact: true }).click();
        await readMessage(page, /has started/);
        await world.recorded(testCase);
    });
    assert.equal(await started(), before + 1);
}

for (const confirmCallback of ["confirmOnly", "both", "undefined", "null", "emptyText", "zero", "notCalled", "twice"]) {
    test("a confirmation whose cancel is " + confirmCallback + " starts nothing on Cancel and one test on OK", () => (
        noThenYes({ confirmCallback }, leaveByCancel, "OK")));
}

for (const [how, leave] of [["cross", leaveByCross], ["Escape", leaveByKey]]) {
    for (const confirmCross of ["cancel", "silent"]) {
        test("a confirmation left by " + how + " starts nothing where that is " + confirmCross, () => noThenYes({ confirmCross }, leave, "OK"));
    }
}

for (const comboCancel of ["null", "undefined", "emptyText", "zero", "false", "notCalled", "twice"]) {
    test("before 8.14 a list whose cancel is " + comboCancel + " starts nothing on Cancel and one test on Yes", async () => {
        await world.install("older");
        await noThenYes({ version: "8.13.0.0", comboCancel }, leaveByCancel, "Yes, continue");
    });
    test("before 9.2 a choice whose cancel is " + comboCancel + " writes nothing on Cancel", async () => {
        await world.version("9.1.0.0");
        await world.spira("PUT", "switches", { comboCancel });
        const testCase = await world.testCase();
        const scenario = await world.scenario({ name: "Chosen " + comboCancel + " [PR:1]" });
        await world.on(testCase, async (page) => {
            await chooseEntry(page, "Choose Scenario");
            await pick(page, "Default");
            await readDialog(page, /Choose a scenario in/);
            await leaveByCancel(page);
            await noDialog(page);
            await chooseEntry(page, "Choose Scenario");
            await readDialog(page, /Choose a workspace/);
            assert.equal(await world.storedScenario(testCase), null);
            await pick(page, "Default");
            await pick(page, "Chosen " + comboCancel + " [PR:1]");
            await readMessage(page, /Scenario set to/);
        });
        assert.equal(await world.storedScenario(testCase), scenario);
    });
}

for (const callCallbacks of ["twice", "successThenFailure", "failureThenSuccess"]) {
    test("calls that are answered by " + callCallbacks + " start and record nothing twice", async () => {
        await world.spira("PUT", "switches", { callCallbacks });
        const testCase = await world.testCase(await world.scenario());
        const before = await started();
        await world.on(testCase, async (page) => {
            await clickStart(page);
            await readMessage(page, /^OctoPerf:/);
            if (callCallbacks !== "failureThenSuccess") await world.recorded(testCase);
            await chooseEntry(page, "Record Result Now");
            await readMessage(page, /was already recorded|is recording this result|OctoPerf: .*\. /);
        });
        const begun = await started() - before;
        assert.ok(callCallbacks === "failureThenSuccess" ? begun <= 1 : begun === 1, begun + " tests were started");
        assert.ok((await world.runsOf(testCase)).length <= 1);
    });
}

test("one click starts one test where Spira has inserted the code twice", async () => {
    await world.spira("PUT", "switches", { codeInserted: "twice" });
    const testCase = await world.testCase(await world.scenario());
    const before = await started();
    await world.on(testCase, async (page) => {
        await clickStart(page);
        await readMessage(page, /has started/);
        await world.recorded(testCase);
    });
    assert.equal(await started(), before + 1);
    assert.equal((await world.runsOf(testCase)).length, 1);
});

for (const dialogOnClose of ["once", "twice", "never"]) {
    test("a plan of several starts whose dialog tells its closing " + dialogOnClose + " starts nothing until it is told to", async () => {
        await world.spira("PUT", "switches", { dialogOnClose });
        const name = "Pilot whale " + dialogOnClose;
        await world.testCase(await world.scenario(), name);
        const before = await started();
        await world.visit("/1/TestCase/List.aspx", async (page) => {
            await selectRow(page, name);
            for (const leave of [leaveByCross, leaveByKey]) {
                await chooseEntry(page, "Start Selected Scenarios");
                await readDialog(page, /To start: 1/);
                await leave(page);
                await noDialog(page);
            }
            await chooseEntry(page, "Start Selected Scenarios");
            await readDialog(page, /To start: 1/);
            assert.equal(await started(), before);
            await dialogOf(page).getByRole("button", { name: /^Start/ }).dblclick();
            await readDialog(page, /Started: 1/);
        });
        assert.equal(await started(), before + 1);
    });
}

for (const dialogOnClose of ["once", "twice", "never"]) {
    test("closing the dialog of several starts, told " + dialogOnClose + ", starts none of the rest", async () => {
        await world.spira("PUT", "switches", { dialogOnClose });
        await world.spira("PUT", "faults", [{ match: "PUT test-cases", times: -1, action: "storeLate", ms: 700 }]);
        const name = "Beluga " + dialogOnClose;
        for (let i = 0; i < 8; ++i) await world.testCase(await world.scenario(), name + " " + i);
        const before = await started();
        await world.visit("/1/TestCase/List.aspx", async (page) => {
            for (let i = 0; i < 8; ++i) await selectRow(page, name + " " + i);
            await chooseEntry(page, "Start Selected Scenarios");
            await readDialog(page, /To start: 8/);
            await press(page, "Start 8 tests");
            await readDialog(page, /Stop starting/);
            await leaveByKey(page);
            await noDialog(page);
            await readMessage(page, /Not started/);
        });
        const begun = await started() - before;
        assert.ok(begun > 0 && begun < 5, begun + " tests were started");
    });
}

test("a double click on Stop test asks and stops nothing", async () => {
    const { testCase, run } = await longTest();
    await world.on(testCase, async (page) => {
        await chooseEntry(page, "Show Progress");
        await readDialog(page, /The test is running/);
        await dialogOf(page).getByRole("button", { name: "Stop test" }).dblclick();
        await dialogOf(page).getByRole("button", { name: "Stop now" }).waitFor();
        await press(page, "Keep running");
        await dialogOf(page).getByRole("button", { name: "Stop test" }).waitFor();
        assert.equal((await world.startedRuns()).find((one) => one.id === run).state, "RUNNING");
    });
});
