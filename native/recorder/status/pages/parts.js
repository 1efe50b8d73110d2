// Only what has changed is built anew, so that nothing the reader has opened, focused or marked is lost.

import { $, h, isSelected } from "./elements.js";
import { showTimes } from "./times.js";

/** What each part was made of last: id → JSON. */
const made = new Map();

/** Puts `next` into the slot, and what the reader did to what was there. @param {Element} slot @param {Element?} next */
function replace(slot, next) {
    const like = ({ dataset: { key } }) => next?.querySelector("[data-key=" + CSS.escape(key) + "]") ?? (next?.dataset.key === key ? next : null);
    for (const open of slot.querySelectorAll("details[open][data-key]")) {
        const same = like(open);
        if (same !== null) same.open = true;
    }
    const focused = slot.contains(document.activeElement) ? document.activeElement : null;
    const keyed = focused?.closest("[data-key]") ?? null;
    const target = keyed === null ? null : keyed === focused ? like(keyed) : like(keyed)?.querySelector(focused.localName) ?? null;
    const scrolled = [...slot.querySelectorAll("pre")].map((element) => element.scrollTop);
    slot.replaceChildren(...(next === null ? [] : [next]));
    slot.querySelectorAll("pre").forEach((element, at) => { element.scrollTop = scrolled[at] ?? 0; });
    if (target !== null) target.focus({ preventScroll: true });
    // What had the focus is gone: stay near instead of falling back to the top of the page.
    else if (focused !== null) $("main").focus({ preventScroll: true });
}

export function show(parts) {
    const slots = parts.map(([id]) => "slot-" + id);
    for (const slot of [...$("view").children]) if (!slots.includes(slot.id)) { slot.remove(); made.delete(slot.id); }
    for (const [id, data, make] of parts) {
        const text = JSON.stringify(data);
        const slot = $("slot-" + id) ?? $("view").appendChild(h("div", { id: "slot-" + id }));
        if (made.get(slot.id) === text || isSelected(slot)) continue;
        made.set(slot.id, text);
        replace(slot, make());
    }
    showTimes();
}
