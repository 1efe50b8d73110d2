// Who may do what: every entry that changes something or costs credits asks for the right it needs, says so where it is
// missing, and then does nothing.

import assert from "node:assert/strict";
import { test } from "node:test";

import { chooseEntry, dialogOf, readDialog, readMessage, selectRow } from "./person.mjs";
import { kLongScenario, longTest, started, world } from "./paid_tests.mjs";

const kModify = /Ask a product administrator for a role that can modify test cases/;

/** A long test that runs; `action` as that user, after which it still runs and nothing has changed. */
async function nothingChanges(user, action) {
    const { testCase, run } = await longTest();
    const before = await started();
    await world.on(testCase, (page) => action(page, testCase), { user });
    const runs = await world.startedRuns();
    assert.equal(runs.length, before);
    assert.equal(runs.find((one) => one.id === run).state, "RUNNING");
    assert.equal(await world.storedScenario(testCase), kLongScenario);
    assert.equal(await world.storedBenchResult(testCase), run);
    assert.deepEqual(await world.runsOf(testCase), []);
}

for (const user of ["viewer", "executor"]) {
    for (const [entry, pattern] of [
        ["Start Test Scenario", /needs permission to modify test cases in this product/],
        ["Choose Scenario", /needs permission to modify test cases in this product/],
        ["Stop Test", /Stopping a test needs permission to modify test cases/],
    ]) {
        test(entry + " tells a " + user + " which right is missing and does nothing", () => nothingChanges(user, async (page) => {
            await chooseEntry(page, entry);
            const message = await readMessage(page, pattern);
            assert.match(message.text, kModify);
            assert.equal(message.kind, "error");
            assert.equal(await dialogOf(page).count(), 0);
        }));
    }

    test("the dialog of Show Progress has no button to stop for a " + user, () => nothingChanges(user, async (page) => {
        await chooseEntry(page, "Show Progress");
        await readDialog(page, /The test is running/);
        await dialogOf(page).getByRole("button", { name: "Refresh now" }).waitFor();
        assert.equal(await dialogOf(page).getByRole("button", { name: /Stop/ }).count(), 0);
    }));
}

for (const user of ["viewer", "author"]) {
    test("Record Result Now tells a " + user + " which right is missing and does nothing", () => nothingChanges(user, async (page) => {
        await chooseEntry(page, "Record Result Now");
        await readMessage(page, /needs permission to create test runs in this product\. Ask a product administrator/);
        assert.equal(await dialogOf(page).count(), 0);
    }));
}

test("the dialog in which an executor waits for a result has no button to stop", () => nothingChanges("executor", async (page) => {
    await chooseEntry(page, "Record Result Now");
    await readDialog(page, /recorded when the test ends/);
    assert.equal(await dialogOf(page).getByRole("button", { name: /Stop/ }).count(), 0);
}));

for (const user of ["viewer", "executor"]) {
    test("neither the selected nor all scenarios of a test set are started by a " + user, async () => {
        const name = "Beluga " + user;
        await world.testCase(await world.scenario(), name);
        const before = await started();
        await world.visit("/1/TestCase/List.aspx", async (page) => {
            await selectRow(page, name);
            await chooseEntry(page, "Start Selected Scenarios");
            await readMessage(page, kModify);
        }, { user });
        await world.visit("/1/TestSet/1.aspx", async (page) => {
            await chooseEntry(page, "Start All Scenarios");
            await readMessage(page, kModify);
        }, { user });
        assert.equal(await started(), before);
    });
}

test("who may modify test cases still stops a test from the dialog", async () => {
    const { testCase, run } = await longTest();
    await world.on(testCase, async (page) => {
        await chooseEntry(page, "Show Progress");
        await readDialog(page, /The test is running/);
        await dialogOf(page).getByRole("button", { name: "Stop test" }).click();
        await dialogOf(page).getByRole("button", { name: "Stop now" }).click();
        await world.state(run, "ABORTED");
    });
});
