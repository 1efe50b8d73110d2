// Medians, spreads, and the rows of the table of what must be reached.

/** The value that at least this share of the values do not exceed. */
export function percentile(values, share) {
    const sorted = [...values].sort((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))];
}

export const median = (values) => percentile(values, 0.5);

/** 12345 as "12 345", 0.5123 with two decimals as "0.51". */
export function number(value, decimals = 0) {
    const [whole, rest] = value.toFixed(decimals).split(".");
    const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, " ");
    return rest === undefined ? grouped : grouped + "." + rest;
}

/** The median and, in brackets, the least and the greatest: "0.51 (0.49–0.53)". */
export function spread(values, decimals = 0, unit = "") {
    const show = (value) => number(value, decimals);
    return show(median(values)) + unit + " (" + show(Math.min(...values)) + "–" + show(Math.max(...values)) + ")";
}

/**
 * A figure that must be reached.
 * @param {string} what
 * @param {"at least" | "at most"} direction
 * @param {number} limit
 * @param {string} limitText the limit as a person reads it
 * @param {number} measured
 * @param {string} measuredText with its spread
 * @param {string} [more] what was compared, or how
 */
export function row(what, direction, limit, limitText, measured, measuredText, more = "") {
    const reached = direction === "at least" ? measured >= limit : measured <= limit;
    // How far from the limit: 1 is just reached, more is better.
    const share = direction === "at least" ? measured / limit : limit / measured;
    return { what, must: (direction === "at least" ? "≥ " : "≤ ") + limitText, measured: measuredText, ratio: share, reached, more };
}

/** A Markdown table; the first line is the head. */
export function markdown(lines) {
    const shown = lines.map((cells) => "| " + cells.join(" | ") + " |");
    shown.splice(1, 0, "|" + lines[0].map(() => "---").join("|") + "|");
    return shown.join("\n");
}

/** The same lines for a terminal, in columns. */
export function columns(lines) {
    const widths = lines[0].map((_, column) => Math.max(...lines.map((cells) => String(cells[column]).length)));
    return lines.map((cells) => cells.map((cell, column) => String(cell).padEnd(widths[column])).join("  ").trimEnd()).join("\n");
}
