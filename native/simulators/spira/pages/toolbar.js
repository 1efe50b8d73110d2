// The row of buttons under the breadcrumbs.

import { el } from "./dom.js";
import { icon } from "./icons.js";
import { list, opens } from "./menu.js";

/** @param {{caption: string, icon?: string|Node, click?: () => void, primary?: boolean, disabled?: boolean, id?: string, tooltip?: string}} b */
export function button(b) {
    return el("button", {
        type: "button", id: b.id, title: b.tooltip, disabled: b.disabled, onclick: b.click,
        class: b.primary ? "button primary" : "button",
    }, typeof b.icon === "string" ? icon(b.icon) : b.icon, el("span", {}, b.caption));
}

function arrow(of, primary, disabled) {
    return el("button", {
        type: "button", "aria-label": `${of}: more`, disabled, class: `button narrow${primary ? " primary" : ""}`,
    }, icon("down"));
}

/** Buttons that stand together, the last with a list where `items` are given. */
export function group(buttons, items) {
    const made = buttons.map(button);
    const holder = el("div", { class: "group" }, made);
    if (items !== undefined) {
        const last = buttons.at(-1);
        const more = arrow(last.caption, last.primary, last.disabled && items.every((item) => item.disabled));
        const entries = list(items);
        holder.append(more, entries);
        opens(holder, [more], entries);
    }
    return holder;
}

/** A button that only opens its list, as those of SpiraApps are. */
export function menuGroup(caption, picture, items) {
    const main = el("button", { type: "button", class: "button" }, picture, el("span", {}, caption));
    const holder = el("div", { class: "group" }, main);
    if (items.length > 0) {
        const more = arrow(caption);
        const entries = list(items);
        holder.append(more, entries);
        opens(holder, [main, more], entries);
    }
    return holder;
}
