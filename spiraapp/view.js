// Views: the engine's blocks as elements (docs/engine-boundary.md). What comes from outside becomes text, never
// markup. A widget has no style sheet of its own, so every element carries its style.

/** Colours with a contrast of 4.5 and more in Spira's light and dark theme. */
const kColours = {
    light: {
        good: "#19692c", warn: "#875100", bad: "#b3261e", muted: "#59646b", line: "#cfd6da",
        soft: "#f2f5f6", accent: "#1a6b80", second: "#a34b00", paper: "#ffffff",
    },
    dark: {
        good: "#7bd695", warn: "#f2bd4b", bad: "#ff9b91", muted: "#aab5bb", line: "#4a555b",
        soft: "#2a3235", accent: "#7cc4d6", second: "#f2a261", paper: "#1d2224",
    },
};
const kSigns = { good: "\u2713", warn: "!", bad: "\u2717" };

/** The document that is drawn into, and what each drawn element stands for. */
let page = null;
const drawnFrom = new WeakMap();

function colours() {
    return kColours[attempt(() => spiraAppManager.currentTheme.toLowerCase()) === "dark" ? "dark" : "light"];
}

/** A new element; children are elements and texts, null is left out. */
function el(tag, style, attributes, ...children) {
    const node = page.createElement(tag);
    node.style.cssText = style;
    for (const name of Object.keys(attributes || {})) node.setAttribute(name, attributes[name]);
    node.append(...children.filter((child) => child !== null));
    return node;
}

/** The tone's sign; the words beside it say the same. */
function sign(tone) {
    if (!(tone in kSigns)) return null;
    return el("span", `flex:none;width:1.35em;height:1.35em;border-radius:50%;background:${colours()[tone]};` +
        `color:${colours().paper};display:inline-flex;align-items:center;justify-content:center;font-weight:700;` +
        "font-size:.85em;margin:.1em .5em 0 0", { "aria-hidden": "true" }, kSigns[tone]);
}

function anchor(text, url) {
    if (!isAddress(url)) return el("span", "", null, text);
    const outside = url[0] === "/" ? {} : { target: "_blank", rel: "noopener noreferrer" };
    return el("a", `color:${colours().accent};text-decoration:underline;overflow-wrap:break-word`,
        Object.assign({ href: url }, outside), text);
}

function button(text, kind, pressed) {
    const { accent, bad, line, paper } = colours();
    const look = {
        primary: `background:${accent};color:${paper};border-color:${accent}`,
        danger: `background:transparent;color:${bad};border-color:${bad}`,
    }[kind] || `background:transparent;color:inherit;border-color:${line}`;
    const node = el("button", "font:inherit;line-height:1.4;padding:6px 16px;margin:0;border:1px solid;" +
        "border-radius:4px;cursor:pointer;" + look, { type: "button" }, text);
    // The second click of a double click may hit what has just been drawn where the button was.
    node.addEventListener("click", (event) => { if (event.detail < 2) pressed(); });
    return node;
}

/** By type: how a block is drawn. Other scripts of the page add theirs. */
const kBlocks = {
    text({ text, tone }) {
        const box = tone in kSigns ?
            `padding:9px 12px;border-left:3px solid ${colours()[tone]};background:${colours().soft};border-radius:3px;` : "";
        return el("p", box + "margin:0;display:flex;align-items:flex-start;white-space:pre-line;overflow-wrap:anywhere",
            null, sign(tone), el("span", "min-width:0", null, text));
    },
    progress({ text, percent }) {
        const { line, accent } = colours();
        const known = percent !== null;
        const bar = el("div", `height:100%;border-radius:4px;background:${accent};width:${known ? percent : 30}%`);
        const state = known ? { "aria-valuenow": Math.round(percent) } : {};
        const track = el("div", `height:8px;border-radius:4px;overflow:hidden;background:${line}`, Object.assign({
            role: "progressbar", "aria-label": text, "aria-valuemin": 0, "aria-valuemax": 100,
        }, state), bar);
        if (!known) attempt(() => drift(bar));
        return el("div", "", null, el("div", "margin-bottom:5px", null, text), track);
    },
    facts({ rows }) {
        const { muted, soft } = colours();
        const box = `padding:8px 12px;border-radius:4px;background:${soft};overflow-wrap:anywhere`;
        return el("dl", "margin:0;display:grid;grid-template-columns:repeat(auto-fit,minmax(124px,1fr));gap:8px", null,
            ...rows.map(([name, value]) => el("div", box, null,
                el("dt", `margin:0;font-size:.85em;font-weight:400;color:${muted}`, null, name),
                el("dd", "margin:0;font-weight:600", null, value))));
    },
    link: ({ text, url }) => el("p", "margin:0", null, anchor(text, url)),
};

