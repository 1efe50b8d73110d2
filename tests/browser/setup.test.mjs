// What the people who set the app up do: check, create the properties, look up the webhook address, fill in settings.

import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";

import { chooseEntry, dialogOf, noDialog, press, readDialog, readMessage, ready } from "./person.mjs";
import { World } from "./world.mjs";

const kWrongKey = "00000000-dead-4000-8000-000000000000";
const kSecret = "whale-song-secret";

let world;
before(async () => { world = await World.create(); });
after(() => world?.end());
afterEach(() => world.restore());

/** For what cannot be taken back. */
async function inOwnWorld(action) {
    const own = await World.create();
    try {
        await action(own);
    } finally {
        await own.end();
    }
}

/** Checks the setup and gives the dialog's lines, and its last line, the summary. */
async function check(page) {
    await chooseEntry(page, "Check Setup");
    const text = await readDialog(page, /OK: \d+\. Attention: \d+\. Problems: \d+\.|Everything looks good/);
    return { lines: await dialogOf(page).locator("li").allInnerTexts(), summary: text.match(/(OK: |Everything looks).*/)[0] };
}

function linesWith(lines, state) {
    return lines.map((line) => line.replace(/\s+/g, " ")).filter((line) => line.includes(state + " – "));
}

/** Checks the setup, and expects exactly one line in this state that fits. */
function oneLine(own, state, pattern, more = {}) {
    return own.onSettings(async (page) => {
        const { lines } = await check(page);
        const found = linesWith(lines, state);
        assert.equal(found.length, 1, lines.join("\n"));
        assert.match(found[0], pattern);
        assert.equal(await page.locator("#messages .message").count(), 0);
    }, more);
}

// Check Setup.

for (const systemSettingsOnProductPages of [false, true]) {
    test("a good setup has no problem, with system settings on product pages: " + systemSettingsOnProductPages, async () => {
        await world.spira("PUT", "switches", { systemSettingsOnProductPages });
        await world.onSettings(async (page) => {
            const { lines, summary } = await check(page);
            assert.match(summary, /^Everything looks good \(\d+ checks\)\.$/);
            for (const expected of ["Spira 9.4", "clock matches", "You can modify test cases", "You can create test runs", "octoperf-scenario-id exists",
                "octoperf-benchresult-id exists", "The API key works. Workspaces it can access: 2", "[PR:1]” belongs to this product",
                "recorder answers and accepts the secret", systemSettingsOnProductPages ? "" : "does not give this page the app's system settings"]) {
                assert.ok(lines.some((line) => line.includes(expected)), expected + " is not in\n" + lines.join("\n"));
            }
            await press(page, "Close");
            await noDialog(page);
        });
    });
}

test("a wrong API key is the one problem", async () => {
    await world.settings({ octoperfApiKey: kWrongKey });
    await oneLine(world, "Problem", /rejected the API key\. Ask an administrator/);
});

test("an OctoPerf that cannot be reached is the one problem", async () => {
    await world.octoperf("POST", "faults", { match: "* /", times: -1, action: "close" });
    await oneLine(world, "Problem", /OctoPerf cannot be reached/);
});

test("an account without workspaces is an attention", async () => {
    await world.octoPerfUser("00000000-0000-4000-8000-00000000400c", { role: "ADMIN", workspaceId: "none" });
    await oneLine(world, "Attention", /not a member of any workspace/);
});

test("a product without a scenario of its own is an attention", async () => {
    await world.spira("PUT", "apps/" + world.guid, { products: { 2: { enabled: true } } });
    await oneLine(world, "Attention", /has \[PR:2\] in its name/, { product: 2 });
});

test("a product without the properties has one problem for each", async () => {
    await world.spira("PUT", "apps/" + world.guid, { products: { 3: { enabled: true } } });
    await world.onSettings(async (page) => {
        const problems = linesWith((await check(page)).lines, "Problem");
        assert.equal(problems.length, 2);
        assert.match(problems[0], /no custom property "octoperf-scenario-id"\. Ask a template administrator.*Create Custom Properties/);
        assert.match(problems[1], /no custom property "octoperf-benchresult-id"/);
    }, { product: 3, user: "administrator" });
});

for (const [what, url, pattern] of [
    ["cannot be reached", () => "http://recorder.localhost:1", /recorder cannot be used: it cannot be reached from Spira/],
    ["is something else", () => world.demo.spira.replace("127.0.0.1", "spira.localhost"),
        /recorder cannot be used: (it answered with HTTP 404|the server at its address is not an OctoSpira recorder)/],
]) {
    test("a recorder that " + what + " is the one problem", async () => {
        await world.spira("PUT", "switches", { systemSettingsOnProductPages: true });
        await world.settings({ recorderUrl: url() });
        await oneLine(world, "Problem", pattern);
    });
}

