// What every file of these tests needs: the simulator, a target for executeRest, Chromium, and a runner.
//
//     node <file>.mjs <server program> [part of a test's name]

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { launchChromium } from "../chromium.mjs";
import { guid, packed } from "./sample_app.mjs";

const server = spawn(process.argv[2], { stdio: ["pipe", "pipe", "inherit"] });
export const base = String((await once(server.stdout, "data"))[0]).trim();

/** A target for executeRest that says what it received. */
const target = createServer((request, response) => {
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
        response.writeHead(418, { "Content-Type": "application/json" });
        response.end(JSON.stringify({ url: request.url, key: request.headers["x-key"], body: Buffer.concat(chunks).toString() }));
    });
}).listen(0, "127.0.0.1");
await once(target, "listening");
export const targetUrl = `http://octoperf.localhost:${target.address().port}`;

const browser = await launchChromium();

export async function control(method, path, body) {
    const response = await fetch(`${base}/_simulator/${path}`, { method, body: typeof body === "string" ? body : JSON.stringify(body) });
    return { status: response.status, json: await response.json() };
}

/** Steers and insists that it worked. */
export async function steer(method, path, body) {
    const answer = await control(method, path, body);
    assert.equal(answer.status, 200, `${method} ${path}: ${JSON.stringify(answer.json)}`);
    return answer.json;
}

/** Demo data, these switches, and the sample app enabled for the system and product 1. */
export async function fresh(switches = {}) {
    await steer("POST", "reset", "");
    await steer("PUT", "switches", switches);
    await steer("POST", "apps", packed());
    await steer("PUT", `apps/${guid}`, {
        enabled: true, settings: { serverUrl: targetUrl, apiKey: "s3cret" }, products: { 1: { enabled: true, settings: { property: "4" } } },
    });
}

export async function settled(page) {
    await page.waitForFunction(() => window.__simulator?.ready);
}

export async function open(path, { user = "tester", ...options } = {}) {
    const context = await browser.newContext(options);
    await context.addCookies([{ name: "spira-simulator-user", value: user, url: base }]);
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(base + path);
    await settled(page);
    return page;
}

/** Calls a function of the manager that ends in ok and fail; gives { ok } or { fail } with the arguments. */
export function call(page, name, ...given) {
    return page.evaluate(([name_, given_]) => new Promise((resolve) => {
        window.sample.manager[name_](...given_, (...ok) => resolve({ ok }), (...fail) => resolve({ fail }));
    }), [name, given]);
}

/** Nothing on the page went wrong, and the app broke no rule of the platform. */
export async function assertClean(page) {
    assert.deepEqual(await page.evaluate(() => [window.__simulator.errors, window.__simulator.misuse]), [[], []]);
}

export async function run(tests) {
    let failures = 0;
    for (const [name, test] of Object.entries(tests)) {
        if (process.argv[3] !== undefined && !name.includes(process.argv[3])) continue;
        try {
            await test();
            console.log(`ok   ${name}`);
        } catch (error) {
            failures += 1;
            console.log(`FAIL ${name}\n${error.stack}`);
        }
        for (const context of browser.contexts()) await context.close();
    }
    await browser.close();
    target.close();
    server.stdin.end();
    await once(server, "exit");
    process.exit(failures === 0 ? 0 : 1);
}
