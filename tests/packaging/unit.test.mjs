// The systemd unit: sound, hardened, and in step with what the package installs.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { octospira, out, packaging, read, scratch } from "./tools.mjs";

const unit = read(join(packaging, "octospira.service"));
const value = (name) => unit.match(new RegExp(`^${name}=(.*)$`, "m"))?.[1];

/** The unit with the program that was built, because none is installed where the tests run. */
function unitHere() {
    const path = join(scratch(), "octospira.service");
    writeFileSync(path, unit.replace("/usr/bin/octospira", octospira));
    return path;
}

test("systemd finds nothing to say about the unit", () => {
    const said = spawnSync("systemd-analyze", ["verify", "--man=no", unitHere()], { encoding: "utf8" });

    assert.equal(said.stdout + said.stderr, "");
    assert.equal(said.status, 0);
});

test("the service is exposed at most as much as systemd calls OK, 2.0", () => {
    const said = spawnSync("systemd-analyze", ["security", "--offline=true", "--threshold=20", unitHere()],
        { encoding: "utf8", env: { ...process.env, LANG: "C.UTF-8" } });

    assert.equal(said.status, 0, said.stdout + said.stderr);
    assert.match(said.stdout, /Overall exposure level for octospira.service: [01]\.\d OK/);
});

test("what the recorder promises about its stop fits the unit's patience", () => {
    const promised = out(octospira, "serve", "--help").match(/Stops at SIGINT or SIGTERM, within (\w+) seconds/)?.[1];

    assert.equal(promised, "ten");
    assert.equal(value("TimeoutStopSec"), "15");
});

test("a wrong setting does not make systemd start the recorder again and again", () => {
    const wrong = spawnSync(octospira, ["serve", "--no-such-setting"], { encoding: "utf8" });

    assert.equal(String(wrong.status), value("RestartPreventExitStatus"));
    assert.equal(value("Restart"), "on-failure");
});

test("the journal of the configuration is where the unit lets the recorder write", () => {
    const journal = read(join(packaging, "octospira.conf")).match(/^journal = "(.*)"$/m)?.[1];

    assert.equal(value("ProtectSystem"), "strict");
    assert.equal(journal, `/var/lib/${value("StateDirectory")}/journal.db`);
});

test("the service runs as the user that the package makes, without core dumps", () => {
    assert.match(read(join(packaging, "postinst")), new RegExp(`adduser .*\\\\\\n.* ${value("User")}\\n`));
    assert.equal(value("LimitCORE"), "0");
});
