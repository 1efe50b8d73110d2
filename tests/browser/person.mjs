// What a person does with the app in Spira's pages, step by step.

const kWaitMs = 20_000;

/** What stands there until an action has something to say. */
const kWorking = /Working…|En cours…/;

/** Opens a page of the simulated Spira and waits until it is ready to use. */
export async function openPage(context, address) {
    const page = await context.newPage();
    page.setDefaultTimeout(kWaitMs);
    page.setDefaultNavigationTimeout(kWaitMs);
    await page.goto(address);
    await ready(page);
    return page;
}

export function ready(page) {
    return page.waitForFunction(() => window.__simulator?.ready === true);
}

/** Opens the app's menu in the toolbar and chooses the entry with this caption. */
export async function chooseEntry(page, caption) {
    await page.locator("#spiraapps").getByRole("button", { name: "OctoPerf", exact: true }).click();
    await page.getByRole("menuitem", { name: caption }).click();
}

export function clickStart(page) {
    return chooseEntry(page, "Start Test Scenario");
}

/** The dialog that is open. */
export function dialogOf(page) {
    return page.getByRole("dialog");
}

/** Waits until the dialog shows a text that fits; gives all it shows. */
export async function readDialog(page, pattern) {
    const dialog = dialogOf(page).filter({ hasText: pattern });
    await dialog.waitFor();
    return dialog.innerText();
}

/** Presses the dialog's button with this caption; Spira's own cross, called Close too, comes before it. */
export function press(page, caption) {
    return dialogOf(page).getByRole("button", { name: caption, exact: true }).last().click();
}

export function noDialog(page) {
    return dialogOf(page).waitFor({ state: "detached" });
}

/** Chooses an entry of the list in the dialog. */
export async function pick(page, entry, caption = "Choose") {
    await dialogOf(page).getByRole("option", { name: entry }).first().waitFor({ state: "attached" });
    await dialogOf(page).locator("select").selectOption({ label: entry });
    await press(page, caption);
}

/** The table in a part of the page, row by row, its head first. */
export function readTable(part) {
    return part.locator("table tr").evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.innerText.replace(/\s+/g, " ").trim())));
}

/** Waits for something while the page's clock runs fast. */
export async function hurry(page, locator) {
    const deadline = Date.now() + kWaitMs;
    while ((await locator.count()) === 0) {
        if (Date.now() > deadline) throw new Error("Not there within " + kWaitMs / 1000 + " s: " + locator);
        await page.clock.fastForward(3000);
        await page.waitForTimeout(100);
    }
}

/** As readDialog, while the page's clock runs fast. */
export async function hurryDialog(page, pattern) {
    await hurry(page, dialogOf(page).filter({ hasText: pattern }));
    return readDialog(page, pattern);
}

/** As readMessage, while the page's clock runs fast. */
export async function hurryMessage(page, pattern) {
    await hurry(page, page.locator("#messages .message").filter({ hasText: pattern }));
    return readMessage(page, pattern);
}

/** The message that stands there; not that an action is under way. */
export function messageOf(page) {
    return page.locator("#messages .message").filter({ hasNotText: kWorking });
}

/** Waits for a message that fits and gives {kind, text, link}. */
export async function readMessage(page, pattern) {
    const message = messageOf(page).filter({ hasText: pattern });
    await message.waitFor();
    const text = (await message.innerText()).replace(/\s*×\s*$/, "");
    const link = message.locator("a");
    const classes = await message.getAttribute("class");
    return {
        kind: classes.replace("message", "").trim(), text,
        link: (await link.count()) > 0 ? { label: await link.first().innerText(), url: await link.first().getAttribute("href") } : null,
    };
}

/** Looks at the Test Runs tab, again and again, until it lists `count` runs; gives their statuses, newest first. */
export async function waitForRuns(page, count, waitMs = kWaitMs) {
    const deadline = Date.now() + waitMs;
    const rows = page.locator("#test-runs tbody tr");
    for (;;) {
        await page.locator("#tab-runs").click();
        await page.waitForTimeout(250);
        const found = await rows.count();
        if (found >= count) return rows.locator(".status").allInnerTexts();
        if (Date.now() > deadline) throw new Error("No new test run within " + waitMs / 1000 + " s; there are " + found + ".");
    }
}

/** Opens the newest run of the list and reads its Console Output. */
export async function readNewestRun(page) {
    await page.locator("#test-runs tbody tr").first().locator("a").first().click();
    await page.waitForURL(/\/TestRun\/\d+\.aspx/);
    await ready(page);
    const field = (name) => page.locator('[data-field="' + name + '"] .value').innerText();
    return {
        runner: await field("Runner Name"), testName: await field("Test Name"),
        message: await page.locator("#run-message").innerText(),
        link: await page.locator("#run-message a").getAttribute("href"),
        details: await page.locator("#run-details").innerText(),
        status: await page.locator(".artifact-head .status").innerText(),
    };
}

/** Refreshes and waits until the test case's header shows the execution status; gives what it shows in the end. */
export async function waitForExecutionStatus(page, wanted) {
    await page.locator("#refresh").click();
    const badge = page.locator("#head-execution");
    await badge.filter({ hasText: wanted }).waitFor().catch(() => {});
    return (await badge.innerText()).trim();
}

/** Ticks the row with this text. */
export function selectRow(page, text) {
    return page.locator("tbody tr", { hasText: text }).locator("input[type=checkbox]").check();
}
