// What the tests of the package share.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

export const octospira = process.env.OCTOSPIRA;
export const build = process.env.OCTOSPIRA_BUILD;
export const version = process.env.OCTOSPIRA_VERSION;
export const packaging = fileURLToPath(new URL("../../native/packaging/", import.meta.url));

/** What a command prints; it throws, with what it said on standard error, when it fails. */
export function out(command, ...args) {
    return execFileSync(command, args, { encoding: "utf8", maxBuffer: 64 << 20 });
}

/** A folder of this test's own; gone when the process ends. */
export function scratch() {
    const folder = mkdtempSync(join(tmpdir(), "octospira-packaging-"));
    process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
    return folder;
}

/** A port of this machine that nobody listened on a moment ago. */
export function freePort() {
    return new Promise((resolve, reject) => {
        const server = createServer();
        server.on("error", reject);
        server.listen(0, "127.0.0.1", () => {
            const { port } = server.address();
            server.close(() => resolve(port));
        });
    });
}

/** Waits until `condition` returns something, which it returns; at most `seconds`. */
export async function until(condition, what, seconds = 20) {
    const end = Date.now() + seconds * 1000;
    for (;;) {
        const result = await condition();
        if (result) return result;
        if (Date.now() > end) throw new Error(`Waited ${seconds} s in vain for ${what()}`);
        await pause(10);
    }
}

/** A program that runs until `stop()`: it is told SIGTERM, and its exit code returned. */
export function start(command, args, env = {}) {
    const child = spawn(command, args, { env: { PATH: process.env.PATH, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    const program = { child, text: "" };
    const ended = new Promise((resolve) => child.on("close", (code, signal) => resolve(code ?? signal)));
    child.stdout.on("data", (data) => (program.text += data));
    child.stderr.on("data", (data) => (program.text += data));
    const kill = () => child.kill("SIGKILL");
    process.on("exit", kill);
    program.stop = async () => {
        child.kill("SIGTERM");
        const code = await ended;
        process.off("exit", kill);
        return code;
    };
    return program;
}

/** The flags that `octospira serve` takes from a file, without their dashes. */
export function serveFlags() {
    const options = out(octospira, "serve", "--help").split("\nExample")[0];
    const names = [...options.matchAll(/^ +--([a-z-]+)/gm)].map((match) => match[1]);
    return names.filter((name) => !["help", "help-all", "config"].includes(name));
}

export const read = (path) => readFileSync(path, "utf8");
