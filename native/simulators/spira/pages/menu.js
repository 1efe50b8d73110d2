// Buttons that open a list: mouse, and arrow keys, Home, End, Escape, Tab.

import { el } from "./dom.js";

let openList = null;

/** Closes whatever list is open. */
export function closeLists() {
    if (openList === null) return;
    openList.list.hidden = true;
    for (const button of openList.buttons) button.setAttribute("aria-expanded", "false");
    openList = null;
}

document.addEventListener("click", (event) => {
    if (openList !== null && !openList.holder.contains(event.target)) closeLists();
});

function entries(list) {
    return [...list.querySelectorAll("button:not(:disabled), a[href]")];
}

function step(list, by) {
    const all = entries(list);
    if (all.length === 0) return;
    const now = all.indexOf(document.activeElement);
    all[(now + by + all.length) % all.length].focus();
}

/**
 * Makes `buttons` open and close `list`; all of them stand in `holder`.
 * @param {HTMLElement} holder @param {HTMLElement[]} buttons @param {HTMLElement} list
 */
export function opens(holder, buttons, list) {
    list.hidden = true;
    const open = (focusFirst) => {
        closeLists();
        list.hidden = false;
        for (const button of buttons) button.setAttribute("aria-expanded", "true");
        openList = { holder, buttons, list };
        if (focusFirst) entries(list)[0]?.focus();
    };
    for (const button of buttons) {
        button.setAttribute("aria-haspopup", "menu");
        button.setAttribute("aria-expanded", "false");
        button.addEventListener("click", () => (list.hidden ? open(false) : closeLists()));
    }
    holder.addEventListener("keydown", (event) => {
        const onButton = buttons.includes(document.activeElement);
        if (event.key === "Escape" && !list.hidden) {
            closeLists();
            buttons[0].focus();
        } else if (event.key === "ArrowDown" && onButton) {
            open(true);
        } else if (!list.hidden && event.key === "ArrowDown") {
            step(list, 1);
        } else if (!list.hidden && event.key === "ArrowUp") {
            step(list, -1);
        } else if (!list.hidden && (event.key === "Home" || event.key === "End")) {
            entries(list).at(event.key === "Home" ? 0 : -1)?.focus();
        } else {
            if (event.key === "Tab") closeLists();
            return;
        }
        event.preventDefault();
    });
}

/**
 * One line of a list.
 * @param {{caption: string, icon?: Node, tooltip?: string, href?: string, click?: () => void, disabled?: boolean}} item
 */
export function entry(item) {
    const inside = [item.icon, el("span", {}, item.caption)];
    const node = item.href !== undefined
        ? el("a", { href: item.href, role: "menuitem", title: item.tooltip }, inside)
        : el("button", { type: "button", role: "menuitem", title: item.tooltip, disabled: item.disabled,
                         onclick: () => { closeLists(); item.click?.(); } }, inside);
    return el("li", { role: "none" }, node);
}

export function list(items, extra = "") {
    return el("ul", { class: `dropdown-list ${extra}`, role: "menu" }, items.map(entry));
}
