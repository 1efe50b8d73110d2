// node pack.mjs {page}.wasm out-folder zopfli wasm2js uglifyjs
// Writes {page}.txt (what spiraapp/engine.js reads, no line end) and engine_code_{page}.js; the same bytes for the same engine.

import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

import { pageScript } from "./javascript.mjs";

const [wasm, out, zopfli, wasm2js, uglifyjs] = process.argv.slice(2);
const page = basename(wasm, ".wasm");
const kRoom = 64 * 1024 * 1024;
/** What spiraapp/engine.js gives an engine. */
const kImports = ["emscripten_notify_memory_growth", "octospira_read_number", "octospira_write_number", "proc_exit"];

function run(program, ...parameters) {
    return execFileSync(program, parameters, { maxBuffer: kRoom, stdio: ["ignore", "pipe", "inherit"] });
}

/** Removes blanks and comments; the tool reads a file and writes to its output. */
function minified(source) {
    const scratch = join(out, "engine_code_" + page + ".full.js");
    writeFileSync(scratch, source);
    const small = run(uglifyjs, scratch).toString();
    rmSync(scratch);
    return small;
}

/** The linker lets any import pass. */
function checkImports(engine) {
    const names = WebAssembly.Module.imports(new WebAssembly.Module(engine)).map(({ name }) => name);
    const unknown = names.filter((name) => !kImports.includes(name));
    if (unknown.length > 0) throw new Error("the engine imports what no page gives it: " + unknown.join(", "));
}

const engine = readFileSync(wasm);
checkImports(engine);
const text = run(zopfli, "--i15", "--gzip", "-c", wasm).toString("base64");
writeFileSync(join(out, page + ".txt"), text);

const code = pageScript(run(wasm2js, "-Oz", wasm).toString(), minified);
writeFileSync(join(out, "engine_code_" + page + ".js"), code);

const kB = (bytes) => (bytes / 1000).toFixed(1) + " kB";
console.log(page + ".wasm " + kB(engine.length) + ", " + page + ".txt " + kB(text.length) + ", engine_code_" + page + ".js " + kB(code.length));
