// The recorder's status page as an operator uses it: what it tells, page by page.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { ask, dead, go, inside, recorded, rowOf, scene, shown } from "./operator.mjs";

test("the overview tells what failed, what waits, what is expected and what was recorded", () => inside("/", async (page) => {
    for (const heading of ["Given up", "In conflict", "Expected", "Waiting", "Recently recorded"]) {
        await page.getByRole("heading", { name: heading, exact: true }).waitFor();
    }
    await rowOf(page, "Stock sync [PR:3]").filter({ hasText: "Spira answered 503. It is retried automatically." }).waitFor();
    await page.getByText("Spira refused the recorder's account.").first().waitFor();
    assert.match(await page.locator("#pending > p").innerText(), /^Next retry in 1 min \d\d s$/);
    await page.getByText("Settings").click();
    await page.getByText("octoperf-recorder").waitFor();
}));

test("what needs attention is said first, and in the title for a tab that is not in front", () => inside("/", async (page) => {
    const { counts } = await ask("/api/overview");
    await page.getByRole("heading", { name: counts.dead + counts.conflict + " results need attention" }).waitFor();
    assert.equal(await page.title(), "(" + counts.dead + ") Given up – OctoSpira recorder");
    await dead();
    await page.waitForFunction((title) => document.title.startsWith(title), "(" + (counts.dead + 1) + ") Given up");
    await go(page, "/deliveries");
    assert.match(await page.title(), /^\(\d+\) Given up – Deliveries/);
}));

test("a test that has not come back is overdue on the first screen, one that still runs is not", () => inside("/", async (page) => {
    const late = rowOf(page, "AYexpected000000002x");
    await late.filter({ hasText: "Overdue" }).filter({ hasText: "Amy E Lange" }).waitFor();
    await rowOf(page, "AYexpected000000001x").waitFor();
    assert.equal(await rowOf(page, "AYexpected000000001x").filter({ hasText: "Overdue" }).count(), 0);
    const tile = page.getByRole("link", { name: "2 Expected 1 overdue" });
    assert.ok(await tile.evaluate((element) => element.getBoundingClientRect().bottom < innerHeight));
    assert.equal(await late.getByRole("link", { name: "TC:42" }).getAttribute("href"), "http://spira.localhost:8800/1/TestCase/42.aspx");
    await tile.click();
    await page.getByRole("heading", { name: "Expected", level: 1 }).waitFor();
    await rowOf(page, "AYexpected000000002x").waitFor();
}, { viewport: { width: 1280, height: 720 } }));

test("a result that comes is no longer expected", () => inside("/", async (page) => {
    const run = "AYexpected000000003x";
    await scene.add({ expected: { run, startedAgoMs: 60_000, forMs: 600_000 } });
    await rowOf(page, run).waitFor();
    await scene.add({ run, event: "TEST_PASSED", status: 2, name: "It came back", state: "recorded" });
    await rowOf(page, "It came back").waitFor();
    await rowOf(page, run).waitFor({ state: "detached" });
}));

test("a run that was found in Spira instead of posted is marked, others are not", async () => {
    const id = await recorded("Already there", { found: true });
    await recorded("Posted by us");
    await inside("/", async (page) => {
        await rowOf(page, "Already there").filter({ hasText: "already there, not posted" }).waitFor();
        assert.equal(await rowOf(page, "Posted by us").getByText("not posted").count(), 0);
        await go(page, "/deliveries/" + id);
        await page.getByText("The run was already in Spira, so nothing was posted.").waitFor();
    });
});

test("what could not be read is shown with its reason, as text", () => inside("/refused", async (page) => {
    await page.getByText("The body is not JSON: it ends in the middle of a text.").waitFor();
    await page.getByText("from 192.0.2.7").waitFor();
    await page.getByText("Message", { exact: true }).click();
    await page.getByText("Stock <b>sync").waitFor();
}));

test("deliveries are filtered by state and by day, in the reader's zone", () => inside("/deliveries", async (page) => {
    await page.getByLabel("State").selectOption({ label: "Waiting" });
    await page.getByRole("button", { name: "Filter" }).click();
    await rowOf(page, "Stock sync [PR:3]").waitFor();
    assert.equal(await rowOf(page, "Narwhal").count(), 0);

    const day = await page.evaluate(() => { const two = (n) => String(n).padStart(2, "0"), d = new Date(Date.now() - 2 * 86400_000); return d.getFullYear() + "-" + two(d.getMonth() + 1) + "-" + two(d.getDate()); });
    await go(page, "/deliveries?from=" + day + "&to=" + day);
    const times = await page.locator("td[data-label=Received] time").evaluateAll((all) => all.map(({ dateTime }) => dateTime));
    const local = (iso) => new Intl.DateTimeFormat("sv-SE", { dateStyle: "short", timeZone: "Pacific/Auckland" }).format(new Date(iso));
    assert.ok(times.length > 0);
    assert.deepEqual([...new Set(times.map(local))], [day]);
}, { timezoneId: "Pacific/Auckland" }));

test("a filter that cannot be understood is said", () => inside("/deliveries?product=PR:1", async (page) => {
    await page.getByText("product is not a number.").waitFor();
}));

test("older deliveries are a page further, none twice and none left out", () => inside("/deliveries?state=recorded", async (page) => {
    const seen = [];
    for (;;) {
        seen.push(...await page.locator("a.test").evaluateAll((links) => links.map(({ pathname }) => pathname)));
        if (await page.getByRole("link", { name: "Older »" }).count() === 0) break;
        await page.getByRole("link", { name: "Older »" }).click();
        await page.waitForURL(/before=/);
        await shown(page);
        assert.match(page.url(), /state=recorded/);
    }
    assert.ok(seen.length > 50, String(seen.length));
    assert.equal(new Set(seen).size, seen.length);
    await page.getByRole("link", { name: "« Newest" }).click();
    await page.getByRole("link", { name: "Older »" }).waitFor();
}));

test("dead letters can be taken along as JSON lines", async () => {
    const id = await dead({ name: "Take me along" });
    await inside("/", async (page) => {
        const coming = page.waitForEvent("download");
        await page.getByRole("link", { name: "Export" }).click();
        const file = await coming;
        assert.equal(file.suggestedFilename(), "dead-letters.jsonl");
        const lines = readFileSync(await file.path(), "utf8").trim().split("\n").map((line) => JSON.parse(line));
        assert.equal(lines.find((line) => line.id === id).notification.reportName, "Take me along");
    });
});

test("times are the reader's own, with how long ago", () => inside("/deliveries", async (page) => {
    const time = page.locator("tbody time").first();
    const wanted = await time.evaluate((node) => new Intl.DateTimeFormat("de-DE", { timeStyle: "medium", timeZone: "Asia/Tokyo" }).format(new Date(node.dateTime)));
    assert.match(await time.innerText(), new RegExp(wanted + ", (just now|\\d+ (s|min) ago)$"));
}, { locale: "de-DE", timezoneId: "Asia/Tokyo" }));

test("markup in a test's name, in a reason and in an answer is shown as text", async () => {
    const markup = "<img src=x onerror=alert(1)><script>alert(2)</script>\"'";
    const id = await dead({ name: markup, note: markup, answer: markup, url: "javascript:alert(3)", event: "TEST_PASSED" });
    await inside("/", async (page) => {
        for (const path of ["/", "/deliveries", "/deliveries?state=dead", "/deliveries/" + id]) {
            await go(page, path);
            assert.ok((await page.locator("main").innerText()).includes("<script>alert(2)</script>"), path);
            assert.equal(await page.locator("main img, main script, a[href^='javascript']").count(), 0);
        }
    });
});
