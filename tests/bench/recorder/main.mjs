// node main.mjs BUILD-FOLDER [--quick] [--only accepting,paced,draining,single,footprint] [--document FILE]
// Measures the recorder beside others and prints what must be reached and what was. Nothing fails for being slow; it
// fails when an answer is wrong or something accepted was lost. --quick is for trying the suite, not for figures; only a
// complete run is written into the document.

import { mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

import { writeSection } from "../document.mjs";
import { acceptingDetails, acceptingRows, compareAccepting, pacedRows, paceAccepting } from "./accepting.mjs";
import { deliverOneByOne, drain, drainRows, oneByOneRows } from "./delivering.mjs";
import { columns, markdown, number } from "./figures.mjs";
import { footprint, footprintRows } from "./footprint.mjs";
import { describeMachine, refuseMemoryDisk, watchOthers } from "./machine.mjs";

const kMeasures = ["accepting", "paced", "draining", "single", "footprint"];
const kFull = {
    accepting: { rounds: 5, seconds: 5, warmUpSeconds: 1, threads: 1 }, paced: { rounds: 3, seconds: 10 },
    draining: { count: 5000, testCases: 500 }, single: { count: 200 }, footprint: { waiting: 100_000, starts: 20 },
};
const kQuick = {
    accepting: { rounds: 2, seconds: 2, warmUpSeconds: 1, threads: 1 }, paced: { rounds: 1, seconds: 2 },
    draining: { count: 300, testCases: 60 }, single: { count: 20 }, footprint: { waiting: 5000, starts: 3 },
};

const { values: given, positionals } = parseArgs({
    allowPositionals: true, options: { quick: { type: "boolean" }, only: { type: "string" }, document: { type: "string" } },
});
const build = resolve(positionals[0] ?? "build/release");
const programs = {
    octospira: join(build, "native/cli/octospira"), beast: join(build, "tests/bench/recorder/bench_beast"),
    pacer: join(build, "tests/bench/recorder/bench_pacer"),
};
const only = given.only?.split(",") ?? kMeasures;
for (const name of only) {
    if (!kMeasures.includes(name)) throw new Error("There is no measure \"" + name + "\"; there are " + kMeasures.join(", ") + ".");
}
const sizes = given.quick ? kQuick : kFull;
const folder = join(build, "bench");
const say = (text) => console.error("  " + text);

function cells(rows) {
    const head = ["What", "Must reach", "Measured: median (least–most)", "Of it", "", "More"];
    const share = (value) => (value >= 10 ? number(value) : value.toFixed(2)) + " ×";
    return [head, ...rows.map((row) => [row.what, row.must, row.measured, share(row.ratio), row.reached ? "ok" : "NOT", row.more])];
}

function section(rows, accepting, others) {
    const { rounds, seconds } = sizes.accepting;
    const parts = [
        "## The recorder",
        "By `./dev bench recorder`, " + new Date().toISOString().slice(0, 10) + ". Release build; the journal is new for every run and on a disk, every " +
            "200 was sent after its commit with fsync. Everything runs on one machine, including the load, over 127.0.0.1.",
        markdown([["", ""], ...describeMachine(folder), ["Cores used by other processes", others.join(", ")]]),
        "\"Of it\" is the result relative to the limit: above 1 is better than required.",
        rows.every((row) => row.reached) ? "" : "Why a limit is not reached: [decisions](decisions/README.md).",
        markdown(cells(rows).map((line) => line.map((cell) => cell === "NOT" ? "**NOT**" : cell))),
    ];
    if (accepting) {
        parts.push("### Accepting, side by side",
            "Each of the " + rounds + " rounds ran every server for " + seconds + " s, one after the other, each newly started and warmed up; a ratio above is one of " +
                "two servers of the same round. wrk: 64 connections, " + sizes.accepting.threads + " thread, notifications of 475 bytes with ids made like " +
                "OctoPerf's. Spira was a black hole that takes connections and never answers, so that only accepting was measured. No answer was anything " +
                "but 2xx, and after a SIGKILL and a new start the journal held every notification that was answered.",
            acceptingDetails(accepting));
    }
    return parts.filter((part) => part !== "").join("\n\n") + "\n";
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
refuseMemoryDisk(folder);
const wanted = (name) => only.includes(name);
const others = [];

/** One of the measures, if it is wanted, with a look at what else the machine was doing. */
async function measure(name, run) {
    if (!wanted(name)) return undefined;
    const watched = watchOthers();
    const result = await run();
    others.push(name + " " + watched().toFixed(2));
    return result;
}

const accepting = await measure("accepting", () => compareAccepting(programs, folder, sizes.accepting, say));
const paced = await measure("paced", () => paceAccepting(programs, folder, sizes.paced, say));
const drained = await measure("draining", () => drain(programs, folder, sizes.draining, say));
const single = await measure("single", () => deliverOneByOne(programs, folder, sizes.single, say));
const needed = await measure("footprint", () => footprint(programs, folder, sizes.footprint, say));
const rows = [
    ...(accepting ? acceptingRows(accepting) : []), ...(paced ? pacedRows(paced) : []), ...(drained ? drainRows(drained) : []),
    ...(single ? oneByOneRows(single) : []), ...(needed ? footprintRows(needed) : []),
];
console.log(columns(cells(rows)));
if (accepting) console.log("\n" + acceptingDetails(accepting));
console.log("\nCores that other programs of this machine used meanwhile: " + others.join(", ") + ".");
const complete = !given.quick && kMeasures.every(wanted);
if (given.document && complete) writeSection(given.document, "recorder", section(rows, accepting, others));
rmSync(folder, { recursive: true });
process.exit(0);
