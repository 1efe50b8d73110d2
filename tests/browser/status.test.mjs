// The recorder's status page as an operator uses it: over a journal that the test fills (see scene.mjs).

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";

import { launchChromium } from "./chromium.mjs";
import { Scene, fill } from "./scene.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const kWaitMs = 15_000;

let scene;
let browser;
before(async () => {
    scene = await Scene.start();
    browser = await launchChromium();
    await fill(scene);
});
after(async () => {
    await browser?.close();
    await scene?.stop();
});

/** The recorder refuses on purpose in these tests, and the browser says so in the console. */
const kExpected = /Failed to load resource|frame-ancestors|X-Frame-Options|blocked by CORS policy/;

/** A browser of its own, and at the end no error in a script or in the console and no secret in a page. */
async function visit(action, options = {}) {
    const context = await browser.newContext(options);
    const errors = [];
    const seen = [];
    context.on("weberror", (error) => errors.push(error.error().message));
    context.on("console", (message) => { if (message.type() === "error" && !kExpected.test(message.text())) errors.push(message.text()); });
    context.on("dialog", (dialog) => { errors.push("a dialog: " + dialog.message()); dialog.dismiss(); });
    context.on("response", async (response) => { seen.push(await response.text().catch(() => "")); });
    try {
        const page = await context.newPage();
        page.setDefaultTimeout(kWaitMs);
        await action(page, context);
        assert.deepEqual(errors, []);
        for (const secret of [scene.token, scene.secret]) assert.ok(seen.every((text) => !text.includes(secret)), "a secret reached the browser");
    } finally {
        await context.close();
    }
}

/** Waits until the page shows what the recorder answered. */
const shown = (page) => page.locator("#freshness").filter({ hasText: /^Updated .* · live$/ }).waitFor();

async function go(page, path) {
    await page.goto(scene.url + path);
    await shown(page);
}

async function logIn(page, path = "/") {
    await page.goto(scene.url + path);
    await page.getByLabel("Token of the status page").fill(scene.token);
    await page.getByRole("main").getByRole("button", { name: "Log in" }).click();
    await shown(page);
}

/** A person who is in, on a page. */
function inside(path, action, options) {
    return visit(async (page, context) => {
        await logIn(page, path);
        await action(page, context);
    }, options);
}

/** Asks as a script does. */
async function ask(path) {
    const response = await fetch(scene.url + path, { headers: { Authorization: "Bearer " + scene.token } });
    assert.equal(response.status, 200);
    return response.json();
}
const stateOf = async (id) => (await ask("/api/deliveries/" + id)).state;

/** A delivery that was given up, of a run of its own. */
let count = 0;
const dead = (more = {}) => scene.add({ run: "AYdead" + String(++count).padStart(14, "0"), event: "TEST_PASSED", status: 2, name: "Given up " + count,
    state: "dead", note: "Spira knows no test case 77.", ...more });
const recorded = (name) => scene.add({ run: "AYnew" + String(++count).padStart(15, "0"), event: "TEST_PASSED", status: 2, name, state: "recorded" });

const rowOf = (page, name) => page.getByRole("row").filter({ hasText: name });

/** Presses a button of a row, and in the dialog that opens, does what `fill` does and presses the button of that name. */
async function decide(page, row, button, fill = async () => {}) {
    await row.getByRole("button", { name: button }).click();
    const dialog = page.getByRole("dialog");
    await fill(dialog);
    await dialog.getByRole("button", { name: button }).click();
    await dialog.waitFor({ state: "hidden" });
}

test("a wrong token is said, the right one leads to where one wanted to go", () => visit(async (page, context) => {
    await page.goto(scene.url + "/deliveries?state=dead");
    await page.getByLabel("Token of the status page").fill("not the token");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").filter({ hasText: "Wrong token." }).waitFor();
    await page.getByLabel("Token of the status page").fill(scene.token);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Deliveries" }).waitFor();

    assert.equal(page.url(), scene.url + "/deliveries?state=dead");
    assert.equal(await page.evaluate(() => document.cookie), "");
    const [cookie] = await context.cookies();
    assert.deepEqual([cookie.httpOnly, cookie.sameSite], [true, "Strict"]);
    assert.ok(!JSON.stringify(await context.storageState()).includes(scene.token));
}));

test("wrong tokens of others do not keep the right one out", () => visit(async (page) => {
    const guess = () => fetch(scene.url + "/api/overview", { headers: { Authorization: "Bearer a-guess-of-somebody-0001" } });
    const answers = await Promise.all(Array.from({ length: 30 }, async () => (await guess()).status));
    assert.ok(answers.includes(429), String(answers));
    await logIn(page);
}));

