// node pictures.mjs FOLDER
// Takes the user guide's pictures of the dialogs and of the widget, in Spira's light theme; of the widget also in the dark one.
// The app draws them from a simulated Spira and OctoPerf. A simulated load test takes seconds instead of minutes, so the
// page's clock runs faster by the same factor.

import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { chooseEntry, clickStart, dialogOf, noDialog, pick, press, readDialog, readMessage } from "./person.mjs";
import { World } from "./world.mjs";

const kFolder = process.argv[2];
const kViewport = { width: 1080, height: 1000 };
const kNarrow = { width: 320, height: 860 };
const kAround = 20;

/** Of the simulated OctoPerf's data: a test of ten minutes, and the only project of the workspace Second Team. */
const kLongScenario = "hKpHtoYBUDjbSvwJg3V1";
const kSecondPetstore = "-r5ifn4BrW7hkFYMIu2_";
/** How long a minute of that test takes here; the simulator's run time is a thirtieth of the whole test. */
const kMinuteMs = 2700;
const kLongRunTimeMs = 14 * kMinuteMs / 30;

const kScenarioNames = [
    "Basket, 200 users [PR:1]", "Catalogue, 500 users [PR:1]", "Checkout, 100 users [PR:1]", "Checkout, 500 users [PR:1]",
    "Checkout, soak over night [PR:1]", "Log in, 1000 users [PR:1]", "Log in, spike [PR:1]", "Search, 100 users [PR:1]",
    "Search, 500 users [PR:1]", "Stock service, API only [PR:1]", "Whale watching season opens",
];

/**
 * The widget's test cases: how the last of ten runs ended and how long ago, the runs' response times in seconds, oldest
 * first, the errors in per cent before and in the last, and the hits of the first.
 */
const kHistories = [
    { name: "Checkout under load", status: 1, hours: 0.4, seconds: [0.41, 0.42, 0.4, 0.43, 0.44, 0.43, 0.47, 0.52, 0.55, 0.71], errors: [0.2, 3.9], hits: 26900 },
    { name: "Search under load", status: 2, hours: 3, seconds: [0.62, 0.63, 0.6, 0.61, 0.58, 0.57, 0.55, 0.56, 0.53, 0.49], errors: [0.4, 0.1], hits: 41250 },
    { name: "Log in, a thousand people at once", status: 2, hours: 5, seconds: [0.3, 0.31, 0.29, 0.3, 0.33, 0.3, 0.3, 0.31, 0.3, 0.3], errors: [0, 0], hits: 12004 },
    { name: "Catalogue on a Saturday", status: 6, hours: 20, seconds: [0.8, 0.78, 0.82, 0.85, 0.8, 0.79, 0.83, 0.81, 0.8, 0.84], errors: [0.9, 1.2], hits: 58310 },
    { name: "Basket with many items", status: 5, hours: 30, seconds: [1.1, 1.2, 1.1, 1.15, 1.2, 1.1, 1.2, 1.1, 1.25, 1.2], errors: [0.5, 0.5], hits: 1880 },
    { name: "Stock service", status: 2, hours: 49, seconds: [0.09, 0.08, 0.09, 0.12, 0.2, 0.18, 0.11, 0.09, 0.09, 0.08], errors: [0, 0], hits: 190445 },
    { name: "Search, spike", status: 1, hours: 75, seconds: [1.9, 1.7, 1.8, 1.6, 1.7, 1.5, 1.6, 1.4, 1.5, 2.31], errors: [2, 12.5], hits: 9720 },
    { name: "Season opens", status: 2, hours: 200, seconds: [0.6, 0.61, 0.64, 0.6, 0.59, 0.62, 0.6, 0.61, 0.63, 0.62], errors: [0.31, 0.3], hits: 33900 },
];

const world = await World.create();

const kVerdicts = {
    1: "Failed: the test completed, and an alarm or a service level was violated.",
    2: "Passed: the test completed, and no critical alarm was raised.",
    5: "Blocked: the test was stopped early, by a user, another program or OctoPerf.",
    6: "Caution: the test passed, with 1 warning alarm.",
};

