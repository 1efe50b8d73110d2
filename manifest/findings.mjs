// What is wrong with a SpiraApp: where it is and, in a sentence, what to do.

/**
 * @typedef {{file: string, line: number, sentence: string, isWarning: boolean}} Finding  line 0: lines mean nothing there
 */

/** Collects findings, so that a person sees all of them at once. */
export class Findings {
    /** @type {Finding[]} */
    list = [];

    error(file, line, sentence) { this.list.push({ file, line, sentence, isWarning: false }); }
    warn(file, line, sentence) { this.list.push({ file, line, sentence, isWarning: true }); }

    get hasErrors() { return this.list.some((one) => !one.isWarning); }

    /** @returns {string} one finding a line in the order of the lines; of many, the first fifty */
    toString() {
        const kMost = 50;
        const sorted = [...this.list].sort((a, b) => a.isWarning - b.isWarning || a.line - b.line);
        const lines = sorted.slice(0, kMost).map(({ file, line, sentence, isWarning }) =>
            shortened(printable(file + (line > 0 ? ":" + line : "") + ": " + (isWarning ? "warning: " : "") + sentence)));
        if (sorted.length > kMost) lines.push("and " + (sorted.length - kMost) + " more.");
        return lines.join("\n");
    }
}

/** @returns {string} the text as one line for a terminal, with blanks for control characters */
export function printable(text) {
    return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, " ");
}

function shortened(line) {
    const kLongest = 400;
    return line.length > kLongest ? line.slice(0, kLongest) + "…" : line;
}

/** @returns {number} the line, counted from 1, that holds the character at `offset` */
export function lineOf(text, offset) {
    return text.slice(0, offset).split("\n").length;
}
