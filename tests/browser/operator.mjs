// An operator at the recorder's status page, over a journal that the test fills (see scene.mjs): one scene and one browser
// for a file of tests.

import assert from "node:assert/strict";
import { after, before } from "node:test";

import { launchChromium } from "./chromium.mjs";
import { Scene, fill } from "./scene.mjs";

const kWaitMs = 15_000;

export let scene;
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
export async function visit(action, options = {}) {
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
export const shown = (page) => page.locator("#freshness").filter({ hasText: /^Updated .* · live$/ }).waitFor();

export async function go(page, path) {
    await page.goto(scene.url + path);
    await shown(page);
}

export async function logIn(page, path = "/") {
    await page.goto(scene.url + path);
    await page.getByLabel("Token of the status page").fill(scene.token);
    await page.getByRole("main").getByRole("button", { name: "Log in" }).click();
    await shown(page);
}

/** A person who is in, on a page. */
export function inside(path, action, options) {
    return visit(async (page, context) => {
        await logIn(page, path);
        await action(page, context);
    }, options);
}

/** Asks as a script does. */
export async function ask(path) {
    const response = await fetch(scene.url + path, { headers: { Authorization: "Bearer " + scene.token } });
    assert.equal(response.status, 200);
    return response.json();
}
export const stateOf = async (id) => (await ask("/api/deliveries/" + id)).state;

/** A delivery that was given up, of a run of its own. */
let count = 0;
export const dead = (more = {}) => scene.add({ run: "AYdead" + String(++count).padStart(14, "0"), event: "TEST_PASSED", status: 2, name: "Given up " + count,
    state: "dead", note: "Spira knows no test case 77.", ...more });
export const recorded = (name, more = {}) => scene.add({ run: "AYnew" + String(++count).padStart(15, "0"), event: "TEST_PASSED", status: 2, name, state: "recorded", ...more });

export const rowOf = (page, name) => page.getByRole("row").filter({ hasText: name });

/** Presses a button of a row, and in the dialog that opens, does what `fill` does and presses the button of that name. */
export async function decide(page, row, button, fill = async () => {}) {
    await row.getByRole("button", { name: button }).click();
    const dialog = page.getByRole("dialog");
    await fill(dialog);
    await dialog.getByRole("button", { name: button }).click();
    await dialog.waitFor({ state: "hidden" });
}

/** With a scene that `action` may stop. */
export async function withOwnScene(action) {
    const mine = scene;
    scene = await Scene.start();
    try {
        await action(scene);
    } finally {
        scene = mine;
    }
}
