// The packer: what it refuses and where, what it puts inside, and what comes out again.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";

import { describe, extract, readFolder, readPackage, toPackage } from "../../manifest/package.mjs";

/** A manifest that uses every documented list; the tests spoil one line of it at a time. */
const kGoodManifest = `
guid: 3f1c2f6e-5d0a-4a0e-9c55-1d2f3a4b5c6d
name: Sample
caption: Sample app
summary: Does nothing
description: >-
  Does nothing,
  slowly
author: Nobody
url: https://example.com
icon: data:image/svg+xml;base64,file://icon.svg
version: 1.5
menus:
  - pageId: 2
    caption: Menu
    icon: sample-logo
    isActive: true
    entries:
      - name: go
        caption: Go
        actionTypeId: 2
        action: go
        isActive: true
      - name: site
        caption: Site
        actionTypeId: 1
        action: https://example.com/{artifact_id}
        isActive: true
pageContents:
  - pageId: 2
    name: details
    code: file://page.js
    css: file://page.css
pageColumns:
  - pageId: 1
    name: column
    caption: Column
    template: file://column.html
dashboards:
  - dashboardTypeId: 1
    name: Widget
    isActive: true
    code: file://page.js
settingGroups:
  - name: general
    caption: General
settings:
  - settingTypeId: 13
    name: cloud
    caption: Cloud
    value: https://api.example.com
  - settingTypeId: 14
    name: address
    caption: Address
    defaultSettingName: cloud
    settingGroup: general
    position: 1
  - settingTypeId: 1
    name: key
    caption: Key
    isSecure: true
productSettings:
  - settingTypeId: 3
    name: property
    caption: Property
    artifactTypeId: 2
storage:
  - key: greeting
    value: hello
    isSecure: false
`.slice(1);

let folder;

beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "octospira-package-"));
    write("manifest.yaml", kGoodManifest);
    write("page.js", "const text = \"file://text.txt\";\n");
    write("text.txt", "SGVsbG8=");
    write("page.css", ".a { background: url(\"data:image/svg+xml;base64,file://icon.svg\"); }\n");
    write("icon.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n");
    write("column.html", "<b>{{Name}}</b>\n");
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name, text) {
    writeFileSync(join(folder, name), text);
}

/** Replaces a part of the manifest; the part must be there. */
function spoil(part, by) {
    const manifest = readFileSync(join(folder, "manifest.yaml"), "utf8");
    assert.ok(manifest.includes(part), part);
    write("manifest.yaml", manifest.replace(part, () => by));
}

