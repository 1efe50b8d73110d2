// What a person does on the test case page around a start: choose the scenario, follow the test, stop it.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";

import {
    chooseEntry, dialogOf, hurry, hurryDialog, hurryMessage, noDialog, pick, press, readDialog, readMessage, ready,
} from "./person.mjs";
import { World } from "./world.mjs";

const kLongScenario = "hKpHtoYBUDjbSvwJg3V1";
const kSecondPetstore = "-r5ifn4BrW7hkFYMIu2_";
const kViewerKey = "00000000-0000-4000-8000-00000000200c";
const kNobodyKey = "00000000-0000-4000-8000-00000000300c";

let world;
before(async () => { world = await World.create(); });
after(() => world?.end());
afterEach(() => world.restore());

/** A long test that runs, and its test case open in the page; stopped in the end. */
async function whileRunning(action, more = {}) {
    await world.runTime(2000);
    const { testCase, run } = await world.launched(kLongScenario);
    await world.state(run, "RUNNING");
    await world.on(testCase, (page) => action(page, run, testCase), { clock: true, ...more });
}

async function stateOf(run) {
    return (await world.startedRuns()).find((one) => one.id === run).state;
}

// Choose Scenario.

test("choosing a workspace and a scenario writes its id into the test case", async () => {
    const scenario = await world.scenario({ name: "Chosen [PR:1]" });
    const testCase = await world.testCase();
    await world.on(testCase, async (page) => {
        await chooseEntry(page, "Choose Scenario");
        assert.match(await readDialog(page, /Choose a workspace/), /OctoPerf: Choose Scenario/);
        await pick(page, "Default");
        await readDialog(page, /Choose a scenario in “Petstore”/);
        await pick(page, "Chosen [PR:1]");
        const message = await readMessage(page, /Scenario set to/);
        assert.deepEqual(message, { kind: "success", text: "OctoPerf: Scenario set to “Chosen [PR:1]”.", link: null });
        await noDialog(page);
        await page.waitForFunction((id) => document.body.innerText.includes(id) || [...document.querySelectorAll("input")].some((input) => input.value === id), scenario);
    });
    assert.equal(await world.storedScenario(testCase), scenario);
});

test("one of several scenarios of the same name is told by its id", async () => {
    const twins = [await world.scenario({ name: "Twin [PR:1]" }), await world.scenario({ name: "Twin [PR:1]" })];
    const testCase = await world.testCase();
    await world.on(testCase, async (page) => {
        await chooseEntry(page, "Choose Scenario");
        await pick(page, "Default");
        await pick(page, "Twin [PR:1] (" + twins[1] + ")");
        await readMessage(page, /set to “Twin \[PR:1\]”/);
    });
    assert.equal(await world.storedScenario(testCase), twins[1]);
});

test("Back returns to the workspaces, and another one can be chosen", async () => {
    const other = await world.scenario({ name: "Elsewhere [PR:1]", projectId: kSecondPetstore });
    const testCase = await world.testCase();
    await world.on(testCase, async (page) => {
        await chooseEntry(page, "Choose Scenario");
        await pick(page, "Default");
        await readDialog(page, /Choose a scenario in/);
        await press(page, "Back");
        await readDialog(page, /Choose a workspace/);
        await pick(page, "Second Team");
        await pick(page, "Elsewhere [PR:1]");
        await readMessage(page, /set to “Elsewhere/);
    });
    assert.equal(await world.storedScenario(testCase), other);
});

for (const [what, leave] of [["Cancel", (page) => press(page, "Cancel")], ["Escape", (page) => page.keyboard.press("Escape")]]) {
    test(what + " in the middle of the choice writes nothing and says nothing", async () => {
        const testCase = await world.testCase();
        await world.on(testCase, async (page) => {
            await chooseEntry(page, "Choose Scenario");
            await pick(page, "Default");
            await readDialog(page, /Choose a scenario in/);
            await leave(page);
            await noDialog(page);
            assert.equal(await page.locator("#messages .message").count(), 0);
            await chooseEntry(page, "Choose Scenario");
            await readDialog(page, /Choose a workspace/);
        });
        assert.equal(await world.storedScenario(testCase), null);
    });
}

