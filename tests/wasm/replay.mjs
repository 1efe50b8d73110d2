// node replay.mjs engines-folder transcripts-folder
// Plays what the native engine was told in its own tests to the WebAssembly and the JavaScript engine of the page whose
// events those are, and compares the answers byte by byte. A transcript is a file of lines {"call":"open"|"resume","in","out"}.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { eventsOfPages, javaScriptEngines, webAssemblyEngines } from "./exports.mjs";

const [packed, folder] = process.argv.slice(2);

/** Which engine speaks for which event; whatever else is asked is asked the first. */
const kPages = eventsOfPages();

function eventOf(line) {
    try {
        const { call, in: input } = JSON.parse(line);
        return call === "open" ? JSON.parse(input).event : undefined;
    } catch (fault) {
        return undefined;
    }
}

function pageOf({ lines }) {
    const events = lines.map(eventOf);
    return Object.keys(kPages).find((page) => events.some((event) => kPages[page].includes(event))) ?? "test_case";
}

function transcripts() {
    let names = [];
    try {
        names = readdirSync(folder).filter((name) => name.endsWith(".jsonl")).sort();
    } catch (fault) {
        console.error(folder + ": " + fault.message);
    }
    return names.map((name) => ({ name, lines: readFileSync(join(folder, name), "utf8").split("\n").filter(Boolean) }));
}

/** The first difference in one transcript as a sentence, or null. */
async function difference(makeEngine, { name, lines }) {
    const engine = await makeEngine();
    for (const [index, line] of lines.entries()) {
        const { call, in: input, out: expected } = JSON.parse(line);
        const answer = call === "open" ? engine.open(input) : engine.resume(input);
        if (answer !== expected) {
            return name + " line " + (index + 1) + ", " + call + " " + input + "\n  native: " + expected + "\n  here:   " + answer;
        }
    }
    return null;
}

const all = transcripts();
const exchanges = all.reduce((sum, transcript) => sum + transcript.lines.length, 0);
if (exchanges === 0) {
    console.error("No transcripts in " + folder + ": run the tests of core/flows with OCTOSPIRA_TRANSCRIPTS set.");
    process.exit(1);
}

const builds = { WebAssembly: webAssemblyEngines, JavaScript: javaScriptEngines };
let differences = 0;
for (const [build, enginesOf] of Object.entries(builds)) {
    const makers = {};
    for (const page of Object.keys(kPages)) makers[page] = await enginesOf(packed, page);
    for (const transcript of all) {
        const found = await difference(makers[pageOf(transcript)], transcript);
        if (found === null) continue;
        ++differences;
        console.error(build + ", " + found);
    }
    console.log(build + ": " + all.length + " transcripts, " + exchanges + " exchanges");
}
process.exit(differences === 0 ? 0 : 1);
