// docs/benchmarks.md: one section per kind of benchmark, each replaced by the run that measured it.

import { existsSync, readFileSync, writeFileSync } from "node:fs";

const kHead = "# Benchmarks\n\nWritten by `./dev bench`, which measures both, or one of them: `./dev bench recorder`, `./dev bench page`.\n";
const kSections = ["recorder", "page"];

const opening = (name) => "<!-- " + name + ": begin -->\n";
const closing = (name) => "<!-- " + name + ": end -->\n";

/** The text between a section's two lines, or nothing. */
function sectionOf(document, name) {
    const begin = document.indexOf(opening(name));
    const end = document.indexOf(closing(name));
    return begin < 0 || end < begin ? "" : document.slice(begin + opening(name).length, end);
}

/** Replaces one section of the document and keeps the others as they are. */
export function writeSection(path, name, text) {
    const before = existsSync(path) ? readFileSync(path, "utf8") : "";
    const sections = kSections.map((each) => [each, each === name ? text : sectionOf(before, each)]);
    const whole = sections.filter(([, body]) => body !== "").map(([each, body]) => "\n" + opening(each) + body + closing(each));
    writeFileSync(path, kHead + whole.join(""));
}
