// node size.mjs minified-app-folder…
// Fails when what a browser downloads for a page of Spira grows over its limit: the page's script with the engine's text
// in it, and the style sheet with the icon in that. Compressed as any web server does, and as it is. The one place that
// states the limits.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** In bytes: by gzip -9, and uncompressed. */
const kTestCasePage = { gzip: 86_500, raw: 122_500 };
const kOtherPage = { gzip: 64_000, raw: 90_000 };
const kLimits = {
    test_case_details: kTestCasePage, test_case_list: kOtherPage, test_set_details: kOtherPage, product_admin: kOtherPage, product_home: kOtherPage,
};

/** All that Spira puts into the page for the app; a widget has no style sheet. */
function downloadOf(folder, page) {
    const text = (name) => readFileSync(join(folder, name), "utf8");
    const script = text(page + ".js").replace(/file:\/\/(\w+\.txt)/, (reference, name) => text(name));
    if (page === "product_home") return script;
    return script + text("octospira.css").replace(/file:\/\/(\w+\.svg)/, (reference, name) => Buffer.from(text(name)).toString("base64"));
}

let tooLarge = 0;
for (const folder of process.argv.slice(2)) {
    for (const [page, limit] of Object.entries(kLimits)) {
        const whole = Buffer.from(downloadOf(folder, page));
        const sizes = { gzip: gzipSync(whole, { level: 9 }).length, raw: whole.length };
        const fits = sizes.gzip <= limit.gzip && sizes.raw <= limit.raw;
        if (!fits) ++tooLarge;
        console.log((fits ? "ok        " : "TOO LARGE ") + page + ": " + ["gzip", "raw"].map((kind) => kind + " " + sizes[kind] + " of " + limit[kind]).join(", "));
    }
}
process.exit(tooLarge === 0 && process.argv.length > 2 ? 0 : 1);
