// Where it was measured, and what else the machine was doing meanwhile.

import { execFileSync } from "node:child_process";
import { closeSync, fdatasyncSync, openSync, readFileSync, statfsSync, unlinkSync, writeSync } from "node:fs";
import { cpus, release, totalmem } from "node:os";
import { join } from "node:path";

import { median } from "./figures.mjs";

const kTicksPerSecond = 100;  // USER_HZ, which Linux keeps at 100 for programs
const kTemporaryFileSystem = 0x01021994;

/** CPU seconds of a process; with those of its children that have ended, for servers that start programs. */
export function cpuSeconds(pid) {
    const fields = readFileSync("/proc/" + pid + "/stat", "latin1").replace(/^.*\) /s, "").split(" ");
    const [own, system, children, childrenSystem] = fields.slice(11, 15).map(Number);
    return (own + system + children + childrenSystem) / kTicksPerSecond;
}

/** CPU seconds that all processes of the machine have had. */
function busySeconds() {
    const line = readFileSync("/proc/stat", "latin1").split("\n")[0].trim().split(/ +/).slice(1).map(Number);
    const [user, nice, system, , , interrupts, softInterrupts] = line;
    return (user + nice + system + interrupts + softInterrupts) / kTicksPerSecond;
}

/**
 * Watches what others do with the machine's cores.
 * @param {number[]} pids whose CPU is not others', besides this process and its children that have ended
 * @returns {() => number} the mean number of cores that others have used since
 */
export function watchOthers(pids = []) {
    const own = () => ["self", ...pids].map(cpuSeconds).reduce((sum, seconds) => sum + seconds);
    const before = { busy: busySeconds(), own: own(), at: performance.now() };
    return () => {
        const others = busySeconds() - before.busy - (own() - before.own);
        return Math.max(0, others / ((performance.now() - before.at) / 1000));
    };
}

/** Of the present resident memory and of the most there ever was, in MB (10⁶ bytes). */
export function memoryOf(pid) {
    const status = readFileSync("/proc/" + pid + "/status", "latin1");
    const of = (name) => Number(status.match(new RegExp("^" + name + ":\\s+(\\d+) kB", "m"))[1]) * 1024 / 1e6;
    return { resident: of("VmRSS"), peak: of("VmHWM") };
}

/** A journal in memory would prove nothing. */
export function refuseMemoryDisk(folder) {
    if (statfsSync(folder).type === kTemporaryFileSystem) throw new Error(folder + " is in memory (tmpfs); choose a folder on a disk.");
}

/** The median time that 4 kB need to be safe on this disk, in milliseconds. */
function syncMilliseconds(folder) {
    const path = join(folder, "sync.tmp");
    const file = openSync(path, "w");
    const block = Buffer.alloc(4096, 1);
    const times = [];
    for (let i = 0; i < 200; ++i) {
        writeSync(file, block);
        const start = performance.now();
        fdatasyncSync(file);
        times.push(performance.now() - start);
    }
    closeSync(file);
    unlinkSync(path);
    return median(times);
}

const firstLine = (program, ...given) => {
    try {
        return execFileSync(program, given, { stdio: ["ignore", "pipe", "ignore"], encoding: "utf8" }).split("\n")[0].trim();
    } catch (fault) {
        // wrk --version ends with 1.
        return fault.stdout ? String(fault.stdout).split("\n")[0].trim() : "unknown";
    }
};

function packageVersions(names) {
    const shown = names.map((name) => {
        const version = firstLine("dpkg-query", "-W", "-f", "${Version}", name);
        return name.replace(/-dev$/, "") + " " + version;
    });
    return shown.join(", ");
}

/** Lines of [what, value] for the head of a page of results. */
export function describeMachine(folder) {
    const cpu = cpus();
    const disk = firstLine("df", "--output=fstype", folder) && execFileSync("df", ["--output=source,fstype", folder], { encoding: "utf8" }).split("\n")[1].trim();
    return [
        ["Machine", cpu.length + " × " + cpu[0].model.trim() + ", " + (totalmem() / 2 ** 30).toFixed(0) + " GiB memory"],
        ["System", firstLine("sh", "-c", ". /etc/os-release; echo $PRETTY_NAME") + ", Linux " + release()],
        ["Disk of the journal", disk.replace(/ +/, ", ") + "; fdatasync of 4 kB: " + syncMilliseconds(folder).toFixed(2) + " ms (median)"],
        ["Compiler", firstLine("g++", "--version") + ", preset release (-O3, link-time optimisation)"],
        ["Libraries", packageVersions(["libboost1.81-dev", "nlohmann-json3-dev", "libsqlite3-0", "libcurl4"])],
        ["Compared with", "Boost.Beast of the same Boost, Node.js " + process.version + ", " + packageVersions(["webhook"])],
        ["Load", packageVersions(["wrk"]) + "; bench_pacer of this repository"],
    ];
}
