// node smoke.mjs <server program>: the simulator's pages and platform in headless Chromium.
import assert from "node:assert/strict";
import { base, call, control, fresh, open, run, settled, targetUrl } from "./harness.mjs";
import { guid, manifest, packed } from "./sample_app.mjs";

const details = "/1/TestCase/1.aspx";
const tests = {
    async every_page_shows_what_it_is_about() {
        await fresh();
        for (const [path, text] of [["/", "Whale Shop"], ["/1.aspx", "[PR:1]"], ["/1/TestCase/List.aspx", "Fin Whale checkout"],
            ["/1/TestRun/List.aspx", "Test Runs"], ["/1/TestSet/List.aspx", "Nightly load"], ["/1/TestSet/1.aspx", "Fin Whale checkout"]]) {
            const page = await open(path);
            await page.locator("main", { hasText: text }).waitFor();
            assert.deepEqual(await page.evaluate(() => window.__simulator.errors), [], path);
            await page.context().close();
        }
    },
    async code_runs_strictly_and_hears_of_every_load() {
        await fresh();
        const page = await open(details);
        assert.deepEqual(await page.evaluate(() => [window.sample.settingsAtStart, window.sample.thisIs, window.sample.loaded]), ["object", "undefined", 1]);
        await page.click("#refresh");
        await page.waitForFunction(() => window.sample.loaded === 2);
    },
    async settings_shown_are_the_products_and_never_a_secret() {
        await fresh();
        const page = await open(details);
        assert.deepEqual(await page.evaluate(() => window.sample.settings), { property: "4" });
        await control("PUT", "switches", { systemSettingsOnProductPages: true });
        await page.reload();
        await page.waitForFunction(() => window.sample?.settings?.serverUrl !== undefined);
        assert.ok(!(await page.content()).includes("s3cret"));
    },
    async settings_can_come_late_or_never() {
        await fresh({ settingsAtLoad: "never" });
        const never = await open(details);
        assert.deepEqual(await never.evaluate(() => [window.sample.settingsAtStart, window.sample.settings]), ["undefined", null]);
        await control("PUT", "switches", { settingsAtLoad: "late" });
        const late = await open(details);
        assert.equal(await late.evaluate(() => window.sample.settingsAtStart), "undefined");
        await late.waitForFunction(() => typeof SpiraAppSettings === "object");
    },
    async a_click_arrives_under_the_key_of_the_switch() {
        for (const menuKey of ["name", "action"]) {
            await fresh({ menuKey });
            const page = await open(details);
            await page.click("#spiraapps button:has-text('Sample')");
            assert.equal(await page.locator("#spiraapps [role=menuitem]").count(), 2);
            await page.click("#spiraapps button:has-text('Go')");
            assert.equal(await page.evaluate(() => window.sample.key), menuKey);
        }
    },
    async tokens_are_replaced_on_the_server_in_the_form_of_the_switch() {
        const expected = { plain: ["s3cret", "$s3cret"], dollar: ["{apiKey}", "s3cret"], both: ["s3cret", "s3cret"] };
        for (const [headerTokens, keys] of Object.entries(expected)) {
            await fresh({ headerTokens });
            const page = await open(details);
            for (const [index, form] of ["{apiKey}", "${apiKey}"].entries()) {
                const { ok } = await call(page, "executeRest", guid, "Sample", "POST", "{serverUrl}/a?b=1", "key {apiKey}", null, { "X-Key": form });
                assert.equal(ok[0].statusCode, 418);
                assert.deepEqual(JSON.parse(ok[0].content), { url: "/a?b=1", key: keys[index], body: "key s3cret" });
            }
        }
    },
    async a_url_that_is_not_on_the_list_is_refused_from_9_3_on() {
        await fresh();
        const page = await open(details);
        const other = targetUrl.replace("octoperf", "elsewhere");
        assert.ok((await call(page, "executeRest", guid, "Sample", "GET", `${other}/`, "", null, {})).fail[0].message);
        assert.ok((await call(page, "executeRest", guid, "Sample", "GET", `${targetUrl}/`, "", null, {})).ok);
    },
    async failures_have_the_shape_of_the_switch() {
        const seen = { plugin: ([f]) => f.exceptionType, jquery: ([f]) => JSON.parse(f.responseText).ExceptionMessage, text: ([f]) => f.length };
        for (const [failureShape, read] of Object.entries(seen)) {
            await fresh({ failureShape });
            const page = await open(details);
            const { fail } = await call(page, "executeRest", guid, "Sample", "GET", "https://not.on.the.list/", "", null, {});
            assert.ok(read(fail));
        }
    },
    async misuse_fails_and_is_noted() {
        await fresh();
        const page = await open(details);
        assert.ok((await call(page, "executeRest", guid, "Sample", "POST", targetUrl, { a: 1 }, null, {})).fail);
        assert.ok((await call(page, "executeApi", "Sample", "7.0", "POST", "projects/1/test-cases", { Name: "x" })).fail);
        assert.ok((await call(page, "executeApi", "Sample", "6.0", "GET", "projects/1", "")).fail);
        assert.deepEqual(await page.evaluate(() => window.__simulator.misuse.map((one) => one.call)), ["executeRest", "executeApi", "executeApi"]);
    },
    async a_put_is_stored_only_in_the_form_of_the_switch() {
        for (const [putBody, stored] of Object.entries({ object: [true, false], text: [false, true], both: [true, true] })) {
            for (const [index, asText] of [false, true].entries()) {
                await fresh({ putBody });
                const page = await open(details);
                const item = (await call(page, "executeApi", "Sample", "7.0", "GET", "projects/1/test-cases/1", "")).ok[0];
                item.Name = "Renamed";
                const put = await call(page, "executeApi", "Sample", "7.0", "PUT", "projects/1/test-cases", asText ? JSON.stringify(item) : item);
                assert.deepEqual(put.ok, [""]);
                const after = (await call(page, "executeApi", "Sample", "7.0", "GET", "projects/1/test-cases/1", "")).ok[0];
                assert.equal(after.Name === "Renamed", stored[index], `${putBody} ${asText}`);
            }
        }
    },
    async a_confirmation_calls_back_as_the_switch_says() {
        const readings = {
            confirmOnly: [[[]], []], both: [[[true]], [[false]]], undefined: [[[true]], [[undefined]]], null: [[[true]], [[null]]],
            emptyText: [[[true]], [[""]]], zero: [[[true]], [[0]]], notCalled: [[[true]], []], twice: [[[true], [true]], [[false], [false]]],
        };
        for (const [confirmCallback, expected] of Object.entries(readings)) {
            await fresh({ confirmCallback });
            const page = await open(details);
            for (const [index, caption] of ["OK", "Cancel"].entries()) {
                await page.evaluate(() => { window.heard = []; window.sample.manager.displayConfirmation("Sure?", (...given) => window.heard.push(given)); });
                await page.getByRole("dialog").getByRole("button", { name: caption, exact: true }).click();
                assert.deepEqual(await page.evaluate(() => window.heard), expected[index], `${confirmCallback} ${caption}`);
            }
        }
    },
    async the_cross_of_a_confirmation_is_a_cancel_or_silent() {
        for (const [confirmCross, heard] of Object.entries({ cancel: [[undefined]], silent: [] })) {
            await fresh({ confirmCross });
            const page = await open(details);
            for (const leave of [() => page.keyboard.press("Escape"), () => page.click("[role=dialog] [aria-label=Close]")]) {
                await page.evaluate(() => { window.heard = []; window.sample.manager.displayConfirmation("Sure?", (...given) => window.heard.push(given)); });
                await leave();
                assert.deepEqual(await page.evaluate(() => window.heard), heard);
            }
        }
    },
    async the_cancel_of_a_list_and_the_closing_of_a_dialog_call_back_as_the_switch_says() {
        const readings = { null: [[null]], undefined: [[undefined]], emptyText: [[""]], zero: [[0]], false: [[false]], notCalled: [], twice: [[null], [null]] };
        for (const [comboCancel, heard] of Object.entries(readings)) {
            await fresh({ comboCancel });
            const page = await open(details);
            await page.evaluate(() => { window.heard = []; window.sample.manager.createComboDialog("Which?", "One", "Take", ["a"], (...given) => window.heard.push(given)); });
            await page.click("[role=dialog] >> text=Cancel");
            assert.deepEqual(await page.evaluate(() => window.heard), heard, comboCancel);
        }
        for (const [dialogOnClose, times] of Object.entries({ once: 1, twice: 2, never: 0 })) {
            await fresh({ dialogOnClose });
            const page = await open(details);
            await page.evaluate(() => { window.heard = 0; window.sample.manager.createDynamicDialog("One", () => { window.heard += 1; }); });
            await page.keyboard.press("Escape");
            assert.equal(await page.evaluate(() => window.heard), times);
        }
    },
    async how_often_a_call_is_answered_is_a_switch() {
        const readings = { once: ["ok"], twice: ["ok", "ok"], successThenFailure: ["ok", "fail"], failureThenSuccess: ["fail", "ok"] };
        for (const [callCallbacks, expected] of Object.entries(readings)) {
            await fresh({ callCallbacks });
            const page = await open(details);
            for (const call of [["executeApi", "Sample", "7.0", "GET", "projects/1", ""], ["executeRest", guid, "Sample", "GET", `${targetUrl}/`, "", null, {}]]) {
                await page.evaluate(([name, ...given]) => {
                    window.heard = [];
                    window.sample.manager[name](...given, () => window.heard.push("ok"), () => window.heard.push("fail"));
                }, call);
                await page.waitForFunction((count) => window.heard.length === count, expected.length);
                assert.deepEqual(await page.evaluate(() => window.heard), expected);
            }
        }
    },
    async a_number_as_a_placeholder_and_a_class_as_an_icon_are_accepted() {
        await fresh();
        const published = manifest();
        published.icon = "fa-light fa-gauge";
        published.productSettings[3].placeholder = 12;
        assert.equal((await control("POST", "apps", packed(published))).status, 200);
        const page = await open("/Administration/SpiraApps.aspx", { user: "administrator" });
        await page.locator("tr.app-row .fa-gauge").waitFor();
        published.icon = "data:image/png;base64,AAAA";
        assert.equal((await control("POST", "apps", packed(published))).status, 400);
        published.icon = "";
        published.productSettings[3].tooltip = 12;
        assert.equal((await control("POST", "apps", packed(published))).status, 400);
    },
    async what_came_later_is_not_in_an_older_version() {
        await fresh();
        await control("PUT", "switches", { version: "8.6.0.0" });
        const page = await open(details);
        const types = await page.evaluate(() => ["displayConfirmation", "createDynamicDialog", "storageGetUser", "saveForm", "executeApiAsync", "currentTheme"]
            .map((name) => typeof window.sample.manager[name]));
        assert.deepEqual(types, ["undefined", "undefined", "undefined", "undefined", "function", "undefined"]);
    },
    async edits_are_saved_and_a_stale_form_is_refused() {
        await fresh();
        const [first, second] = [await open(details), await open(details)];
        assert.ok(await first.locator("#save").isDisabled());
        await first.fill("#field-Custom_01", "hello");
        await first.click("#save");
        await first.locator(".message.success").waitFor();
        await second.fill("#field-Tags", "late");
        await second.click("#save");
        await second.locator(".message.error", { hasText: "another user" }).waitFor();
        const reopened = await open(details);
        assert.equal(await reopened.inputValue("#field-Custom_01"), "hello");
        assert.equal(await reopened.inputValue("#field-Tags"), "");
    },
    async a_viewer_can_edit_nothing() {
        await fresh();
        const editable = "main :is(.field, .title) :is(input, select, textarea, [contenteditable])";
        assert.notEqual(await (await open(details)).locator(editable).count(), 0);
        const page = await open(details, { user: "viewer" });
        assert.equal(await page.locator(editable).count(), 0);
        assert.equal(await page.evaluate(() => window.sample.manager.canModifyArtifactType(2)), false);
    },
    async a_page_without_wasm_still_runs_app_code() {
        await fresh({ contentSecurityPolicy: "noWasm" });
        const page = await open(details);
        assert.equal(await page.evaluate(() => window.sample.loaded), 1);
        const compiled = await page.evaluate(() => WebAssembly.instantiate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(() => true, () => false));
        assert.equal(compiled, false);
    },
    async a_bad_package_is_refused_with_one_message_and_the_reason_for_tests() {
        await fresh();
        const wrong = {
            "unknown key": (m) => { m.colour = "red"; }, "version as text": (m) => { m.version = "1.0"; }, "blank in the name": (m) => { m.name = "a b"; },
            "two contents of a page": (m) => { m.pageContents.push(m.pageContents[0]); }, "long entry name": (m) => { m.menus[0].entries[0].name = "x".repeat(51); },
            "fixed URL without a domain name": (m) => { m.settings[0].value = "http://127.0.0.1"; },
            "default that is no fixed URL": (m) => { m.settings[1].defaultSettingName = "apiKey"; }, "code that is not base64": (m) => { m.pageContents[0].code = "a b"; },
        };
        for (const [what, change] of Object.entries(wrong)) {
            const changed = manifest();
            change(changed);
            const answer = await control("POST", "apps", packed(changed));
            assert.equal(answer.status, 400, what);
            assert.match(answer.json.message, /could not be uploaded/);
            assert.notEqual((await control("GET", "apps")).json.lastError, "", what);
        }
        await control("PUT", "switches", { version: "9.2.0.0" });
        assert.equal((await control("POST", "apps", packed())).status, 400);
    },
    async an_administrator_installs_an_app_by_the_pages() {
        await control("POST", "reset", "");
        const page = await open("/Administration/SpiraApps.aspx", { user: "administrator" });
        await Promise.all([page.waitForEvent("load"), page.check("#developer-mode")]);
        await settled(page);
        await page.setInputFiles("#spiraapp-file", { name: "sample.spiraapp", mimeType: "text/plain", buffer: Buffer.from(packed()) });
        await page.click("[data-action=power]");
        await page.locator("[aria-pressed=true]").waitFor();
        await settled(page);
        await page.click("[data-action=settings]");
        await page.fill("#setting-apiKey", "s3cret");
        await page.fill("#setting-serverUrl", "http://127.0.0.1:1");
        await page.click("#save");
        await page.locator(".message.error", { hasText: "domain name" }).waitFor();
        await page.fill("#setting-serverUrl", targetUrl);
        await page.click("#save");
        await page.click("[data-action=settings]");
        await page.locator("#setting-apiKey").waitFor();
        assert.equal(await page.inputValue("#setting-apiKey"), "");
        assert.ok(!(await page.content()).includes("s3cret"));
        await page.goto(`${base}/1/Administration/SpiraApps.aspx`);
        await page.click("[data-action=power]");
        await page.locator("[aria-pressed=true]").waitFor();
        const state = (await control("GET", "apps")).json.apps[0];
        assert.deepEqual([state.enabled, state.settings.apiKey, state.products["1"].enabled], [true, true, true]);
    },
};

await run(tests);
