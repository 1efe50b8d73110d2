// My Page: the products of the user.

import { context } from "./context.js";
import { add, el } from "./dom.js";

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
