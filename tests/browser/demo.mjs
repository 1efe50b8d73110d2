// Starts and ends `octospira-demo run`: the simulated Spira and OctoPerf and the recorder, in one process.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

const kStartDeadlineMs = 30_000;
const kEndDeadlineMs = 15_000;

/** A promise's value, or an error when it takes longer. */
export function within(milliseconds, what, promise) {
    let timer;
    const late = new Promise((resolve, reject) => {
        timer = setTimeout(() => reject(new Error(what + " took longer than " + milliseconds / 1000 + " s")), milliseconds);
    });
    return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

async function firstLine(child) {
    const lines = createInterface({ input: child.stdout });
    const line = await Promise.race([
        once(lines, "line").then(([text]) => text),
        once(child, "exit").then(([code]) => { throw new Error("octospira-demo ended with exit code " + code); }),
    ]);
    return JSON.parse(line);
}

/**
 * @param {{octospira: string, spiraApp: string, runTime: string}} options the program beside which octospira-demo is, a .spiraapp file, and how long a load test takes
 * @returns {Promise<{spira: string, testCases: string, octoperf: string, recorder: string, log: () => string, stop: () => Promise<void>}>}
 */
export async function startDemo({ octospira, spiraApp, runTime }) {
    const parameters = ["run", "--package", spiraApp, "--port-base", "0", "--run-time", runTime, "--output", "json"];
    const child = spawn(octospira + "-demo", parameters, { stdio: ["ignore", "pipe", "pipe"] });
    let log = "";
    child.stderr.on("data", (bytes) => { log += bytes; });
    const ended = once(child, "exit");
    try {
        const addresses = await within(kStartDeadlineMs, "The demo's start", firstLine(child));
        const stop = async () => {
            child.kill("SIGTERM");
            await within(kEndDeadlineMs, "The demo's end", ended).catch((fault) => { child.kill("SIGKILL"); throw fault; });
        };
        return { ...addresses, log: () => log, stop };
    } catch (fault) {
        child.kill("SIGKILL");
        throw new Error(fault.message + "\n" + log);
    }
}
