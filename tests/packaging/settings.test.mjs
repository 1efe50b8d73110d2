// The configuration file of the package and the operator guide name every setting of `octospira serve`.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { octospira, packaging, read, scratch, serveFlags } from "./tools.mjs";

const config = read(join(packaging, "octospira.conf"));
const guide = read(fileURLToPath(new URL("../../docs/operator-guide.md", import.meta.url)));
/** Lines that are a setting, or would be without their #. */
const settings = [...config.matchAll(/^#?([a-z][a-z-]*) = (.*)$/gm)];

test("the configuration names every setting once, and nothing that is none", () => {
    assert.deepEqual(settings.map((match) => match[1]).sort(), serveFlags().sort());
});

test("the operator guide explains every setting, and no other", () => {
    const explained = [...guide.matchAll(/^\| `--([a-z-]+)` \|/gm)].map((match) => match[1]);

    assert.deepEqual(explained.sort(), serveFlags().sort());
});

test("the program takes the configuration as it is, and then misses only what is required", () => {
    const path = join(scratch(), "octospira.conf");
    writeFileSync(path, config);

    const said = spawnSync(octospira, ["serve", "--config", path], { encoding: "utf8", env: { PATH: process.env.PATH } });

    assert.equal(said.status, 2);
    assert.match(said.stderr, /settings are missing:\n.*--spira-url.*\n.*--spira-user/);
});

test("a mistyped setting is not passed over", () => {
    const path = join(scratch(), "octospira.conf");
    writeFileSync(path, config.replace("#workers", "wrokers"));

    const said = spawnSync(octospira, ["serve", "--config", path], { encoding: "utf8", env: { PATH: process.env.PATH } });

    assert.equal(said.status, 2);
    assert.match(said.stderr, /wrokers/);
});

test("no secret can stand in the configuration", () => {
    for (const [, name, value] of settings) {
        if (/(key|secret|password|token)(-file)?$/.test(name)) assert.match(value, /^"\/etc\/octospira\/secrets\//, name);
    }
});

// ---- what the guide says about the log and the metrics --------------------------------------------

const recorder = fileURLToPath(new URL("../../native/recorder/", import.meta.url));
const sources = readdirSync(recorder, { recursive: true }).filter((name) => name.endsWith(".cpp"))
    .map((name) => read(join(recorder, name))).join("\n");
/** The first cells of the table under a heading of the guide, as the names in them. */
const explainedUnder = (heading) => {
    const section = guide.split(`\n## ${heading}\n`)[1].split("\n## ")[0];
    return section.split("\n").filter((line) => line.startsWith("| `"))
        .flatMap((line) => [...line.split("|")[1].matchAll(/`([a-z_]+)`/g)].map((match) => match[1]));
};

test("the operator guide explains every event that the recorder's sources write, and no other", () => {
    // What comes between a line's level and the next argument: one name, or one of two.
    const written = [...sources.matchAll(/write\(\s*(?:status::|recorder::)?LogLevel::\w+,\s*([^,;]*),/g)]
        .flatMap((match) => [...match[1].matchAll(/"([a-z_]+)"/g)].map((name) => name[1]));
    const warnings = [...sources.matchAll(/warn\(options,\s*"([a-z_]+)"/g)].map((match) => match[1]);
    const actions = [...sources.matchAll(/act\(visit,\s*\{"([a-z_]+)"/g)].map((match) => match[1]);
    assert.ok(warnings.length > 0 && actions.length > 0);
    // Those of arrivals and of the end of a delivery have their names from elsewhere.
    const arrivals = ["accepted", "duplicate", "ignored", "conflict", "launch_registered", "launch_duplicate", "launch_conflict"];
    const ends = ["recorded", "already_recorded", "log_lines_dropped"];
    for (const name of [...arrivals, "log_lines_dropped"]) assert.match(sources, new RegExp(`"${name}"`), name);

    assert.deepEqual(explainedUnder("The log").sort(), [...new Set([...written, ...warnings, ...actions, ...arrivals, ...ends])].sort());
});

test("the operator guide explains every metric, and no other", () => {
    const kept = [...read(join(recorder, "metrics.cpp")).matchAll(/"((?:octospira|process)_[a-z_]+)"/g)].map((match) => match[1]);

    assert.deepEqual(explainedUnder("Metrics and alerts").sort(), kept.sort());
});
