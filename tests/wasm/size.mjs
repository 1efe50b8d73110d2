// node size.mjs wasm-out-folder
// Fails when the engine or everything that a test case page carries grows over its limit (docs/engine-boundary.md).

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const [packed] = process.argv.slice(2);
const root = fileURLToPath(new URL("../../", import.meta.url));
const bytes = (...path) => readFileSync(join(...path)).length;
const base64 = (size) => 4 * Math.ceil(size / 3);

const text = bytes(packed, "engine.txt");
const scripts = ["engine_text.js", "engine.js", "host.js", "pages/test_case_details.js"]
    .reduce((sum, name) => sum + bytes(root, "spiraapp", name), 0);
const style = bytes(root, "manifest/octospira.css") + base64(bytes(root, "manifest/icon.svg"));

const limits = [
    ["engine.wasm", bytes(packed, "engine.wasm"), 110_000],
    ["engine.wasm, gzip", Math.floor(text / 4) * 3, 42_000],
    ["a test case page, WebAssembly", text + scripts + style, 72_000],
    ["engine_code.js", bytes(packed, "engine_code.js"), 400_000],
];
let tooLarge = 0;
for (const [what, size, limit] of limits) {
    const over = size > limit;
    if (over) ++tooLarge;
    console.log((over ? "TOO LARGE " : "ok        ") + what + ": " + size + " of " + limit + " bytes");
}
process.exit(tooLarge === 0 ? 0 : 1);
