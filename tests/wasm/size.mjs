// node size.mjs minified-app-folder…
// Fails when what a page of Spira carries of a WebAssembly package grows over its limit: the page's script with the
// engine's text in it, the style sheet and the icon in that.

import { readFileSync } from "node:fs";
import { join } from "node:path";

const kLimits = {
    test_case_details: 96_000, test_case_list: 80_000, test_set_details: 80_000, product_admin: 80_000, product_home: 80_000,
};
const base64 = (size) => 4 * Math.ceil(size / 3);

function sizesOf(folder, page) {
    const bytes = (name) => readFileSync(join(folder, name)).length;
    const script = readFileSync(join(folder, page + ".js"), "utf8");
    const [reference, name] = script.match(/file:\/\/(\w+\.txt)/);
    const style = page === "product_home" ? 0 : bytes("octospira.css") + base64(bytes("icon.svg"));
    return { scripts: Buffer.byteLength(script) - reference.length, engine: bytes(name), style };
}

let tooLarge = 0;
for (const folder of process.argv.slice(2)) {
    for (const [page, limit] of Object.entries(kLimits)) {
        const { scripts, engine, style } = sizesOf(folder, page);
        const whole = scripts + engine + style;
        if (whole > limit) ++tooLarge;
        console.log((whole > limit ? "TOO LARGE " : "ok        ") + page + ": " + whole + " of " + limit + " bytes (scripts " +
            scripts + ", engine " + engine + ", style " + style + ")");
    }
}
process.exit(tooLarge === 0 && process.argv.length > 2 ? 0 : 1);
