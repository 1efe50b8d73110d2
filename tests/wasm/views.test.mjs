// spiraapp/view.js and the blocks' scripts in a real browser: meaning, escaping, contrast, width. And the widget.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { endBrowser, openApp, play, replyOf, startBrowser } from "./browser_page.mjs";

before(startBrowser);
after(endBrowser);

function pageTest(name, given, action) {
    test(name, async () => {
        const page = await openApp(given);
        try {
            await action(page);
            assert.deepEqual(page.faults, []);
        } finally {
            await page.close();
        }
    });
}

const kEvil = '<img src=x onerror="window.hit=1">"\'&';
const kWave = Array.from({ length: 40 }, (none, index) => [index, index === 7 ? null : 5 + Math.sin(index)]);
const cell = (text, more) => ({ text, tone: "plain", url: null, trend: null, ...more });
const kText = ["plain", "good", "warn", "bad"].map((tone) => ({ type: "text", text: tone + kEvil, tone }));
const kProgress = [{ type: "progress", percent: 42.4, text: "Running" }, { type: "progress", percent: null, text: "Preparing" }];
const kFacts = { type: "facts", rows: [["State" + kEvil, "Running" + kEvil], ["Hits", "1 284 733"]] };
const kLinks = [
    ["web", "https://x.test/?a=1&b=2"], ["site", "/spira/1/TestRun/5.aspx"], ["script", "javascript:window.hit=1"],
    ["other host", "//x.test/"], ["data", "data:text/html,x"],
].map(([text, url]) => ({ type: "link", text, url }));
const kTable = { type: "table", caption: "Runs" + kEvil, head: ["Test case", "Result", "Trend"], rows: [
    [cell("Checkout", { url: "/1/TestCase/42.aspx" }), cell("Passed", { tone: "good" }), cell("312 ms", { trend: { points: [280, null, 290, 312], text: "rising" } })],
    ["Search" + kEvil, cell("Failed", { tone: "bad" }), cell("98 ms", { trend: { points: [98], text: "one run" } })]] };
const kChart = { type: "chart", text: "Hits 214/s, 312 ms" + kEvil, series: [
    { name: "Hits", unit: "/s", points: kWave }, { name: "Response time", unit: "ms", points: kWave }, { name: "None", unit: "", points: [] }] };
const kChecks = { type: "checks", rows: [
    { tone: "good", state: "Fine", text: "The key" + kEvil, advice: "" }, { tone: "bad", state: "Missing", text: "It", advice: "Make it." }] };
const kCopy = { type: "copy", label: "Address", value: "https://x.test/", button: "Copy", done: "Copied" };

/** On each page what its engine has to show, and everything else too: what a page cannot draw it still says. */
const kAll = [...kText, ...kProgress, kFacts, ...kLinks, kTable, kChart, kChecks, kCopy];
const kButtons = [["go", "primary"], ["stop", "danger"], ["close", "plain"]].map(([id, kind]) => ({ id, text: id + kEvil, kind }));
const show = (blocks, buttons = []) => ({ command: "show", view: { title: "Whale" + kEvil, blocks, buttons } });

for (const name of ["test_case_details", "test_set_details", "product_admin"]) {
    pageTest("no text of a view becomes markup on " + name, { page: name }, async (page) => {
        await play(page, show(kAll, kButtons));
        assert.deepEqual(await replyOf(page, "show"), { reply: "ack" });
        assert.equal(await page.locator("section img, section script, section style").count(), 0);
        assert.equal(await page.evaluate(() => window.hit), undefined);
        assert.ok((await page.locator("section").innerText()).includes(kEvil));
        assert.ok(!(await page.locator("section").innerText()).includes("undefined"));
    });
}

pageTest("a link goes to the web, apart from this page, or to this site, and nowhere else", {}, async (page) => {
    await play(page, show(kLinks));
    const found = await page.locator("section a").evaluateAll((links) => links.map((link) => (
        [link.textContent, link.getAttribute("href"), link.target, link.rel])));
    assert.deepEqual(found, [["web", "https://x.test/?a=1&b=2", "_blank", "noopener noreferrer"], ["site", "/spira/1/TestRun/5.aspx", "", ""]]);
    assert.match(await page.locator("section").innerText(), /script[\s\S]*other host[\s\S]*data/);
});

