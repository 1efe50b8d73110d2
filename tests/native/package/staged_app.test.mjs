// The app as the build staged and packed it, judged by a model of Inflectra's generator.
// OCTOSPIRA_BUILD: the build tree; OCTOSPIRA_MANIFEST_JSON: prints a folder's manifest as JSON.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import vm from "node:vm";

import { generate, manifestFaults } from "./generator_model.mjs";

const build = process.env.OCTOSPIRA_BUILD;
const root = fileURLToPath(new URL("../../../", import.meta.url));
const kVariants = ["spira-9.3", "spira-8.14", "javascript"];

const staged = (variant) => join(build, "app", variant);
const manifestOf = (folder) => JSON.parse(execFileSync(process.env.OCTOSPIRA_MANIFEST_JSON, [folder]).toString());

function packageOf(variant) {
    const names = readdirSync(join(build, "packages")).filter((name) => name.endsWith("-" + variant + ".spiraapp"));
    assert.equal(names.length, 1, "packages for " + variant + ": " + names);
    return readFileSync(join(build, "packages", names[0]), "latin1");
}

function contentOf(variant) {
    return JSON.parse(Buffer.from(packageOf(variant), "base64").toString("utf8"));
}

/** A folder for one test, gone afterwards. */
function inScratchFolder(use) {
    const folder = mkdtempSync(join(tmpdir(), "octospira-staged-"));
    try {
        return use(folder);
    } finally {
        rmSync(folder, { recursive: true });
    }
}

for (const variant of kVariants) {
    test("the generator would make the same bytes for " + variant, () => {
        assert.equal(packageOf(variant), generate(manifestOf(staged(variant)), staged(variant)));
    });

    test("the page script of " + variant + " is a script in a strict function", () => {
        const code = Buffer.from(contentOf(variant).pageContents[0].code, "base64").toString("utf8");
        const wrapped = "const APP_GUID = '';\n(function () { 'use strict';\n" + code + "\n})();";
        assert.doesNotThrow(() => new vm.Script(wrapped));
        assert.ok(!code.includes("file://"));
    });

    test("the app of " + variant + " is the same app", () => {
        const content = contentOf(variant);
        assert.equal(content.guid, "a8bbc83b-af0d-4e13-82ef-bc4fa3aabdf8");
        assert.equal(content.name, "OctoSpira");
        assert.equal(content.menus[0].pageId, 2);
        const [entry] = content.menus[0].entries;
        assert.deepEqual([entry.name, entry.action], ["octospiraStart", "octospiraStart"]);
        assert.equal(entry.caption, "Start Test Scenario");
        assert.ok(content.settings.find((one) => one.name === "octoperfApiKey").isSecure);
    });
}

test("the generator accepts the app for Spira before 9.3", () => {
    assert.deepEqual(manifestFaults(manifestOf(staged("spira-8.14"))), []);
});

test("the generator refuses the URL settings of Spira 9.3 and nothing else", () => {
    const faults = manifestFaults(manifestOf(staged("spira-9.3")));
    assert.ok(faults.length > 0);
    for (const fault of faults) assert.match(fault, /^settings\[\d\]\.(settingTypeId|value|defaultSettingName): /);
});

test("only the engine differs between the WebAssembly and the JavaScript package for one Spira", () => {
    const [wasm, javascript] = ["spira-9.3", "javascript"].map(contentOf);
    assert.notEqual(wasm.pageContents[0].code, javascript.pageContents[0].code);
    wasm.pageContents[0].code = javascript.pageContents[0].code;
    assert.deepEqual(wasm, javascript);
});

test("the model stops where the generator stops", () => {
    const good = manifestOf(staged("spira-8.14"));
    assert.throws(() => manifestFaults({ ...good, summary: null }), TypeError);
    assert.match(manifestFaults({ ...good, storage: [] }).join(), /storage: key not allowed/);
    assert.match(manifestFaults({ ...good, name: "x".repeat(256) }).join(), /name: too long/);
    assert.throws(() => generate({ code: "file://app.min.js" }, staged("spira-8.14")), /ENOENT/);
});

test("a line for an unknown Spira version stops the staging", () => {
    inScratchFolder((folder) => {
        const manifest = join(folder, "manifest.yaml");
        const original = readFileSync(join(root, "manifest/manifest.yaml"), "utf8");
        writeFileSync(manifest, original.replace("# text, only 8.14", "# text, only 8.15"));
        const icon = join(root, "manifest/icon.svg");
        const result = spawnSync("cmake", ["-DOUT=" + join(folder, "out"), "-DSPIRA=9.3", "-DMANIFEST=" + manifest,
            "-DSCRIPTS=" + icon, "-DFILES=" + icon, "-P", join(root, "manifest/stage.cmake")], { encoding: "utf8" });
        assert.notEqual(result.status, 0);
        assert.match(result.stderr, /only\s+8\.15/);
    });
});
