// What the recorder needs: memory with much waiting, time to start, room on the disk.

import { execFileSync } from "node:child_process";
import { rmSync, statSync } from "node:fs";
import { join } from "node:path";

import { number, median, row, spread } from "./figures.mjs";
import { bodiesFile, IdMaker, notificationOf, pace } from "./load.mjs";
import { memoryOf } from "./machine.mjs";
import { kNotificationPath, removeJournal, startBlackHole, startRecorder } from "./servers.mjs";

async function startTimes(programs, options, count) {
    const times = [];
    let resident = 0;
    for (let i = 0; i < count; ++i) {
        const recorder = await startRecorder(programs, options());
        times.push(recorder.milliseconds);
        resident = Math.max(resident, memoryOf(recorder.pid).resident);
        await recorder.end();
    }
    return { times, resident };
}

/** Fills a journal while Spira is a black hole, looks at the memory, and starts with it again and again. */
export async function footprint(programs, folder, { waiting, starts }, say) {
    const hole = await startBlackHole();
    const journal = join(folder, "journal.db");
    const options = () => ({ spiraUrl: hole.url, journal });
    const empty = await startTimes(programs, () => { removeJournal(journal); return options(); }, starts);
    say("start to ready, empty journal: median " + median(empty.times).toFixed(1) + " ms");

    removeJournal(journal);
    const recorder = await startRecorder(programs, { ...options(), log: join(folder, "recorder.log") });
    const fresh = memoryOf(recorder.pid);
    const maker = new IdMaker();
    const file = bodiesFile(folder, "waiting.txt", Array.from({ length: waiting }, () => notificationOf(maker.next())));
    const filled = await pace(programs, { port: recorder.port, path: kNotificationPath, file });
    const full = memoryOf(recorder.pid);
    await recorder.end();
    rmSync(file);
    const journalSize = statSync(journal).size / 1e6;
    say("memory: " + fresh.resident.toFixed(1) + " MB at first, " + full.resident.toFixed(1) + " MB with " + number(waiting) + " waiting, at most " +
        full.peak.toFixed(1) + " MB (filled in " + filled.seconds.toFixed(1) + " s)");

    const again = await startTimes(programs, options, starts);
    const restarted = await startRecorder(programs, options());
    if (restarted.started.pending !== waiting) throw new Error("The journal holds " + restarted.started.pending + " of " + waiting + ".");
    await restarted.end();
    say("start to ready, " + number(waiting) + " waiting: median " + median(again.times).toFixed(1) + " ms, " + again.resident.toFixed(1) + " MB");
    hole.end();
    removeJournal(journal);
    return { waiting, fresh, full, journalSize, empty, again, stripped: strippedSize(programs, folder) };
}

function strippedSize(programs, folder) {
    const copy = join(folder, "stripped");
    execFileSync("strip", ["-o", copy, programs.octospira]);
    const size = statSync(copy).size / 1e6;
    rmSync(copy);
    return size;
}

export function footprintRows({ waiting, fresh, full, journalSize, empty, again, stripped }) {
    const resident = Math.max(full.resident, again.resident);
    const of = (times) => spread(times, 0, " ms");
    return [
        row("memory with " + number(waiting) + " waiting", "at most", 32, "32 MB RSS", resident, resident.toFixed(1) + " MB",
            fresh.resident.toFixed(1) + " MB when started, " + full.resident.toFixed(1) + " MB after taking them (at most " + full.peak.toFixed(1) +
            " MB), " + again.resident.toFixed(1) + " MB after a restart; the journal's file has " + journalSize.toFixed(0) + " MB"),
        row("start to ready, empty journal", "at most", 100, "100 ms", median(empty.times), of(empty.times), empty.times.length + " starts"),
        row("start to ready, " + number(waiting) + " waiting", "at most", 100, "100 ms", median(again.times), of(again.times), again.times.length + " starts"),
        row("stripped binary", "at most", 6, "6 MB", stripped, stripped.toFixed(2) + " MB"),
    ];
}