pageTest("a progress says how far it is, or that nobody knows", {}, async (page) => {
    await play(page, show(kProgress));
    const known = page.getByRole("progressbar", { name: "Running" });
    assert.deepEqual(await known.evaluate((bar) => ["now", "min", "max"].map((part) => bar.getAttribute("aria-value" + part))), ["42", "0", "100"]);
    assert.equal(await page.getByRole("progressbar", { name: "Preparing" }).getAttribute("aria-valuenow"), null);
});

pageTest("a change of the state is said politely, in one line, and only when it changes", {}, async (page) => {
    await play(page, show([kFacts, ...kProgress]));
    const live = page.locator("section [aria-live=polite]");
    assert.deepEqual(await live.allTextContents(), ["Running"]);
    await page.evaluate(() => {
        window.said = 0;
        new MutationObserver(() => ++window.said).observe(document.querySelector("[aria-live]"), { childList: true });
    });
    await play(page, show([{ ...kFacts, rows: [["a", "b"]] }, kProgress[0]]));
    await play(page, show([kFacts, { ...kProgress[0], text: "Ended" }]));
    assert.deepEqual(await live.allTextContents(), ["Ended"]);
    assert.equal(await page.evaluate(() => window.said), 1);
});

pageTest("a table is a table, its trends are pictures with words", {}, async (page) => {
    await play(page, show([kTable]));
    assert.equal(await page.locator("caption").innerText(), kTable.caption);
    assert.deepEqual(await page.locator("th[scope=col]").allInnerTexts(), kTable.head);
    assert.equal(await page.getByRole("img", { name: "rising" }).count(), 1);
    assert.equal(await page.locator("td [aria-hidden]").allTextContents().then((signs) => signs.join("")), "\u2713\u2717");
    const path = await page.getByRole("img", { name: "rising" }).locator("path").getAttribute("d");
    assert.doesNotMatch(path, /NaN|Infinity/);
    assert.equal(path.split("M").length, 3, "a gap where there is no value: " + path);
});

pageTest("a chart is a picture with words, its lines differ in more than colour", {}, async (page) => {
    await play(page, show([kChart]));
    const lines = page.getByRole("img", { name: kChart.text }).locator("path[stroke-dasharray]");
    assert.deepEqual(await lines.evaluateAll((all) => all.map((line) => line.getAttribute("stroke-dasharray"))), ["none", "7 5"]);
    for (const path of await lines.evaluateAll((all) => all.map((line) => line.getAttribute("d")))) assert.doesNotMatch(path, /NaN|Infinity/);
    assert.match(await page.locator("figure").innerText(), /Hits\s*5\.96\s\/s[\s\S]*Response time\s*5\.96\sms[\s\S]*None\s*–/);
    assert.equal(await page.locator("figcaption").innerText(), kChart.text);
});

for (const [clipboard, expected] of [["there", "clipboard"], ["missing", "selection"], ["denied", "selection"]]) {
    pageTest("a value is copied by " + expected + " where the clipboard is " + clipboard, { page: "product_admin" }, async (page) => {
        await page.evaluate((kind) => {
            const writeText = (text) => { if (kind === "denied") throw new Error("no"); window.copied = ["clipboard", text]; };
            Object.defineProperty(navigator, "clipboard", { value: kind === "missing" ? undefined : { writeText }, configurable: true });
            document.execCommand = (what) => { window.copied = ["selection", document.getSelection().toString()]; };
        }, clipboard);
        await play(page, show([kCopy]));
        assert.equal(await page.getByLabel("Address").inputValue(), "https://x.test/");
        await page.getByRole("button", { name: "Copy" }).click();
        await page.getByRole("button", { name: "Copied" }).waitFor();
        assert.deepEqual(await page.evaluate(() => window.copied), [expected, "https://x.test/"]);
    });
}

