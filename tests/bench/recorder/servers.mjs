// Starts and ends what is measured, each by its own process id, each on a free port of 127.0.0.1.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const kStartDeadlineMs = 15_000;

/** Of the simulated Spira's demo data: who records, and who makes test cases. */
export const kRecorderUser = "octoperf-recorder";
const kRecorderKey = "{A0000004-0C70-4004-8004-5B1CA0000004}";
const kTester = { username: "tester", "api-key": "{A0000002-0C70-4002-8002-5B1CA0000002}" };

/** Protects nothing: the recorder it opens lives for some seconds. */
export const kSecret = "a-secret-for-the-benchmarks-only";
export const kNotificationPath = "/Services/Webhooks/TestService.svc/OctoPerf";

const beside = (name) => fileURLToPath(new URL(name, import.meta.url));

const running = new Set();

/** Whatever happens, nothing is left behind. */
process.on("exit", () => { for (const child of running) child.kill("SIGKILL"); });
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(130));

export const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function until(what, question, milliseconds = kStartDeadlineMs) {
    const deadline = performance.now() + milliseconds;
    for (;;) {
        const answer = await question();
        if (answer) return answer;
        if (performance.now() > deadline) throw new Error("Not within " + milliseconds / 1000 + " s: " + what);
        await sleep(2);
    }
}

class Server {
    /** @param {string[]} command @param {object} options of spawn */
    constructor(command, options) {
        this.child = spawn(command[0], command.slice(1), options);
        this.ended = once(this.child, "exit");
        running.add(this.child);
        this.child.on("error", (fault) => { this.fault = fault; });
    }

    get pid() { return this.child.pid; }
    get url() { return "http://127.0.0.1:" + this.port; }

    alive() {
        if (this.fault) throw this.fault;
        if (this.child.exitCode !== null) throw new Error(this.child.spawnfile + " ended with exit code " + this.child.exitCode);
        return true;
    }

    async end(signal = "SIGKILL") {
        this.child.kill(signal);
        await this.ended;
        running.delete(this.child);
    }
}

/** A server that prints a line with its port. */
async function startPrinting(command, pattern) {
    const server = new Server(command, { stdio: ["ignore", "pipe", "inherit"] });
    let port;
    createInterface({ input: server.child.stdout }).on("line", (line) => { port ??= line.match(pattern)?.[1]; });
    await until(command.join(" ") + " says its port", () => server.alive() && port);
    server.port = Number(port);
    return server;
}

export const startBeast = (programs) => startPrinting([programs.beast], /^port (\d+)$/);

export const startNode = () => startPrinting([process.execPath, beside("node_server.mjs")], /^port (\d+)$/);

async function freePort() {
    const probe = createServer().listen(0, "127.0.0.1");
    await once(probe, "listening");
    const { port } = probe.address();
    probe.close();
    await once(probe, "close");
    return port;
}

/** Debian's webhook; it runs /usr/bin/true after it has answered. */
export async function startWebhook() {
    // It cannot be asked to choose a port, so another may take this one first: then it ends, and we say so.
    const port = await freePort();
    const hooks = beside("hooks.json");
    const server = new Server(["webhook", "-hooks", hooks, "-ip", "127.0.0.1", "-port", String(port)], { stdio: "ignore" });
    server.port = port;
    await until("webhook answers", () => server.alive() && fetch(server.url + "/").then(() => true, () => false));
    return server;
}

export async function startSpira(programs) {
    const server = await startPrinting([programs.octospira + "-demo", "simulate", "spira", "--port", "0"], /http:\/\/127\.0\.0\.1:(\d+)/);
    const call = async (method, path, body, headers = {}) => {
        const given = { "Content-Type": "application/json", Accept: "application/json", ...headers };
        const answer = await fetch(server.url + path, { method, headers: given, body: body && JSON.stringify(body) });
        const text = await answer.text();
        if (!answer.ok) throw new Error(method + " " + path + ": " + answer.status + " " + text.slice(0, 300));
        return text === "" ? null : JSON.parse(text);
    };
    server.control = (method, path, body) => call(method, "/_simulator/" + path, body);
    /** A new test case in product 1; its id. */
    server.newTestCase = async (name) => {
        const made = await call("POST", "/Services/v7_0/RestService.svc/projects/1/test-cases", { Name: name, TestCaseStatusId: 0 }, kTester);
        return made.TestCaseId;
    };
    return server;
}

/** Takes every connection and never says a word: a Spira that nobody hears of, for measuring the accepting alone. */
export async function startBlackHole() {
    const sockets = new Set();
    const server = createServer((socket) => {
        sockets.add(socket.pause().on("error", () => {}).on("close", () => sockets.delete(socket)));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    return {
        url: "http://127.0.0.1:" + server.address().port,
        end: () => { server.close(); for (const socket of sockets) socket.destroy(); },
    };
}

/** The address of a Spira that is down: its port was free a moment ago, and connections to it are refused. */
export async function refusingUrl() {
    const port = await freePort();
    return "http://127.0.0.1:" + port;
}

export function removeJournal(path) {
    for (const end of ["", "-wal", "-shm", ".lock"]) rmSync(path + end, { force: true });
}

/**
 * The recorder, ready. `started` is what its log says when it starts, `milliseconds` what it took from the start of the
 * process until /readyz was 200.
 * @param {{spiraUrl: string, journal: string, log?: string, onLine?: (line: object) => void}} options
 *     log: the file its log goes to; without it every line is given to onLine
 */
export async function startRecorder(programs, { spiraUrl, journal, log, onLine }) {
    const out = log === undefined ? "pipe" : openSync(log, "w");
    const given = ["--spira-url", spiraUrl, "--spira-user", kRecorderUser, "--journal", journal, "--port", "0", "--timeout", "10m"];
    const env = { ...process.env, OCTOSPIRA_SPIRA_KEY: kRecorderKey, OCTOSPIRA_SECRET: kSecret };
    const begun = performance.now();
    const server = new Server([programs.octospira, "serve", ...given], { stdio: ["ignore", "ignore", out], env });
    if (log !== undefined) closeSync(out);
    const take = (text) => {
        const line = JSON.parse(text);
        if (line.event === "started") server.started = line;
        onLine?.(line);
    };
    if (log === undefined) {
        const lines = createInterface({ input: server.child.stderr }).on("line", take);
        await Promise.race([once(lines, "line"), server.ended]);
        server.alive();
    } else {
        const firstLine = () => readFileSync(log, "utf8").match(/^.*\n/)?.[0];
        take(await until("the recorder has started", () => firstLine() ?? !server.alive()));
    }
    if (!server.started) throw new Error("The recorder's first line does not say that it has started.");
    server.port = server.started.port;
    const ready = await fetch(server.url + "/readyz");
    if (ready.status !== 200) throw new Error("The recorder is not ready: " + await ready.text());
    server.milliseconds = performance.now() - begun;
    return server;
}
