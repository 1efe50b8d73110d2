// How many notifications a second are taken, beside three other servers that answer the same; and how long one waits
// for its answer. Spira is a black hole meanwhile, so that only accepting is measured.

import { join } from "node:path";

import { markdown, median, number, row, spread } from "./figures.mjs";
import { bodiesFile, IdMaker, notificationOf, pace, wrk } from "./load.mjs";
import { cpuSeconds, watchOthers } from "./machine.mjs";
import { kNotificationPath, refusingUrl, removeJournal, startBeast, startBlackHole, startNode, startRecorder, startWebhook } from "./servers.mjs";

const kConnections = 64;
const kPacedRate = 1000;

/** One round of one server; its own and wrk's CPU are told apart from what others use. */
async function measure(server, url, { seconds, warmUpSeconds, ids, threads }) {
    const warmUp = await wrk(url, { seconds: warmUpSeconds, ids, threads });
    const before = { server: cpuSeconds(server.pid), loader: cpuSeconds("self") };
    const others = watchOthers([server.pid]);
    const run = await wrk(url, { seconds, ids, threads });
    if (run.bad + warmUp.bad > 0) throw new Error(run.bad + warmUp.bad + " answers of " + url + " were not 2xx.");
    const each = (seconds) => seconds / run.requests * 1e6;
    return {
        ...run, cpuMicroseconds: each(cpuSeconds(server.pid) - before.server),
        loaderMicroseconds: each(cpuSeconds("self") - before.loader), coresOfOthers: others(), answered: run.requests + warmUp.requests,
    };
}

/** After a kill and a new start the journal must hold at least what was answered with 200. */
async function proveKept(programs, options, answered) {
    const again = await startRecorder(programs, options);
    const kept = again.started.pending;
    await again.end();
    // Requests that were on their way when wrk ended are kept as well, twice at most: after warming up and at the end.
    if (kept < answered || kept > answered + 2 * kConnections) {
        throw new Error("The journal holds " + kept + " notifications, and " + answered + " were answered with 200.");
    }
}

async function measureRecorder(programs, folder, { spiraUrl, ...settings }) {
    const journal = join(folder, "journal.db");
    removeJournal(journal);
    const options = { spiraUrl, journal, log: join(folder, "recorder.log") };
    const recorder = await startRecorder(programs, options);
    const result = await measure(recorder, recorder.url + kNotificationPath, settings);
    await recorder.end();
    await proveKept(programs, options, result.answered);
    removeJournal(journal);
    return result;
}

async function measureOther(start, path, settings) {
    const server = await start();
    const result = await measure(server, server.url + path, settings);
    await server.end();
    return result;
}

/** Where the comparison of a round's two servers is the figure, so that slow moments of the machine hit both. */
const ratios = (ours, theirs) => ours.map((round, i) => round.perSecond / theirs[i].perSecond);

export async function compareAccepting(programs, folder, { rounds, seconds, warmUpSeconds, threads }, say) {
    const hole = await startBlackHole();
    const settings = { seconds, warmUpSeconds, threads, spiraUrl: hole.url };
    const contestants = {
        recorder: () => measureRecorder(programs, folder, settings),
        beast: () => measureOther(() => startBeast(programs), kNotificationPath, settings),
        node: () => measureOther(startNode, kNotificationPath, settings),
        webhook: () => measureOther(startWebhook, "/hooks/octoperf", settings),
        random: () => measureRecorder(programs, folder, { ...settings, ids: "random" }),
        refused: async () => measureRecorder(programs, folder, { ...settings, spiraUrl: await refusingUrl() }),
    };
    const results = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]));
    for (let round = 0; round < rounds; ++round) {
        for (const [name, run] of Object.entries(contestants)) {
            const result = await run();
            results[name].push(result);
            say("round " + (round + 1) + "/" + rounds + "  " + name.padEnd(8) + number(result.perSecond).padStart(8) + "/s  p99 " +
                result.p99.toFixed(1).padStart(5) + " ms  CPU " + result.cpuMicroseconds.toFixed(1).padStart(6) + " µs (wrk " +
                result.loaderMicroseconds.toFixed(1) + "), others " + result.coresOfOthers.toFixed(2) + " cores");
        }
    }
    hole.end();
    return results;
}

export function acceptingRows(results) {
    const of = (name, member) => median(results[name].map((round) => round[member]));
    const compared = (name, shown, limit) => {
        const all = ratios(results.recorder, results[name]);
        const more = number(of("recorder", "perSecond")) + "/s beside " + number(of(name, "perSecond")) + "/s; CPU " +
            of("recorder", "cpuMicroseconds").toFixed(1) + " µs each beside " + of(name, "cpuMicroseconds").toFixed(1) + " µs";
        return row("durable accepts/s, 64 connections, beside " + shown, "at least", limit, limit + " ×", median(all), spread(all, 2, " ×"), more);
    };
    const p99 = results.recorder.map((round) => round.p99);
    return [
        compared("beast", "a bare Boost.Beast server", 0.5),
        compared("webhook", "Debian's webhook", 6),
        row("p99 of an accept under that load", "at most", 8, "8 ms", median(p99), spread(p99, 1, " ms")),
    ];
}

const kShown = {
    recorder: "`octospira serve`, durable", random: "the same, ids fully random",
    refused: "the same, Spira refuses every connection", beast: "bare Boost.Beast, nothing looked at",
    node: "Node.js `http`, JSON parsed, nothing stored", webhook: "Debian's `webhook`, acknowledging before its command runs",
};

/** Requests, latencies and CPU of each server, as Markdown. */
export function acceptingDetails(results) {
    const lines = [["Server", "requests/s", "p50 ms", "p99 ms", "CPU µs/request", "wrk's CPU µs/request", "cores used by others"]];
    for (const [name, shown] of Object.entries(kShown)) {
        const rounds = results[name];
        const of = (member, decimals) => spread(rounds.map((round) => round[member]), decimals);
        lines.push([shown, of("perSecond", 0), of("p50", 1), of("p99", 1), of("cpuMicroseconds", 1), of("loaderMicroseconds", 1), of("coresOfOthers", 2)]);
    }
    return markdown(lines);
}

/** An answer's latency at 1,000 per second, counted from the time at which the request should have been sent. */
export async function paceAccepting(programs, folder, { rounds, seconds }, say) {
    const ids = new IdMaker();
    const results = [];
    for (let round = 0; round < rounds; ++round) {
        const hole = await startBlackHole();
        const journal = join(folder, "journal.db");
        removeJournal(journal);
        const recorder = await startRecorder(programs, { spiraUrl: hole.url, journal, log: join(folder, "recorder.log") });
        const bodies = Array.from({ length: kPacedRate * seconds }, () => notificationOf(ids.next()));
        const file = bodiesFile(folder, "paced.txt", bodies);
        const result = await pace(programs, { port: recorder.port, path: kNotificationPath, file, rate: kPacedRate });
        results.push(result);
        await recorder.end();
        hole.end();
        removeJournal(journal);
        say("1,000 per second: p50 " + result.p50.toFixed(2) + " ms, p99 " + result.p99.toFixed(2) + " ms, p99.9 " + result.p999.toFixed(2) + " ms");
    }
    return results;
}

export function pacedRows(results) {
    const p99 = results.map((result) => result.p99);
    return [row("p99 of an accept at 1,000 per second", "at most", 3, "3 ms", median(p99), spread(p99, 2, " ms"),
        "p50 " + median(results.map((result) => result.p50)).toFixed(2) + " ms; open loop, " + kConnections + " connections")];
}
