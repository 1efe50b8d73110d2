// The main ways through the app on other versions of Spira, under other readings of its documents, in French and in
// two tabs at once.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";

import { chooseEntry, hurryDialog, hurryMessage, noDialog, openPage, pick, press, readDialog, readMessage } from "./person.mjs";
import { World } from "./world.mjs";

const kLongScenario = "hKpHtoYBUDjbSvwJg3V1";
const kWarningScenario = "dKpHtoYBUDjbSvwJg3Vx";

let world;
before(async () => { world = await World.create(); });
after(() => world?.end());
afterEach(() => world.restore());

/** The main ways, one after the other: choose, start, follow, record, then all of a test set. */
async function mainWays({ dialogs = true } = {}) {
    await world.octoperf("PUT", "switches", { notifications: "lost" });
    await world.settings({ recorderUrl: "" });
    const name = "Way " + Math.random().toString(36).slice(2, 10) + " [PR:1]";
    const scenario = await world.scenario({ name, alarms: ["WARNING"] });
    const testCase = await world.testCase();
    await world.on(testCase, async (page) => {
        await chooseEntry(page, "Choose Scenario");
        await pick(page, "Default");
        await pick(page, name);
        await readMessage(page, /Scenario set to/);
        await chooseEntry(page, "Start Test Scenario");
        await readMessage(page, /has started/);
        const run = await world.storedBenchResult(testCase);
        await world.state(run, "FINISHED");
        await chooseEntry(page, "Show Progress");
        const words = /completed\. It passed, with warning alarms: 1/;
        if (dialogs) {
            await readDialog(page, words);
            await press(page, "Close");
        } else {
            await readMessage(page, words);
        }
        await noDialog(page);
        await chooseEntry(page, "Record Result Now");
        await hurryMessage(page, /is recorded/);
    }, { clock: true });
    assert.equal(await world.storedScenario(testCase), scenario);
    assert.deepEqual((await world.runsOf(testCase)).map((run) => run.ExecutionStatusId), [2]);
    await world.visit("/1/TestSet/2.aspx", async (page) => {
        await chooseEntry(page, "Start All Scenarios");
        await press(page, dialogs ? "Start 2 tests" : "OK");
        await (dialogs ? readDialog : readMessage)(page, /Started: 2\. Skipped: 0\. Failed: 0/);
    });
}

for (const [version, name, dialogs] of [["8.14.0.0", "older", false], ["9.1.0.0", "older", false], ["9.2.0.0", "older", true], ["9.4.0.0", "wasm", true]]) {
    test("the main ways work on Spira " + version, async () => {
        await world.install(name);
        await world.spira("PUT", "switches", { version });
        await mainWays({ dialogs });
    });
}

for (const reading of [
    { headerTokens: "plain" }, { headerTokens: "both" }, { putBody: "text" }, { putBody: "both" }, { menuKey: "name" },
    { gridIds: "function", testSetRows: "testCaseId" }, { settingsAtLoad: "late" }, { settingsAtLoad: "never" },
    { failureShape: "jquery", errorStatus: "proper" }, { failureShape: "text" }, { dialogWrapper: "none" },
    { systemSettingsOnProductPages: true },
]) {
    test("the main ways work with " + JSON.stringify(reading), async () => {
        await world.spira("PUT", "switches", reading);
        await mainWays();
    });
}

test("the main ways work in the JavaScript package on a Spira that forbids WebAssembly", async () => {
    await world.install("javascript");
    await world.spira("PUT", "switches", { contentSecurityPolicy: "noWasm" });
    await mainWays();
});

test("a person who reads French goes the main way in French", async () => {
    await world.withoutRecorder();
    await world.user("tester", { culture: "fr-FR" });
    const testCase = await world.testCase();
    await world.on(testCase, async (page) => {
        await chooseEntry(page, "Choose Scenario");
        await readDialog(page, /Choisissez un espace de travail/);
        await pick(page, "Default", "Choisir");
        await pick(page, "Minke Whale [PR:1]", "Choisir");
        await readMessage(page, /Scénario défini\s: «\sMinke Whale/);
        await chooseEntry(page, "Start Test Scenario");
        await readMessage(page, /«\sMinke Whale \[PR:1\]\s» a démarré/);
        await world.state(await world.storedBenchResult(testCase), "FINISHED");
        await chooseEntry(page, "Show Progress");
        await readDialog(page, /Il a réussi, avec des alarmes d’avertissement\s: 1/);
        await press(page, "Fermer");
        await chooseEntry(page, "Record Result Now");
        await hurryMessage(page, /Le résultat de «\sMinke Whale.*est enregistré/);
    }, { clock: true });
    assert.equal(await world.storedScenario(testCase), kWarningScenario);
});

test("two tabs of one test case start and follow without disturbing each other", async () => {
    const testCase = await world.testCase(kLongScenario);
    const before = (await world.startedRuns()).length;
    await world.on(testCase, async (page, context) => {
        const other = await openPage(context, page.url());
        await chooseEntry(page, "Start Test Scenario");
        await readMessage(page, /has started/);
        await chooseEntry(other, "Start Test Scenario");
        await readDialog(other, /still running/);
        await press(other, "Cancel");
        await chooseEntry(other, "Show Progress");
        await readDialog(other, /Stop test/);
        await chooseEntry(page, "Show Progress");
        await readDialog(page, /Stop test/);
        await press(other, "Stop test");
        await press(other, "Stop now");
        await hurryDialog(other, /stopped early/);
        await hurryDialog(page, /stopped early/);
    }, { clock: true });
    assert.equal((await world.startedRuns()).length, before + 1);
});

test("a test case that the page moves to without loading anew is the one that is started", { skip: "the simulated page loads anew for every test case" }, () => {});
