// node artifacts.mjs <server program>: apps on the test case list, test set and product settings pages.
import assert from "node:assert/strict";
import { assertClean, base, call, control, fresh, open, run, settled, steer } from "./harness.mjs";
import { guid } from "./sample_app.mjs";

const settingsPage = `/1/Administration/SpiraApp/${guid}.aspx`;

function selected(page, key) {
    return page.evaluate((name) => {
        const { manager } = window.sample;
        const ids = typeof manager.gridIds === "function" ? manager.gridIds() : manager.gridIds;
        return manager.getGridSelectedItems(name === undefined ? undefined : ids[name]);
    }, key);
}

function selectRow(page, text) {
    return page.locator("tbody tr", { hasText: text }).locator("input[type=checkbox]").check();
}

await run({
    async the_selection_of_the_test_case_list_has_test_cases_and_negative_folders() {
        for (const gridIds of ["object", "function"]) {
            await fresh({ gridIds });
            const page = await open("/1/TestCase/List.aspx");
            assert.deepEqual(await selected(page), []);
            await selectRow(page, "Sperm Whale search");
            await selectRow(page, "Functional tests");
            await selectRow(page, "Orca product page");
            assert.deepEqual(await selected(page), [2, -2, 4]);
            assert.deepEqual(await selected(page, "artifactGrid"), [2, -2, 4]);
            assert.equal(await page.evaluate(() => typeof window.sample.manager.gridIds), gridIds);
            await assertClean(page);
        }
    },
    async the_list_page_has_no_artifact_and_its_menu_works() {
        await fresh();
        const page = await open("/1/TestCase/List.aspx");
        await page.click("#spiraapps button:has-text('Sample')");
        await page.click("#spiraapps button:has-text('Go')");
        const seen = await page.evaluate(() => [window.sample.clicks, typeof window.sample.manager.artifactId, window.sample.manager.artifactTypeId, window.sample.manager.pageId]);
        assert.deepEqual(seen, [1, "undefined", 2, "Inflectra.Spira.Web.TestCaseList"]);
    },
    async rows_cannot_be_asked_for_before_8_7() {
        await fresh();
        await control("PUT", "switches", { version: "8.6.0.0" });
        const page = await open("/1/TestCase/List.aspx");
        assert.equal(await page.evaluate(() => typeof window.sample.manager.getGridSelectedItems), "undefined");
    },
    async a_reloaded_grid_tells_those_who_asked_for_it() {
        await fresh();
        const page = await open("/1/TestCase/List.aspx");
        await page.evaluate(() => {
            const { manager } = window.sample;
            window.heard = [];
            manager.registerEvent_gridLoaded(manager.gridIds.artifactGrid, (...given) => window.heard.push(["this", given.length]));
            manager.registerEvent_gridLoaded("another-grid", () => window.heard.push(["another"]));
            manager.reloadGrid();
        });
        await page.waitForFunction(() => window.heard.length > 0);
        assert.deepEqual(await page.evaluate(() => window.heard), [["this", 0]]);
    },
    async a_dropdown_change_may_be_taken_back() {
        await fresh();
        const page = await open("/1/TestCase/1.aspx");
        await page.evaluate(() => {
            window.heard = [];
            window.sample.manager.registerEvent_dropdownChanged("TestCasePriorityId", (before, after) => { window.heard.push([before, after]); return after !== "21"; });
        });
        await page.selectOption("#field-TestCasePriorityId", "23");
        await page.selectOption("#field-TestCasePriorityId", "21");
        assert.deepEqual(await page.evaluate(() => window.heard), [["22", "23"], ["23", "21"]]);
        assert.equal(await page.inputValue("#field-TestCasePriorityId"), "23");
    },
    async a_dropdown_tells_its_text_beside_its_number() {
        await fresh();
        const page = await open("/1/TestCase/1.aspx");
        const live = () => page.evaluate(() => window.sample.manager.getLiveFormFieldValue("TestCasePriorityId"));
        await page.selectOption("#field-TestCasePriorityId", { index: 2 });
        const shown = await page.locator("#field-TestCasePriorityId option:checked");
        assert.deepEqual(await live(), { intValue: Number(await page.inputValue("#field-TestCasePriorityId")), textValue: await shown.innerText() });
        assert.deepEqual(await page.evaluate(() => window.sample.manager.getLiveFormFieldValue("Tags")), { textValue: "" });
    },
    async a_custom_property_that_is_a_list_is_a_dropdown() {
        await fresh();
        const made = await fetch(`${base}/Services/v7_0/RestService.svc/project-templates/2/custom-properties`, {
            method: "POST", headers: { "Content-Type": "application/json", Accept: "application/json", username: "administrator", "api-key": "{A0000001-0C70-4001-8001-5B1CA0000001}" },
            body: JSON.stringify({ ProjectTemplateId: 2, ArtifactTypeId: 2, CustomPropertyTypeId: 6, Name: "Risk", PropertyNumber: 20 }),
        });
        assert.equal(made.status, 200, await made.text());
        const page = await open("/1/TestCase/1.aspx");
        await page.evaluate(() => {
            window.heard = [];
            window.sample.manager.registerEvent_dropdownChanged("Custom_20", (before, after) => { window.heard.push([before, after]); });
        });
        await page.selectOption("#field-Custom_20", { label: "High" });
        assert.deepEqual(await page.evaluate(() => window.heard), [["", "3"]]);
        assert.deepEqual(await page.evaluate(() => window.sample.manager.getLiveFormFieldValue("Custom_20")), { intValue: 3, textValue: "High" });
        await page.click("#save");
        await page.locator(".message.success").waitFor();
        assert.equal(await (await open("/1/TestCase/1.aspx")).inputValue("#field-Custom_20"), "3");
    },
    async a_test_set_page_has_a_form_to_read() {
        await fresh();
        const page = await open("/1/TestSet/1.aspx");
        const seen = await page.evaluate(() => ["intValue", "textValue"].map((property) => window.sample.manager.getDataItemField("ReleaseId", property)));
        assert.deepEqual(seen, [1, "Spring Migration"]);
        await page.evaluate(() => window.sample.manager.saveForm());
        await assertClean(page);
    },
    async a_test_set_shows_its_test_cases_in_their_order() {
        await fresh();
        const page = await open("/1/TestSet/1.aspx");
        assert.deepEqual(await page.locator("#test-set-test-cases tbody a").allInnerTexts(), [" Fin Whale checkout", " Sperm Whale search", " Orca product page"]);
        await page.locator(".artifact-head", { hasText: "Spring Migration" }).waitFor();
        const seen = await page.evaluate(() => {
            const { artifactId, artifactTypeId, pageId } = window.sample.manager;
            return [artifactId, artifactTypeId, pageId, window.sample.loaded];
        });
        assert.deepEqual(seen, [1, 8, "Inflectra.Spira.Web.TestSetDetails", 1]);
        await page.click("#spiraapps button:has-text('Sample')");
        await page.click("#spiraapps button:has-text('Go')");
        assert.equal(await page.evaluate(() => window.sample.clicks), 1);
        await assertClean(page);
    },
    async which_ids_the_rows_of_a_test_set_have_is_a_switch() {
        for (const [testSetRows, ids] of [["testSetTestCaseId", [3, 2]], ["testCaseId", [1, 4]]]) {
            await fresh({ testSetRows });
            const page = await open("/1/TestSet/1.aspx");
            await selectRow(page, "Fin Whale checkout");
            await selectRow(page, "Orca product page");
            assert.deepEqual(await selected(page, "testSetTestCases"), ids);
        }
    },
    async rights_on_test_sets_are_those_of_the_user() {
        await fresh();
        for (const [user, rights] of [["tester", [true, true, true]], ["viewer", [true, false, false]]]) {
            const page = await open("/1/TestSet/1.aspx", { user });
            const seen = await page.evaluate(() => ["canViewArtifactType", "canCreateArtifactType", "canModifyArtifactType"].map((name) => window.sample.manager[name](8)));
            assert.deepEqual(seen, rights, user);
        }
    },
    async an_app_reads_a_test_set_and_what_is_in_it() {
        await fresh();
        const page = await open("/1/TestSet/2.aspx");
        const set = (await call(page, "executeApi", "Sample", "7.0", "GET", "projects/1/test-sets/2", "")).ok[0];
        const places = (await call(page, "executeApi", "Sample", "7.0", "GET", "projects/1/test-sets/2/test-case-mapping", "")).ok[0];
        assert.deepEqual([set.ReleaseId, places.map((place) => place.TestCaseId)], [null, [3, 1]]);
    },
    async the_settings_page_has_product_and_template_but_no_artifact() {
        await fresh();
        const page = await open(settingsPage, { user: "manager" });
        const seen = await page.evaluate(() => {
            const { projectId, projectTemplateId, artifactId, pageId } = window.sample.manager;
            return [projectId, projectTemplateId, typeof artifactId, pageId];
        });
        assert.deepEqual(seen, [1, 2, "undefined", "Inflectra.Spira.Web.SpiraAppProductAdmin"]);
        await page.click("#spiraapps button:has-text('Sample')");
        await page.click("#spiraapps button:has-text('Go')");
        assert.equal(await page.evaluate(() => window.sample.clicks), 1);
        await assertClean(page);
    },
    async the_settings_page_runs_a_disabled_apps_code_from_8_11_on_and_none_before_8_5() {
        for (const [version, enabled, runs] of [["9.4.0.0", false, true], ["8.11.0.0", false, true], ["8.10.0.0", false, false], ["8.10.0.0", true, true], ["8.4.0.0", true, false]]) {
            await fresh();
            await control("PUT", "switches", { version });
            await steer("PUT", `apps/${guid}`, { products: { 1: { enabled } } });
            const page = await open(settingsPage, { user: "administrator" });
            const seen = await page.evaluate(() => typeof window.sample === "object");
            assert.equal(seen, runs, `${version} ${enabled}`);
            assert.equal(await page.locator("#spiraapps button").count() > 0, runs, `${version} ${enabled}`);
        }
    },
    async product_settings_are_stored_as_spira_stores_them() {
        await fresh();
        const page = await open(settingsPage, { user: "administrator" });
        const names = (id) => page.locator(`#setting-${id} option`).allInnerTexts();
        assert.deepEqual((await names("property")).slice(3), ["Expected users", "octoperf-scenario-id", "octoperf-benchresult-id"]);
        assert.deepEqual(await names("runProperty"), ["—", "Environment"]);
        await page.selectOption("#setting-property", { label: "octoperf-benchresult-id" });
        await page.selectOption("#setting-runProperty", { label: "Environment" });
        await page.fill("#setting-text", " as it is ");
        await page.fill("#setting-number", "12");
        await page.check("#setting-flag");
        await Promise.all([page.waitForURL("**/SpiraApps.aspx"), page.click("#save")]);
        const stored = async () => (await steer("GET", "apps")).apps[0].products["1"].settings;
        assert.deepEqual(await stored(), { property: "5", runProperty: "1", text: " as it is ", number: "12", flag: "True" });
        await page.goto(base + settingsPage);
        await settled(page);
        assert.ok(await page.isChecked("#setting-flag"));
        await page.uncheck("#setting-flag");
        await Promise.all([page.waitForURL("**/SpiraApps.aspx"), page.click("#save")]);
        assert.equal((await stored()).flag, "False");
    },
    async only_a_product_administrator_sees_the_settings_page() {
        await fresh();
        for (const [user, status] of [["manager", 200], ["template-admin", 404], ["tester", 404]]) {
            const response = await fetch(base + settingsPage, { headers: { Cookie: `spira-simulator-user=${user}` } });
            assert.equal(response.status, status, user);
        }
    },
});
