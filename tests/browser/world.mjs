// One demo and one browser for a file of tests, and what a test does behind the person's back: switches, faults,
// test cases, scenarios, settings.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { launchChromium } from "./chromium.mjs";
import { startDemo } from "./demo.mjs";
import { openPage } from "./person.mjs";

/** Of the simulated Spira's demo data: a tester, and the numbers of the properties in product 1. */
const kTester = { username: "tester", "api-key": "{A0000002-0C70-4002-8002-5B1CA0000002}" };
const kScenarioProperty = 4;
const kBenchResultProperty = 5;

/** The key the app uses in these tests; no page may ever see it. */
const kKey = "5ec2e7ff-0000-4000-8000-0123456789ab";

const packages = {
    wasm: process.env.OCTOSPIRA_PACKAGE_WASM, older: process.env.OCTOSPIRA_PACKAGE_OLDER,
    javascript: process.env.OCTOSPIRA_PACKAGE_JAVASCRIPT,
};

async function call(method, address, body, headers = {}) {
    const text = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
    const response = await fetch(address, { method, body: text, headers: { "Content-Type": "application/json", Accept: "application/json", ...headers } });
    const answer = await response.text();
    assert.ok(response.ok, method + " " + address + ": " + response.status + " " + answer.slice(0, 300));
    return answer === "" ? null : JSON.parse(answer);
}

export class World {
    static async create() {
        const world = new World();
        world.installed = "wasm";
        world.demo = await startDemo({ octospira: process.env.OCTOSPIRA, spiraApp: packages.wasm, runTime: "400ms" });
        world.browser = await launchChromium();
        world.plainSwitches = await world.spira("GET", "switches");
        world.guid = (await world.spira("GET", "apps")).apps[0].guid;
        await world.octoperf("POST", "users", { username: "page@example.com", key: kKey, role: "ADMIN" });
        await world.settings({ octoperfApiKey: kKey });
        return world;
    }

    async end() {
        await this.browser?.close();
        await this.demo?.stop();
    }

    /** A simulator's own controls. */
    spira(method, path, body) {
        return call(method, this.demo.spira + "/_simulator/" + path, body);
    }
    octoperf(method, path, body) {
        // By address: only browsers and Spira know that *.localhost is this machine.
        const { port } = new URL(this.demo.octoperf);
        return call(method, "http://127.0.0.1:" + port + "/_simulator/" + path, body);
    }

    settings(settings) {
        return this.spira("PUT", "apps/" + this.guid, { settings });
    }
    /** Another package of the app, in place of the one that is there. */
    async install(name) {
        await this.spira("POST", "apps", readFileSync(packages[name], "utf8"));
        this.installed = name;
    }

    /** Everything as documented again, whatever a test did. */
    async restore() {
        await this.spira("PUT", "switches", this.plainSwitches);
        await this.spira("PUT", "faults", []);
        await this.octoperf("DELETE", "faults");
        if (this.installed !== "wasm") await this.install("wasm");
        await this.settings({ octoperfApiKey: kKey, octoperfUrl: this.demo.octoperf });
    }

    rest(method, path, body) {
        return call(method, this.demo.spira + "/Services/v7_0/RestService.svc/" + path, body, kTester);
    }

    /** A new scenario in OctoPerf; gives its id. */
    async scenario(more = {}) {
        const made = await this.octoperf("POST", "scenarios", { name: "Narwhal [PR:1]", verdict: "passed", ...more });
        return made.id;
    }

    /** A new test case in product 1 with this text as its scenario id; gives its id. */
    async testCase(scenario) {
        const made = await this.rest("POST", "projects/1/test-cases", { Name: "Load", TestCaseStatusId: 0, TestCaseTypeId: null });
        if (scenario === undefined) return made.TestCaseId;
        const whole = await this.rest("GET", "projects/1/test-cases/" + made.TestCaseId);
        const property = whole.CustomProperties.find((entry) => entry.PropertyNumber === kScenarioProperty);
        property.StringValue = scenario;
        await this.rest("PUT", "projects/1/test-cases", whole);
        return made.TestCaseId;
    }

    async storedBenchResult(testCase) {
        const { testCases } = await this.spira("GET", "state");
        const found = testCases.find((one) => one.TestCaseId === testCase);
        return found.CustomProperties.find((entry) => entry.PropertyNumber === kBenchResultProperty)?.StringValue ?? null;
    }

    /** Load tests OctoPerf was asked to run so far. */
    async startedRuns() {
        return (await this.octoperf("GET", "state")).runs;
    }

    /**
     * Opens a test case, runs `action` with its page and then makes sure that nothing went wrong under the hood: no
     * misuse of the platform, no error in a script, no script from outside run, no key seen.
     * @param {number} testCase
     * @param {(page: import("playwright-core").Page) => Promise<void>} action
     * @param {{user?: string, product?: number}} [more]
     */
    async on(testCase, action, { user = "tester", product = 1 } = {}) {
        const context = await this.browser.newContext();
        const seen = [];
        const errors = [];
        context.on("response", async (response) => { seen.push(await response.text().catch(() => "")); });
        context.on("dialog", (dialog) => { errors.push("a dialog: " + dialog.message()); dialog.dismiss(); });
        context.on("weberror", (error) => errors.push(error.error().message));
        await context.request.post(this.demo.spira + "/_page/user", { data: { login: user } });
        try {
            const page = await openPage(context, this.demo.spira + "/" + product + "/TestCase/" + testCase + ".aspx");
            await action(page);
            const noted = await page.evaluate(() => ({ misuse: window.__simulator.misuse, clicks: window.__simulator.unhandledClicks, errors: window.__simulator.errors }));
            assert.deepEqual(noted, { misuse: [], clicks: [], errors: [] });
            assert.deepEqual(errors, []);
            seen.push(await page.content());
            assert.ok(seen.every((text) => !text.includes(kKey)), "the key reached the browser");
        } finally {
            await context.close();
        }
    }
}
