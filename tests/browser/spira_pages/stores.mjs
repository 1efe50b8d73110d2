// node stores.mjs <server program>: storage, local data, the white list before tokens, and what versions bring.
import assert from "node:assert/strict";
import { call, control, fresh, open, run, targetUrl } from "./harness.mjs";
import { guid } from "./sample_app.mjs";

const details = "/1/TestCase/1.aspx";

function local(page, name, ...given) {
    return page.evaluate(([name_, given_]) => window.sample.manager[name_](...given_), [name, given]);
}

function misuse(page) {
    return page.evaluate(() => window.__simulator.misuse);
}

await run({
    async storage_keeps_and_misses_as_documented() {
        await fresh();
        const page = await open(details);
        assert.match((await call(page, "storageGetUser", guid, "Sample", "a")).fail[0].message, /cannot find/i);
        assert.ok((await call(page, "storageInsertUser", guid, "Sample", "a", "1", false)).ok);
        assert.deepEqual((await call(page, "storageGetUser", guid, "Sample", "a")).ok, ["1"]);
        assert.ok((await call(page, "storageInsertUser", guid, "Sample", "a", "2", false)).fail);
        assert.ok((await call(page, "storageInsertProduct", guid, "Sample", "s", "2", 1, true)).ok);
        assert.ok((await call(page, "storageGetProduct", guid, "Sample", "s", 1)).fail);
    },
    async a_missing_key_arrives_in_fail_in_every_scope() {
        await fresh();
        const page = await open(details);
        for (const [scope, more] of [["System", []], ["User", []], ["Product", [1]], ["ProductUser", [1]]]) {
            for (const operation of ["Get", "Delete"]) {
                const { fail } = await call(page, `storage${operation}${scope}`, guid, "Sample", "missing", ...more);
                assert.match(fail[0].message, /cannot find/i, operation + scope);
            }
            assert.match((await call(page, `storageUpdate${scope}`, guid, "Sample", "missing", "1", ...more)).fail[0].message, /cannot find/i);
        }
        assert.deepEqual(await misuse(page), []);
    },
    async what_a_user_stores_for_a_product_is_theirs_there() {
        await fresh();
        const page = await open(details);
        assert.ok((await call(page, "storageInsertProductUser", guid, "Sample", "k", "mine", 1, false)).ok);
        assert.ok((await call(page, "storageUpdateProductUser", guid, "Sample", "k", "still mine", 1)).ok);
        assert.deepEqual((await call(page, "storageGetProductUser", guid, "Sample", "k", 1)).ok, ["still mine"]);
        assert.ok((await call(page, "storageGetProductUser", guid, "Sample", "k", 2)).fail);
        const other = await open(details, { user: "viewer" });
        assert.ok((await call(other, "storageGetProductUser", guid, "Sample", "k", 1)).fail);
        assert.ok((await call(page, "storageDeleteProductUserAllUsers", guid, "Sample", 1)).ok);
        assert.ok((await call(page, "storageGetProductUser", guid, "Sample", "k", 1)).fail);
    },
    async all_items_come_as_json_text_or_by_switch_as_an_object() {
        for (const [storageGetAll, all] of [["text", '{"k":"v"}'], ["object", { k: "v" }]]) {
            await fresh({ storageGetAll });
            const page = await open(details);
            assert.ok((await call(page, "storageInsertProduct", guid, "Sample", "k", "v", 1, false)).ok);
            assert.deepEqual((await call(page, "storageGetProductAll", guid, "Sample", 1)).ok, [all], storageGetAll);
        }
    },
    async a_key_has_at_most_128_characters() {
        await fresh();
        const page = await open(details);
        assert.ok((await call(page, "storageInsertUser", guid, "Sample", "k".repeat(128), "1", false)).ok);
        assert.ok((await call(page, "storageInsertUser", guid, "Sample", "k".repeat(129), "1", false)).fail);
        assert.equal((await misuse(page)).length, 1);
    },
    async local_data_is_kept_in_the_browser_under_keys_with_the_guid() {
        await fresh();
        const page = await open(details);
        assert.equal(await local(page, "getLocalData", `${guid}.a`), null);
        await local(page, "setLocalData", `${guid}.a`, "1");
        await page.reload();
        await page.waitForFunction(() => window.__simulator?.ready);
        assert.equal(await local(page, "getLocalData", `${guid}.a`), "1");
        await local(page, "removeLocalData", `${guid}.a`);
        assert.equal(await local(page, "getLocalData", `${guid}.a`), null);
        assert.deepEqual(await misuse(page), []);
    },
    async local_data_under_another_key_is_refused_and_noted() {
        await fresh();
        const page = await open(details);
        await local(page, "setLocalData", "a", "1");
        assert.equal(await local(page, "getLocalData", "a"), null);
        await local(page, "removeLocalData", "a");
        await local(page, "setLocalData", `${guid}.a`, { a: 1 });
        assert.deepEqual((await misuse(page)).map((one) => one.call), ["setLocalData", "getLocalData", "removeLocalData", "setLocalData"]);
        assert.equal(await page.evaluate(() => localStorage.length), 0);
    },
    async checked_before_tokens_a_url_needs_the_token_of_a_url_setting_or_to_be_on_the_list() {
        const get = (page, url) => call(page, "executeRest", guid, "Sample", "GET", url, "", null, {});
        await fresh({ whiteListCheck: "before" });
        const page = await open(details);
        assert.ok((await get(page, "{serverUrl}/a")).ok);
        assert.ok((await get(page, `${targetUrl}/a`)).ok);
        assert.ok((await get(page, "{apiKey}/a")).fail);
        assert.ok((await get(page, `${targetUrl.replace("octoperf", "elsewhere")}/a`)).fail);
        await control("PUT", `apps/${guid}`, { settings: { apiKey: targetUrl } });
        assert.ok((await get(page, "{apiKey}/a")).fail);
        await control("PUT", "switches", { whiteListCheck: "after" });
        assert.ok((await get(page, "{apiKey}/a")).ok);
    },
    async every_version_brings_what_the_facts_say() {
        const brought = {
            "8.1": "registerEvent_gridLoaded", "8.2": "registerEvent_dropdownChanged", "8.3": "sanitizeHtml convertHtmlToPlainText",
            "8.4": "registerEvent_dataPreSave", "8.5": "executeApiAsync artifactTypes artifactNames testCaseStatuses releaseStatuses",
            "8.6": "getDropdownItems setDropdownItemsIsActive", "8.7": "storageGetUser storageInsertProductUser getGridSelectedItems",
            "8.8": "getLiveFormFieldValue", "8.11": "currentTheme pageId", "8.13": "saveForm", "8.14": "displayConfirmation",
            "9.2": "createDynamicDialog closeDialog",
        };
        const all = Object.values(brought).join(" ").split(" ");
        const expected = new Set();
        await fresh();
        for (const version of ["8.0", ...Object.keys(brought), "9.4"]) {
            for (const name of (brought[version] ?? "").split(" ")) expected.add(name);
            await control("PUT", "switches", { version: `${version}.0.0` });
            const page = await open(details);
            const seen = await page.evaluate((names) => names.filter((name) => name in window.sample.manager), all);
            assert.deepEqual(seen, all.filter((name) => expected.has(name)), version);
            assert.equal(await page.evaluate(() => typeof window.sample.manager.getLocalData), "function");
            await page.context().close();
        }
    },
    async a_blank_data_property_is_the_whole_item_from_8_4_on() {
        await fresh();
        const page = await open(details);
        const read = () => page.evaluate(() => window.sample.manager.getDataItemField("Name")?.textValue);
        assert.equal(await read(), "Fin Whale checkout");
        await control("PUT", "switches", { version: "8.3.0.0" });
        await page.reload();
        await page.waitForFunction(() => window.__simulator?.ready);
        assert.equal(await read(), undefined);
    },
});
