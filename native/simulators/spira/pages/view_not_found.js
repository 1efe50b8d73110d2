// What is shown instead of a page that is not there, or not for this user.

import { context } from "./context.js";
import { el } from "./dom.js";

export async function show(content) {
    content.append(el("h1", { class: "title" }, context.problem), el("p", {}, context.advice),
        el("p", {}, el("a", { href: `${context.base}/` }, "My Page")));
    return { grids: {} };
}
