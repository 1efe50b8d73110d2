// node size.mjs compiler.txt minified-app-folder…
// Fails when what a browser downloads for a page of Spira grows over its limit: the page's script with the engine's text
// in it, and the style sheet with the icon in that. Compressed as any web server does, and as it is.
// The limits are in manifest/pages.mjs.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { kPages } from "../../manifest/pages.mjs";

const [compilerFile, ...folders] = process.argv.slice(2);
const compiler = readFileSync(compilerFile, "utf8");

/** What is shipped is built by Debian 12's compiler; Debian 13's makes more of the same source (docs/decisions/2026-11-30-packing.md). */
const kShippedBy = "Emscripten 3.1.6";
const kMoreByOthers = 1.06;

/** All that Spira puts into the page for the app; a widget has no style sheet. */
function downloadOf(folder, page) {
    const text = (name) => readFileSync(join(folder, name), "utf8");
    const script = text(page + ".js").replace(/file:\/\/(\w+\.txt)/, (reference, name) => text(name));
    if (page === "product_home") return script;
    return script + text("octospira.css").replace(/file:\/\/(\w+\.svg)/, (reference, name) => Buffer.from(text(name)).toString("base64"));
}

const factor = compiler === kShippedBy ? 1 : kMoreByOthers;
console.log(compiler + (factor === 1 ? "" : ": " + factor + " times the limits of " + kShippedBy));
let tooLarge = 0;
for (const folder of folders) {
    for (const [page, { limits }] of Object.entries(kPages)) {
        const limit = { gzip: Math.floor(limits.gzip * factor), raw: Math.floor(limits.raw * factor) };
        const whole = Buffer.from(downloadOf(folder, page));
        const sizes = { gzip: gzipSync(whole, { level: 9 }).length, raw: whole.length };
        const fits = sizes.gzip <= limit.gzip && sizes.raw <= limit.raw;
        if (!fits) ++tooLarge;
        console.log((fits ? "ok        " : "TOO LARGE ") + page + ": " + ["gzip", "raw"].map((kind) => kind + " " + sizes[kind] + " of " + limit[kind]).join(", "));
    }
}
process.exit(tooLarge === 0 && folders.length > 0 ? 0 : 1);
