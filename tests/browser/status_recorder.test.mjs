// The status page of a real recorder before a simulated Spira: what happens is what an operator sees.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launchChromium } from "./chromium.mjs";
import { Recorder } from "./recorder.mjs";

const kWaitMs = 20_000;

let recorder;
let browser;
before(async () => {
    recorder = await Recorder.start();
    browser = await launchChromium();
});
after(async () => {
    await browser?.close();
    await recorder?.stop();
});

/** An operator who has the page open. */
async function inside(action) {
    const context = await browser.newContext();
    try {
        const page = await context.newPage();
        page.setDefaultTimeout(kWaitMs);
        await page.goto(recorder.status);
        await page.getByLabel("Token of the status page").fill(recorder.token);
        await page.keyboard.press("Enter");
        await page.getByRole("heading", { name: /Everything is working|needs? attention/ }).waitFor();
        await action(page, context);
    } finally {
        await context.close();
    }
}

const rowOf = (page, name) => page.getByRole("row").filter({ hasText: name });

test("a result that is recorded while one looks appears, and its links lead to the run and the test case", () => inside(async (page, context) => {
    await page.evaluate(() => { window.sameDocument = true; });
    await recorder.result("AYresult00000000000A", { name: "Live result" });

    await rowOf(page, "Live result").filter({ hasText: "Passed" }).waitFor();

    assert.equal(await page.evaluate(() => window.sameDocument), true);
    const [run] = (await recorder.runs()).filter(({ RunnerTestName }) => RunnerTestName.includes("Live result"));
    const opened = context.waitForEvent("page");
    await rowOf(page, "Live result").getByRole("link", { name: "TR:" + run.TestRunId }).click();
    const other = await opened;
    await other.waitForLoadState();
    assert.equal(other.url(), recorder.spira + "/1/TestRun/" + run.TestRunId + ".aspx");
    assert.equal(await other.evaluate(() => document.referrer + window.opener), "null");
    assert.equal(await rowOf(page, "Live result").getByRole("link", { name: "TC:1" }).getAttribute("href"), recorder.spira + "/1/TestCase/1.aspx");
    assert.match(await rowOf(page, "Live result").getByRole("link", { name: "Report" }).getAttribute("href"), /^https:\/\/api\.octoperf\.com\//);
}));

test("what Spira refuses is given up with the reason, and recorded once after it was fixed and delivered again", () => inside(async (page) => {
    await recorder.faults([{ match: "POST test-runs/record", times: -1, action: "status", status: 400, body: '"The planets are not aligned."' }]);
    await recorder.result("AYresult00000000000B", { name: "Refused at first" });

    await rowOf(page, "Refused at first").getByRole("button", { name: "Deliver again" }).waitFor();
    const why = await rowOf(page, "Refused at first").locator("td[data-label=Why]").innerText();
    assert.match(why, /Spira/);
    assert.ok(why.length > 20, why);
    await page.getByRole("heading", { name: "1 result needs attention" }).waitFor();

    await recorder.faults([]);
    await rowOf(page, "Refused at first").getByRole("button", { name: "Deliver again" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Deliver again" }).click();
    await page.getByRole("status").filter({ hasText: "1 delivery is being delivered again." }).waitFor();
    await page.locator("#recorded").getByRole("row").filter({ hasText: "Refused at first" }).waitFor();
    await page.getByRole("heading", { name: "Everything is working" }).waitFor();

    await page.getByRole("link", { name: "Refused at first" }).click();
    await page.locator("#attempts > ol > li").nth(1).waitFor();
    assert.equal(await page.locator("#attempts > ol > li").count(), 2);
    assert.match(await page.locator("#attempts").innerText(), /Given up[\s\S]*Recorded/);
    assert.equal((await recorder.runs()).filter(({ RunnerTestName }) => RunnerTestName.includes("Refused at first")).length, 1);
}));

test("what the command line has delivered again is taken up by the recorder that runs", () => inside(async (page) => {
    await recorder.faults([{ match: "POST test-runs/record", times: -1, action: "status", status: 400, body: '"The planets are not aligned."' }]);
    await recorder.result("AYresult00000000000C", { name: "By command" });
    await rowOf(page, "By command").getByRole("button", { name: "Deliver again" }).waitFor();
    const [{ id, note }] = recorder.octospira("deliveries", "--state", "dead").stdout.trim().split("\n").map((line) => JSON.parse(line));
    assert.equal(await rowOf(page, "By command").locator("td[data-label=Why]").innerText(), note);

    await recorder.faults([]);
    const replayed = recorder.octospira("replay", String(id));

    assert.equal(replayed.stdout, JSON.stringify({ id, replayed: true }) + "\n");
    await page.locator("#recorded").getByRole("row").filter({ hasText: "By command" }).waitFor();
}));

test("no secret is in any page, and no token in the log", () => inside(async (page) => {
    for (const path of ["/", "/deliveries", "/deliveries/1", "/deliveries/2", "/expected", "/refused"]) {
        await page.goto(recorder.status + path);
        await page.locator("#freshness").filter({ hasText: "live" }).waitFor();
        const text = await page.content();
        for (const secret of [recorder.token, recorder.secret, recorder.key, recorder.key.slice(1, -1)]) assert.ok(!text.includes(secret), path);
    }
    assert.match(recorder.process.log, /"event":"status_login"/);
    for (const secret of [recorder.token, recorder.secret, recorder.key.slice(1, -1)]) assert.ok(!recorder.process.log.includes(secret));
}));
