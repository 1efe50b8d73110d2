// The Debian package, unpacked into a folder. It is installed, started and purged for real, in a system of
// its own, by ./dev package-check.
import assert from "node:assert/strict";
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { gunzipSync } from "node:zlib";
import { build, out, packaging, read, scratch, version } from "./tools.mjs";

const folder = scratch();
const root = join(folder, "root");
let deb;
let control;

before(() => {
    out(process.env.CPACK, "--config", join(build, "CPackConfig.cmake"), "-B", folder);
    deb = join(folder, readdirSync(folder).find((name) => name.endsWith(".deb")));
    out("dpkg-deb", "-x", deb, root);
    out("dpkg-deb", "-e", deb, join(folder, "control"));
    control = read(join(folder, "control", "control"));
});

const program = join(root, "usr/bin/octospira");
/** The names of the program's commands. */
const commands = () => out(program, "--help").match(/^Subcommands:\n([^]*?)\n\n/m)[1].split("\n")
    .map((line) => line.match(/^ {2}([a-z]+) /)?.[1]).filter(Boolean);

const field = (name) => control.match(new RegExp(`^${name}: (.*)$`, "m"))?.[1] ?? "";
/** [mode, owner, path] of everything in the package. */
const entries = () => out("dpkg-deb", "-c", deb).trim().split("\n").map((line) => {
    const words = line.split(/\s+/);
    return [words[0], words[1], words[5]];
});

test("it says what it is, in this version", () => {
    assert.match(deb, new RegExp(`/octospira_${version}-1_[a-z0-9]+\\.deb$`));
    assert.equal(field("Package"), "octospira");
    assert.equal(field("Version"), `${version}-1`);
    assert.equal(field("Section"), "net");
    assert.notEqual(field("Maintainer"), "");
    assert.match(read(join(packaging, "changelog")), new RegExp(`^octospira \\(${version}-1\\)`));
});

test("it depends on the libraries that the program needs, and on adduser", () => {
    const depends = field("Depends");
    const names = depends.split(", ").map((one) => one.split(" ")[0]);

    for (const name of ["libc6", "libcurl4", "libsqlite3-0", "libpqxx-", "adduser"])
        assert.ok(names.some((found) => found.startsWith(name)), `${name} in ${depends}`);
    assert.doesNotMatch(depends, /-dev/);
});

test("it holds the files it should, with their modes, all of them root's", () => {
    const files = entries().filter(([mode]) => !mode.startsWith("d"));
    const apps = ["javascript", "spira-8.14", "spira-9.3"].map((name) => `./usr/share/octospira/octospira-${version}-${name}.spiraapp`);
    const expected = [
        "./etc/octospira/octospira.conf", "./lib/systemd/system/octospira.service", "./usr/bin/octospira",
        "./usr/share/bash-completion/completions/octospira", "./usr/share/doc/octospira/changelog.Debian.gz",
        "./usr/share/doc/octospira/copyright", "./usr/share/doc/octospira/examples/nginx/octospira.conf",
        "./usr/share/doc/octospira/operator-guide.md.gz", "./usr/share/lintian/overrides/octospira", ...apps,
        ...["", ...commands().map((name) => "-" + name)].map((name) => `./usr/share/man/man1/octospira${name}.1.gz`),
    ];

    assert.deepEqual(files.map(([, , path]) => path).sort(), expected.sort());
    for (const [mode, , path] of files)
        assert.equal(mode, path === "./usr/bin/octospira" ? "-rwxr-xr-x" : "-rw-r--r--", path);
    for (const [mode, owner, path] of entries()) {
        assert.equal(owner, "root/root", path);
        if (mode.startsWith("d")) assert.equal(mode, "drwxr-xr-x", path);
    }
});

test("only the configuration is a file that an upgrade leaves as the operator made it", () => {
    assert.equal(read(join(folder, "control", "conffiles")), "/etc/octospira/octospira.conf\n");
});

test("its scripts are sound, and stop at the first failure", () => {
    for (const name of ["postinst", "prerm", "postrm"]) {
        const script = join(folder, "control", name);
        out("sh", "-n", script);
        assert.equal(statSync(script).mode & 0o777, 0o755, name);
        assert.match(read(script), /^#!\/bin\/sh\nset -e\n/, name);
    }
});

test("removing it keeps the journal, purging it deletes it and says so", () => {
    const script = read(join(folder, "control", "postrm"));
    const [before, purge] = script.split('"$1" = purge');

    assert.doesNotMatch(before, /rm |\/var\/lib/);
    assert.match(purge, /\/var\/lib\/octospira.*\n[^]*echo "octospira: deleting \$folder"\n +rm -rf "\$folder"/);
});

test("the program in it runs, is stripped, and knows no folder of the build", () => {
    assert.equal(out(program, "--version"), `octospira ${version}\n`);
    assert.doesNotMatch(out("readelf", "-SW", program), /\.symtab|\.debug_info/);
    assert.ok(!readFileSync(program).includes(build));
});

test("the SpiraApps in it can be read", () => {
    const apps = join(root, "usr/share/octospira");
    for (const name of readdirSync(apps)) {
        const app = JSON.parse(Buffer.from(readFileSync(join(apps, name), "latin1"), "base64").toString("utf8"));
        assert.equal(String(app.version), version, name);
    }
});

test("each command's manual page has every option and variable of its help, and groff has no complaint", () => {
    for (const name of ["", ...commands()]) {
        const page = join(folder, "page.1");
        writeFileSync(page, gunzipSync(readFileSync(join(root, `usr/share/man/man1/octospira${name && "-" + name}.1.gz`))));
        assert.equal(out("sh", "-c", 'groff -man -ww -z "$1" 2>&1', "sh", page), "", name);

        const manual = out("sh", "-c", 'groff -man -Tascii -P-c -rLL=500n "$1" | sed "s/.\b//g"', "sh", page).replace(/\s+/g, " ");
        const help = out(program, ...(name ? [name] : []), "--help");
        const words = help.match(/(?<![\w-])--[a-z][a-z-]+|\bOCTOSPIRA_[A-Z_]+/g);
        assert.ok(words.length > 0, name);
        for (const word of words) assert.ok(manual.includes(word), `${name}: ${word}`);
        assert.ok(manual.includes(`octospira ${name} `.replace("  ", " ")), name);
    }
});

const completion = join(root, "usr/share/bash-completion/completions/octospira");
/** What completes the last of these words. */
const completed = (...words) => out("bash", "--norc", "-c",
    'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _octospira "$1"; echo "${COMPREPLY[*]}"',
    "bash", completion, program, ...words).trim();

test("bash completes commands, options, choices and files", () => {
    for (const [words, expected] of [
        [["la"], "launch"],
        [["deliveries", "sh"], "show"],
        [["deliveries", "show", "--jour"], "--journal --journal-password-file"],
        [["launch", "--det"], "--detach"],
        [["launch", "--output", ""], "auto text json"],
        [["launch", "--output", "=", "j"], "json"],
        [["deliveries", "--state", "d"], "dead dismissed"],
        [["--config", "=", "serve", "launch", "--wa"], "--wait"],
        [["--config", "launch", "stop", "--y"], "--yes"],
        [["serve", "--config", join(root, "etc/octo")], join(root, "etc/octospira")],
        [["launch", "--test-case", "T"], ""],
        [["dance", "--wa"], ""],
    ]) assert.equal(completed(...words), expected, words.join(" "));
});
