// The recorder's status page as an operator uses it: who gets in, and what other sites' pages can do.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";

import { dead, inside, logIn, scene, shown, stateOf, visit } from "./operator.mjs";

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
            await other.getByText("A page of another site sent this, so nothing was done.").waitFor();
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
