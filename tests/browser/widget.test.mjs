// The product home's widget: what the load tests of the product were like, and how they have developed.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";

import { readTable, ready } from "./person.mjs";
import { World } from "./world.mjs";

const kHead = ["Test case", "Result", "When", "Errors", "Response time", "Hits", "Trend"];

let world;
before(async () => { world = await World.create(); });
after(() => world?.end());
afterEach(() => world.restore());

let names = 0;

/** A test case with these runs, oldest first, an hour apart: {status, hits, errors, seconds, release}. */
async function history(...runs) {
    const name = "Narwhal " + ++names + ".";
    const id = await world.testCase(undefined, name);
    const end = (index) => new Date(Date.now() - (runs.length - 1 - index) * 3_600_000 - 120_000).toISOString();
    const { lastId } = await world.spira("POST", "runs", { productId: 1, runs: runs.map(({ status = 2, hits, errors, seconds, release = null }, index) => ({
        TestCaseId: id, ExecutionStatusId: status, EndDate: end(index), ReleaseId: release,
        RunnerStackTrace: hits === undefined ? "nothing measured" : "OctoPerf figures: " + JSON.stringify({ hits, errorsPercent: errors, responseTimeAvg: seconds }) + "\n",
    })) });
    return { name, run: lastId };
}

function widgetOf(page) {
    return page.locator('[id="' + world.guid + '_content"]');
}

/** On the product home of somebody who has added the widget. */
async function onHome(action, { product = 1, releaseId = 0, culture = "en-US", theme = "light", ...more } = {}) {
    await world.user("tester", { culture, theme, products: { [product]: { widgets: [world.guid], releaseId } } });
    await world.visit("/" + product + ".aspx", (page) => action(page, widgetOf(page)), more);
}

/** Waits until the widget says so; it says it to screen readers, too. */
function says(widget, text) {
    return widget.locator("p", { hasText: text }).waitFor();
}

async function rowOf(widget, name) {
    const row = widget.locator("tr", { hasText: name });
    await row.waitFor();
    return (await readTable(widget)).find((cells) => cells[0].startsWith(name));
}

test("each test case has a row with its last verdict and figures, and the changes in words", async () => {
    const worse = await history({ hits: 2000, errors: 0.5, seconds: 0.5 }, { status: 1, hits: 2690, errors: 12.5, seconds: 0.6 });
    const better = await history({ status: 1, hits: 10, errors: 2, seconds: 1 }, { hits: 20, errors: 1.5, seconds: 0.75 });
    const same = await history({ hits: 10, errors: 0, seconds: 1 }, { status: 6, hits: 10, errors: 0, seconds: 1 });
    const once = await history({ status: 5, hits: 7, errors: 1, seconds: 2 });
    const plain = await history({ status: 3 });
    await onHome(async (page, widget) => {
        assert.deepEqual(await rowOf(widget, worse.name),
            [worse.name, "✗ Failed", "2 min ago", "12.5 % (+12, worse)", "0.6 s (+20 %: slower, worse)", "2690", ""]);
        assert.deepEqual((await readTable(widget))[0], kHead);
        assert.deepEqual((await rowOf(widget, better.name)).slice(1, 6), ["✓ Passed", "2 min ago", "1.5 % (−0.5, better)", "0.75 s (−25 %: faster, better)", "20"]);
        assert.deepEqual((await rowOf(widget, same.name)).slice(1, 6), ["! Caution", "2 min ago", "0 % (unchanged)", "1 s (unchanged)", "10"]);
        assert.deepEqual((await rowOf(widget, once.name)).slice(1), ["! Blocked", "2 min ago", "1 %", "2 s", "7", "–"]);
        assert.deepEqual((await rowOf(widget, plain.name)).slice(1), ["Other", "2 min ago", "–", "–", "–", "–"]);
    });
});

