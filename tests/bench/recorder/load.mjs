// What is posted, and by what: wrk for as much as goes, bench_pacer for a given number at a given pace.

import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { kSecret } from "./servers.mjs";

const beside = (name) => fileURLToPath(new URL(name, import.meta.url));
const kFixture = beside("../../fixtures/notification-test-passed.json");
const kDeadlineMs = 10 * 60_000;

/** Ids as OctoPerf's: Elasticsearch's time-based ones, as IdMaker in native/simulators/octoperf/ids.cpp. */
export class IdMaker {
    #sequence = randomBytes(3).readUIntBE(0, 3);
    #machine = randomBytes(6);

    next(now = Date.now()) {
        const sequence = this.#sequence++;
        const time = (power) => Math.floor(now / 2 ** power) & 255;
        const head = [sequence & 255, sequence >> 16 & 255, time(16), time(24), time(32), time(40)];
        const tail = [time(8), sequence >> 8 & 255, time(0)];
        return Buffer.concat([Buffer.from(head), this.#machine, Buffer.from(tail)]).toString("base64url");
    }
}

/** The notification of a test that passed, of the given bench result. */
export function notificationOf(id) {
    return notificationOf.text.replace(/"benchResultId":"[^"]*"/, '"benchResultId":"' + id + '"');
}
notificationOf.text = readFileSync(kFixture, "utf8").trim();

/** Writes the bodies, one in a line, and returns the file's path. */
export function bodiesFile(folder, name, bodies) {
    const path = join(folder, name);
    writeFileSync(path, bodies.join("\n") + "\n");
    return path;
}

async function outputOf(program, given, environment) {
    const child = spawn(program, given, { stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, ...environment } });
    const timer = setTimeout(() => child.kill("SIGKILL"), kDeadlineMs);
    let text = "";
    child.stdout.on("data", (bytes) => { text += bytes; });
    const [code] = await once(child, "close");
    clearTimeout(timer);
    if (code !== 0) throw new Error(program + " ended with exit code " + code + ": " + text);
    return text;
}

/**
 * As many requests as go, on 64 connections.
 * @returns {Promise<{requests: number, perSecond: number, bad: number, broken: number, p50: number, p99: number, max: number}>}
 *     latencies in milliseconds; bad: answers that are not 2xx; broken: requests without an answer
 */
export async function wrk(url, { seconds, threads = 1, ids = "elasticsearch" }) {
    const given = ["-t" + threads, "-c64", "-d" + seconds + "s", "--latency", "-s", beside("notifications.lua"), url];
    const text = await outputOf("wrk", given, { BENCH_BODY: kFixture, BENCH_SECRET: kSecret, BENCH_IDS: ids });
    const said = JSON.parse(text.match(/^WRK (.*)$/m)[1]);
    const ms = (microseconds) => microseconds / 1000;
    return {
        requests: said.requests, perSecond: said.requests / said.microseconds * 1e6, bad: said.bad, broken: said.broken,
        p50: ms(said.p50), p99: ms(said.p99), max: ms(said.max),
    };
}

/** Posts every line of a file; rate 0: as fast as they are answered. Latencies in milliseconds. */
export async function pace(programs, { port, path, file, rate = 0, connections = 64 }) {
    const text = await outputOf(programs.pacer, [port, path, file, rate, connections].map(String), { BENCH_SECRET: kSecret });
    const said = JSON.parse(text);
    for (const name of ["p50", "p90", "p99", "p999", "max"]) said[name] /= 1000;
    if (said.bad > 0 || said.unanswered > 0) throw new Error("Not every request was answered with 2xx: " + text);
    return said;
}