/** Moves the bar of an unknown progress, unless the user has reduced motion. */
function drift(bar) {
    if (page.defaultView.matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    bar.animate([{ marginLeft: "-30%" }, { marginLeft: "100%" }], { duration: 1600, iterations: Infinity });
}

/** What this page has no drawing for is at least said. */
function drawBlock(block, surface) {
    if (block.type in kBlocks) return kBlocks[block.type](block, surface);
    const { caption, label, text, value, tone } = block;
    return kBlocks.text({ text: [caption, label, text, value].filter(Boolean).join(" "), tone });
}

/** Makes `parent` hold the items; what did not change stays, with its focus and its scroll. */
function fill(parent, items, make) {
    items.forEach((item, index) => {
        const source = JSON.stringify(item);
        const old = parent.children[index];
        if (old && drawnFrom.get(old) === source) return;
        const fresh = make(item);
        drawnFrom.set(fresh, source);
        if (!old) return parent.append(fresh);
        const { scrollLeft } = old;
        old.replaceWith(fresh);
        fresh.scrollLeft = scrollLeft;
    });
    while (parent.children.length > items.length) parent.lastElementChild.remove();
}

/** The colour behind an element. */
function paperOf(element) {
    const { backgroundColor } = page.defaultView.getComputedStyle(element);
    const clear = /^transparent$|, 0\)$/.test(backgroundColor);
    return clear && element.parentElement ? paperOf(element.parentElement) : backgroundColor;
}

/** A dialog's buttons stay in sight where the rest scrolls. */
function stayInSight(buttons, surface) {
    const paper = paperOf(surface.element);
    // The shadow covers the dialog's own edge, in which the rest would be seen.
    Object.assign(buttons.style, { position: "sticky", bottom: "0", padding: "8px 0", marginTop: "10px", background: paper, boxShadow: "0 20px 0 " + paper });
}

/** The frame of a surface, made once: heading, summary for screen readers, blocks, buttons. */
function makeFrame(surface) {
    const heading = el("h3", "margin:0 0 12px;font-size:1.15em;font-weight:600");
    const live = el("div", "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)",
        { "aria-live": "polite" });
    const blocks = el("div", "display:grid;gap:14px;grid-template-columns:minmax(0,1fr)");
    const buttons = el("div", "display:flex;flex-wrap:wrap;gap:8px;margin-top:18px");
    const root = el("div", "position:relative;line-height:1.45;outline:none;text-align:left;max-width:1200px",
        { tabindex: -1 }, heading, live, blocks, buttons);
    surface.element.replaceChildren(root);
    if (surface.title !== null) stayInSight(buttons, surface);
    return { root, heading, live, blocks, buttons };
}

/** Draws the view on its surface, or what is new of it. */
function draw(surface, view) {
    page = surface.element.ownerDocument;
    const fresh = !surface.frame;
    const { root, heading, live, blocks, buttons } = surface.frame = surface.frame || makeFrame(surface);
    const focused = root.contains(page.activeElement) ? page.activeElement : null;
    heading.textContent = view.title;
    heading.hidden = !surface.title || view.title === surface.title;
    const summary = view.blocks.map((block) => block.type === "table" ? block.caption : block.text).find((text) => text);
    if (summary && live.textContent !== summary) live.textContent = summary;
    fill(blocks, view.blocks, (block) => drawBlock(block, surface));
    fill(buttons, view.buttons, ({ id, text, kind }) => {
        const node = button(text, kind, () => (id === "close" && surface.title !== null ? leave(surface) : press(surface, id)));
        Object.assign(node.dataset, { button: id, kind });
        return node;
    });
    buttons.style.display = view.buttons.length > 0 ? "flex" : "none";
    if (fresh && surface.title !== null) focusFirst(surface.frame);
    else if (focused !== null && !root.contains(page.activeElement)) refocus(surface.frame, focused.dataset.button);
}

/** On opening: what is to be typed or chosen, else a button that ends nothing. */
function focusFirst({ root, blocks, buttons }) {
    const safe = [...buttons.children].find((node) => node.dataset.kind !== "danger");
    (blocks.querySelector("input:not([readonly]), select") || safe || root).focus({ preventScroll: true });
}

function refocus({ root, buttons }, id) {
    const same = [...buttons.children].find((node) => node.dataset.button === id);
    (same || root).focus({ preventScroll: true });
}