test("an account without any workspace is told to be invited", async () => {
    await world.octoPerfUser(kNobodyKey, { role: "ADMIN", workspaceId: "none" });
    await world.on(await world.testCase(), async (page) => {
        await chooseEntry(page, "Choose Scenario");
        const message = await readMessage(page, /OctoPerf:/);
        assert.match(message.text, /not a member of any workspace\. Invite this user/);
        assert.equal(message.kind, "error");
        await noDialog(page);
    });
});

test("the next test case is offered what was chosen last", async () => {
    await world.scenario({ name: "Again [PR:1]" });
    const [first, second] = [await world.testCase(), await world.testCase()];
    await world.on(first, async (page) => {
        await chooseEntry(page, "Choose Scenario");
        await pick(page, "Default");
        await pick(page, "Again [PR:1]");
        await readMessage(page, /Scenario set to/);
        await page.goto(page.url().replace("/" + first + ".", "/" + second + "."));
        await ready(page);
        await chooseEntry(page, "Choose Scenario");
        await readDialog(page, /Choose a workspace/);
        assert.equal(await dialogOf(page).locator("option:checked").innerText(), "Default");
        await press(page, "Choose");
        await readDialog(page, /Choose a scenario in/);
        assert.match(await dialogOf(page).locator("option:checked").innerText(), /^Again \[PR:1\]/);
        await press(page, "Choose");
        await readMessage(page, /set to “Again/);
    });
});

test("choosing the scenario that is there already says so and writes nothing", async () => {
    const scenario = await world.scenario({ name: "Same [PR:1]" });
    const testCase = await world.testCase(scenario);
    await world.on(testCase, async (page) => {
        await chooseEntry(page, "Choose Scenario");
        await pick(page, "Default");
        await readDialog(page, /Choose a scenario in/);
        assert.equal(await dialogOf(page).locator("option:checked").innerText(), "Same [PR:1]");
        await press(page, "Choose");
        await readMessage(page, /already “Same \[PR:1\]”/);
    });
});

test("on Spira 9.1 the choice is made in Spira's own lists", async () => {
    const scenario = await world.scenario({ name: "Combo [PR:1]" });
    const testCase = await world.testCase();
    await world.version("9.1.0.0");
    await world.on(testCase, async (page) => {
        await chooseEntry(page, "Choose Scenario");
        await pick(page, "Default");
        await pick(page, "Combo [PR:1]");
        await readMessage(page, /set to “Combo/);
    });
    assert.equal(await world.storedScenario(testCase), scenario);
});

// Show Progress.

test("progress shows state, share done, figures and a chart while the test runs", () => whileRunning(async (page) => {
    await chooseEntry(page, "Show Progress");
    await readDialog(page, /The test is running\./);
    assert.equal(await dialogOf(page).getByRole("heading", { level: 2 }).innerText(), "OctoPerf: Sei Whale [PR:1]");
    assert.equal(await dialogOf(page).getByRole("progressbar").count(), 1);
    await press(page, "Refresh now");
    await hurryDialog(page, /last: 0\.\d+\u00a0s, /);
    assert.equal(await dialogOf(page).getByRole("img", { name: /Average response time and errors over time; last: 0\.\d/ }).count(), 1);
    assert.match(await dialogOf(page).innerText(), /Elapsed[\s\S]*Users \(planned\)\s+10[\s\S]*Hits\s+\d[\s\S]*Errors\s+0[\s\S]*Average response time[\s\S]*0\.\d+\u00a0s/);
}));

test("progress ends by itself with the verdict", async () => {
    await world.runTime(150);
    const { testCase, run } = await world.launched(kLongScenario);
    await world.state(run, "RUNNING");
    await world.on(testCase, async (page) => {
        await chooseEntry(page, "Show Progress");
        await readDialog(page, /Stop test/);
        assert.match(await hurryDialog(page, /The test completed/), /The test completed\. It passed: no alarm was raised\./);
        assert.equal(await dialogOf(page).getByRole("button", { name: "Stop test" }).count(), 0);
        await press(page, "Close");
        await noDialog(page);
    }, { clock: true });
});

for (const [verdict, pattern] of [["failed", /It failed: alarms were raised/], ["error", /could not run the test/], ["aborted", /stopped early/]]) {
    test("progress of a test that ended " + verdict + " says so at once", async () => {
        const { testCase } = await world.ended({ verdict });
        await world.on(testCase, async (page) => {
            await chooseEntry(page, "Show Progress");
            await readDialog(page, pattern);
        });
    });
}

