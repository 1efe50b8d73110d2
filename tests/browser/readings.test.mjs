// The main job through the real page, under every reading of what the platform's documents leave open.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";

import { clickStart, readMessage, readNewestRun, waitForRuns } from "./person.mjs";
import { World } from "./world.mjs";

let world;
before(async () => { world = await World.create(); });
after(() => world?.end());
afterEach(() => world.restore());

/**
 * Starts the scenario of a fresh test case and waits until Spira lists the run.
 * @param {{switches?: Object, verdict?: string, expected?: string, look?: Function}} [wanted] how Spira behaves, how the test
 * ends, the run's status, and what to look at then
 */
async function mainJob({ switches = {}, verdict = "passed", expected = "Passed", look = async () => {} } = {}) {
    const testCase = await world.testCase(await world.scenario({ verdict }));
    await world.spira("PUT", "switches", switches);
    await world.on(testCase, async (page) => {
        await clickStart(page);
        const message = await readMessage(page, /OctoPerf:/);
        assert.match(message.text, /^OctoPerf: .*has started/);
        const statuses = await waitForRuns(page, 1);
        assert.deepEqual(statuses.map((status) => status.trim()), [expected]);
        await look(page, message, testCase);
    });
}

for (const [verdict, expected] of [["passed", "Passed"], ["failed", "Failed"], ["error", "Blocked"]]) {
    test("a test that ends " + verdict + " becomes a run that is " + expected + ", with a report that can be clicked", () =>
        mainJob({ verdict, expected, look: async (page, message, testCase) => {
            assert.equal(message.kind, "success");
            assert.match(await world.storedBenchResult(testCase), /^[\w-]{20}$/);
            const run = await readNewestRun(page);
            assert.equal(run.status.trim(), expected);
            assert.equal(run.runner, "OctoPerf");
            assert.equal(run.testName, "Narwhal [PR:1]");
            assert.match(run.message, /^Full Report: http/);
            assert.match(run.link, /^http.*\/analysis\/report\/[\w-]{20}$/);
            assert.match(run.details, /OctoPerf bench result: [\w-]{20}/);
        } }));
}

const kReadings = [
    { menuKey: "name" }, { headerTokens: "plain" }, { headerTokens: "both" }, { putBody: "text" }, { putBody: "both" },
    { systemSettingsOnProductPages: true }, { settingsAtLoad: "late" }, { settingsAtLoad: "never" }, { gridIds: "function" },
    { whiteListCheck: "before" }, { systemSettingsOnProductPages: true, whiteListCheck: "before" },
    { concurrencyDigits: "ticks" }, { propertyEntryWhenUnset: "absent" }, { richTextProperties: true }, { conflictOnNoChange: false },
    { dateForm: "zoneless" }, { byteOrderMark: true }, { errorStatus: "proper" }, { failureShape: "jquery" }, { failureShape: "text" },
    { headerTokens: "plain", putBody: "text", menuKey: "name", failureShape: "jquery", errorStatus: "proper", settingsAtLoad: "never" },
];
for (const reading of kReadings) {
    test("the main job works with " + JSON.stringify(reading), () => mainJob({ switches: reading }));
}

for (const [what, name, switches] of [
    ["Spira before 9.3, which knows no URL settings,", "older", { version: "9.2.0.0" }],
    ["Spira 8.7, which has no confirmations, no markup in messages and no live form values,", "older", { version: "8.7.0.0" }],
    ["a Spira that forbids WebAssembly", "javascript", { contentSecurityPolicy: "noWasm" }],
]) {
    test("on " + what + " the package for it does the main job", async () => {
        await world.install(name);
        await mainJob({ switches });
    });
}

test("the report's link stands in the message when the page knows OctoPerf's address", () => mainJob({
    switches: { systemSettingsOnProductPages: true },
    look: async (page, message) => {
        assert.match(message.link.url, /^http:\/\/octoperf\.localhost:\d+\/ui\/workspace\/[\w-]{20}\/project\/[\w-]{20}\/analysis\/report\/[\w-]{20}$/);
    },
}));
