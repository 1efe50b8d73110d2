// The app as the build staged and packed it, judged by a model of Inflectra's generator.
// OCTOSPIRA_BUILD: the build tree. OCTOSPIRA_ENGINES: the folder of the engines.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import vm from "node:vm";

import { generate, manifestFaults } from "./generator_model.mjs";

const YAML = createRequire(import.meta.url)("yaml");
const build = process.env.OCTOSPIRA_BUILD;
const engines = process.env.OCTOSPIRA_ENGINES;
const root = fileURLToPath(new URL("../../", import.meta.url));
const kVariants = ["spira-9.3", "spira-8.14", "javascript"];

const staged = (variant) => join(build, "app", variant);
const minified = (variant) => join(build, "minified", variant);
const manifestOf = (folder) => YAML.parse(readFileSync(join(folder, "manifest.yaml"), "utf8"));

function packageOf(variant) {
    const names = readdirSync(join(build, "packages")).filter((name) => name.endsWith("-" + variant + ".spiraapp"));
    assert.equal(names.length, 1, "packages for " + variant + ": " + names);
    return readFileSync(join(build, "packages", names[0]), "latin1");
}

function contentOf(variant) {
    return JSON.parse(Buffer.from(packageOf(variant), "base64").toString("utf8"));
}

/** The scripts of a package with the page each is for; the widget's page is its name. */
function scriptsOf(variant) {
    const { pageContents, dashboards } = contentOf(variant);
    const read = (page, code) => ({ page, code: Buffer.from(code, "base64").toString("utf8") });
    return [...pageContents.map((one) => read(one.pageId, one.code)), ...dashboards.map((one) => read(one.name, one.code))];
}

/** By page number, or the widget's name. */
const kFileOf = {
    2: "test_case_details", 1: "test_case_list", 12: "test_set_details", 21: "product_admin", "OctoPerf Load Tests": "product_home",
};

/** A spiraAppManager that only notes what is registered. */
function deafManager(keys = []) {
    return { registerEvent_menuEntryClick: (guid, key) => keys.push(key), registerEvent_loaded() {} };
}

function registeredBy(code) {
    const keys = [];
    new Function("spiraAppManager", "APP_GUID", "document", '"use strict";\n' + code)(deafManager(keys), "guid", { documentElement: {} });
    return keys;
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
        assert.ok(packageOf(variant) === generate(manifestOf(minified(variant)), minified(variant)));
    });

    for (const { page, code } of scriptsOf(variant)) {
        test("the script of " + page + " of " + variant + " is a script in a strict function", () => {
            const wrapped = "const APP_GUID = '';\n(function () { 'use strict';\n" + code + "\n})();";
            assert.doesNotThrow(() => new vm.Script(wrapped));
            assert.ok(!code.includes("file://"));
        });

        test("the script of " + page + " of " + variant + " registers what the manifest offers there, and nothing else", () => {
            const menu = contentOf(variant).menus.find((one) => one.pageId === page);
            const offered = (menu?.entries ?? []).map((entry) => entry.name);
            assert.deepEqual(registeredBy(code).sort(), offered.sort());
        });
    }

    test("the app of " + variant + " is the same app", () => {
        const content = contentOf(variant);
        assert.equal(content.guid, "a8bbc83b-af0d-4e13-82ef-bc4fa3aabdf8");
        assert.equal(content.name, "OctoSpira");
        assert.deepEqual(content.menus.map((menu) => menu.pageId), [2, 1, 12, 21]);
        assert.deepEqual(content.dashboards.map((widget) => [widget.dashboardTypeId, widget.name]), [[1, "OctoPerf Load Tests"]]);
        const entries = content.menus.flatMap((menu) => menu.entries);
        for (const entry of entries) {
            assert.equal(entry.name, entry.action);
            assert.match(entry.name, /^[A-Za-z]+$/);
        }
        assert.equal(entries.find((entry) => entry.name === "octospiraStart").caption, "Start Test Scenario");
        assert.ok(content.settings.find((one) => one.name === "octoperfApiKey").isSecure);
        assert.deepEqual(content.productSettings.map((one) => [one.name, one.settingTypeId]),
            [["defaultRelease", 4], ["releaseProperty", 3], ["cautionOnWarnings", 10], ["askBeforeStart", 10]]);
    });

    test("every setting of " + variant + " explains itself", () => {
        const { settings, productSettings, settingGroups } = contentOf(variant);
        for (const setting of [...settings, ...productSettings]) {
            assert.ok(setting.tooltip && setting.position > 0, setting.name);
            assert.ok(settingGroups.some((group) => group.name === setting.settingGroup), setting.name);
        }
    });
}