/** The details of a recorded run, as core/flows/record/run_details.cpp writes them. */
function details(status, hits, errorsPercent, responseTimeAvg) {
    const id = String(hits).padStart(20, "0");
    return [
        kVerdicts[status], "", "State: " + (status === 5 ? "ABORTED" : "FINISHED"), "Duration: 10 min", "Hits: " + hits,
        "Avg Elapsed: " + responseTimeAvg + " s", "% Errors: " + errorsPercent + " %",
        "Alarms: " + ({ 1: "1 CRITICAL", 6: "1 WARNING" }[status] ?? "none"),
        "Full Report: https://octoperf.example.com/ui/workspace/w/project/p/analysis/report/" + id,
        "OctoPerf figures: " + JSON.stringify({ hits, errorsPercent, responseTimeAvg }), "OctoPerf bench result: " + id, "",
    ].join("\n");
}

async function seedHistories() {
    for (const { name, status, hours, seconds, errors, hits } of kHistories) {
        const testCase = await world.testCase(undefined, name);
        await world.spira("POST", "runs", {
            productId: 1, runs: seconds.map((time, index) => {
                const [verdict, percent] = index < 9 ? [2, errors[0]] : [status, errors[1]];
                return {
                    TestCaseId: testCase, ExecutionStatusId: verdict, RunnerTestName: name + " [PR:1]",
                    EndDate: new Date(Date.now() - (hours + (9 - index) * 24) * 3_600_000).toISOString(),
                    RunnerStackTrace: details(verdict, hits + index * 7, percent, time),
                };
            }),
        });
    }
}

/** Takes what the locator shows and some page around it, or as much of that as there is. */
async function take(page, name, locator) {
    const box = await locator.boundingBox();
    const { width, height } = page.viewportSize();
    const [x, y] = [Math.max(box.x - kAround, 0), Math.max(box.y - kAround, 0)];
    const clip = { x, y, width: Math.min(box.x + box.width + kAround, width) - x, height: Math.min(box.y + box.height + kAround, height) - y };
    await page.mouse.move(0, 0);
    await page.screenshot({ path: join(kFolder, name + ".png"), clip });
    console.log(name + ".png  " + Math.round(clip.width) + " × " + Math.round(clip.height));
}

function dialogPicture(page, name) {
    return take(page, name, dialogOf(page));
}

async function likes(theme, products) {
    for (const login of ["tester", "manager"]) await world.user(login, { theme, culture: "en-US" });
    if (products) await world.user("tester", { products });
}

async function choosing() {
    await world.on(await world.testCase(), async (page) => {
        await chooseEntry(page, "Choose Scenario");
        await pick(page, "Second Team");
        await readDialog(page, /Choose a scenario in/);
        await dialogPicture(page, "choose-scenario-light");
    }, { viewport: kViewport });
}

/** A minute of the test: the page's clock goes on by one, so the dialog looks again. */
async function minute(page) {
    await page.waitForTimeout(kMinuteMs);
    await page.clock.fastForward(61_000);
}

async function following() {
    await world.runTime(kLongRunTimeMs);
    const testCase = await world.testCase(kLongScenario, "Checkout under load");
    await world.on(testCase, async (page) => {
        await clickStart(page);
        await readMessage(page, /has started/);
        const run = await world.storedBenchResult(testCase);
        await world.state(run, "RUNNING");
        await chooseEntry(page, "Show Progress");
        await readDialog(page, /The test is running/);
        for (let i = 0; i < 6; ++i) await minute(page);
        await readDialog(page, /last: /);
        await dialogPicture(page, "progress-light");
        await narrow(page, "progress-narrow-light");
        await press(page, "Stop test");
        await readDialog(page, /It cannot be resumed/);
        await press(page, "Keep running");
        await press(page, "Close");
        await noDialog(page);
        await world.state(run, "FINISHED");
        await chooseEntry(page, "Show Progress");
        await readDialog(page, /The test completed/);
        await dialogPicture(page, "progress-ended-light");
    }, { viewport: kViewport, clock: true });
}

async function narrow(page, name) {
    await page.setViewportSize(kNarrow);
    await page.screenshot({ path: join(kFolder, name + ".png") });
    await page.setViewportSize(kViewport);
}

