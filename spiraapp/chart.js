// A chart of one or two series.

const kDashes = ["none", "7 5", "2 5"];

function lastValue(points) {
    const known = points.filter((point) => Number.isFinite(point[1]));
    if (known.length === 0) return "\u2013";
    const value = known[known.length - 1][1];
    const maximumFractionDigits = Math.abs(value) < 10 ? 2 : Math.abs(value) < 100 ? 1 : 0;
    return attempt(() => value.toLocaleString(spiraAppManager.currentCulture, { maximumFractionDigits })) || String(value);
}

kBlocks.chart = ({ text, series }) => {
    const { accent, second, muted, line } = colours();
    const colour = (index) => [accent, second, muted][index % 3];
    const grid = [2, 80, 158].map((y) => (
        svg("path", { d: `M0 ${y}H600`, stroke: line, "vector-effect": "non-scaling-stroke" })));
    const lines = series.map(({ points }, index) => (points.length === 0 ? "" :
        lineThrough(points, 0, 600, 160, colour(index), kDashes[index % 3])));
    const legend = series.map(({ name, unit, points }, index) => el("li", "display:flex;align-items:center;gap:8px", null,
        picture("", 28, 4, "width:28px;height:4px;flex:none;overflow:visible",
            lineThrough([[0, 1], [1, 1]], 0, 28, 4, colour(index), kDashes[index % 3])),
        el("span", "", null, name),
        el("strong", "font-weight:600", null, lastValue(points) + (unit ? "\u00a0" + unit : ""))));
    return el("figure", "margin:0", null,
        el("ul", "margin:0 0 8px;padding:0;list-style:none;display:flex;flex-wrap:wrap;gap:4px 20px", null, ...legend),
        picture(text, 600, 160, "display:block;width:100%;height:150px", ...grid, ...lines),
        el("figcaption", `margin-top:6px;font-size:.85em;color:${muted}`, null, text));
};
