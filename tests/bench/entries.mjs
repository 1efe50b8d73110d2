// node entries.mjs: how long after a click on a toolbar entry the app makes its first call to Spira, in headless
// Chromium with the simulated Spira. Cold: the first click after the page was loaded, which unpacks and compiles the
// engine. Warm: every later one. Prints medians, quartiles and what is asked for; never fails for being slow.

import { cpus } from "node:os";

import { openPage } from "../browser/person.mjs";
import { World } from "../browser/world.mjs";

const kColdRounds = 15;
const kWarmRounds = 40;

/** In the page: notes when an entry is clicked and when the app's first call leaves. */
function watch() {
    window.__bench = { clicked: 0, called: 0 };
    document.addEventListener("click", (event) => {
        if (event.target.closest?.("[role=menuitem]")) window.__bench = { clicked: performance.now(), called: 0 };
    }, true);
    const plainFetch = window.fetch;
    window.fetch = (...given) => {
        if (window.__bench.clicked > 0 && window.__bench.called === 0) window.__bench.called = performance.now();
        return plainFetch(...given);
    };
}

async function clickOnce(page) {
    await page.locator("#spiraapps").getByRole("button", { name: "OctoPerf", exact: true }).click();
    await page.getByRole("menuitem", { name: "Start Test Scenario" }).click();
    await page.waitForFunction(() => window.__bench.called > 0);
    await page.locator("#messages .message").first().waitFor();
    const took = await page.evaluate(() => window.__bench.called - window.__bench.clicked);
    await page.locator("#messages .message button").first().click();
    return took;
}

function quartiles(times) {
    const sorted = [...times].sort((a, b) => a - b);
    const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    return { low: at(0.25), median: at(0.5), high: at(0.75) };
}

function report(what, times, wanted) {
    const { low, median, high } = quartiles(times);
    const ms = (value) => value.toFixed(2).padStart(7) + " ms";
    console.log(what.padEnd(34) + ms(median) + "   quartiles" + ms(low) + ms(high) + "   wanted < " + wanted + " ms   " +
        (median < wanted ? "reached" : "NOT reached"));
}

const world = await World.create();
try {
    // Refused after one read of the test case: nothing is started, nothing is stored.
    const testCase = await world.testCase();
    const cold = [];
    const warm = [];
    for (let round = 0; round < kColdRounds; ++round) {
        const context = await world.browser.newContext();
        await context.addInitScript(watch);
        await context.request.post(world.demo.spira + "/_page/user", { data: { login: "tester" } });
        const page = await openPage(context, world.demo.spira + "/1/TestCase/" + testCase + ".aspx");
        cold.push(await clickOnce(page));
        for (let again = 0; round === 0 && again < kWarmRounds; ++again) warm.push(await clickOnce(page));
        await context.close();
    }
    console.log("From the click on an entry to the app's first call; " + world.browser.version() + ", " + cpus().length + " × " +
        cpus()[0].model.trim() + "; " + cold.length + " cold and " + warm.length + " warm clicks");
    report("first click of a page (cold)", cold, 30);
    report("every later click (warm)", warm, 2);
} finally {
    await world.end();
}