test("logging out ends the session, also in the page that is still open elsewhere", () => inside("/", async (page, context) => {
    const other = await context.newPage();
    await other.goto(scene.url);
    await other.getByRole("heading", { name: "Waiting" }).waitFor();
    await page.getByRole("button", { name: "Log out" }).click();
    await page.getByLabel("Token of the status page").waitFor();
    await other.getByLabel("Token of the status page").waitFor();
    for (const one of [page, other]) assert.equal(await one.getByText("Stock sync").count(), 0);
}));

test("without a script the page says so, and nothing of the journal", () => visit(async (page) => {
    await page.goto(scene.url);
    await page.getByRole("heading", { name: "This page needs JavaScript" }).waitFor();
    assert.ok(!(await page.content()).includes("Stock sync"));
}, { javaScriptEnabled: false }));

test("the overview tells what failed, what waits, what is expected and what was recorded", () => inside("/", async (page) => {
    for (const heading of ["Given up", "In conflict", "Expected", "Waiting", "Recorded last"]) {
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

test("a dead letter shows why, is delivered again after a question, and its page then says that it is recorded", async () => {
    const id = await dead({ name: "From grave to run", answer: "HTTP 404 from POST projects/1/test-runs/record" });
    await inside("/", async (page) => {
        await rowOf(page, "From grave to run").filter({ hasText: "Spira knows no test case 77." }).waitFor();
        await page.getByRole("link", { name: "From grave to run" }).click();
        await page.getByRole("heading", { name: "Why it was given up" }).waitFor();
        await page.getByText("Answer", { exact: true }).click();
        await page.getByText("HTTP 404 from POST projects/1/test-runs/record").waitFor();
        await page.getByRole("button", { name: "Deliver again" }).click();
        await page.getByRole("dialog").getByText("Nothing is recorded twice.").waitFor();
        assert.equal(await stateOf(id), "dead");
        await page.getByRole("dialog").getByRole("button", { name: "Deliver again" }).click();
        await page.getByRole("status").filter({ hasText: "1 delivery is being delivered again." }).waitFor();
        await page.locator("#delivery .badge", { hasText: "Recorded" }).waitFor();
        await page.locator("#attempts li").nth(1).waitFor();
        assert.equal(await page.locator("#attempts li").count(), 2);
        assert.equal(await page.getByRole("link", { name: "TR:" + (1000 + id) }).getAttribute("href"), "http://spira.localhost:8800/1/TestRun/" + (1000 + id) + ".aspx");
    });
});

test("a question that is cancelled changes nothing and gives the focus back", async () => {
    const id = await dead({ name: "Left alone" });
    await inside("/", async (page) => {
        const button = rowOf(page, "Left alone").getByRole("button", { name: "Deliver again" });
        for (const close of [() => page.keyboard.press("Escape"), () => page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click()]) {
            await button.click();
            await page.getByRole("dialog").waitFor();
            await close();
            await page.getByRole("dialog").waitFor({ state: "hidden" });
            assert.equal(await page.evaluate(() => document.activeElement.dataset.key), "replay-" + id);
        }
    });
    assert.equal(await stateOf(id), "dead");
});

test("all that were given up are delivered again at once", async () => {
    const ids = [await dead(), await dead()];
    await inside("/deliveries?state=dead", async (page) => {
        await page.getByRole("button", { name: "Deliver all again" }).click();
        await page.getByText(/Deliver all \d+ that were given up again\?/).waitFor();
        await page.getByRole("dialog").getByRole("button", { name: "Deliver again" }).click();
        await page.getByRole("status").filter({ hasText: /\d+ deliveries are being delivered again/ }).waitFor();
        await page.getByText("No delivery matches.").waitFor();
    });
    for (const id of ids) assert.equal(await stateOf(id), "recorded");
});

test("several are selected and dismissed together, the others are left alone", async () => {
    const ids = [await dead({ name: "One of two" }), await dead({ name: "Two of two" })];
    const other = await dead({ name: "Not meant" });
    await inside("/deliveries?state=dead", async (page) => {
        for (const id of ids) await page.getByLabel("Select delivery " + id).check();
        await dead({ name: "Comes meanwhile" });
        await rowOf(page, "Comes meanwhile").waitFor();
        await page.getByRole("button", { name: "Dismiss selected" }).click();
        await page.getByLabel("Reason").fill("Wrong test data");
        await page.getByRole("dialog").getByRole("button", { name: "Dismiss" }).click();
        await page.getByRole("status").filter({ hasText: "2 deliveries are dismissed." }).waitFor();
    });
    for (const id of ids) assert.equal((await ask("/api/deliveries/" + id)).dismissed.reason, "Wrong test data");
    assert.equal(await stateOf(other), "dead");
});

test("a dismissed result keeps its reason and can still be delivered", async () => {
    const id = await dead({ name: "Not wanted" });
    await inside("/deliveries/" + id, async (page) => {
        await page.getByRole("button", { name: "Dismiss…" }).click();
        await page.getByRole("dialog").getByRole("button", { name: "Dismiss" }).click();
        assert.equal(await stateOf(id), "dead", "without a reason");
        await page.getByLabel("Reason").fill("The system under test was <b>down</b>");
        await page.getByRole("dialog").getByRole("button", { name: "Dismiss" }).click();
        await page.locator("#delivery .badge", { hasText: "Dismissed" }).waitFor();
        await page.locator(".reason").getByText("The system under test was <b>down</b>").waitFor();
        await decide(page, page.locator("#delivery"), "Deliver again");
        await page.locator("#delivery .badge", { hasText: "Recorded" }).waitFor();
    });
});

test("a result that fits no test case is assigned to one", async () => {
    const id = await dead({ name: "Whose is it" });
    await inside("/", async (page) => {
        await rowOf(page, "Whose is it").getByRole("button", { name: "Assign…" }).click();
        await page.getByLabel("Product (PR)").fill("1");
        await page.getByLabel("Test case (TC)").fill("42");
        await page.getByRole("dialog").getByRole("button", { name: "Assign" }).click();
        await page.getByRole("status").filter({ hasText: "1 delivery is assigned and due now." }).waitFor();
        await page.locator("#recorded").getByRole("row").filter({ hasText: "Whose is it" }).waitFor();
    });
    const { launch, state } = await ask("/api/deliveries/" + id);
    assert.deepEqual([launch.productId, launch.testCaseId, state], [1, 42, "recorded"]);
});

test("what waits is retried now", async () => {
    const id = await scene.add({ run: "AYwait00000000000001", event: "TEST_PASSED", status: 2, name: "No patience", state: "pending", note: "Spira answered 503.", attempts: 3, nextMs: 900_000 });
    await inside("/", async (page) => {
        await rowOf(page, "No patience").getByRole("button", { name: "Retry now" }).click();
        await page.locator("#recorded").getByRole("row").filter({ hasText: "No patience" }).waitFor();
    });
    assert.equal(await stateOf(id), "recorded");
});

test("a second verdict is delivered only after a question with both verdicts and what it does", async () => {
    const run = "AYtwice0000000000001";
    const first = await scene.add({ run, event: "TEST_PASSED", status: 2, name: "Said twice", state: "recorded" });
    const second = await scene.add({ run, event: "TEST_FAILED", status: 1, name: "Said twice", state: "conflict", attempts: 0 });
    await inside("/deliveries/" + second, async (page) => {
        await page.getByRole("button", { name: "Deliver again" }).click();
        await page.getByRole("dialog").getByText("Record Failed as well? TC:42 has Passed (TR:" + (1000 + first) + ") for this run; a second test run is added and the test case becomes Failed.").waitFor();
        await page.keyboard.press("Escape");
    });
    assert.equal(await stateOf(second), "conflict");
});

test("an action that is too late is said in the dialog", async () => {
    const id = await dead({ name: "Too late" });
    await inside("/deliveries/" + id, async (page) => {
        await page.getByRole("button", { name: "Dismiss…" }).click();
        await page.getByLabel("Reason").fill("x");
        await fetch(scene.url + "/api/deliveries/" + id + "/replay", { method: "POST", headers: { Authorization: "Bearer " + scene.token } });
        await page.getByRole("dialog").getByRole("button", { name: "Dismiss" }).click();
        await page.getByRole("alert").filter({ hasText: "Delivery " + id + " is recorded; only dead or conflicting ones can be dismissed." }).waitFor();
    });
});

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

test("a new result appears automatically, and nothing the reader has done is lost", async () => {
    const id = await dead({ name: "Being looked at" });
    await inside("/", async (page) => {
        await page.evaluate(() => { window.sameDocument = true; });
        await page.getByText("Settings").click();
        await rowOf(page, "Being looked at").getByRole("button", { name: "Deliver again" }).focus();
        await page.evaluate(() => window.scrollTo(0, 300));
        const scrolled = await page.evaluate(() => window.scrollY);

        await recorded("Came meanwhile");
        await rowOf(page, "Came meanwhile").waitFor();
        await dead({ name: "Next to it" });
        await rowOf(page, "Next to it").waitFor();

        assert.equal(await page.evaluate(() => window.sameDocument), true);
        assert.ok(await page.getByText("octoperf-recorder").isVisible());
        assert.equal(await page.evaluate(() => document.activeElement.dataset.key), "replay-" + id);
        assert.equal(await page.evaluate(() => window.scrollY) > 0, true);
        assert.ok(Math.abs(await page.evaluate(() => window.scrollY) - scrolled) < 300);
    });
});

test("what is typed in a dialog outlasts what comes meanwhile", async () => {
    await dead({ name: "With a reason" });
    await inside("/", async (page) => {
        await rowOf(page, "With a reason").getByRole("button", { name: "Dismiss…" }).click();
        await page.getByLabel("Reason").fill("Half a sent");
        await dead({ name: "Behind the dialog" });
        await page.locator("td", { hasText: "Behind the dialog" }).waitFor();
        assert.equal(await page.getByLabel("Reason").inputValue(), "Half a sent");
        assert.equal(await page.evaluate(() => document.activeElement.name), "reason");
    });
});

test("a screen reader is told politely what has changed, and only that", () => inside("/", async (page) => {
    const announcement = page.locator("#announcement");
    assert.equal(await announcement.getAttribute("role"), "status");
    assert.equal(await announcement.innerText(), "");
    await dead();
    const { counts } = await ask("/api/overview");
    await announcement.filter({ hasText: counts.dead + " given up" }).waitFor();
}));

test("what the reader has marked stays marked until it is copied", () => inside("/", async (page) => {
    await page.evaluate(() => document.getSelection().selectAllChildren(document.querySelector("#recorded tbody tr")));
    const marked = await page.evaluate(() => String(document.getSelection()));
    await recorded("Came meanwhile");
    // The counts are another part: when they have changed, the page has looked.
    const before = await page.locator(".tile.state-recorded .count").innerText();
    await recorded("Came meanwhile, too");
    await page.waitForFunction((old) => document.querySelector(".tile.state-recorded .count").innerText !== old, before);
    assert.equal(await page.evaluate(() => String(document.getSelection())), marked);
    await page.evaluate(() => document.getSelection().removeAllRanges());
    await scene.add({ run: "AYmark" + ++count + "00000000000000", event: "TEST_PASSED", status: 2, name: "After the copy", state: "recorded" });
    await rowOf(page, "After the copy").waitFor();
}));

test("a part of the recorder that fails is said at once, and that it works again, too", () => inside("/", async (page) => {
    await scene.add({ health: { ok: false, text: "refuses the account (401)" } });
    await page.getByRole("heading", { name: "Something is wrong" }).waitFor();
    await page.getByText(/refuses the account \(401\) · next try in \d+ s/).waitFor();
    await scene.add({ health: { ok: true, text: "no errors so far" } });
    await page.getByRole("heading", { name: "Something is wrong" }).waitFor({ state: "detached" });
}));

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

/** Another site, whose page does what `script` says. */
async function elsewhere(markup, action) {
    const server = createServer((request, response) => { response.setHeader("Content-Type", "text/html"); response.end(markup); });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
        await action("http://evil.localhost:" + server.address().port);
    } finally {
        await new Promise((resolve) => server.close(resolve));
    }
}

test("another site's page cannot act in the reader's name, not even with the session's own secret", async () => {
    const id = await dead({ name: "Target" });
    await inside("/", async (page, context) => {
        const { csrf } = await page.evaluate(async () => (await fetch("/api/overview")).json());
        assert.match(csrf, /^[0-9a-f]{64}$/);
        const markup = `<form method="post" action="${scene.url}/api/deliveries/${id}/replay"><input name="csrf" value="${csrf}"></form>
            <script>onload = () => fetch("${scene.url}/api/deliveries/${id}/replay", { method: "POST", credentials: "include", headers: { "X-OctoSpira-CSRF": "${csrf}" } })
                .catch(() => {}).then(() => document.forms[0].submit())</script>`;
        await elsewhere(markup, async (address) => {
            const other = await context.newPage();
            const posted = other.waitForResponse((response) => response.request().method() === "POST" && response.request().isNavigationRequest());
            await other.goto(address);
            assert.equal((await posted).status(), 403);
            await other.getByText("Another site's page sent this, so nothing was done.").waitFor();
        });
    });
    assert.equal(await stateOf(id), "dead");
});

test("another site's page cannot read what the reader sees", () => inside("/", async (page, context) => {
    const markup = `<p id="got"></p><script>fetch("${scene.url}/api/overview", { credentials: "include" }).then((r) => r.text(), () => "nothing").then((text) => { got.textContent = text; })</script>`;
    await elsewhere(markup, async (address) => {
        const other = await context.newPage();
        await other.goto(address);
        await other.getByText("nothing", { exact: true }).waitFor();
    });
}));

test("another site's frame around the page stays empty", () => visit(async (page) => {
    await elsewhere(`<iframe src="${scene.url}/"></iframe><p>Bait</p>`, async (address) => {
        const asked = page.waitForResponse(scene.url + "/");
        await page.goto(address);
        await asked;
        await page.getByText("Bait").waitFor();
        const shown = await Promise.all(page.frames().slice(1).map((frame) => frame.content()));
        assert.equal(shown.length, 1);
        assert.ok(!shown[0].includes("Token of the status page"), shown[0]);
    });
}));

test("a keyboard is enough to deliver again", async () => {
    const id = await dead({ name: "By keyboard" });
    await inside("/deliveries/" + id, async (page) => {
        await page.reload();
        await shown(page);
        await page.keyboard.press("Tab");
        await page.locator(".skip:focus").waitFor();
        for (let i = 0; i < 12; ++i) {
            await page.keyboard.press("Tab");
            if (await page.evaluate((key) => document.activeElement.dataset.key === key, "replay-" + id)) break;
        }
        await page.keyboard.press("Enter");
        await page.getByRole("dialog").waitFor();
        for (let i = 0; i < 3; ++i) {
            if (await page.evaluate(() => document.activeElement.id === "ask-do")) break;
            await page.keyboard.press("Tab");
        }
        await page.keyboard.press("Enter");
        await page.locator("#delivery .badge", { hasText: "Recorded" }).waitFor();
    });
    assert.equal(await stateOf(id), "recorded");
});

/** All that axe-core finds: "rule: element". */
async function findings(page) {
    await page.evaluate(axe);
    return page.evaluate(async () => {
        const { violations } = await window.axe.run(document, { resultTypes: ["violations"] });
        return violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ": " + node.html.slice(0, 200) + " " + (node.any[0]?.message ?? "")));
    });
}

for (const colorScheme of ["light", "dark"]) {
    test("axe finds nothing in any page in the " + colorScheme + " theme", async () => {
        const id = await dead({ name: "Axe", answer: "HTTP 500" });
        // axe needs a script of its own in the page.
        await visit(async (page) => {
            await page.goto(scene.url);
            await page.getByLabel("Token of the status page").fill("wrong");
            await page.keyboard.press("Enter");
            await page.getByRole("alert").waitFor();
            assert.deepEqual(await findings(page), []);
            await logIn(page);
            for (const path of ["/", "/deliveries", "/deliveries?state=dead", "/deliveries?state=recorded", "/deliveries/" + id, "/expected", "/refused", "/nowhere"]) {
                await go(page, path);
                await page.evaluate(() => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
                assert.deepEqual(await findings(page), [], path);
            }
            await go(page, "/deliveries/" + id);
            for (const name of ["Deliver again", "Assign…", "Dismiss…"]) {
                await page.locator("#delivery").getByRole("button", { name }).click();
                await page.getByRole("dialog").waitFor();
                assert.deepEqual(await findings(page), [], name);
                await page.keyboard.press("Escape");
            }
        }, { colorScheme });
    });
}

for (const width of [320, 360, 768, 1000, 1440]) {
    test("nothing is wider than a window of " + width + " pixels", () => inside("/", async (page) => {
        for (const path of ["/", "/deliveries", "/deliveries?state=dead", "/deliveries?state=pending", "/deliveries/1", "/expected", "/refused"]) {
            await go(page, path);
            assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth), false, path);
        }
    }, { viewport: { width, height: 700 } }));
}

test("who wants no motion gets none", () => inside("/", async (page) => {
    const moving = await page.evaluate(() => [...document.querySelectorAll("*")].filter((element) => {
        const { transitionDuration, animationName } = getComputedStyle(element);
        return transitionDuration.split(", ").some((time) => time !== "0s") || animationName !== "none";
    }).length);
    assert.equal(moving, 0);
}, { reducedMotion: "reduce" }));

test("a recorder that is gone is said, and what was seen stays", async () => {
    const other = await Scene.start();
    const mine = scene;
    scene = other;
    try {
        await recorded("Seen before the end");
        await inside("/", async (page) => {
            await rowOf(page, "Seen before the end").waitFor();
            await other.stop();
            await page.getByText("The recorder does not answer").waitFor();
            assert.ok(await rowOf(page, "Seen before the end").isVisible());
        });
    } finally {
        scene = mine;
    }
});
