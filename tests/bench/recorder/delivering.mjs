// How fast what waits is recorded in a Spira that takes its time, and how soon a single result is.

import { request, Agent } from "node:http";
import { join } from "node:path";

import { median, number, percentile, row, spread } from "./figures.mjs";
import { bodiesFile, IdMaker, notificationOf, pace } from "./load.mjs";
import { kNotificationPath, kRecorderUser, kSecret, removeJournal, sleep, startRecorder, startSpira } from "./servers.mjs";

const kWorkers = 3;
const kCallsPerResult = 2;
const kSpiraMilliseconds = 20;
const kDrainDeadlineMs = 10 * 60_000;
const kMarker = /OctoPerf bench result: ([\w-]{20})/;

const launchOf = (id, testCaseId) => JSON.stringify({ benchResultId: id, productId: 1, testCaseId, releaseId: null, testSetId: null });

async function newTestCases(spira, count) {
    const ids = [];
    for (let i = 0; i < count; ++i) ids.push(await spira.newTestCase("Bench " + (i + 1)));
    return ids;
}

/** Every result must have become exactly one run. */
async function proveRecordedOnce(spira, ids) {
    const { testRuns } = await spira.control("GET", "state");
    const seen = new Map();
    for (const run of testRuns) {
        const id = String(run.RunnerStackTrace ?? "").match(kMarker)?.[1];
        if (id) seen.set(id, (seen.get(id) ?? 0) + 1);
    }
    const wrong = ids.filter((id) => seen.get(id) !== 1);
    if (wrong.length > 0) throw new Error(wrong.length + " of " + ids.length + " results are not exactly one run in Spira, e.g. " + wrong[0]);
}

/** The recorder's calls per recorded result, of those that the simulator still remembers. */
async function callsPerResult(spira) {
    const calls = (await spira.control("GET", "calls")).filter((call) => call.user === kRecorderUser);
    const records = calls.filter((call) => call.method === "POST" && /test-runs\/record$/i.test(call.path)).length;
    return calls.length / records;
}

/** Registers the launches, posts all notifications at once, and waits until the last one is recorded. */
export async function drain(programs, folder, { count, testCases }, say) {
    const spira = await startSpira(programs);
    const journal = join(folder, "journal.db");
    removeJournal(journal);
    let recorded = 0;
    const problems = [];
    let finished;
    const all = new Promise((resolve) => { finished = resolve; });
    const recorder = await startRecorder(programs, {
        spiraUrl: spira.url, journal,
        onLine: (line) => {
            if (line.event === "recorded" && ++recorded === count) finished(performance.now());
            if (line.level !== "info" && problems.length < 3) problems.push(JSON.stringify(line));
        },
    });
    const cases = await newTestCases(spira, testCases);
    const maker = new IdMaker();
    const ids = Array.from({ length: count }, () => maker.next());
    const launches = bodiesFile(folder, "launches.txt", ids.map((id, i) => launchOf(id, cases[i % cases.length])));
    await pace(programs, { port: recorder.port, path: "/launches", file: launches });
    await spira.control("PUT", "faults", [{ match: "* ", times: -1, action: "hang", ms: kSpiraMilliseconds }]);

    const begun = performance.now();
    const file = bodiesFile(folder, "results.txt", ids.map(notificationOf));
    const posted = await pace(programs, { port: recorder.port, path: kNotificationPath, file });
    const late = sleep(kDrainDeadlineMs).then(() => { throw new Error(recorded + " of " + count + " were recorded in time. " + problems.join(" ")); });
    const seconds = (await Promise.race([all, late]) - begun) / 1000;

    await spira.control("PUT", "faults", []);
    const calls = await callsPerResult(spira);
    await proveRecordedOnce(spira, ids);
    await recorder.end("SIGTERM");
    await spira.end();
    removeJournal(journal);
    const best = count * kCallsPerResult * kSpiraMilliseconds / 1000 / kWorkers;
    say("drained " + number(count) + " results in " + seconds.toFixed(1) + " s (" + (100 * best / seconds).toFixed(1) + " %), " + calls.toFixed(2) +
        " calls per result; posting them took " + posted.seconds.toFixed(2) + " s" + problems.map((line) => "\n  " + line).join(""));
    return { count, seconds, share: best / seconds, calls };
}

export function drainRows({ count, seconds, share, calls }) {
    return [row("draining " + number(count) + " results, Spira answers in " + kSpiraMilliseconds + " ms, " + kWorkers + " workers", "at least", 90,
        "90 % of what 2 calls per result allow", 100 * share, (100 * share).toFixed(1) + " %",
        seconds.toFixed(1) + " s, " + calls.toFixed(2) + " calls per result")];
}

/** One POST on a connection that is kept; the time at which its answer was whole. */
function post(agent, url, body) {
    return new Promise((resolve, reject) => {
        const headers = { "Content-Type": "application/json", "X-OctoSpira-Secret": kSecret, "Content-Length": Buffer.byteLength(body) };
        const call = request(url, { method: "POST", agent, headers }, (answer) => {
            answer.resume().on("end", () => {
                answer.statusCode === 200 ? resolve(performance.now()) : reject(new Error("Answered with " + answer.statusCode));
            });
        });
        call.on("error", reject).end(body);
    });
}

/** From the 200 until the recorder says that the run is in Spira, one result at a time, nothing else to do. */
export async function deliverOneByOne(programs, folder, { count }, say) {
    const spira = await startSpira(programs);
    const journal = join(folder, "journal.db");
    removeJournal(journal);
    const waiting = new Map();
    const recorder = await startRecorder(programs, {
        spiraUrl: spira.url, journal,
        onLine: (line) => { if (line.event === "recorded") waiting.get(line.benchResult)?.(performance.now()); },
    });
    const cases = await newTestCases(spira, Math.min(count, 50));
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const maker = new IdMaker();
    const ids = [];
    const times = [];
    for (let i = 0; i < count; ++i) {
        const id = maker.next();
        ids.push(id);
        await post(agent, recorder.url + "/launches", launchOf(id, cases[i % cases.length]));
        await sleep(5);
        const recorded = new Promise((resolve) => { waiting.set(id, resolve); });
        const accepted = await post(agent, recorder.url + kNotificationPath, notificationOf(id));
        times.push(Math.max(0, await recorded - accepted));
        await sleep(5);
    }
    agent.destroy();
    await proveRecordedOnce(spira, ids);
    await recorder.end("SIGTERM");
    await spira.end();
    removeJournal(journal);
    say("accept → recorded: median " + median(times).toFixed(2) + " ms, p99 " + percentile(times, 0.99).toFixed(2) + " ms of " + count);
    return times;
}

export function oneByOneRows(times) {
    return [row("accept → recorded, idle system, over loopback", "at most", 15, "15 ms median", median(times), spread(times, 1, " ms"),
        times.length + " one at a time; p99 " + percentile(times, 0.99).toFixed(1) + " ms")];
}
