// What the pages are made of. Every text is set as text, never as markup.

export const $ = (id) => document.getElementById(id);

export const kKinds = {
    pending: "Waiting", recorded: "Recorded", dead: "Given up", conflict: "In conflict", dismissed: "Dismissed", ignored: "Ignored",
};

export const isShown = (child) => child !== null && child !== undefined && child !== false && child !== "";

/** An element with attributes, listeners and children; what is not shown is left out. @param {string} tag @param {object} attributes */
export function h(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
        if (value === null || value === undefined || value === false) continue;
        if (typeof value === "function") element.addEventListener(name, value);
        else element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.flat(Infinity).filter(isShown));
    return element;
}

export const faint = (words) => h("span", { class: "faint small" }, words);
export const nothing = (words) => h("p", { class: "nothing" }, words);
export const outside = (url, words) => url ? h("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, words) : words;
export const badge = (kind, words) => h("span", { class: "badge " + kind }, words);
export const stateBadge = (state) => badge("state-" + state, kKinds[state] ?? state);
export const verdictBadge = (verdict) => verdict ? badge("verdict-" + verdict.toLowerCase().replace(/\W/g, ""), verdict) : null;
export const time = (iso, as = "moment") => iso ? h("time", { datetime: iso, "data-as": as }, iso) : null;
export const pre = (label, text) => h("pre", { tabindex: "0", role: "region", "aria-label": label }, text);

export const fact = (name, ...value) => value.flat(Infinity).some(isShown) && h("div", {}, h("dt", {}, name), h("dd", {}, value));

/** A part of a page with its heading, and what stands beside that. */
export function section(id, level, title, beside, content, kind = "") {
    return h("section", { id, class: "card " + kind, "aria-labelledby": id + "-title" },
        h("div", { class: "head" }, h(level, { id: id + "-title" }, title), beside), content);
}

/** True while the reader has marked something there, most likely to copy it. @param {Element} part */
export function isSelected(part) {
    const selection = document.getSelection();
    return selection !== null && !selection.isCollapsed && selection.containsNode(part, true);
}