const findings = () => String(readFolder(folder).findings);
const contentOf = (text) => JSON.parse(Buffer.from(text, "base64").toString("utf8"));
const fileOf = (text) => Buffer.from(text, "base64").toString("utf8");
const packed = () => toPackage(readFolder(folder).manifest);
const packageOf = (value) => Buffer.from(Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64"));

/** What is replaced by what, and the line and the beginning of what is said then; <65> is 65 letters. */
const kBad = [
    // Keys
    ["author:", "autor:", 8, "autor is not a documented key here"],
    ["author:", "Author:", 8, "Author is not a documented key here; remove it. Did you mean `author`?"],
    ["author: Nobody", "5: x", 8, "5 is not a documented key here"],
    ["    isSecure: true", "    isSecret: true", 60, "settings[2].isSecret is not a documented key"],
    ["author: Nobody", "summary: Twice", 8, "This cannot be read as YAML: Map keys must be unique"],
    ["guid: 3f1c2f6e-5d0a-4a0e-9c55-1d2f3a4b5c6d", "", 1, "The manifest lacks the key `guid`"],
    ["version: 1.5\n", "", 1, "The manifest lacks the key `version`"],
    ["name: Sample\n", "", 1, "The manifest lacks the key `name`"],
    ["    caption: Menu\n", "", 13, "menus[0] lacks the key `caption`"],
    ["        action: go\n", "", 18, "menus[0].entries[0] lacks the key `action`"],
    ["        actionTypeId: 2\n", "", 18, "menus[0].entries[0] lacks the key `actionTypeId`"],
    ["    code: file://page.js\n", "", 29, "pageContents[0] lacks the key `code`"],
    ["    template: file://column.html\n", "", 34, "pageColumns[0] lacks the key `template`"],
    ["    name: Widget\n", "", 39, "dashboards[0] lacks the key `name`"],
    ["    caption: General\n", "", 44, "settingGroups[0] lacks the key `caption`"],
    ["    caption: Key\n", "", 57, "settings[2] lacks the key `caption`"],
    ["    value: hello\n", "", 67, "storage[0] lacks the key `value`"],
    // Types and how YAML spells them
    ["summary: Does nothing", "summary:", 4, "summary has no value"],
    ["author: Nobody", "author: 5", 8, "author must be text; put it in quotes"],
    ["author: Nobody", "author: [a]", 8, "author must be text."],
    ["author: Nobody", "author: 2026-01-01", 8, "author is written as 2026-01-01, which YAML readers"],
    ["author: Nobody", "author: 012", 8, "author is written as 012, which"],
    ["    isActive: true", "    isActive: yes", 16, "menus[0].isActive is written as yes, which"],
    ["    isActive: true", "    isActive: \"true\"", 16, "menus[0].isActive must be true or false"],
    ["pageId: 2", "pageId: \"2\"", 13, "menus[0].pageId must be a whole number, 1 to 21"],
    ["pageId: 2", "pageId: 2.5", 13, "menus[0].pageId must be a whole number, 1 to 21"],
    ["settingGroups:\n  - name: general\n    caption: General", "settingGroups: none", 43, "settingGroups must be a list"],
    ["  - key: greeting\n    value: hello\n    isSecure: false", "  - greeting", 67, "storage[0] must be a group"],
    ["version: 1.5", "version: 0.0", 11, "version must be a number greater than 0"],
    ["version: 1.5", "version: 1.2.3", 11, "version must be a number greater than 0"],
    ["version: 1.5", "version: \"1.5\"", 11, "version must be a number greater than 0"],
    // Limits
    ["guid: 3f1c2f6e-5d0a-4a0e-9c55-1d2f3a4b5c6d", "guid: <65>", 1, "guid has 65 characters; 64"],
    ["name: Sample", "name: <256>", 2, "name has 256 characters; 255"],
    ["caption: Sample app", "caption: <256>", 3, "caption has 256 characters; 255"],
    ["summary: Does nothing", "summary: <256>", 4, "summary has 256 characters; 255"],
    ["author: Nobody", "productSummary: <256>", 8, "productSummary has 256 characters"],
    ["author: Nobody", "author: <129>", 8, "author has 129 characters; 128"],
    ["author: Nobody", "copyright: <129>", 8, "copyright has 129 characters; 128"],
    ["url: https://example.com", "url: <257>", 9, "url has 257 characters; 256"],
    ["name: Sample", "name: \"\"", 2, "name must be a name without"],
    ["caption: Menu", "caption: <256>", 14, "menus[0].caption has 256 characters; 255"],
    ["icon: sample-logo", "icon: <256>", 15, "menus[0].icon has 256 characters; 255"],
    ["name: go", "name: <51>", 18, "menus[0].entries[0].name has 51 characters; 50"],
    ["caption: Go", "caption: <129>", 19, "menus[0].entries[0].caption has 129 characters"],
    ["caption: Go", "caption: Go\n        tooltip: <256>", 20, "menus[0].entries[0].tooltip has 256 characters; 255"],
    ["action: https://example.com/{artifact_id}", "action: <256>", 26, "menus[0].entries[1].action has 256 characters; 255"],
    ["name: details", "name: <129>", 30, "pageContents[0].name has 129 characters; 128"],
    ["name: column", "name: <51>", 35, "pageColumns[0].name has 51 characters; 50"],
    ["caption: Column", "caption: <51>", 36, "pageColumns[0].caption has 51 characters"],
    ["name: Widget", "name: <129>", 40, "dashboards[0].name has 129 characters; 128"],
    ["name: general", "name: <51>", 44, "settingGroups[0].name has 51 characters; 50"],
    ["caption: General", "caption: <256>", 45, "settingGroups[0].caption has 256"],
    ["name: key", "name: <256>", 58, "settings[2].name has 256 characters; 255"],
    ["caption: Key", "caption: <51>", 59, "settings[2].caption has 51 characters; 50"],
    ["isSecure: true", "placeholder: <256>", 60, "settings[2].placeholder has 256"],
    ["isSecure: true", "tooltip: <256>", 60, "settings[2].tooltip has 256 characters"],
    ["key: greeting", "key: <129>", 67, "storage[0].key has 129 characters; 128"],
    ["value: hello", "value: <256>", 68, "storage[0].value has 256 characters; 255"],
    ["pageId: 2", "pageId: 0", 13, "menus[0].pageId must be a whole number, 1 to 21"],
    ["pageId: 2", "pageId: 22", 13, "menus[0].pageId must be a whole number, 1 to 21"],
    ["actionTypeId: 2", "actionTypeId: 3", 20, "menus[0].entries[0].actionTypeId must be a whole"],
    ["dashboardTypeId: 1", "dashboardTypeId: 8", 39, "dashboards[0].dashboardTypeId must be 1, 2 or 3"],
    ["settingTypeId: 1\n", "settingTypeId: 15\n", 57, "settings[2].settingTypeId must be one of the types"],
    ["position: 1", "position: 0", 56, "settings[1].position must be a whole number, 1 or more"],
    ["artifactTypeId: 2", "artifactTypeId: -1001", 65, "productSettings[0].artifactTypeId must be"],
    // What belongs together
    ["3f1c2f6e-5d0a-4a0e-9c55-1d2f3a4b5c6d", "sample", 1, "guid must be a UUID"],
    ["name: Sample", "name: My app", 2, "name must be a name without blanks and hyphens"],
    ["name: Sample", "name: my-app", 2, "name must be a name without blanks and hyphens"],
    ["pageContents:", "  - pageId: 2\n    caption: B\n    isActive: true\npageContents:", 28, "menus[1].pageId is 2 as in menus[0]"],
    ["pageColumns:", "  - pageId: 2\n    name: b\n    code: file://page.js\npageColumns:", 33, "pageContents[1].pageId is 2 as in pageContents[0]"],
    ["dashboards:", "  - pageId: 1\n    name: b\n    caption: B\n    template: file://column.html\ndashboards:", 38, "pageColumns[1].pageId is 1 as in pageColumns[0]"],
    ["settingGroups:", "  - dashboardTypeId: 1\n    name: B\n    isActive: true\nsettingGroups:", 43, "dashboards[1].dashboardTypeId is 1 as in dashboards[0]"],
    ["settings:", "  - name: general\n    caption: Again\nsettings:", 46, "settingGroups[1].name is \"general\" as in settingGroups[0]"],
    ["name: site", "name: go", 23, "menus[0].entries[1].name is \"go\" as in menus[0].entries[0]"],
    ["name: key", "name: address", 58, "settings[2].name is \"address\" as in settings[1]"],
    ["name: property", "name: key", 63, "productSettings[0].name is \"key\" as in settings[2]"],
    ["    isSecure: false", "    isSecure: false\n  - key: greeting\n    value: x", 70, "storage[1].key is \"greeting\" as in storage[0]"],
    ["settingGroup: general", "settingGroup: other", 55, "settings[1].settingGroup names a group that"],
    ["pageContents:\n  - pageId: 2", "pageContents:\n  - pageId: 4", 18, "menus[0].entries[0] calls a function, but its page has no code"],
    ["pageColumns:\n  - pageId: 1", "pageColumns:\n  - pageId: 2", 34, "pageColumns[0].pageId must be the number of a list page"],
    ["dashboardTypeId: 1", "dashboardTypeId: 4", 39, "dashboards[0].dashboardTypeId must be 1, 2 or 3"],
    ["settingTypeId: 1\n", "settingTypeId: 3\n", 57, "settings[2].settingTypeId must be one of the types"],
    ["settingTypeId: 3", "settingTypeId: 13", 62, "productSettings[0].settingTypeId must be one of the types"],
    ["settingTypeId: 3", "settingTypeId: 6", 62, "productSettings[0].settingTypeId must be one of the types"],
    ["    artifactTypeId: 2", "    value: x", 65, "productSettings[0].value is not a documented key"],
    ["    value: https://api.example.com\n", "", 47, "settings[0] is a fixed URL (type 13) and lacks"],
    ["value: https://api.example.com", "value: https://10.0.0.1/api", 50, "settings[0].value is an IP address"],
    ["value: https://api.example.com", "value: \"[::1]\"", 50, "settings[0].value has no domain name"],
    ["value: https://api.example.com", "value: http://localhost:80", 50, "settings[0].value is localhost"],
    ["value: https://api.example.com", "value: ftp://example.com", 50, "settings[0].value must start with https"],
    ["    isSecure: true", "    value: x", 60, "settings[2].value belongs to fixed URLs (type 13) only"],
    ["    isSecure: true", "    defaultSettingName: cloud", 60, "settings[2].defaultSettingName belongs to"],
    ["defaultSettingName: cloud", "defaultSettingName: key", 54, "settings[1].defaultSettingName must be the name"],
    // Files
    ["code: file://page.js", "code: page.js", 31, "pageContents[0].code must name a file of the folder: file://name.js"],
    ["icon: data:image/svg+xml;base64,file://icon.svg", "icon: file://icon.svg", 10, "icon must be an SVG as data:image/svg+xml;base64,file://name.svg"],
    ["code: file://page.js", "code: file://sub/page.js", 31, "The file `sub/page.js` must have a name of letters"],
    ["code: file://page.js", "code: file://..\\page.js", 31, "The file `..\\page.js` must have a name of letters"],
    ["code: file://page.js", "code: file://page.min.js", 31, "The file `page.min.js` must have a name of letters"],
    ["code: file://page.js", "code: file://gone.js", 31, "The file `gone.js` is not in the folder"],
    ["code: file://page.js", "code: file://page", 31, "The file `page` must have a name of letters"],
    ["code: file://page.js", "code: file://p%20.js", 31, "The file `p%20.js` must have a name of letters"],
    ["code: file://page.js", "code: file://text.txt", 31, "The file `text.txt` must be of the type .js"],
    ["summary: Does nothing", "summary: see file://page.js", 4, "summary contains `file://`"],
];

test("the good manifest has no findings", () => {
    assert.equal(findings(), "");
    assert.notEqual(readFolder(folder).manifest, null);
});

for (const [part, by, line, sentence] of kBad) {
    test("refused at its line: " + by.slice(0, 60).replaceAll("\n", " ") + " → " + sentence, () => {
        spoil(part, by.replace(/<(\d+)>/, (whole, count) => "x".repeat(count)));
        const { manifest, findings: found } = readFolder(folder);
        assert.equal(manifest, null);
        assert.ok(("\n" + found).includes("\nmanifest.yaml:" + line + ": " + sentence), String(found));
    });
}

test("the longest texts that fit are taken", () => {
    spoil("name: go", "name: " + "x".repeat(50));
    spoil("action: go", "action: " + "x".repeat(50));
    spoil("caption: Key", "caption: " + "x".repeat(50));
    spoil("author: Nobody", "author: " + "x".repeat(128));
    assert.equal(findings(), "");
});

test("length is counted as Spira counts it, in UTF-16 units", () => {
    spoil("author: Nobody", "author: " + "é".repeat(128));
    assert.equal(findings(), "");
    spoil("é".repeat(128), "😀".repeat(65));
    assert.match(findings(), /^manifest\.yaml:8: author has 130 characters/);
});

for (const spelling of ["yes", "Off", "n", "0o17", "017", "1_000", "12:30", "2026-01-01"]) {
    test("a spelling that YAML readers understand differently is refused, and in quotes it is text: " + spelling, () => {
        spoil("author: Nobody", "author: " + spelling);
        assert.ok(findings().startsWith("manifest.yaml:8: author is written as " + spelling + ","), findings());
        spoil("author: " + spelling, "author: \"" + spelling + "\"");
        assert.equal(findings(), "");
    });
}

for (const text of ["8.14.1", "yesterday", "10 %", "3f1c", "1 e3"]) {
    test("an ordinary text is no odd spelling: " + text, () => {
        spoil("summary: Does nothing", "summary: " + text);
        assert.equal(findings(), "");
    });
}

test("several findings come at once in the order of the lines", () => {
    spoil("isSecure: true", "colour: red");
    spoil("pageId: 2", "pageId: 99");
    spoil("name: Sample", "name: my app");
    assert.deepEqual(findings().split("\n").map((line) => Number(line.match(/^manifest\.yaml:(\d+): /)[1])), [2, 13, 60]);
});

test("what works but is probably not meant is a warning", () => {
    spoil("    isActive: true\n", "    isActive: false\n");
    spoil("action: go", "action: start");
    spoil("version: 1.5", "version: 1.10");
    assert.notEqual(readFolder(folder).manifest, null);
    assert.match(findings(), /^manifest\.yaml:11: warning: version is a number: 1\.10 is the same as 1\.1 /);
    assert.match(findings(), /^manifest\.yaml:13: warning: menus\[0\] is hidden/m);
    assert.match(findings(), /^manifest\.yaml:21: warning: menus\[0\]\.entries\[0\]\.action differs/m);
});

for (const [name, manifest, sentence] of [
    ["nothing", "", "must be one YAML document"],
    ["a list", "- a\n", "must be one YAML document"],
    ["two documents", "a: 1\n---\nb: 1\n", "cannot be read as YAML"],
    ["no YAML", "name: a\n  b: c\n", "cannot be read as YAML"],
    ["no UTF-8", Buffer.from([0x6e, 0x3a, 0x20, 0xff]), "not UTF-8"],
    ["a list as a key", "? [a]\n: b\n", "is not a documented key"],
    ["an alias of itself", "menus: &m [*m]\n", "menus[0] must be a group"],
    ["a tag", "name: !!python/object x\n", "cannot be read as YAML"],
]) {
    test("what is not a manifest is refused with a sentence: " + name, () => {
        write("manifest.yaml", manifest);
        assert.equal(readFolder(folder).manifest, null);
        assert.ok(findings().includes(sentence), findings());
    });
}

test("aliases that would grow without end are refused", () => {
    let bomb = "a0: &a0 [x]\n";
    for (let i = 1; i < 9; ++i) bomb += "a" + i + ": &a" + i + " [" + Array(10).fill("*a" + (i - 1)).join(", ") + "]\n";
    write("manifest.yaml", bomb);
    assert.match(findings(), /cannot be read as YAML/);
});

test("a missing folder or manifest is said", () => {
    rmSync(join(folder, "manifest.yaml"));
    assert.match(findings(), /manifest cannot be read/);
    assert.match(String(readFolder(join(folder, "gone")).findings), /manifest cannot be read/);
});

test("files are inside as they are, in the manifest's order of keys", () => {
    const content = contentOf(packed());
    assert.deepEqual(Object.keys(content).slice(0, 4), ["guid", "name", "caption", "summary"]);
    assert.equal(fileOf(content.pageContents[0].code), "const text = \"SGVsbG8=\";\n");
    assert.ok(fileOf(content.pageContents[0].css).includes(Buffer.from(readFileSync(join(folder, "icon.svg"))).toString("base64")));
    assert.equal(fileOf(content.pageColumns[0].template), "<b>{{Name}}</b>\n");
    assert.equal(packed(), packed());
});

test("all three kinds of quotes hold a text file, and what String.replace would take for its own stays", () => {
    write("page.js", "const a = 'file://text.txt', b = `file://text.txt`, c = \"$& $1 $$\";\n");
    assert.equal(fileOf(contentOf(packed()).pageContents[0].code), "const a = 'SGVsbG8=', b = `SGVsbG8=`, c = \"$& $1 $$\";\n");
});

for (const [file, text, line] of [
    ["page.js", "\nconst a = \"file://\" + name;\n", 2], ["page.js", "\n\n// see file://text.txt\n", 3], ["page.js", "const a = \"x file://text.txt\";", 1],
    ["page.css", ".a {}\n.b { background: url(file://icon.svg); }\n", 2], ["column.html", "<a href=\"file://x\">x</a>\n", 1],
]) {
    test("a file:// that is no reference is refused at its line: " + JSON.stringify(text), () => {
        write(file, text);
        assert.equal(readFolder(folder).manifest, null);
        assert.match(findings(), new RegExp("^" + file.replace(".", "\\.") + ":" + line + ": .*contains `file://`", "m"));
    });
}

for (const text of ["it's", "a\nb", "a`b", "a$b", "a\\b", "say \"x\""]) {
    test("a text that would end its string is refused: " + JSON.stringify(text), () => {
        write("text.txt", text);
        assert.equal(readFolder(folder).manifest, null);
        assert.match(findings(), /page\.js:1: .*cannot stand inside a string/);
    });
}

test("binary, empty and disguised files are refused", () => {
    for (const [name, bytes, sentence] of [["page.js", Buffer.from([0xff, 0xfe]), "not UTF-8"], ["page.js", "", "is empty"], ["icon.svg", "PNG", "not an SVG"]]) {
        write(name, bytes);
        assert.equal(readFolder(folder).manifest, null);
        assert.ok(findings().includes(sentence), findings());
    }
});

test("a folder with the name of a file is no file", () => {
    rmSync(join(folder, "page.js"));
    mkdirSync(join(folder, "page.js"));
    assert.match(findings(), /`page\.js` cannot be read/);
});

test("an unpacked package packs to the same bytes, and unpacking overwrites nothing", () => {
    const whole = packed();
    const { manifest } = readPackage(Buffer.from(whole));
    const out = join(folder, "out");
    const names = extract(manifest, out);
    assert.deepEqual(readdirSync(out).sort(), [...names].sort());
    assert.equal(toPackage(readFolder(out).manifest), whole);
    assert.throws(() => extract(manifest, out), /not empty/);
});

test("a listing says what is inside, fit for a terminal", () => {
    const text = describe(readPackage(Buffer.from(packed())).manifest);
    for (const part of ["Sample app 1.5", "page 2: Go, Site", "code ", "key: \"Key\", type 1, secure", "greeting"]) assert.ok(text.includes(part), text);
    spoil("caption: Key", "caption: \"K\\e[31mey\"");
    assert.ok(!describe(readFolder(folder).manifest).includes("\x1b"));
});

for (const [name, bytes] of [
    ["nothing", Buffer.alloc(0)], ["no base64", Buffer.from("{}")], ["line ends", Buffer.from("e30=\n")], ["no JSON", packageOf("no")],
    ["a list", packageOf("[]")], ["null", packageOf("null")], ["a key twice", packageOf("{\"a\":1,\"a\":2}")], ["no UTF-8", Buffer.from("/w==")],
]) {
    test("what is no package is refused with a sentence: " + name, () => {
        const { manifest, findings: found } = readPackage(bytes);
        assert.equal(manifest, null);
        assert.match(String(found), /^package: The .*\.$/m);
    });
}

test("a package that breaks a rule, or whose file cannot be read, is refused", () => {
    const good = contentOf(packed());
    for (const spoiled of [
        { ...good, name: "my app" }, { ...good, more: 1 }, { ...good, icon: "data:image/svg+xml;base64,?" },
        { ...good, pageContents: [{ ...good.pageContents[0], code: "file://page.js" }] }, { ...good, menus: null },
    ]) {
        assert.equal(readPackage(packageOf(spoiled)).manifest, null, JSON.stringify(spoiled).slice(0, 80));
    }
    assert.equal(String(readPackage(packageOf(good)).findings), "");
});

test("no damage to a package ends the reader", () => {
    const text = Buffer.from(packed(), "base64").toString("utf8");
    for (let at = 0; at < text.length; at += 7) {
        for (const damaged of [text.slice(0, at), text.slice(0, at) + "\u0000" + text.slice(at + 1), text.slice(0, at) + "9" + text.slice(at)]) {
            const { manifest, findings: found } = readPackage(packageOf(damaged));
            assert.equal(manifest === null, found.hasErrors);
        }
    }
});

test("the program says what it did, and its exit codes are those of its help", () => {
    const run = (...words) => spawnSync(process.execPath, [fileURLToPath(new URL("../../manifest/pack.mjs", import.meta.url)), ...words], { encoding: "utf8" });
    const file = join(folder, "sample.spiraapp");
    assert.equal(run(folder, "-o", file).status, 0);
    assert.match(run("--unpack", file).stdout, /Sample app 1\.5/);
    assert.match(run("--unpack", file, "-o", join(folder, "out")).stdout, /manifest\.yaml/);
    assert.equal(run().status, 2);
    assert.equal(run(folder).status, 2);
    assert.equal(run("--colour", "red").status, 2);
    assert.equal(run("--unpack", join(folder, "gone")).status, 1);
    spoil("version: 1.5", "version: x");
    const bad = run(folder, "-o", file);
    assert.equal(bad.status, 1);
    assert.match(bad.stderr, /^manifest\.yaml:11: version must be a number greater than 0/);
});