test("the trend is a line with words", async () => {
    const { name } = await history({ hits: 1, errors: 0, seconds: 0.5 }, { hits: 1, errors: 0, seconds: 0.9 }, { hits: 1, errors: 0, seconds: 0.7 });
    await onHome(async (page, widget) => {
        await rowOf(widget, name);
        const line = widget.locator("tr", { hasText: name }).getByRole("img");
        assert.equal(await line.getAttribute("aria-label"), "Last 3 runs: 0.5 s to 0.9 s, now 0.7 s.");
        assert.match(await line.locator("path").getAttribute("d"), /^M[\d.]+ [\d.]+h0L[\d.]+ [\d.]+L[\d.]+ [\d.]+$/);
    });
});

test("the test case's name opens its last run", async () => {
    const { name, run } = await history({ hits: 1, errors: 0, seconds: 1 }, { hits: 2, errors: 0, seconds: 1 });
    await onHome(async (page, widget) => {
        await widget.getByRole("link", { name }).click();
        await page.waitForURL("**/1/TestRun/" + run + ".aspx");
        await ready(page);
    });
});

test("a run that a load test has just left is in the widget", async () => {
    const { testCase } = await world.launched(await world.scenario({ errorPercent: 2.5 }), "Narwhal live.");
    await world.recorded(testCase);
    await onHome(async (page, widget) => {
        const row = await rowOf(widget, "Narwhal live.");
        assert.equal(row[1], "✓ Passed");
        assert.match(row.slice(2, 6).join("|"), /^less than a minute ago\|2\.\d+ %\|0\.\d+ s\|\d+$/);
    });
});

test("runs by hand and by other runners are not load tests", async () => {
    const id = await world.testCase(undefined, "Narwhal by hand.");
    await world.spira("POST", "runs", { productId: 1, runs: [{ TestCaseId: id, RunnerName: "JUnit" }] });
    const { name } = await history({});
    await onHome(async (page, widget) => {
        await rowOf(widget, name);
        assert.equal(await widget.getByText("Narwhal by hand.").count(), 0);
    });
});

for (const dashboardEvents of ["documented", "all"]) {
    test("the widget follows the release that is chosen, with dashboard events " + dashboardEvents, async () => {
        await world.spira("PUT", "switches", { dashboardEvents });
        const spring = await history({ release: 1, hits: 1, errors: 0, seconds: 1 });
        const none = await history({ hits: 1, errors: 0, seconds: 1 });
        await onHome(async (page, widget) => {
            await rowOf(widget, none.name);
            await page.selectOption("#display-release", { label: "Spring Migration" });
            await widget.getByText(none.name).waitFor({ state: "detached" });
            await rowOf(widget, spring.name);
            await page.selectOption("#display-release", { label: "Autumn Migration" });
            await says(widget, "No load test of this release has been recorded yet.");
            await page.selectOption("#display-release", { label: "All releases" });
            await rowOf(widget, none.name);
        });
    });
}

test("a widget whose code Spira inserts again at every refresh stays one, and no copy is left behind", async () => {
    await world.spira("PUT", "switches", { widgetRefresh: "insertedAgain" });
    const spring = await history({ release: 1, hits: 1, errors: 0, seconds: 1 });
    await onHome(async (page, widget) => {
        const asked = [];
        for (const release of ["Spring Migration", "All releases", "Spring Migration", "All releases"]) {
            const before = await page.evaluate(() => window.__simulator.calls.length);
            await page.selectOption("#display-release", { label: release });
            await page.waitForFunction((count) => window.__simulator.calls.slice(count).includes("registerEvent_dashboardUpdated"), before);
            await page.waitForLoadState("networkidle");
            await rowOf(widget, spring.name);
            assert.equal(await widget.locator("table").count(), 1);
            asked.push(await page.evaluate((count) => window.__simulator.calls.slice(count).filter((name) => name === "executeApi").length, before));
        }
        assert.ok(asked.at(-1) <= asked[0], "calls at each refresh: " + asked);
    });
});

test("the release chosen before is the one that is shown first", async () => {
    const { name } = await history({ hits: 1, errors: 0, seconds: 1 });
    await onHome(async (page, widget) => {
        await says(widget, "No load test of this release has been recorded yet.");
        assert.equal(await widget.getByText(name).count(), 0);
    }, { releaseId: 2 });
});

