// node size.mjs minified-app-folder…
// Fails when what a browser downloads for a page of Spira grows over its limit: the page's script with the engine's text
// in it, and the style sheet with the icon in that. Compressed as any web server does, and as it is.
// The limits are in manifest/pages.mjs.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { kPages } from "../../manifest/pages.mjs";

/** All that Spira puts into the page for the app; a widget has no style sheet. */
function downloadOf(folder, page) {
    const text = (name) => readFileSync(join(folder, name), "utf8");
    const script = text(page + ".js").replace(/file:\/\/(\w+\.txt)/, (reference, name) => text(name));
    if (page === "product_home") return script;
    return script + text("octospira.css").replace(/file:\/\/(\w+\.svg)/, (reference, name) => Buffer.from(text(name)).toString("base64"));
}

let tooLarge = 0;
for (const folder of process.argv.slice(2)) {
    for (const [page, { limits }] of Object.entries(kPages)) {
        const whole = Buffer.from(downloadOf(folder, page));
        const sizes = { gzip: gzipSync(whole, { level: 9 }).length, raw: whole.length };
        const fits = sizes.gzip <= limits.gzip && sizes.raw <= limits.raw;
        if (!fits) ++tooLarge;
        console.log((fits ? "ok        " : "TOO LARGE ") + page + ": " + ["gzip", "raw"].map((kind) => kind + " " + sizes[kind] + " of " + limits[kind]).join(", "));
    }
}
process.exit(tooLarge === 0 && process.argv.length > 2 ? 0 : 1);