/** Contrast of the text of every element that has one against what is behind it (WCAG 2). */
function contrasts() {
    const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
    const light = (colour) => channels(colour).slice(0, 3).map((part) => part / 255)
        .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
        .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
    const behind = (node) => {
        const colour = getComputedStyle(node).backgroundColor;
        const seen = channels(colour).length === 3 || channels(colour)[3] > 0;
        return seen ? colour : behind(node.parentElement);
    };
    const own = (node) => [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim() !== "");
    return [...document.querySelectorAll("section *")].filter((node) => own(node) || node.matches("input, select")).map((node) => {
        const [one, two] = [light(getComputedStyle(node).color), light(behind(node))];
        return [(Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05), node.outerHTML.slice(0, 120)];
    });
}

for (const theme of ["light", "dark"]) {
    for (const name of ["test_case_details", "product_admin"]) {
        pageTest("every text on " + name + " has a contrast of 4.5 in the " + theme + " theme", { theme, page: name }, async (page) => {
            await play(page, show(kAll, kButtons));
            const found = await page.evaluate(contrasts);
            assert.ok(found.length > 30);
            for (const [contrast, what] of found) assert.ok(contrast >= 4.5, contrast.toFixed(2) + " " + what);
        });
    }
    for (const width of [320, 1200]) {
        pageTest("nothing is wider than a page of " + width + " in the " + theme + " theme", { theme, width }, async (page) => {
            await play(page, show(kAll, kButtons));
            await replyOf(page, "show");
            assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= width);
        });
    }
}

pageTest("a Spira that tells no theme is light", { theme: "light", overrides: { currentTheme: "undefined" } }, async (page) => {
    await play(page, show(kText));
    for (const [contrast] of await page.evaluate(contrasts)) assert.ok(contrast >= 4.5);
});

const kView = { v: 3, flow: 1, ...show([kTable]) };
const kCall = { v: 3, flow: 1, command: "spira", method: "GET", path: "p", body: null, bodyForm: "object" };
const kDone = { v: 3, flow: 1, command: "done", outcome: "shown", error: null, details: {} };
const kFailed = { ...kDone, error: { message: "Spira did not answer.", advice: "Look again." } };
const kHold = "(...facts) => { (window.pending ??= []).push(facts[5]); }";
const widget = (answers, more) => ({ page: "product_home", answers, overrides: { executeApi: kHold }, ...more });
const events = (page) => page.evaluate(() => app.calls.map(([name, message]) => message.event ?? message.reply));
const calls = (page, count) => page.waitForFunction((expected) => app.calls.length === expected, count);

pageTest("the widget says at once that it loads and then shows its view", widget([kCall, kView, kDone]), async (page) => {
    assert.ok(await page.locator("#widget").getByRole("progressbar", { name: "Loading…" }).isVisible());
    await page.evaluate(() => window.pending[0]([]));
    await page.locator("#widget table").waitFor();
    assert.equal(await page.locator("#widget").getByRole("progressbar").count(), 0);
    assert.equal(await page.evaluate(() => document.activeElement.id), "opener");
    assert.deepEqual(await events(page), ["widget", "spira", "ack"]);
    assert.equal(await page.evaluate(() => app.calls[0][1].page.dialogs), true);
});

for (const width of [320, 1000]) {
    pageTest("a widget of " + width + " pixels leaves its title to its frame, and tells it to screen readers", widget([kCall, kView, kDone], { width }), async (page) => {
        await page.evaluate(() => window.pending[0]([]));
        await page.locator("#widget").getByRole("region", { name: kTable.caption }).waitFor();
        assert.ok(!(await page.locator("#widget table").innerText()).includes(kTable.caption));
    });
}

