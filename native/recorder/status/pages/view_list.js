// All deliveries, filtered, page by page.

import { bulkButton, kActions, replayAll } from "./actions.js";
import { h, kKinds, nothing } from "./elements.js";
import { exportLink, kTables, table } from "./tables.js";

const pageQuery = () => new URLSearchParams(location.search);

/** The query of the page as the API takes it: days become times of the reader's zone. */
export function listQuery() {
    const query = pageQuery();
    for (const [name, days] of [["from", 0], ["to", 1]]) {
        const day = new Date(query.get(name) + "T00:00");
        if (Number.isNaN(day.getTime())) continue;
        day.setDate(day.getDate() + days);
        query.set(name, day.toISOString());
    }
    return query;
}

function filterForm() {
    const query = pageQuery();
    const field = (name, words, type) => h("label", {}, words, " ",
        h("input", { name, type, value: query.get(name), autocomplete: "off", spellcheck: "false" }));
    const options = Object.entries(kKinds).map(([value, words]) => h("option", { value, selected: query.get("state") === value }, words));
    return h("form", { action: "/deliveries", class: "filter", role: "search", "aria-label": "Filter" },
        h("label", {}, "State ", h("select", { name: "state" }, h("option", { value: "" }, "All"), options)),
        field("benchResult", "Bench result", "text"), field("product", "Product", "text"), field("testCase", "Test case", "text"),
        field("from", "From", "date"), field("to", "To", "date"),
        h("button", { class: "plain" }, "Filter"), location.search && h("a", { href: "/deliveries" }, "Show all"));
}

function paging(rows, next) {
    const to = (before) => {
        const query = pageQuery();
        query.delete("before");
        if (before !== undefined) query.set("before", before);
        return "/deliveries?" + query;
    };
    return h("nav", { class: "paging", "aria-label": "Paging" }, pageQuery().has("before") && h("a", { href: to() }, "« Newest"),
        next && h("a", { href: to(rows.at(-1).id), rel: "next" }, "Older »"));
}

export function listParts({ counts }, { deliveries: rows, next }) {
    const state = pageQuery().get("state");
    const { dead } = counts;
    const names = Object.keys(kActions).filter((name) => rows.some(({ actions }) => actions.includes(name)));
    const heads = [...(names.length > 0 ? ["Select"] : []), ...(kTables[state] ?? kTables.all)];
    return [
        ["filter", 0, () => h("div", {}, h("h1", {}, "Deliveries"), filterForm())],
        ["list", [rows, next, dead], () => h("section", { class: "card", "aria-label": "Deliveries" },
            h("div", { class: "head" }, h("p", {}, state === "dead" && dead.toLocaleString() + " given up. They are kept until you decide."),
                names.map((name) => bulkButton(name, rows)), state === "dead" && [exportLink(listQuery()), dead > 0 && replayAll(dead)]),
            rows.length === 0 ? nothing("No delivery matches.") : table("Deliveries, the newest first", heads, rows), paging(rows, next))],
    ];
}
