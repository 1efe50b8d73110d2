// Bad input, missing rights, broken neighbours: a clear message that says what to do, nothing started twice, nothing
// written wrongly, nothing shown that should not be.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";

import { clickStart, ready, readMessage } from "./person.mjs";
import { World } from "./world.mjs";

const kUnknownId = "zKpHtoYBUDjbSvwJg3Zz";
const kLongScenario = "hKpHtoYBUDjbSvwJg3V1";
const kMarkupScenario = "eKpHtoYBUDjbSvwJg3Vy";
const kTokenScenario = "fKpHtoYBUDjbSvwJg3Vz";
const kWrongKey = "00000000-dead-4000-8000-000000000000";

let world;
before(async () => { world = await World.create(); });
after(() => world?.end());
afterEach(() => world.restore());

/** Clicks, reads the message, and makes sure that nothing was started. */
async function refused(testCase, pattern, more = {}) {
    const before = await world.startedRuns();
    await world.on(testCase, async (page) => {
        await more.prepare?.(page);
        await clickStart(page);
        const message = await readMessage(page, /OctoPerf:/);
        assert.match(message.text, pattern);
        assert.equal(message.kind, "error");
        more.look?.(message.text);
    }, more);
    assert.equal((await world.startedRuns()).length, before.length);
}

/** Clicks and reads that the test was started, once. */
async function started(testCase, pattern = /has started/) {
    const before = await world.startedRuns();
    await world.on(testCase, async (page) => {
        await clickStart(page);
        assert.match((await readMessage(page, /OctoPerf:/)).text, pattern);
    });
    const runs = await world.startedRuns();
    assert.equal(runs.length, before.length + 1);
    return runs.at(-1);
}

for (const [what, text, pattern] of [
    ["no scenario id", undefined, /no scenario yet/i],
    ["an id that OctoPerf does not know", kUnknownId, /was not found in OctoPerf/],
    ["markup", "<img src=x onerror=alert(1)>", /scenario/],
    ["a quoted markup", '"><script>alert(1)</script>', /scenario/],
    ["the address of the scenario list", "https://api.octoperf.com/ui/workspace/a/project/b/runtime/scenario", /scenario list/],
]) {
    test("a scenario field with " + what + " is refused", async () => {
        await refused(await world.testCase(text), pattern);
    });
}

test("a key in the scenario field is refused and not repeated", async () => {
    await refused(await world.testCase(kWrongKey), /looks like an API key/, { look: (text) => assert.ok(!text.includes(kWrongKey)) });
});

test("an id in quotes and blanks is understood", async () => {
    await started(await world.testCase('  "' + (await world.scenario()) + '" '));
});

test("a wrong API key is said so and starts nothing", async () => {
    await world.settings({ octoperfApiKey: kWrongKey });
    await refused(await world.testCase(await world.scenario()), /API key/);
});

test("an OctoPerf user who may only look cannot start", async () => {
    const key = "00000000-0000-4000-8000-00000000100c";
    await world.octoperf("POST", "users", { username: "looks@example.com", key, role: "VIEWER" });
    await world.settings({ octoperfApiKey: key });
    await refused(await world.testCase(await world.scenario()), /not allowed/);
});

test("a Spira user who may not change test cases cannot start", async () => {
    await refused(await world.testCase(await world.scenario()), /needs permission to modify test cases/, { user: "viewer" });
});

test("a product without the custom properties is told which one is missing", async () => {
    await world.spira("PUT", "apps/" + world.guid, { products: { 3: { enabled: true } } });
    await refused(9, /octoperf-scenario-id/, { product: 3 });
});

for (const failureShape of ["plugin", "jquery", "text"]) {
    test("an OctoPerf that cannot be reached is said so when failures come as " + failureShape, async () => {
        await world.spira("PUT", "switches", { failureShape });
        await world.octoperf("POST", "faults", { match: "* /", times: -1, action: "close" });
        await refused(await world.testCase(await world.scenario()), /OctoPerf.*(reach|answer)/i);
    });
}

for (const failureShape of ["plugin", "jquery", "text"]) {
    test("a session in Spira that has ended is said so when failures come as " + failureShape, async () => {
        const testCase = await world.testCase(await world.scenario());
        await world.spira("PUT", "switches", { failureShape });
        await world.spira("PUT", "faults", [{ match: "GET test-cases", times: -1, action: "status", status: 401 }]);
        await refused(testCase, /Check that you are signed in to Spira/);
    });

    for (const errorBody of ["jsonString", "jsonObject"]) {
        test("a locked property is told with Spira's words when failures come as " + failureShape + " of " + errorBody, async () => {
            const testCase = await world.testCase(await world.scenario());
            await world.spira("PUT", "switches", { failureShape, errorBody, workflowBlocksBenchResult: true });
            await started(testCase, /Spira refused.*disabled by the workflow/s);
        });
    }
}

for (const [what, fault] of [
    ["an error", { action: "status", status: 500 }],
    ["a page instead of JSON", { action: "html" }],
    ["half an answer", { action: "truncated" }],
    ["a request to slow down", { action: "status", status: 429, retryAfter: 1 }],
]) {
    test("an OctoPerf that answers with " + what + " starts nothing", async () => {
        await world.octoperf("POST", "faults", { match: "GET /runtime/scenarios", times: -1, ...fault });
        await refused(await world.testCase(await world.scenario()), /OctoPerf/, {
            look: (text) => assert.ok(text.length < 500 && !text.includes("<")),
        });
    });
}

