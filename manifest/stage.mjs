// node stage.mjs --spira 9.3|8.14 --kind wasm|javascript --engines FOLDER --texts FILE --out FOLDER --minified FOLDER
//                --uglifyjs PROGRAM [--manifest FILE]
// Makes the flat folder of one package twice, readable and minified; our packager and Inflectra's generator take both.

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { kPages } from "./pages.mjs";

const kVersions = ["9.3", "8.14"];
const here = fileURLToPath(new URL(".", import.meta.url));
const scripts = join(here, "../spiraapp");
const text = (file) => readFileSync(file, "utf8");

/**
 * A line whose comment ends in "only 9.3" stays for that Spira alone.
 * @returns {string} the manifest for one Spira; lines are emptied and not removed, so a finding's line is the source's
 */
function manifestFor(spira, manifest) {
    const found = new Set();
    const lines = manifest.split("\n").map((line) => {
        const version = line.match(/#.*\bonly (\S+)$/)?.[1];
        if (version === undefined) return line;
        if (!kVersions.includes(version)) throw new Error("The manifest has a line for \"only " + version + "\"; known are " + kVersions.join(" and ") + ".");
        found.add(version);
        return version === spira ? line.replace(/(,| #)? only \S+$/, "") : "";
    });
    const missing = [spira, ...kVersions].find((version) => !found.has(version));
    if (missing) throw new Error("The manifest has no line for \"only " + missing + "\".");
    return lines.join("\n");
}

/** The page's texts without those that none of its scripts says. */
function textsSaid(texts, code) {
    return text(texts).replace(/^ +(\w+): ".*\n/gm, (line, name) => (code.includes('say("' + name + '")') ? line : ""));
}

/**
 * One script for a page: the generator would minify a script inside a script twice, and take `$&` in it for its own. It is
 * a function of its own, so that it can be inserted into a page more than once.
 */
function pageScript({ engine, scripts: names }, kind, engines, texts) {
    const own = names.map((name) => text(join(scripts, name + ".js"))).join("");
    const said = textsSaid(texts, own);
    const code = (kind === "wasm" ? said + text(join(scripts, "engine_text.js")) : text(join(engines, "engine_code_" + engine + ".js")) + said) + own;
    return "(function () {\n\"use strict\";\n" + code.replace("//engine.txt\"", "//" + engine + ".txt\"") + "})();\n";
}

function stage({ spira, kind, engines, texts, out, manifest }) {
    rmSync(out, { recursive: true, force: true });
    mkdirSync(out, { recursive: true });
    for (const name of ["icon.svg", "octospira.css"]) cpSync(join(here, name), join(out, name));
    for (const [page, parts] of Object.entries(kPages)) {
        writeFileSync(join(out, page + ".js"), pageScript(parts, kind, engines, texts));
        if (kind === "wasm") cpSync(join(engines, parts.engine + ".txt"), join(out, parts.engine + ".txt"));
    }
    writeFileSync(join(out, "manifest.yaml"), manifestFor(spira, text(manifest)));
}

/** The same folder, its scripts minified as the generator does, by the same program. */
function minify({ kind, out, minified, uglifyjs }) {
    rmSync(minified, { recursive: true, force: true });
    cpSync(out, minified, { recursive: true });
    // An engine as a script was optimised before it became one, and would keep the minifier busy for minutes.
    const options = ["--mangle", "--toplevel", ...(kind === "wasm" ? ["--compress", "passes=5"] : [])];
    for (const page of Object.keys(kPages)) execFileSync(uglifyjs, [join(out, page + ".js"), ...options, "-o", join(minified, page + ".js")]);
    const style = text(join(out, "octospira.css")).replace(/\/\*[^*]*\*\//g, "").replace(/[\r\n]+ */g, "");
    writeFileSync(join(minified, "octospira.css"), style + "\n");
}

const names = ["spira", "kind", "engines", "texts", "out", "minified", "uglifyjs", "manifest"];
const { values } = parseArgs({ options: Object.fromEntries(names.map((name) => [name, { type: "string" }])) });
try {
    const settings = { manifest: join(here, "manifest.yaml"), ...values };
    stage(settings);
    minify(settings);
} catch (error) {
    console.error("stage.mjs: " + error.message);
    process.exit(1);
}
