// node dialogs.mjs <server program>: the dialogs an app may open.
import assert from "node:assert/strict";
import { control, fresh, open, run } from "./harness.mjs";

const details = "/1/TestCase/1.aspx";

/** Opens a dynamic dialog whose closing is heard in window.heardOf, with this markup in it. */
function dynamic(page, title, markup = "") {
    return page.evaluate(([title_, markup_]) => {
        window.heardOf ??= [];
        const inside = window.sample.manager.createDynamicDialog(title_, () => window.heardOf.push(title_));
        inside.innerHTML = markup_;
    }, [title, markup]);
}

function closed(page) {
    return page.evaluate(() => window.heardOf);
}

const tall = Array.from({ length: 80 }, (_, i) => `<p>Line ${i} of something long that needs to wrap on narrow windows</p>`).join("");

await run({
    async a_second_dialog_closes_the_first_and_tells_it() {
        await fresh();
        const page = await open(details);
        await dynamic(page, "First");
        await dynamic(page, "Second");
        assert.deepEqual(await closed(page), ["First"]);
        assert.deepEqual(await page.locator("[role=dialog] h2").allInnerTexts(), ["Second"]);
    },
    async a_dialog_opened_while_another_closes_is_closed_too() {
        await fresh();
        const page = await open(details);
        await page.evaluate(() => {
            const { manager } = window.sample;
            manager.createDynamicDialog("First", () => { manager.createDynamicDialog("Again"); });
            manager.createDynamicDialog("Second");
        });
        assert.deepEqual(await page.locator("[role=dialog] h2").allInnerTexts(), ["Second"]);
    },
    async close_dialog_says_whether_one_was_open() {
        await fresh();
        const page = await open(details);
        await dynamic(page, "One");
        assert.deepEqual(await page.evaluate(() => [window.sample.manager.closeDialog(), window.sample.manager.closeDialog()]), [true, false]);
        assert.deepEqual(await closed(page), ["One"]);
    },
    async escape_and_the_cross_close_a_dialog_once() {
        await fresh();
        const page = await open(details);
        await dynamic(page, "By key", "<p>Nothing to focus</p>");
        await page.evaluate(() => document.activeElement.blur());
        await page.keyboard.press("Escape");
        await dynamic(page, "By cross");
        await page.click("[role=dialog] [aria-label=Close]");
        assert.equal(await page.locator("[role=dialog]").count(), 0);
        assert.deepEqual(await closed(page), ["By key", "By cross"]);
    },
    async focus_goes_into_the_dialog_stays_there_and_comes_back() {
        await fresh();
        const page = await open(details);
        await page.focus("#refresh");
        await dynamic(page, "Focus", "<button id=inner>Inner</button>");
        const inside = () => page.evaluate(() => document.querySelector("[role=dialog]").contains(document.activeElement));
        assert.ok(await inside());
        for (let i = 0; i < 5; ++i) {
            await page.keyboard.press("Tab");
            assert.ok(await inside());
        }
        await page.keyboard.press("Escape");
        assert.equal(await page.evaluate(() => document.activeElement.id), "refresh");
    },
    async a_tall_dialog_scrolls_inside_at_every_width() {
        await fresh();
        for (const width of [320, 768, 1400]) {
            const page = await open(details, { viewport: { width, height: 600 } });
            await dynamic(page, "Tall", tall);
            const box = await page.locator("[role=dialog]").boundingBox();
            assert.ok(box.x >= 0 && box.x + box.width <= width && box.y >= 0 && box.y + box.height <= 600, JSON.stringify(box));
            const body = page.locator("[role=dialog] > .body");
            const [scrolls, wide] = await body.evaluate((node) => [node.scrollHeight > node.clientHeight, node.scrollWidth > node.clientWidth]);
            assert.deepEqual([scrolls, wide], [true, false]);
            await page.context().close();
        }
    },
    async the_apps_styles_reach_a_dialog_as_the_switch_says() {
        for (const [dialogWrapper, colour] of [["app", "rgb(1, 2, 3)"], ["none", "rgb(47, 52, 55)"]]) {
            await fresh({ dialogWrapper });
            const page = await open(details);
            await dynamic(page, "Styles", "<p class=sample-mark>Mark</p>");
            assert.equal(await page.locator(".sample-mark").evaluate((node) => getComputedStyle(node).color), colour);
        }
    },
    async a_combo_gives_the_chosen_of_a_hundred_entries_or_null() {
        await fresh();
        const page = await open(details, { viewport: { width: 320, height: 600 } });
        const ask = () => page.evaluate(() => {
            window.chosen = undefined;
            const entries = Array.from({ length: 100 }, (_, i) => `A scenario with quite a long name, number ${i} (id${i})`);
            window.sample.manager.createComboDialog("Choose", "Which of them?", "Take it", entries, (text) => { window.chosen = text; });
        });
        await ask();
        const box = await page.locator("[role=dialog]").boundingBox();
        assert.ok(box.x >= 0 && box.x + box.width <= 320);
        await page.selectOption("[role=dialog] select", { index: 77 });
        await page.click("text=Take it");
        assert.equal(await page.evaluate(() => window.chosen), "A scenario with quite a long name, number 77 (id77)");
        for (const leave of [() => page.keyboard.press("Escape"), () => page.click("[role=dialog] >> text=Cancel")]) {
            await ask();
            await leave();
            assert.equal(await page.evaluate(() => window.chosen), null);
        }
    },
    async which_dialogs_there_are_depends_on_the_version() {
        const names = ["createComboDialog", "displayConfirmation", "createDynamicDialog", "closeDialog"];
        const there = { "8.13.0.0": [1, 0, 0, 0], "8.14.0.0": [1, 1, 0, 0], "9.1.0.0": [1, 1, 0, 0], "9.2.0.0": [1, 1, 1, 1], "9.3.0.0": [1, 1, 1, 1], "9.4.0.0": [1, 1, 1, 1] };
        await fresh();
        for (const [version, wanted] of Object.entries(there)) {
            await control("PUT", "switches", { version });
            const page = await open(details);
            const seen = await page.evaluate((all) => all.map((name) => Number(typeof window.sample.manager[name] === "function")), names);
            assert.deepEqual(seen, wanted, version);
        }
    },
});