test("a recorder that refuses the secret is the one problem, and the secret is nowhere in the page", () => inOwnWorld(async (own) => {
    own.secrets.push(kSecret);
    await own.spira("PUT", "switches", { systemSettingsOnProductPages: true });
    await own.settings({ recorderSecret: kSecret });
    await oneLine(own, "Problem", /rejected the secret in the settings/);
    await own.onSettings(async (page) => {
        await chooseEntry(page, "Show Webhook Address");
        await readDialog(page, /X-OctoSpira-Secret|Its value is the recorder's secret/);
        assert.deepEqual(await dialogOf(page).locator("input").evaluateAll((fields) => fields.map((field) => field.value)),
            [own.recorderUrl + "/Services/Webhooks/TestService.svc/OctoPerf", "X-OctoSpira-Secret"]);
    });
}));

test("a clock that is an hour off is an attention", () => world.onSettings(async (page) => {
    await page.clock.setSystemTime(Date.now() + 3_600_000);
    const { lines } = await check(page);
    assert.match(linesWith(lines, "Attention").join(), /differ by (1 h|59 min)/);
}, { clock: true }));

test("a Spira that fails at one question does not keep the check from the others", async () => {
    await world.spira("PUT", "faults", [{ match: "GET custom-properties", times: -1, action: "status", status: 500, body: '"boom"' }]);
    await world.onSettings(async (page) => {
        const { lines } = await check(page);
        assert.equal(linesWith(lines, "Problem").length, 1);
        assert.ok(lines.some((line) => line.includes("API key works")));
    });
});

test("closing the check half way ends it without a message", async () => {
    await world.octoperf("POST", "faults", { match: "GET /workspaces", action: "hang" });
    await world.onSettings(async (page) => {
        await chooseEntry(page, "Check Setup");
        await readDialog(page, /octoperf-benchresult-id exists[\s\S]*Checking…/);
        await page.keyboard.press("Escape");
        await noDialog(page);
        await world.octoperf("DELETE", "faults");
        assert.match((await check(page)).summary, /Everything looks good/);
        assert.equal(await page.locator("#messages .message").count(), 0);
    });
});

test("on Spira 9.1 the check is one message that names what to mind", async () => {
    await world.version("9.1.0.0");
    await world.onSettings(async (page) => {
        await chooseEntry(page, "Check Setup");
        const message = await readMessage(page, /OK: \d+/);
        assert.match(message.text, /Attention: 1\. Problems: 0\. Attention: Spira 9\.1\S*\. Before Spira 9\.2, there are no dialogs/);
        assert.equal(message.kind, "warning");
    });
});

test("the check is in French for a person who reads French", async () => {
    await world.user("manager", { culture: "fr-FR" });
    await world.onSettings(async (page) => {
        await chooseEntry(page, "Check Setup");
        await readDialog(page, /Tout est en ordre \(\d+ vérifications\)\./);
    });
});

// Create Custom Properties.

test("an administrator creates the missing properties after a question, and then the check finds them", () => inOwnWorld(async (own) => {
    await own.spira("PUT", "apps/" + own.guid, { products: { 3: { enabled: true } } });
    await own.onSettings(async (page) => {
        await chooseEntry(page, "Create Custom Properties");
        await readDialog(page, /create the test case properties octoperf-scenario-id, octoperf-benchresult-id in the product template 4\? All products/);
        await press(page, "Cancel");
        await noDialog(page);
        await chooseEntry(page, "Create Custom Properties");
        await press(page, "OK");
        assert.equal((await readMessage(page, /OctoPerf:/)).text, "OctoPerf: The custom properties have been created.");
        assert.equal(linesWith((await check(page)).lines, "Problem").length, 0);
        await press(page, "Close");
        await chooseEntry(page, "Create Custom Properties");
        assert.equal((await readMessage(page, /already exist/)).kind, "success");
    }, { product: 3, user: "administrator" });
}));

test("properties that are there are not created again", () => world.onSettings(async (page) => {
    await chooseEntry(page, "Create Custom Properties");
    assert.equal((await readMessage(page, /OctoPerf:/)).text, "OctoPerf: The custom properties already exist.");
}));

test("who is not a template administrator is told whom to ask, and nothing is created", () => inOwnWorld(async (own) => {
    await own.spira("PUT", "apps/" + own.guid, { products: { 3: { enabled: true } } });
    await own.user("manager", { products: { 3: { role: "Manager" } } });
    await own.onSettings(async (page) => {
        await chooseEntry(page, "Create Custom Properties");
        await press(page, "OK");
        const message = await readMessage(page, /OctoPerf:/);
        assert.match(message.text, /“octoperf-scenario-id” was not created\..*Only a template administrator can create it/);
        assert.equal(message.kind, "error");
        assert.equal(linesWith((await check(page)).lines, "Problem").length, 2);
    }, { product: 3 });
}));

// Show Webhook Address.

test("the address for notifications can be copied and holds no account of anybody", () => world.onSettings(async (page) => {
    await chooseEntry(page, "Show Webhook Address");
    const text = await readDialog(page, /Test failed, Test passed and Test error/);
    assert.match(text, /Replace YOUR-LOGIN and YOUR-API-KEY/);
    const address = await dialogOf(page).getByLabel("Address").inputValue();
    assert.match(address, /^https?:\/\/\S+\/Services\/Webhooks\/TestService\.svc\/OctoPerf\?username=YOUR-LOGIN&api-key=YOUR-API-KEY$/);
    await dialogOf(page).getByRole("button", { name: "Copy", exact: true }).click();
    await dialogOf(page).getByRole("button", { name: "Copied", exact: true }).waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), address);
}, { permissions: ["clipboard-read", "clipboard-write"] }));

