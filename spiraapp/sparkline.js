// Lines over time, each on a scale of its own, with a title in words.

function svg(tag, attributes, ...children) {
    const node = page.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const name of Object.keys(attributes)) node.setAttribute(name, attributes[name]);
    node.append(...children);
    return node;
}

/** The line through [x, y or null] in a box whose bottom is `lowest`: a null makes a gap, a lone point a dot. */
function lineThrough(points, lowest, width, height, colour, dashes) {
    const [first, last] = [points[0][0], points[points.length - 1][0]];
    const range = Math.max(...points.map((point) => point[1] ?? lowest)) - lowest || 1;
    let path = "";
    let joined = false;
    for (const [x, y] of points) {
        const there = Number.isFinite(y);
        const at = there && (last > first ? (x - first) / (last - first) * width : width / 2).toFixed(1) +
            " " + (height - 2 - Math.max(y - lowest, 0) / range * (height - 4)).toFixed(1);
        if (there) path += joined ? "L" + at : "M" + at + "h0";
        joined = there;
    }
    return svg("path", {
        d: path, fill: "none", stroke: colour, "stroke-width": 2, "stroke-dasharray": dashes, "stroke-linecap": "round",
        "stroke-linejoin": "round", "vector-effect": "non-scaling-stroke",
    });
}

function picture(text, width, height, style, ...lines) {
    const viewBox = `0 0 ${width} ${height}`;
    const said = text === "" ? { "aria-hidden": "true" } : { role: "img", "aria-label": text };
    const node = svg("svg", Object.assign({ viewBox, preserveAspectRatio: "none" }, said), ...lines);
    node.style.cssText = style;
    return node;
}

/** A small line beside a cell's text. */
function sparkline({ points, text }) {
    const lowest = Math.min(...points.filter(Number.isFinite));
    return picture(text, 80, 22, "width:80px;height:22px;vertical-align:middle;overflow:visible",
        lineThrough(points.map((y, x) => [x, y]), lowest, 80, 22, colours().accent, "none"));
}