for (const variant of ["spira-9.3", "spira-8.14"]) {
    test("the engines in the scripts of " + variant + " are unpacked to what was built", async () => {
        for (const { page, code } of scriptsOf(variant)) {
            const script = readFileSync(join(staged(variant), kFileOf[page] + ".js"), "utf8");
            const name = script.match(/file:\/\/(\w+)\.txt/)[1];
            const text = readFileSync(join(staged(variant), name + ".txt"), "utf8");
            assert.ok(code.includes(text), "page " + page);
            const engine = readFileSync(join(root, "spiraapp/engine.js"), "utf8");
            const unpacked = await new Function(engine + "\nreturn unpackedEngine;")()(text);
            assert.deepEqual(Buffer.from(unpacked), readFileSync(join(engines, name + ".wasm")), name);
        }
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

test("only the engines differ between the WebAssembly and the JavaScript package for one Spira", () => {
    const [wasm, javascript] = ["spira-9.3", "javascript"].map(contentOf);
    for (const list of ["pageContents", "dashboards"]) {
        for (const [index, one] of wasm[list].entries()) {
            assert.notEqual(one.code, javascript[list][index].code);
            one.code = javascript[list][index].code;
        }
    }
    assert.deepEqual(wasm, javascript);
});

test("the model stops where the generator stops", () => {
    const good = manifestOf(staged("spira-8.14"));
    assert.throws(() => manifestFaults({ ...good, summary: null }), TypeError);
    assert.match(manifestFaults({ ...good, storage: [] }).join(), /storage: key not allowed/);
    assert.match(manifestFaults({ ...good, name: "x".repeat(256) }).join(), /name: too long/);
    assert.throws(() => generate({ code: "file://app.min.js" }, staged("spira-8.14")), /ENOENT/);
});

test("the staged script is the sources as they are written", () => {
    const script = readFileSync(join(staged("spira-9.3"), "test_case_details.js"), "utf8");
    for (const name of ["host", "view", "pages/test_case_details"]) {
        assert.ok(script.includes(readFileSync(join(root, "spiraapp", name + ".js"), "utf8")), name);
    }
});

test("a page's script has the texts that it says, in both languages, and no others", () => {
    for (const page of Object.values(kFileOf)) {
        const script = readFileSync(join(staged("spira-9.3"), page + ".js"), "utf8");
        const [texts] = /const octospiraTexts = {[^]*?\n};/.exec(script);
        const names = [...texts.matchAll(/^ {8}(\w+): "/gm)].map(([, name]) => name).sort();
        const said = new Set([...script.matchAll(/\bsay\("(\w+)"\)/g)].map(([, name]) => name));
        assert.deepEqual(names, [...said, ...said].sort(), page);
    }
});

test("a line for an unknown Spira version stops the staging", () => {
    inScratchFolder((folder) => {
        const manifest = join(folder, "manifest.yaml");
        const original = readFileSync(join(root, "manifest/manifest.yaml"), "utf8");
        writeFileSync(manifest, original.replace("# text, only 8.14", "# text, only 8.15"));
        const result = spawnSync(process.execPath, [join(root, "manifest/stage.mjs"), "--spira", "9.3", "--kind", "wasm", "--manifest", manifest,
            "--engines", engines, "--texts", join(build, "manifest/texts.js"), "--out", join(folder, "out"),
            "--minified", join(folder, "minified"), "--uglifyjs", "uglifyjs"], { encoding: "utf8" });
        assert.notEqual(result.status, 0);
        assert.match(result.stderr, /only\s+8\.15/);
    });
});
