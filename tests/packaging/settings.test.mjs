// The configuration file of the package and the operator guide name every setting of `octospira serve`.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
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
    assert.match(said.stderr, /--spira-(url|user) is required/);
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
