// The recorder's status page as an operator uses it: accessibility, themes and widths.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";

import { dead, go, inside, logIn, scene, visit } from "./operator.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

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
