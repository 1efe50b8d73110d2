// Markup from outside: made harmless, or made text.

const allowed = new Set(["A", "B", "BLOCKQUOTE", "BR", "CODE", "DIV", "EM", "H1", "H2", "H3", "H4", "HR", "I", "LI", "OL", "P", "PRE",
    "S", "SPAN", "STRONG", "SUB", "SUP", "TABLE", "TBODY", "TD", "TH", "THEAD", "TR", "U", "UL"]);
const dropped = new Set(["SCRIPT", "STYLE", "IFRAME", "OBJECT", "EMBED", "TEMPLATE", "NOSCRIPT", "SVG", "MATH"]);

function clean(node) {
    for (const child of [...node.children]) {
        const tag = child.tagName.toUpperCase();
        if (dropped.has(tag)) {
            child.remove();
            continue;
        }
        clean(child);
        if (!allowed.has(tag)) {
            child.replaceWith(...child.childNodes);
            continue;
        }
        for (const { name, value } of [...child.attributes]) {
            const fine = name === "title" || (name === "href" && /^(https?:|mailto:|\/|#)/i.test(value));
            if (!fine) child.removeAttribute(name);
        }
    }
}

export function sanitizeHtml(markup) {
    const parsed = new DOMParser().parseFromString(String(markup ?? ""), "text/html");
    clean(parsed.body);
    return parsed.body.innerHTML;
}

export function htmlToText(markup) {
    const parsed = new DOMParser().parseFromString(String(markup ?? ""), "text/html");
    for (const node of parsed.querySelectorAll("script, style, template")) node.remove();
    for (const node of parsed.querySelectorAll("br")) node.replaceWith("\n");
    for (const node of parsed.querySelectorAll("p, div, li, tr, h1, h2, h3, h4")) node.append("\n");
    return parsed.body.textContent.replace(/\n{3,}/g, "\n\n").trim();
}
