// node home.mjs <server program>: the home page of a product with widgets, and the user's profile.
import assert from "node:assert/strict";
import { assertClean, control, fresh, open, run, settled, steer } from "./harness.mjs";
import { guid, manifest, packed } from "./sample_app.mjs";

const home = "/1.aspx";

function addWidget(user = "tester") {
    return steer("PUT", "users", { [user]: { products: { 1: { widgets: [guid] } } } });
}

/** Lets the user choose a release, and waits until the widget has heard of it. */
async function choose(page, release) {
    await page.selectOption("#display-release", { label: release });
    await page.waitForFunction(() => window.sample.events.some(([name]) => name === "dashboardUpdated"));
    return page.evaluate(() => window.sample.events);
}

/** Contrast of the text of every visible element with its background, the worst last. */
function contrasts(page) {
    return page.evaluate(() => {
        const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
        const rgba = (colour) => {
            canvas.clearRect(0, 0, 1, 1);
            canvas.fillStyle = colour;
            canvas.fillRect(0, 0, 1, 1);
            return [...canvas.getImageData(0, 0, 1, 1).data];
        };
        const light = (colour) => {
            const [r, g, b] = rgba(colour).map((part) => (part / 255 <= 0.03928 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const behind = (node) => {
            for (let at = node; at !== null; at = at.parentElement) {
                const colour = getComputedStyle(at).backgroundColor;
                if (rgba(colour)[3] === 255) return colour;
            }
            return "white";
        };
        const found = [];
        for (const node of document.querySelectorAll("body *")) {
            const own = [...node.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.textContent.trim() !== "");
            if (!own || !node.checkVisibility() || node.closest(":disabled")) continue;
            const [low, high] = [light(getComputedStyle(node).color), light(behind(node))].sort((a, b) => a - b);
            found.push({ ratio: (high + 0.05) / (low + 0.05), what: `${node.tagName} ${node.className}: ${node.textContent.trim().slice(0, 40)}` });
        }
        return found.sort((a, b) => b.ratio - a.ratio);
    });
}

await run({
    async a_widget_is_there_only_once_its_user_added_it() {
        await fresh();
        const page = await open(home);
        assert.equal(await page.locator(".widget").count(), 0);
        await page.click("#add-remove");
        await page.check("[role=dialog] >> text=Sample widget");
        await Promise.all([page.waitForEvent("load"), page.click("[role=dialog] >> text=Save")]);
        await settled(page);
        assert.equal(await page.locator(".widget h3").innerText(), "Sample widget");
        assert.equal(await page.locator(`[id="${guid}_content"]`).innerText(), "Release: all");
        await assertClean(page);
        const other = await open(home, { user: "viewer" });
        assert.equal(await other.locator(".widget").count(), 0);
    },
    async a_widget_that_is_taken_away_stays_away() {
        await fresh();
        await addWidget();
        const page = await open(home);
        await page.click("#add-remove");
        await page.uncheck("[role=dialog] >> text=Sample widget");
        await Promise.all([page.waitForEvent("load"), page.click("[role=dialog] >> text=Save")]);
        await settled(page);
        assert.equal(await page.locator(".widget").count(), 0);
        assert.equal(await page.evaluate(() => typeof window.sample), "undefined");
    },
    async widget_code_is_strict_and_gets_its_element_from_8_5_on() {
        await fresh();
        await addWidget();
        const page = await open(home);
        assert.deepEqual(await page.evaluate(() => [window.sample.thisIs, window.sample.widgetElement, window.sample.same]), ["undefined", "object", true]);
        await control("PUT", "switches", { version: "8.4.0.0" });
        const older = await open(home);
        assert.equal(await older.evaluate(() => window.sample.widgetElement), "undefined");
    },
    async a_widget_stands_in_the_wrapper_of_its_app() {
        await fresh();
        await addWidget();
        const page = await open(home);
        const wrapped = await page.evaluate((id) => document.getElementById(`${id}_content`).closest(`.guid-${id.replaceAll("-", "")}`) !== null, guid);
        assert.ok(wrapped);
    },
    async whether_the_styles_of_the_pages_reach_a_widget_is_a_switch() {
        for (const [widgetStyles, colour] of [["none", "rgb(47, 52, 55)"], ["pageContents", "rgb(1, 2, 3)"]]) {
            await fresh({ widgetStyles });
            await addWidget();
            const page = await open(home);
            const seen = await page.evaluate((id) => {
                const element = document.getElementById(`${id}_content`);
                element.innerHTML = "<p class=sample-mark>Mark</p>";
                return getComputedStyle(element.firstChild).color;
            }, guid);
            assert.equal(seen, colour);
        }
    },
    async a_widget_that_is_not_active_or_of_a_disabled_app_cannot_be_added() {
        await fresh();
        await addWidget();
        const inactive = manifest();
        delete inactive.dashboards[0].isActive;
        await steer("POST", "apps", packed(inactive));
        const page = await open(home);
        await page.click("#add-remove");
        await page.locator("[role=dialog]", { hasText: "No SpiraApp has a widget" }).waitFor();
        assert.equal(await page.locator(".widget").count(), 0);
        await steer("POST", "apps", packed());
        await steer("PUT", `apps/${guid}`, { products: { 1: { enabled: false } } });
        assert.equal(await (await open(home)).locator(".widget").count(), 0);
    },
    async the_release_choice_offers_active_releases_and_is_remembered() {
        await fresh();
        await addWidget();
        const page = await open(home);
        assert.deepEqual(await page.locator("#display-release option").allInnerTexts(), ["All releases", "Spring Migration", "Autumn Migration"]);
        assert.equal(await page.evaluate(() => window.sample.manager.displayReleaseId), "");
        await choose(page, "Autumn Migration");
        assert.equal(await page.evaluate(() => window.sample.manager.displayReleaseId), 2);
        assert.equal(await page.locator(`[id="${guid}_content"]`).innerText(), "Release: 2");
        const later = await open(home);
        assert.equal(await later.evaluate(() => window.sample.manager.displayReleaseId), 2);
        assert.equal(await later.locator("#display-release").inputValue(), "2");
        const other = await open(home, { user: "viewer" });
        assert.equal(await other.locator("#display-release").inputValue(), "0");
    },
    async a_choice_of_release_fires_dashboard_updated_without_arguments() {
        await fresh();
        await addWidget();
        const page = await open(home);
        assert.deepEqual(await choose(page, "Spring Migration"), [["windowLoad", 0], ["dashboardUpdated", 0]]);
    },
    async other_events_of_the_home_are_a_switch() {
        await fresh({ dashboardEvents: "all" });
        await addWidget();
        const page = await open(home);
        assert.deepEqual(await choose(page, "Spring Migration"), [["loaded"], ["windowLoad", 0], ["dashboardUpdated", 0]]);
    },
    async whether_a_refresh_inserts_the_widgets_code_again_is_a_switch() {
        for (const [widgetRefresh, copies] of [["event", 1], ["insertedAgain", 2]]) {
            await fresh({ widgetRefresh });
            await addWidget();
            const page = await open(home);
            await page.selectOption("#display-release", { label: "Autumn Migration" });
            await page.waitForFunction((count) => window.sample.copies === count, copies);
            await page.locator(`[id="${guid}_content"]`, { hasText: "Release: 2" }).waitFor();
            assert.equal(await page.evaluate(() => window.sample.copies), copies);
        }
    },
    async an_event_of_a_dropdown_takes_its_field() {
        await fresh();
        await addWidget();
        const page = await open(home);
        await page.evaluate(() => window.sample.manager.registerEvent_dropdownChanged(() => {}));
        assert.deepEqual(await page.evaluate(() => window.__simulator.misuse.map((one) => one.call)), ["registerEvent_dropdownChanged"]);
    },
    async the_element_of_a_widget_has_the_guid_in_lower_case() {
        await fresh();
        const upper = { ...manifest(), guid: guid.toUpperCase() };
        await steer("POST", "apps", packed(upper));
        await steer("PUT", `apps/${guid.toUpperCase()}`, { enabled: true, products: { 1: { enabled: true } } });
        await steer("PUT", "users", { tester: { products: { 1: { widgets: [guid.toUpperCase()] } } } });
        const page = await open(home);
        assert.equal(await page.locator(`[id="${guid}_content"]`).innerText(), "Release: all");
        assert.ok(await page.evaluate(() => window.sample.same));
    },
    async the_culture_of_the_profile_reaches_the_page() {
        await fresh();
        await steer("PUT", "users", { tester: { culture: "fr-FR" } });
        await steer("POST", "runs", { runs: [{ TestCaseId: 1, EndDate: "2026-02-04T10:00:00Z" }] });
        const page = await open("/1/TestCase/1.aspx");
        assert.equal(await page.evaluate(() => window.sample.manager.currentCulture), "fr-FR");
        assert.equal(await page.evaluate(() => window.sample.manager.formatDate("2026-02-04T10:00:00Z")), "4 févr. 2026");
        assert.equal(await (await open("/1/TestCase/1.aspx", { user: "viewer" })).evaluate(() => window.sample.manager.currentCulture), "en-US");
    },
    async the_user_menu_switches_theme_and_culture() {
        await fresh();
        const page = await open("/1/TestCase/1.aspx");
        for (const [entry, property, value] of [["Dark theme", "currentTheme", "dark"], ["Français (fr-FR)", "currentCulture", "fr-FR"]]) {
            await page.click("[aria-label^='Signed in as']");
            await Promise.all([page.waitForEvent("load"), page.getByRole("menuitem", { name: entry }).click()]);
            await settled(page);
            assert.equal(await page.evaluate((name) => window.sample.manager[name], property), value);
        }
        assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
    },
    async every_text_can_be_read_in_both_themes() {
        for (const theme of ["light", "dark"]) {
            await fresh();
            await addWidget();
            await steer("PUT", "users", { tester: { theme }, administrator: { theme } });
            await steer("POST", "runs", { count: 60, testCaseIds: [1, 2, 3, 5] });
            const paths = [[home], ["/1/TestCase/1.aspx"], ["/1/TestCase/List.aspx"], ["/1/TestSet/1.aspx"], ["/1/TestRun/3.aspx"],
                [`/1/Administration/SpiraApp/${guid}.aspx`, "administrator"], ["/Administration/SpiraApps.aspx", "administrator"]];
            for (const [path, user] of paths) {
                const page = await open(path, { user });
                const worst = (await contrasts(page)).at(-1);
                assert.ok(worst.ratio >= 4.5, `${theme} ${path}: ${worst.ratio.toFixed(2)} ${worst.what}`);
                await page.context().close();
            }
        }
    },
});
