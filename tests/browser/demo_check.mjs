// node demo_check.mjs --octospira PROGRAM --package FILE [--run-time 2s] [--screenshots FOLDER]
// Does by itself what the demo asks a person to do, prints one line per step with its time, and exits with 0 or 1.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";

import { launchChromium } from "./chromium.mjs";
import { startDemo } from "./demo.mjs";
import { clickStart, openPage, readMessage, readNewestRun, ready, waitForExecutionStatus, waitForRuns } from "./person.mjs";

const kRunWaitMs = 60_000;
const { values: options } = parseArgs({
    options: {
        octospira: { type: "string" }, package: { type: "string" }, "run-time": { type: "string", default: "3s" },
        screenshots: { type: "string" },
    },
});

const kTestCases = [
    { id: 1, name: "Fin Whale checkout", scenario: "Fin Whale [PR:1]", status: "Passed" },
    { id: 2, name: "Sperm Whale search", scenario: "Sperm Whale [PR:1]", status: "Failed" },
    { id: 3, name: "Humpback login", scenario: "Humpback [PR:1]", status: "Blocked" },
];

/** Runs a step and prints how long it took. */
async function step(what, action) {
    const start = performance.now();
    const print = (mark) => console.log(mark + " " + ((performance.now() - start) / 1000).toFixed(2).padStart(6) + " s  " + what);
    try {
        const result = await action();
        print("ok    ");
        return result;
    } catch (fault) {
        print("FAILED");
        throw fault;
    }
}

function expect(what, actual, wanted) {
    const fits = wanted instanceof RegExp ? wanted.test(actual) : actual === wanted;
    if (!fits) throw new Error(what + " is " + JSON.stringify(actual) + ", expected " + wanted);
}

async function picture(page, name) {
    if (options.screenshots === undefined) return;
    mkdirSync(options.screenshots, { recursive: true });
    await page.screenshot({ path: join(options.screenshots, name) });
}

/** Where a person points before they click: the open menu, for the picture. */
async function pictureOfMenu(page) {
    if (options.screenshots === undefined) return;
    await page.locator("#spiraapps").getByRole("button", { name: "OctoPerf", exact: true }).click();
    await page.getByRole("menuitem", { name: "Start Test Scenario" }).hover();
    await picture(page, "start-test-scenario.png");
    await page.keyboard.press("Escape");
}

/** From the printed address, as a person goes: the product's test cases, then the one of that name. */
async function openTestCase(context, demo, name, id) {
    const page = await openPage(context, demo.testCases);
    await page.getByRole("link", { name }).click();
    await page.waitForURL("**/TestCase/" + id + ".aspx");
    await ready(page);
    return page;
}

async function checkTestCase(context, demo, { id, name, scenario, status }) {
    const page = await step('open the test case "' + name + '"', () => openTestCase(context, demo, name, id));
    if (id === 1) await pictureOfMenu(page);
    await step("click OctoPerf > Start Test Scenario, read that it has started", async () => {
        await clickStart(page);
        const message = await readMessage(page, /OctoPerf:/);
        expect("the message", message.text, /has started/);
        expect("its kind", message.kind, "success");
    });
    await step("find a new test run: " + status, async () => {
        const statuses = await waitForRuns(page, 1, kRunWaitMs);
        expect("its status", statuses[0].trim(), status);
    });
    await step("see the test case's execution status changed", async () => {
        expect("the execution status", await waitForExecutionStatus(page, status), status);
    });
    await step("read the run's Console Output", async () => {
        await page.locator("#tab-runs").click();
        const run = await readNewestRun(page);
        expect("the runner", run.runner, "OctoPerf");
        expect("the test name", run.testName, scenario);
        expect("the message", run.message, /^Full Report: http/);
        expect("the report's link", run.link, /^http.*\/analysis\/report\/[\w-]{20}$/);
        expect("the details", run.details, /OctoPerf bench result: [\w-]{20}/);
        if (id === 1) {
            expect("OctoPerf's own figures", run.details, /\nDuration: \d+ s\nHits: \d+\n/);
            await page.locator("#run-details").scrollIntoViewIfNeeded();
            await picture(page, "test-run.png");
        }
    });
    await page.close();
}

let demo;
let browser;
let failed = false;
try {
    demo = await step("start Spira, OctoPerf (both simulated) and the recorder", () => startDemo({
        octospira: options.octospira, spiraApp: options.package, runTime: options["run-time"],
    }));
    browser = await step("start Chromium", launchChromium);
    const context = await browser.newContext({ viewport: { width: 1440, height: 800 } });
    for (const testCase of kTestCases) await checkTestCase(context, demo, testCase);
} catch (fault) {
    failed = true;
    console.error(fault.message);
    if (demo !== undefined) console.error(demo.log());
}
await browser?.close();
await demo?.stop().catch((fault) => { failed = true; console.error(fault.message); });
process.exit(failed ? 1 : 0);
