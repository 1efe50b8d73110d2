// My Page and the home of a product.

import { context, pageUrl } from "./context.js";
import { add, el } from "./dom.js";
import { icon } from "./icons.js";
import { executionStatuses } from "./status.js";

export async function showMyPage(content) {
    add(content, el("h1", { class: "title" }, `Welcome, ${context.user.name}`),
        context.products.length === 0 && el("p", { class: "empty" }, "You are not a member of any product."),
        el("div", { class: "tiles" }, context.products.map((product) => el("article", { class: "tile" },
            el("h3", {}, el("a", { href: `${context.base}/${product.id}.aspx` }, product.name)),
            el("p", {}, product.description), el("p", {}, `[PR:${product.id}] · ${product.testCases} test cases`),
            el("p", {}, el("a", { href: `${context.base}/${product.id}/TestCase/List.aspx` }, "Test cases"), " · ",
                el("a", { href: `${context.base}/${product.id}/TestRun/List.aspx` }, "Test runs"))))));
    return { grids: {} };
}

const colours = { 1: "--failed", 2: "--passed", 3: "--notrun", 4: "--na", 5: "--blocked", 6: "--caution" };

function statusBar(counts) {
    const bar = el("div", { class: "bar", role: "img", "aria-label": "Test cases by execution status" });
    for (const [id, count] of Object.entries(counts)) {
        const part = el("i", { title: `${executionStatuses[id]}: ${count}` });
        part.style.flexGrow = count;
        part.style.background = `var(${colours[id]})`;
        bar.append(part);
    }
    return bar;
}

export async function showProductHome(content) {
    const counts = context.executionCounts;
    const summary = Object.entries(counts).map(([id, count]) => `${executionStatuses[id]} ${count}`).join(" · ");
    add(content, el("h1", { class: "title" }, context.productName),
        el("div", { class: "artifact-head" }, icon("folder", "large"), el("span", { class: "token" }, `[PR:${context.productId}]`)),
        el("div", { class: "tiles" },
            el("article", { class: "tile" }, el("h3", {}, icon("testcase"), " ", el("a", { href: pageUrl("TestCase") }, "Test Cases")),
                statusBar(counts), el("p", {}, summary || "None yet")),
            el("article", { class: "tile" }, el("h3", {}, icon("testset"), " ", el("a", { href: pageUrl("TestSet") }, "Test Sets")),
                el("p", {}, "Test cases that run together")),
            el("article", { class: "tile" }, el("h3", {}, icon("testrun"), " ", el("a", { href: pageUrl("TestRun") }, "Test Runs")),
                el("p", {}, "What was run, when, and how it ended"))));
    return { grids: {} };
}