test("closing progress half way leaves the test running and the menu usable", () => whileRunning(async (page, run) => {
    await chooseEntry(page, "Show Progress");
    await readDialog(page, /The test is running/);
    await page.keyboard.press("Escape");
    await noDialog(page);
    assert.equal(await stateOf(run), "RUNNING");
    await chooseEntry(page, "Show Progress");
    await readDialog(page, /The test is running/);
    await press(page, "Close");
    await noDialog(page);
    assert.equal(await page.locator("#messages .message").count(), 0);
}));

test("Stop in the progress dialog asks first, and a no keeps the test running", () => whileRunning(async (page, run) => {
    await chooseEntry(page, "Show Progress");
    await readDialog(page, /The test is running/);
    await press(page, "Stop test");
    await readDialog(page, /Stop “Sei Whale \[PR:1\]”\? It cannot be resumed/);
    await press(page, "Keep running");
    await dialogOf(page).getByRole("button", { name: "Stop test" }).waitFor();
    assert.equal(await stateOf(run), "RUNNING");
    await press(page, "Stop test");
    await press(page, "Stop now");
    await hurryDialog(page, /stopped early/);
    assert.equal(await stateOf(run), "ABORTED");
}));

test("progress goes on after OctoPerf could not be read for a moment", () => whileRunning(async (page) => {
    await chooseEntry(page, "Show Progress");
    await readDialog(page, /The test is running/);
    await world.octoperf("POST", "faults", { match: "GET /runtime/bench-results", times: 1, action: "status", status: 500 });
    await press(page, "Refresh now");
    await readDialog(page, /could not be read\..*keeps trying/);
    await hurry(page, dialogOf(page).filter({ hasNotText: "keeps trying" }));
}));

// Stop Test.

test("Stop Test asks, stops and says how it ended", () => whileRunning(async (page, run) => {
    await chooseEntry(page, "Stop Test");
    await readDialog(page, /Stop “Sei Whale \[PR:1\]”\?/);
    await press(page, "Cancel");
    await noDialog(page);
    assert.equal(await stateOf(run), "RUNNING");
    await chooseEntry(page, "Stop Test");
    await press(page, "OK");
    const message = await hurryMessage(page, /stopped early/);
    assert.equal(message.kind, "success");
    assert.equal(await stateOf(run), "ABORTED");
}));

test("Stop Test without the right says so and the test goes on", () => whileRunning(async (page, run) => {
    await world.octoPerfUser(kViewerKey, { role: "VIEWER" });
    await chooseEntry(page, "Stop Test");
    await press(page, "OK");
    const message = await readMessage(page, /was not stopped/);
    assert.match(message.text, /not allowed to do this.*Test Executor or higher/);
    assert.equal(message.kind, "error");
    assert.equal(await stateOf(run), "RUNNING");
}));

test("Stop Test of a test that has ended says there is nothing to stop", async () => {
    const { testCase } = await world.ended();
    await world.on(testCase, async (page) => {
        await chooseEntry(page, "Stop Test");
        assert.match((await readMessage(page, /OctoPerf:/)).text, /nothing to stop\. The test completed/);
    });
});

for (const entry of ["Show Progress", "Stop Test", "Open Report", "Record Result Now"]) {
    test(entry + " without a test says to start one", async () => {
        await world.on(await world.testCase(), async (page) => {
            await chooseEntry(page, entry);
            assert.match((await readMessage(page, /OctoPerf:/)).text, /no OctoPerf test yet\. Start one with OctoPerf → Start Test Scenario/);
        });
    });

    test(entry + " of a test that OctoPerf has forgotten does not fail", async () => {
        const testCase = await world.testCase();
        await world.write(testCase, 5, "zKpHtoYBUDjbSvwJg3Zz");
        await world.on(testCase, async (page) => {
            await chooseEntry(page, entry);
            assert.match((await readMessage(page, /OctoPerf:/)).text, entry === "Open Report" ? /report.s address is unknown/ : /was not found/);
        });
    });
}

for (const entry of ["Start Test Scenario", "Choose Scenario"]) {
    test(entry + " by somebody who may not change test cases is refused", async () => {
        await world.on(await world.testCase(await world.scenario()), async (page) => {
            await chooseEntry(page, entry);
            assert.match((await readMessage(page, /OctoPerf:/)).text, /needs permission to modify test cases in this product/);
        }, { user: "executor" });
    });
}
