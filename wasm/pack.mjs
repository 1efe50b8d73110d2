// node pack.mjs {page}.wasm out-folder zopfli wasm2js acorn-optimizer.js
// Writes {page}.txt (what spiraapp/engine.js reads, no line end) and engine_code_{page}.js; the same bytes for the same engine.

import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

import { pageScript } from "./javascript.mjs";

const [wasm, out, zopfli, wasm2js, optimizer] = process.argv.slice(2);
const page = basename(wasm, ".wasm");
const kRoom = 64 * 1024 * 1024;

function run(program, ...parameters) {
    return execFileSync(program, parameters, { maxBuffer: kRoom, stdio: ["ignore", "pipe", "inherit"] });
}

/** Removes blanks and comments; the tool reads a file and writes to its output. */
function minified(source) {
    const scratch = join(out, "engine_code_" + page + ".full.js");
    writeFileSync(scratch, source);
    const small = run(process.execPath, optimizer, scratch, "minifyWhitespace").toString();
    rmSync(scratch);
    return small;
}

const engine = readFileSync(wasm);
const text = run(zopfli, "--i15", "--gzip", "-c", wasm).toString("base64");
writeFileSync(join(out, page + ".txt"), text);

const code = pageScript(run(wasm2js, "-Oz", wasm).toString(), minified);
writeFileSync(join(out, "engine_code_" + page + ".js"), code);

const kB = (bytes) => (bytes / 1000).toFixed(1) + " kB";
console.log(page + ".wasm " + kB(engine.length) + ", " + page + ".txt " + kB(text.length) + ", engine_code_" + page + ".js " + kB(code.length));
