// What a setup check found, and values to copy.

kBlocks.checks = ({ rows }) => {
    const { line, muted } = colours();
    const edge = (index) => (index > 0 ? "border-top:1px solid " + line : "");
    return el("ul", "margin:0;padding:0;list-style:none", null, ...rows.map(({ tone, state, text, advice }, index) => (
        el("li", "display:flex;align-items:flex-start;padding:9px 0;" + edge(index), null, sign(tone),
            el("div", "min-width:0;overflow-wrap:anywhere", null,
                el("strong", `font-weight:600;color:${colours()[tone]}`, null, state), " \u2013 " + text,
                advice ? el("div", `margin-top:2px;color:${muted}`, null, advice) : null)))));
};

/** Copies what the field holds; a page that may not use the clipboard selects it first. */
async function copyFrom(field) {
    try {
        await navigator.clipboard.writeText(field.value);
    } catch (fault) {
        field.select();
        page.execCommand("copy");
    }
}

kBlocks.copy = ({ label, value, button: caption, done }) => {
    const { line, soft } = colours();
    const field = el("input", "font:inherit;font-weight:400;width:100%;box-sizing:border-box;padding:6px 10px;border-radius:4px;" +
        `border:1px solid ${line};background:${soft};color:inherit`, { readonly: "", value });
    const copy = button(caption, "plain", () => copyFrom(field).then(() => { copy.textContent = done; }));
    return el("div", "display:flex;flex-wrap:wrap;align-items:flex-end;gap:8px", null,
        el("label", "flex:1 1 200px;margin:0;display:grid;gap:4px;font-weight:600", null, label, field), copy);
};