test("an OctoPerf that answers with ten megabytes starts nothing", async () => {
    const answer = { statusCode: 200, statusDescription: "OK", content: "x".repeat(10_000_000) };
    await refused(await world.testCase(await world.scenario()), /OctoPerf/, {
        prepare: (page) => page.route("**/_page/rest", (route) => route.fulfill({ json: answer })),
        look: (text) => assert.ok(text.length < 500),
    });
});

for (const errorBody of ["jsonString", "jsonObject", "xmlString", "xmlList", "wcfHtml", "plain", "empty"]) {
    test("a Spira that fails with " + errorBody + " gives a sentence and starts nothing", async () => {
        const testCase = await world.testCase(await world.scenario());
        await world.spira("PUT", "switches", { errorBody, failureShape: "jquery" });
        await world.spira("PUT", "faults", [{ match: "GET test-cases", times: -1, action: "status", status: 500, body: "boom" }]);
        await refused(testCase, /Spira/, { look: (text) => assert.ok(text.length < 500 && !text.includes("<")) });
    });
}

test("a Spira that answers with a login page starts nothing", async () => {
    const testCase = await world.testCase(await world.scenario());
    await world.spira("PUT", "faults", [{ match: "GET test-cases", times: -1, action: "html" }]);
    await refused(testCase, /Spira/);
});

test("a page that blocks WebAssembly says which package to install", async () => {
    await world.spira("PUT", "switches", { contentSecurityPolicy: "noWasm" });
    await refused(await world.testCase(await world.scenario()), /blocks WebAssembly.*JavaScript package/s);
});

test("a scenario named as markup is shown as text", async () => {
    const run = await started(await world.testCase(kMarkupScenario), /<img src=x onerror=alert\(1\)>/);
    assert.equal(run.name, "<img src=x onerror=alert(1)> [PR:1]");
});

test("a scenario named as a token is shown as it is and never becomes the key", async () => {
    const run = await started(await world.testCase(kTokenScenario), /\{octoperfApiKey\}/);
    assert.equal(run.name, "{octoperfApiKey} [PR:1]");
});

test("two clicks in a row start one test and say so", async () => {
    const testCase = await world.testCase(await world.scenario());
    const before = (await world.startedRuns()).length;
    await world.octoperf("POST", "faults", { match: "POST /runtime/scenarios/run", action: "performThenHang" });
    await world.on(testCase, async (page) => {
        await clickStart(page);
        await clickStart(page);
        assert.match((await readMessage(page, /Still working/)).text, /^OctoPerf:/);
    });
    assert.ok((await world.startedRuns()).length <= before + 1);
});

test("a start whose answer was lost is not repeated, and the next click asks first", async () => {
    const testCase = await world.testCase(await world.scenario());
    const before = (await world.startedRuns()).length;
    await world.octoperf("POST", "faults", { match: "POST /runtime/scenarios/run", action: "performThenClose" });
    await world.on(testCase, async (page) => {
        await clickStart(page);
        assert.match((await readMessage(page, /OctoPerf:/)).text, /is unknown/);
        await clickStart(page);
        await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
    });
    assert.equal((await world.startedRuns()).length, before + 1);
});

test("a second test while one runs needs a yes", async () => {
    const testCase = await world.testCase(kLongScenario);
    const before = (await world.startedRuns()).length;
    const dialog = (page) => page.getByRole("dialog");
    await world.on(testCase, async (page) => {
        await clickStart(page);
        await readMessage(page, /has started/);
        await ready(page);
        await clickStart(page);
        assert.match(await dialog(page).innerText(), /still running/);
        await dialog(page).getByRole("button", { name: "Cancel" }).click();
        assert.equal((await world.startedRuns()).length, before + 1);
        await clickStart(page);
        await dialog(page).getByRole("button", { name: "OK" }).click();
        await readMessage(page, /has started/);
    });
    assert.equal((await world.startedRuns()).length, before + 2);
});

test("unsaved edits are asked about, survive a no, and survive a yes", async () => {
    const testCase = await world.testCase(await world.scenario());
    const before = (await world.startedRuns()).length;
    await world.on(testCase, async (page) => {
        const name = page.getByLabel("Name", { exact: true }).first();
        await name.fill("Load, edited");
        await clickStart(page);
        const dialog = page.getByRole("dialog");
        assert.match(await dialog.innerText(), /unsaved changes/);
        await dialog.getByRole("button", { name: "Cancel" }).click();
        assert.equal(await name.inputValue(), "Load, edited");
        assert.equal((await world.startedRuns()).length, before);
        await clickStart(page);
        await dialog.getByRole("button", { name: "OK" }).click();
        await readMessage(page, /has started/);
        assert.equal(await name.inputValue(), "Load, edited");
    });
    assert.equal((await world.startedRuns()).length, before + 1);
});

for (const [what, switches] of [["a workflow that locks the field", { workflowBlocksBenchResult: true }], ["a Spira that stores nothing", { silentPut: true }]]) {
    test("with " + what + " the test is started once and its id is shown", async () => {
        const testCase = await world.testCase(await world.scenario());
        await world.spira("PUT", "switches", switches);
        const run = await started(testCase, /could not be stored/);
        assert.match(run.id, /^[\w-]{20}$/);
        assert.equal(await world.storedBenchResult(testCase), null);
    });
}

test("somebody else's save between reading and writing is neither lost nor overwritten", async () => {
    const testCase = await world.testCase(await world.scenario());
    await world.spira("PUT", "faults", [{ match: "PUT test-cases", times: 1, action: "status", status: 409, body: '"Conflict"' }]);
    await started(testCase);
    assert.match(await world.storedBenchResult(testCase), /^[\w-]{20}$/);
});
