// Tables. A wide one scrolls inside its own box.

/** On a page without sparklines their words replace them. */
function trendOf(trend) {
    return typeof sparkline === "function" ? sparkline(trend) : " " + trend.text;
}

function drawCell(cell) {
    const { text, tone, url, trend } = typeof cell === "string" ? { text: cell } : cell;
    const words = url ? anchor(text, url) : el("span", `color:${colours()[tone] || "inherit"}`, null, text);
    const wrap = text.length > 30 ? "normal" : "nowrap";
    const edge = "1px solid " + colours().line;
    return el("td", `padding:7px 16px 7px 0;border-top:${edge};vertical-align:middle;white-space:${wrap}`, null,
        el("span", "display:inline-flex;align-items:center", null, sign(tone), words),
        trend ? trendOf(trend) : null);
}

/** A widget's caption stands in its frame already: there it is for screen readers only. */
kBlocks.table = ({ caption, head, rows }, surface) => {
    const { muted } = colours();
    const title = `padding:0 16px 6px 0;text-align:left;font-size:.85em;font-weight:600;white-space:nowrap;color:${muted}`;
    const table = el("table", "border-collapse:collapse;width:100%;margin:0", null,
        surface.title === null ? null :
            el("caption", "caption-side:top;text-align:left;padding:0 0 8px;font-weight:600;color:inherit", null, caption),
        el("thead", "", null, el("tr", "", null, ...head.map((text) => el("th", title, { scope: "col" }, text)))),
        el("tbody", "", null, ...rows.map((row) => el("tr", "", null, ...row.map(drawCell)))));
    return el("div", "overflow-x:auto", { tabindex: 0, role: "region", "aria-label": caption }, table);
};
