// Small helpers for making elements. Text always goes in as text, never as markup.

/**
 * @param {string} tag
 * @param {Object<string, any>} [attributes] `on…` are listeners, `class`, `hidden`, … as in markup
 * @param {...(Node|string|null|undefined|false|Array)} children
 * @returns {HTMLElement}
 */
export function el(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
        if (value === null || value === undefined || value === false) continue;
        if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
        else if (name === "value" || name === "checked" || name === "disabled") node[name] = value;
        else node.setAttribute(name, value === true ? "" : String(value));
    }
    append(node, children);
    return node;
}

function append(node, children) {
    for (const child of children) {
        if (Array.isArray(child)) append(node, child);
        else if (child !== null && child !== undefined && child !== false) node.append(child);
    }
}

/** Adds children to `node`; lists are flattened, null and false left out. */
export function add(node, ...children) {
    append(node, children);
    return node;
}

/** Replaces what is in `node`. */
export function fill(node, ...children) {
    node.replaceChildren();
    append(node, children);
    return node;
}

export function section(title, ...nodes) {
    return el("section", { class: "section" }, el("h3", {}, title), nodes);
}

/** Text in which http(s) addresses become links; everything else stays text. */
export function linked(text) {
    const parts = String(text ?? "").split(/(https?:\/\/[^\s<>"']+)/g);
    return parts.map((part, index) => index % 2 === 1
        ? el("a", { href: part, target: "_blank", rel: "noopener noreferrer" }, part) : part);
}