for (const [width, cards] of [[320, true], [1000, false]]) {
    pageTest("in a widget of " + width + " pixels a row is " + (cards ? "a card with its columns' names" : "a row"), widget([kCall, kView, kDone], { width }), async (page) => {
        await page.evaluate(() => window.pending[0]([]));
        const rows = page.locator("#widget").getByRole("row");
        await rows.first().waitFor();
        assert.equal(await rows.count(), kTable.rows.length + 1);
        assert.equal(await page.locator("#widget").getByRole("columnheader").count(), kTable.head.length);
        const cells = page.locator("#widget tbody tr").first().locator("td");
        const [first, second] = await Promise.all([0, 1].map((index) => cells.nth(index).boundingBox()));
        assert.equal(second.y > first.y, cards);
        assert.equal((await cells.nth(1).innerText()).includes(kTable.head[1]), cards);
    });
}

pageTest("changes while the widget loads end in one more load, and what was begun draws nothing", widget([kCall, kView, kDone, kCall, kDone]), async (page) => {
    for (let change = 0; change < 3; ++change) await page.evaluate(() => app.events.dashboardUpdated());
    await page.evaluate(() => window.pending[0]([]));
    await calls(page, 4);
    assert.equal(await page.locator("#widget table").count(), 0);
    assert.deepEqual(await events(page), ["widget", "spira", "ack", "widget"]);
});

pageTest("a change after the widget was drawn draws it anew", widget([kView, kDone, kView, kDone]), async (page) => {
    await calls(page, 2);
    await page.evaluate(() => app.events.dashboardUpdated());
    await calls(page, 4);
    assert.deepEqual(await events(page), ["widget", "ack", "widget", "ack"]);
});

pageTest("a change ends a widget that listens", widget([kView, { v: 3, flow: 1, command: "listen", ms: null }, kDone, kView, kDone]), async (page) => {
    await calls(page, 2);
    await page.evaluate(() => app.events.dashboardUpdated());
    await calls(page, 5);
    assert.equal(await page.locator("#widget table").count(), 1);
});

pageTest("a widget that failed says why and tries again when asked", widget([kFailed, kView, kDone]), async (page) => {
    await page.locator("#widget", { hasText: "OctoPerf: Spira did not answer. Look again." }).waitFor();
    await page.getByRole("button", { name: "Try again" }).click();
    await page.locator("#widget table").waitFor();
    assert.deepEqual(await page.evaluate(() => app.messages), []);
});

pageTest("a widget that failed is drawn anew by a change, and once", widget([kFailed, kView, kDone]), async (page) => {
    await page.getByRole("button", { name: "Try again" }).waitFor();
    await page.evaluate(() => app.events.dashboardUpdated());
    await page.locator("#widget table").waitFor();
    assert.equal(await page.getByRole("button", { name: "Try again" }).count(), 0);
});

pageTest("a widget's code that is inserted again takes over, and the copy before it stops", widget([kView, kDone, kView, kDone]), async (page) => {
    await calls(page, 2);
    await page.evaluate(() => { window.first = app; });
    await page.again();
    await calls(page, 2);
    await page.evaluate(() => first.events.dashboardUpdated());
    await page.evaluate(() => app.events.dashboardUpdated());
    await calls(page, 4);
    assert.equal(await page.evaluate(() => first.calls.length), 2);
    assert.equal(await page.locator("#widget table").count(), 1);
});

pageTest("a copy whose element was replaced leaves the new one to the copy that came with it", widget([kView, kDone, kView, kDone]), async (page) => {
    await calls(page, 2);
    await page.evaluate(() => {
        window.first = app;
        document.getElementById("widget").replaceWith(Object.assign(document.createElement("div"), { id: "widget" }));
    });
    await page.again();
    await calls(page, 2);
    await page.evaluate(() => first.events.dashboardUpdated());
    assert.equal(await page.evaluate(() => first.calls.length), 2);
    assert.equal(await page.locator("#widget table").count(), 1);
});

for (const id of ["0C70AB_content", "0c70ab_content"]) {
    pageTest("without an element of its own the widget finds the one with the id " + id, widget([kView, kDone], { guid: "0C70AB", elementId: id }), async (page) => {
        await page.locator('[id="' + id + '"] table').waitFor();
    });
}