async function stopping() {
    await world.runTime(kLongRunTimeMs);
    const { testCase, run } = await world.launched(kLongScenario, "Checkout under load");
    await world.state(run, "RUNNING");
    await world.on(testCase, async (page) => {
        await chooseEntry(page, "Stop Test");
        await readDialog(page, /It cannot be resumed/);
        await dialogPicture(page, "stop-test-light");
        await press(page, "OK");
        await world.state(run, "ABORTED");
    }, { viewport: kViewport });
}

/** Four test cases of the list: two that start, one without a scenario, one whose scenario is gone. */
async function startingMany() {
    await world.runTime(400);
    const scenario = (name, more = {}) => world.scenario({ name: name + " [PR:1]", ...more });
    const ids = [await scenario("Sperm Whale"), await scenario("Humpback"), undefined, "zKpHtoYBUDjbSvwJg3Zz"];
    const names = ["Search a song", "Follow the pod", "Count the flukes", "Sound the depth"];
    for (const [index, id] of ids.entries()) await world.testCase(id, names[index]);
    await world.visit("/1/TestCase/List.aspx", async (page) => {
        for (const name of names) await page.getByRole("row").filter({ has: page.getByRole("link", { name, exact: true }) }).locator("input[type=checkbox]").check();
        await chooseEntry(page, "Start Selected Scenarios");
        await readDialog(page, /To start: 3/);
        await dialogPicture(page, "start-plan-light");
        await press(page, "Start 3 tests");
        await readDialog(page, /Started: 2\. Skipped: 1\. Failed: 1\./);
        await dialogPicture(page, "start-end-light");
    }, { viewport: kViewport });
}

/** A setup with a problem: a recorder that cannot be reached. */
async function settingUp() {
    await world.settings({ recorderUrl: "https://recorder.example.com" });
    await world.onSettings(async (page) => {
        await chooseEntry(page, "Check Setup");
        await readDialog(page, /OK: \d+\. Attention: \d+\. Problems: \d+\.|Everything looks good/);
        await dialogPicture(page, "check-setup-light");
    }, { viewport: kViewport });
    await world.onSettings(async (page) => {
        await chooseEntry(page, "Show Webhook Address");
        await readDialog(page, /Notifications/);
        await dialogPicture(page, "webhook-address-light");
    }, { viewport: kViewport });
}

function onHome(product, theme, action) {
    return likes(theme, { [product]: { widgets: [world.guid], releaseId: 0 } }).then(() => (
        world.visit("/" + product + ".aspx", (page) => action(page, page.locator('[id="' + world.guid + '_content"]')), { viewport: kViewport })));
}

/** The widget with its frame and caption. */
function framed(widget) {
    return widget.locator("xpath=ancestor::section");
}

async function looking() {
    for (const theme of ["dark", "light"]) {
        await onHome(1, theme, async (page, widget) => {
            await widget.getByText("Season opens").waitFor();
            await take(page, "widget-" + theme, framed(widget));
            if (theme === "light") await narrowWidget(page, widget);
        });
    }
    await world.spira("PUT", "apps/" + world.guid, { products: { 2: { enabled: true } } });
    await onHome(2, "light", async (page, widget) => {
        await widget.getByText("No load test has been recorded yet.").last().waitFor();
        await take(page, "widget-empty-light", framed(widget));
    });
}

async function narrowWidget(page, widget) {
    await page.setViewportSize(kNarrow);
    await page.reload();
    await widget.locator("table").waitFor();
    await framed(widget).scrollIntoViewIfNeeded();
    await take(page, "widget-narrow-light", framed(widget));
    await page.setViewportSize(kViewport);
}

mkdirSync(kFolder, { recursive: true });
try {
    // The widget first: nothing but what is made up for it is in it then.
    await seedHistories();
    await looking();
    for (const name of kScenarioNames) await world.scenario({ name, projectId: kSecondPetstore });
    await world.restore();
    await world.spira("PUT", "switches", { systemSettingsOnProductPages: true });
    await likes("light");
    await choosing();
    await following();
    await stopping();
    await startingMany();
    await settingUp();
} finally {
    await world.end();
}
