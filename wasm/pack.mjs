// node pack.mjs engine.wasm out-folder zopfli wasm2js acorn-optimizer.js
// Writes engine.txt (gzip + base64, no line end) and engine_code.js; the same bytes for the same engine.

import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { pageScript } from "./javascript.mjs";

const [wasm, out, zopfli, wasm2js, optimizer] = process.argv.slice(2);
const kRoom = 64 * 1024 * 1024;

function run(program, ...parameters) {
    return execFileSync(program, parameters, { maxBuffer: kRoom, stdio: ["ignore", "pipe", "inherit"] });
}

/** Removes blanks and comments; the tool reads a file and writes to its output. */
function minified(source) {
    const scratch = join(out, "engine_code.full.js");
    writeFileSync(scratch, source);
    const small = run(process.execPath, optimizer, scratch, "minifyWhitespace").toString();
    rmSync(scratch);
    return small;
}

const gzip = run(zopfli, "-c", "--i25", wasm);
const text = gzip.toString("base64");
writeFileSync(join(out, "engine.txt"), text);

const code = pageScript(run(wasm2js, "-Oz", wasm).toString(), minified);
writeFileSync(join(out, "engine_code.js"), code);

const kB = (bytes) => (bytes / 1000).toFixed(1) + " kB";
console.log("engine.wasm " + kB(readFileSync(wasm).length) + ", gzip " + kB(gzip.length) +
    ", engine.txt " + kB(text.length) + ", engine_code.js " + kB(code.length));
