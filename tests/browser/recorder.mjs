// Starts and ends a simulated Spira and a recorder with its status page, each a process.

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { within } from "./demo.mjs";

const kDeadlineMs = 20_000;
const kNotification = new URL("../fixtures/notification-test-passed.json", import.meta.url);

/** One process, what it has said so far, and the first line of it that has what is looked for. */
class Process {
    constructor(program, parameters, environment = {}) {
        this.child = spawn(program, parameters, { stdio: ["ignore", "pipe", "pipe"], env: { PATH: process.env.PATH, ...environment } });
        this.said = { stdout: "", stderr: "" };
        for (const name of ["stdout", "stderr"]) this.child[name].on("data", (bytes) => { this.said[name] += bytes; });
        this.ended = once(this.child, "exit");
    }

    get log() { return this.said.stderr; }

    /** @param {"stdout" | "stderr"} name @param {(line: object) => unknown} wanted */
    line(name, wanted) {
        const found = async () => {
            for (;;) {
                const whole = this.said[name].split("\n").slice(0, -1).map((text) => JSON.parse(text));
                const line = whole.find(wanted);
                if (line) return line;
                if ((this.child.exitCode ?? this.child.signalCode) !== null) throw new Error("It ended: " + this.log);
                await Promise.race([once(this.child[name], "data"), this.ended]);
            }
        };
        return within(kDeadlineMs, "The start", found());
    }

    async stop() {
        this.child.kill("SIGTERM");
        await within(kDeadlineMs, "The end", this.ended).catch((fault) => { this.child.kill("SIGKILL"); throw fault; });
    }
}

export class Recorder {
    static async start() {
        const all = new Recorder();
        all.folder = mkdtempSync(join(tmpdir(), "octospira-"));
        all.secret = "a-secret-of-the-tests-0001";
        all.token = "a-token-of-the-tests-0001";
        all.key = "{A0000004-0C70-4004-8004-5B1CA0000004}";
        all.journal = join(all.folder, "journal.db");
        try {
            all.simulator = new Process(process.env.OCTOSPIRA + "-demo", ["simulate", "spira", "--port", "0", "--output", "json"]);
            all.spira = (await all.simulator.line("stdout", ({ url }) => url)).url;
            all.process = new Process(process.env.OCTOSPIRA, ["serve", "--spira-url", all.spira, "--spira-user", "octoperf-recorder", "--port", "0", "--status-port", "0", "--journal", all.journal],
                { OCTOSPIRA_SPIRA_KEY: all.key, OCTOSPIRA_SECRET: all.secret, OCTOSPIRA_STATUS_TOKEN: all.token });
            const started = await all.process.line("stderr", ({ event }) => event === "started");
            all.url = "http://127.0.0.1:" + started.port;
            all.status = "http://127.0.0.1:" + started.statusPort;
        } catch (fault) {
            await all.stop();
            throw fault;
        }
        return all;
    }

    async stop() {
        await this.process?.stop();
        await this.simulator?.stop();
        rmSync(this.folder, { recursive: true, force: true });
    }

    async send(address, body, headers = {}, method = "POST") {
        const response = await fetch(address, { method, body: JSON.stringify(body), headers: { "Content-Type": "application/json", ...headers } });
        if (!response.ok) throw new Error(address + ": " + response.status + " " + (await response.text()));
        return response.json();
    }

    /** A test of test case 1 was started, and this is what OctoPerf says of it. */
    async result(run, { name = "Fin Whale [PR:1]", type = "TEST_PASSED" } = {}) {
        const secret = { "X-OctoSpira-Secret": this.secret };
        await this.send(this.url + "/launches", { benchResultId: run, productId: 1, testCaseId: 1 }, secret);
        const body = { ...JSON.parse(readFileSync(kNotification, "utf8")), benchResultId: run, reportName: name, type };
        await this.send(this.url + "/Services/Webhooks/TestService.svc/OctoPerf", body, secret);
    }

    /** What the simulated Spira does wrong from now on. */
    faults(faults) {
        return this.send(this.spira + "/_simulator/faults", faults, {}, "PUT");
    }
    async runs() {
        return (await (await fetch(this.spira + "/_simulator/state")).json()).testRuns;
    }

    octospira(...parameters) {
        return spawnSync(process.env.OCTOSPIRA, [...parameters, "--journal", this.journal], { encoding: "utf8", env: { PATH: process.env.PATH } });
    }
}