// Settings.

test("the system settings are there again after they were saved, and secrets are kept and not shown", async () => {
    const typed = { octoperfUrl: world.demo.octoperf, recorderUrl: "http://recorder.localhost:4711" };
    await world.visit("/Administration/SpiraApp/" + world.guid + ".aspx", async (page) => {
        const path = page.url();
        for (const [name, value] of Object.entries(typed)) await page.fill("#setting-" + name, value);
        await Promise.all([page.waitForURL("**/SpiraApps.aspx"), page.click("#save")]);
        await page.goto(path);
        await ready(page);
        for (const [name, value] of Object.entries(typed)) assert.equal(await page.inputValue("#setting-" + name), value);
        for (const name of ["octoperfApiKey", "recorderSecret"]) assert.equal(await page.inputValue("#setting-" + name), "");
    }, { user: "administrator" });
    const { settings } = (await world.spira("GET", "apps")).apps[0];
    assert.deepEqual([settings.octoperfApiKey, settings.recorderSecret], [true, true]);
});

test("the product settings are there again after they were saved", () => world.onSettings(async (page) => {
    const path = page.url();
    await page.fill("#setting-defaultRelease", "2");
    await page.selectOption("#setting-releaseProperty", { label: "Automation notes" });
    await page.check("#setting-cautionOnWarnings");
    await page.check("#setting-askBeforeStart");
    await Promise.all([page.waitForURL("**/SpiraApps.aspx"), page.click("#save")]);
    await page.goto(path);
    await ready(page);
    assert.equal(await page.inputValue("#setting-defaultRelease"), "2");
    assert.equal(await page.locator("#setting-releaseProperty option:checked").innerText(), "Automation notes");
    assert.ok(await page.isChecked("#setting-cautionOnWarnings"));
    assert.ok(await page.isChecked("#setting-askBeforeStart"));
    await page.uncheck("#setting-cautionOnWarnings");
    await Promise.all([page.waitForURL("**/SpiraApps.aspx"), page.click("#save")]);
    assert.equal((await world.spira("GET", "apps")).apps[0].products[1].settings.cautionOnWarnings, "False");
}));

test("Ask before Start asks, and a no starts nothing", async () => {
    await world.productSettings({ askBeforeStart: "True" });
    const testCase = await world.testCase(await world.scenario());
    const before = (await world.startedRuns()).length;
    await world.on(testCase, async (page) => {
        await chooseEntry(page, "Start Test Scenario");
        await readDialog(page, /start “Narwhal \[PR:1\]” now\? It uses OctoPerf credits/);
        await press(page, "Cancel");
        await noDialog(page);
        assert.equal((await world.startedRuns()).length, before);
        await chooseEntry(page, "Start Test Scenario");
        await press(page, "OK");
        await readMessage(page, /has started/);
    });
});

test("Default Release is the release of a recorded run", async () => {
    await world.productSettings({ defaultRelease: "2" });
    const { testCase } = await world.ended();
    await world.on(testCase, async (page) => {
        await chooseEntry(page, "Record Result Now");
        await readMessage(page, /is recorded/);
    });
    assert.equal((await world.runsOf(testCase))[0].ReleaseId, 2);
});