test("a product without load tests is told how to begin", async () => {
    await world.spira("PUT", "apps/" + world.guid, { products: { 2: { enabled: true } } });
    await onHome(async (page, widget) => {
        await says(widget, "No load test has been recorded yet.");
        await says(widget, "Start one from a test case: OctoPerf → Start Test Scenario.");
    }, { product: 2 });
});

for (const [what, fault, pattern] of [
    ["an error", { action: "status", status: 500, body: '"boom"' }, /Spira refused: boom\. Correct what the message says/],
    ["no answer", { action: "close" }, /Spira/],
    ["a login page", { action: "html" }, /Spira/],
]) {
    test("when Spira answers with " + what + " the widget says so, and Retry reads again", async () => {
        const { name } = await history({ hits: 1, errors: 0, seconds: 1 });
        await world.spira("PUT", "faults", [{ match: "POST test-runs/search", times: -1, ...fault }]);
        await onHome(async (page, widget) => {
            const retry = widget.getByRole("button", { name: "Retry" });
            await retry.waitFor();
            const text = await widget.innerText();
            assert.match(text, pattern);
            assert.ok(!text.includes("<") && text.length < 600, text);
            await world.spira("PUT", "faults", []);
            await retry.click();
            await rowOf(widget, name);
        });
    });
}

test("who may not see test runs is told whom to ask", async () => {
    await world.spira("PUT", "switches", { failureShape: "jquery", errorStatus: "proper" });
    await world.spira("PUT", "faults", [{ match: "POST test-runs/search", times: -1, action: "status", status: 403, body: '"No"' }]);
    await onHome((page, widget) => says(widget, "You cannot view the test runs of this product. Ask a product administrator"));
});

test("the widget is in French for a person who reads French", async () => {
    const { name } = await history({ hits: 1, errors: 0, seconds: 0.5 }, { hits: 2690, errors: 0, seconds: 0.75 });
    await onHome(async (page, widget) => {
        const row = await rowOf(widget, name);
        assert.deepEqual((await readTable(widget))[0], ["Cas de test", "Résultat", "Quand", "Erreurs", "Temps de réponse", "Requêtes", "Tendance"]);
        assert.deepEqual(row.slice(1, 5), ["✓ Réussi", "il y a 2 min", "0 % (inchangé)", "0,75 s (+50 % : plus lent, pire)"]);
    }, { culture: "fr-FR" });
});

for (const [theme, colour] of [["light", "rgb(179, 38, 30)"], ["dark", "rgb(255, 155, 145)"]]) {
    test("a failed test is red enough to be read in the " + theme + " theme", async () => {
        const { name } = await history({ status: 1 });
        await onHome(async (page, widget) => {
            await rowOf(widget, name);
            const word = widget.locator("tr", { hasText: name }).getByText("Failed", { exact: true });
            assert.equal(await word.evaluate((node) => getComputedStyle(node).color), colour);
        }, { theme });
    });
}

for (const width of [320, 768, 1440]) {
    test("the page does not scroll sideways because of the widget at " + width + " pixels", async () => {
        const { name } = await history({ hits: 1, errors: 0, seconds: 1 }, { status: 1, hits: 123456, errors: 99.99, seconds: 12.34 });
        await onHome(async (page, widget) => {
            await rowOf(widget, name);
            assert.ok(await page.evaluate(() => document.scrollingElement.scrollWidth <= innerWidth));
            const box = await widget.boundingBox();
            assert.ok(box.x >= 0 && box.x + box.width <= width, JSON.stringify(box));
        }, { viewport: { width, height: 700 } });
    });
}

test("twenty test cases are shown and the number of the others is told", async () => {
    for (let i = 0; i < 22; ++i) await history({});
    await onHome(async (page, widget) => {
        await says(widget, /^And \d+ more\.$/);
        assert.equal((await readTable(widget)).length, 21);
    });
});

test("two tabs of the product home show the same", async () => {
    const { name } = await history({ hits: 1, errors: 0, seconds: 1 });
    await onHome(async (page, widget) => {
        const first = await rowOf(widget, name);
        const other = await page.context().newPage();
        await other.goto(page.url());
        await ready(other);
        assert.deepEqual((await rowOf(widgetOf(other), name)).slice(3), first.slice(3));
    });
});
