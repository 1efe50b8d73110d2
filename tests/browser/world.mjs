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

/** How long a load test takes unless a test says otherwise. */
const kRunTimeMs = 400;

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

/** What stands in the console when a test sets a policy, or takes something away, on purpose. */
const kExpected = /Content Security Policy|WebAssembly|Failed to load resource/;

const kWaitMs = 20_000;

/** Asks again and again until the answer is true. */
async function eventually(what, question) {
    const deadline = Date.now() + kWaitMs;
    while (!(await question())) {
        assert.ok(Date.now() < deadline, "Not within " + kWaitMs / 1000 + " s: " + what);
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
}

export class World {
    static async create() {
        const world = new World();
        world.installed = "wasm";
        world.secrets = [kKey];
        world.demo = await startDemo({ octospira: process.env.OCTOSPIRA, spiraApp: packages.wasm, runTime: kRunTimeMs + "ms" });
        world.recorderUrl = "http://recorder.localhost:" + new URL(world.demo.recorder).port;
        world.browser = await launchChromium();
        world.plainSwitches = await world.spira("GET", "switches");
        world.plainOctoPerf = await world.octoperf("GET", "switches");
        world.plainUsers = {};
        for (const [login, { culture, theme, products }] of Object.entries((await world.spira("GET", "users")).users)) {
            world.plainUsers[login] = { culture, theme, products };
        }
        const { guid, products } = (await world.spira("GET", "apps")).apps[0];
        world.guid = guid;
        world.plainProduct = products[1].settings;
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
        await this.spira("PUT", "users", this.plainUsers);
        await this.octoperf("DELETE", "faults");
        await this.octoperf("PUT", "switches", this.plainOctoPerf);
        await this.runTime(kRunTimeMs);
        if (this.installed !== "wasm") await this.install("wasm");
        await this.settings({ octoperfApiKey: kKey, octoperfUrl: this.demo.octoperf, recorderUrl: this.recorderUrl });
        await this.productSettings(this.plainProduct);
    }

    productSettings(settings) {
        return this.spira("PUT", "apps/" + this.guid, { products: { 1: { enabled: true, settings } } });
    }
    /** How somebody likes Spira, or what they may do: {culture, theme, products}. */
    user(login, wanted) {
        return this.spira("PUT", "users", { [login]: wanted });
    }
    /** How long OctoPerf's tests take; the seeded long one 30 times as long. */
    runTime(milliseconds) {
        return this.octoperf("PUT", "settings", { runTimeMs: milliseconds });
    }
    /** From now on nobody but a person records results. */
    async withoutRecorder() {
        await this.settings({ recorderUrl: "" });
        await this.octoperf("PUT", "switches", { notifications: "lost" });
    }
    /** An older Spira, with the package made for it. */
    async version(version) {
        await this.install("older");
        await this.spira("PUT", "switches", { version });
    }
    /** From now on the app's calls are made by another OctoPerf user. */
    async octoPerfUser(key, more) {
        await this.octoperf("POST", "users", { username: key.slice(0, 8) + "@example.com", key, ...more });
        await this.settings({ octoperfApiKey: key });
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
    async testCase(scenario, name = "Load") {
        const made = await this.rest("POST", "projects/1/test-cases", { Name: name, TestCaseStatusId: 0, TestCaseTypeId: null });
        if (scenario !== undefined) await this.write(made.TestCaseId, kScenarioProperty, scenario);
        return made.TestCaseId;
    }
    async write(testCase, number, text) {
        const whole = await this.rest("GET", "projects/1/test-cases/" + testCase);
        whole.CustomProperties.find((entry) => entry.PropertyNumber === number).StringValue = text;
        await this.rest("PUT", "projects/1/test-cases", whole);
    }

    /** A new test case whose test of this scenario was started, as the app does it; gives {testCase, run}. */
    async launched(scenario, name) {
        const testCase = await this.testCase(scenario, name);
        const { port } = new URL(this.demo.octoperf);
        const { benchResultIds } = await call("POST", "http://127.0.0.1:" + port + "/runtime/scenarios/run/" + scenario, undefined,
            { Authorization: "Bearer " + kKey });
        await this.write(testCase, kBenchResultProperty, benchResultIds[0]);
        return { testCase, run: benchResultIds[0] };
    }
    /** Waits until OctoPerf says that the run is in one of these states. */
    state(run, ...states) {
        return eventually("run " + run + " in " + states, async () => states.includes((await this.startedRuns()).find((one) => one.id === run)?.state));
    }
    /** As `launched`, of a test that has ended, in a world where nobody has recorded it. */
    async ended(more, name) {
        await this.withoutRecorder();
        const made = await this.launched(await this.scenario(more), name);
        await this.state(made.run, "FINISHED", "ABORTED", "ERROR");
        return made;
    }

    async stored(testCase, number) {
        const { testCases } = await this.spira("GET", "state");
        const found = testCases.find((one) => one.TestCaseId === testCase);
        return found.CustomProperties.find((entry) => entry.PropertyNumber === number)?.StringValue ?? null;
    }
    storedBenchResult(testCase) {
        return this.stored(testCase, kBenchResultProperty);
    }
    storedScenario(testCase) {
        return this.stored(testCase, kScenarioProperty);
    }

    /** The test runs that Spira has of a test case, oldest first. */
    async runsOf(testCase) {
        const { testRuns } = await this.spira("GET", "state");
        return testRuns.filter((run) => run.TestCaseId === testCase);
    }
    /** Waits until Spira has that many test runs of a test case; gives them. */
    async recorded(testCase, count = 1) {
        let runs = [];
        await eventually(count + " runs of test case " + testCase, async () => {
            runs = await this.runsOf(testCase);
            return runs.length >= count;
        });
        return runs;
    }

    /** Waits until the recorder has done what it does with the notification of a run. */
    delivered(run) {
        const over = (line) => line.includes(run) && /\b(already_)?recorded\b/.test(line);
        return eventually("the delivery of run " + run, () => this.demo.log().split("\n").some(over));
    }

    /** Load tests OctoPerf was asked to run so far. */
    async startedRuns() {
        return (await this.octoperf("GET", "state")).runs;
    }

    /** Opens a test case; see visit. */
    on(testCase, action, { product = 1, ...more } = {}) {
        return this.visit("/" + product + "/TestCase/" + testCase + ".aspx", action, more);
    }
    /** Opens the product settings of the app, where the people who set it up are. */
    onSettings(action, { product = 1, user = "manager", ...more } = {}) {
        return this.visit("/" + product + "/Administration/SpiraApp/" + this.guid + ".aspx", action, { user, ...more });
    }

    /**
     * Opens a page of Spira, runs `action` with it and then makes sure that nothing went wrong under the hood: no
     * misuse of the platform, no error in a script or in the console, no script from outside run, no secret seen.
     * `clock` gives the page a clock that a test may move on (see hurry).
     * @param {string} path
     * @param {(page: import("playwright-core").Page, context: import("playwright-core").BrowserContext) => Promise<void>} action
     * @param {{user?: string, clock?: boolean, viewport?: {width: number, height: number}}} [more]
     */
    async visit(path, action, { user = "tester", clock = false, ...options } = {}) {
        const context = await this.browser.newContext(options);
        if (clock) await context.clock.install();
        const seen = [];
        const errors = [];
        context.on("response", async (response) => { seen.push(await response.text().catch(() => "")); });
        context.on("dialog", (dialog) => { errors.push("a dialog: " + dialog.message()); dialog.dismiss(); });
        context.on("weberror", (error) => errors.push(error.error().message));
        context.on("console", (message) => { if (message.type() === "error" && !kExpected.test(message.text())) errors.push(message.text()); });
        await context.request.post(this.demo.spira + "/_page/user", { data: { login: user } });
        try {
            const page = await openPage(context, this.demo.spira + path);
            await action(page, context);
            for (const open of context.pages()) {
                if (!open.url().startsWith(this.demo.spira)) continue;
                const noted = await open.evaluate(() => ({ misuse: window.__simulator.misuse, clicks: window.__simulator.unhandledClicks, errors: window.__simulator.errors }));
                assert.deepEqual(noted, { misuse: [], clicks: [], errors: [] });
                seen.push(await open.content());
            }
            assert.deepEqual(errors, []);
            for (const secret of this.secrets) assert.ok(seen.every((text) => !text.includes(secret)), "a secret reached the browser");
        } finally {
            await context.close();
        }
    }
}
