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
const kExpected = /Failed to load resource|frame-ancestors|X-Frame-Options/;

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

async function logIn(page, path = "/") {
    await page.goto(scene.url + path);
    await page.getByLabel("Token of the status page").fill(scene.token);
    await page.getByRole("main").getByRole("button", { name: "Log in" }).click();
    await page.getByRole("button", { name: "Log out" }).waitFor();
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
const stateOf = async (id) => (await ask("/deliveries/" + id)).state;

/** A delivery that was given up, of a run of its own. */
let count = 0;
const dead = (more = {}) => scene.add({ run: "AYdead" + String(++count).padStart(14, "0"), event: "TEST_PASSED", status: 2, name: "Given up " + count,
    state: "dead", note: "Spira knows no test case 77.", ...more });
const recorded = (name) => scene.add({ run: "AYnew" + String(++count).padStart(15, "0"), event: "TEST_PASSED", status: 2, name, state: "recorded" });

const rowOf = (page, name) => page.getByRole("row").filter({ hasText: name });

test("a wrong token is said, the right one leads to where one wanted to go", () => visit(async (page, context) => {
    await page.goto(scene.url + "/deliveries?state=dead");
    await page.getByLabel("Token of the status page").fill("not the token");
    await page.keyboard.press("Enter");
    await page.getByRole("alert").filter({ hasText: "That is not the token." }).waitFor();
    await page.getByLabel("Token of the status page").fill(scene.token);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Deliveries" }).waitFor();

    assert.equal(page.url(), scene.url + "/deliveries?state=dead");
    assert.equal(await page.evaluate(() => document.cookie), "");
    const [cookie] = await context.cookies();
    assert.deepEqual([cookie.httpOnly, cookie.sameSite], [true, "Strict"]);
    assert.ok(!JSON.stringify(await context.storageState()).includes(scene.token));
}));

test("whoever logs out is out, also in the page that is still open elsewhere", () => inside("/", async (page, context) => {
    const other = await context.newPage();
    await other.goto(scene.url);
    await other.getByRole("heading", { name: "Waiting" }).waitFor();
    await page.getByRole("button", { name: "Log out" }).click();
    await page.getByLabel("Token of the status page").waitFor();
    await other.getByLabel("Token of the status page").waitFor();
}));

test("everything is there to read without a script", () => inside("/", async (page) => {
    for (const heading of ["Given up", "In conflict", "Waiting", "Recorded last"]) {
        await page.getByRole("heading", { name: heading, exact: true }).waitFor();
    }
    await page.getByText("Spira answered 503. It is tried again by itself.").waitFor();
    await page.getByText("Spira refused the recorder's account.").first().waitFor();
    assert.match(await page.locator("noscript").innerHTML(), /http-equiv="refresh"/);
    await page.getByText("Show the figures").first().click();
    assert.equal(await page.locator("#chart-results tbody tr").count(), 14);
    await page.getByRole("link", { name: "Deliveries" }).click();
    await page.getByLabel("State").selectOption({ label: "Waiting" });
    await page.getByRole("button", { name: "Filter" }).click();
    await page.getByRole("link", { name: "Stock sync [PR:3]" }).click();
    await page.getByRole("heading", { name: /Stock sync/ }).waitFor();
    await page.getByText("What was answered").first().click();
    await page.getByText("HTTP 503").first().waitFor();
}, { javaScriptEnabled: false }));

test("a dead letter is delivered again without a script, after a question", async () => {
    const id = await dead({ name: "Plain form" });
    await inside("/", async (page) => {
        await rowOf(page, "Plain form").getByText("Deliver again").click();
        assert.equal(await stateOf(id), "dead");
        await rowOf(page, "Plain form").getByRole("button", { name: "Yes, deliver it again" }).click();
        await page.getByRole("status").filter({ hasText: "1 notification is delivered again now." }).waitFor();
    }, { javaScriptEnabled: false });
    assert.equal(await stateOf(id), "recorded");
});

test("a dead letter shows why, is delivered again, and its page then says that it is recorded", async () => {
    const id = await dead({ name: "From grave to run", answer: "HTTP 404 from POST projects/1/test-runs/record" });
    await inside("/", async (page) => {
        await rowOf(page, "From grave to run").filter({ hasText: "Spira knows no test case 77." }).waitFor();
        await page.getByRole("link", { name: "From grave to run" }).click();
        await page.getByRole("heading", { name: "Why it was given up" }).waitFor();
        await page.getByText("What was answered").click();
        await page.getByText("HTTP 404 from POST projects/1/test-runs/record").waitFor();
        await page.locator("summary", { hasText: "Deliver again" }).click();
        await page.getByRole("button", { name: "Yes, deliver it again" }).click();
        await page.locator("#delivery .badge", { hasText: "Recorded" }).waitFor();
        assert.equal(await page.locator("#attempts li").count(), 2);
        assert.equal(await page.getByRole("link", { name: "TR:" + (1000 + id) }).getAttribute("href"), "http://spira.localhost:8800/1/TestRun/" + (1000 + id) + ".aspx");
    });
});

test("all that were given up are delivered again at once", async () => {
    const ids = [await dead(), await dead()];
    await inside("/deliveries?state=dead", async (page) => {
        await page.locator("summary", { hasText: "Deliver all again" }).click();
        await page.getByText(/Deliver all \d+ that were given up again\?/).waitFor();
        await page.getByRole("button", { name: "Yes, deliver all again" }).click();
        await page.getByRole("status").filter({ hasText: /\d+ notifications are delivered again now/ }).waitFor();
        await page.getByText("There is no such delivery.").waitFor();
    });
    for (const id of ids) assert.equal(await stateOf(id), "recorded");
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

test("a new result appears by itself, and nothing the reader has done is lost", async () => {
    const id = await dead({ name: "Being looked at" });
    await inside("/", async (page) => {
        await page.evaluate(() => { window.sameDocument = true; });
        await page.getByText("Show the figures").first().click();
        const ask = rowOf(page, "Being looked at").locator("summary");
        await ask.focus();
        await page.keyboard.press("Enter");
        await page.evaluate(() => window.scrollTo(0, 300));
        const scrolled = await page.evaluate(() => window.scrollY);

        await recorded("Came by itself");
        await rowOf(page, "Came by itself").waitFor();
        await dead({ name: "Next to it" });
        await rowOf(page, "Next to it").waitFor();

        assert.equal(await page.evaluate(() => window.sameDocument), true);
        assert.ok(await rowOf(page, "Being looked at").getByRole("button", { name: "Yes, deliver it again" }).isVisible());
        assert.ok(await page.locator("#chart-results table").isVisible());
        assert.equal(await page.evaluate(() => document.activeElement.closest("[data-key]")?.dataset.key), "replay-" + id);
        assert.equal(await page.evaluate(() => window.scrollY) > 0, true);
        assert.ok(Math.abs(await page.evaluate(() => window.scrollY) - scrolled) < 300);
    });
});

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

test("a part of the recorder that fails is said at once, and that it is well again, too", () => inside("/", async (page) => {
    await scene.add({ health: { good: false, words: "is away, next try" } });
    await page.getByRole("heading", { name: "Something needs a look" }).waitFor();
    await page.getByText(/is away, next try in \d+ s/).waitFor();
    await scene.add({ health: { good: true, words: "answers" } });
    await page.getByRole("heading", { name: "Something needs a look" }).waitFor({ state: "detached" });
}));

test("times are the reader's own", () => inside("/deliveries", async (page) => {
    const time = page.locator("tbody time").first();
    const wanted = await time.evaluate((node) => new Intl.DateTimeFormat("de-DE", { timeStyle: "medium", timeZone: "Asia/Tokyo" }).format(new Date(node.dateTime)));
    await page.waitForFunction(() => !document.querySelector("tbody time").innerText.includes("UTC"));
    assert.ok((await time.innerText()).endsWith(wanted), await time.innerText());
}, { locale: "de-DE", timezoneId: "Asia/Tokyo" }));

test("markup in a test's name, in a reason and in an answer is shown as text", async () => {
    const markup = "<img src=x onerror=alert(1)><script>alert(2)</script>\"'";
    const id = await dead({ name: markup, note: markup, answer: markup, url: "javascript:alert(3)", event: "TEST_PASSED" });
    await inside("/", async (page) => {
        for (const path of ["/", "/deliveries", "/deliveries?state=dead", "/deliveries/" + id]) {
            await page.goto(scene.url + path);
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

test("another site's page cannot post in the reader's name, not even with the form's own secret", async () => {
    const id = await dead({ name: "Target" });
    await inside("/", async (page, context) => {
        const csrf = await page.locator("input[name=csrf]").first().inputValue();
        const markup = `<form method="post" action="${scene.url}/deliveries/${id}/replay"><input name="csrf" value="${csrf}"></form>
            <script>onload = () => document.forms[0].submit()</script>`;
        await elsewhere(markup, async (address) => {
            const other = await context.newPage();
            const posted = other.waitForResponse((response) => response.request().method() === "POST");
            await other.goto(address);
            assert.equal((await posted).status(), 403);
            await other.getByText("Another site's page sent this, so nothing was done.").waitFor();
        });
    });
    assert.equal(await stateOf(id), "dead");
});

test("another site's frame around the page stays empty", () => visit(async (page) => {
    await elsewhere(`<iframe src="${scene.url}/login"></iframe><p>Bait</p>`, async (address) => {
        const asked = page.waitForResponse(scene.url + "/login");
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
        await page.keyboard.press("Tab");
        await page.locator(".skip:focus").waitFor();
        for (let i = 0; i < 12; ++i) {
            await page.keyboard.press("Tab");
            if (await page.evaluate(() => document.activeElement.localName === "summary")) break;
        }
        await page.keyboard.press("Enter");
        await page.keyboard.press("Tab");
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
            for (const path of ["/", "/deliveries", "/deliveries?state=dead", "/deliveries?state=recorded", "/deliveries/" + id, "/nowhere"]) {
                await page.goto(scene.url + path);
                for (const summary of await page.locator("summary").all()) await summary.click();
                assert.deepEqual(await findings(page), [], path);
            }
        }, { colorScheme });
    });
}

for (const width of [360, 768, 1000]) {
    test("nothing is wider than a window of " + width + " pixels", () => inside("/", async (page) => {
        for (const path of ["/", "/deliveries", "/deliveries?state=dead", "/deliveries?state=pending"]) {
            await page.goto(scene.url + path);
            assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth), false, path);
        }
    }, { viewport: { width, height: 700 } }));
}

test("a chart tells a screen reader the same as the eye", () => inside("/", async (page) => {
    const name = await page.getByRole("img", { name: /Results per day/ }).getAttribute("aria-label");
    const sum = (index) => page.locator("#chart-results tbody tr").evaluateAll((rows, at) => rows.reduce((all, row) => all + Number(row.cells[at].textContent), 0), index);
    for (const [index, verdict] of ["Passed", "Caution", "Failed", "Blocked"].entries()) {
        assert.ok(name.includes(await sum(index + 1) + " " + verdict), name);
    }
}));

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
