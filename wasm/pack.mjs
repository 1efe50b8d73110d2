// node pack.mjs {page}.wasm out-folder xz unpack.wasm wasm2js acorn-optimizer.js
// Writes {page}.txt (what spiraapp/engine.js reads, no line end) and engine_code_{page}.js; the same bytes for the same engine.

import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

import { pageScript } from "./javascript.mjs";

const [wasm, out, xz, unpacker, wasm2js, optimizer] = process.argv.slice(2);
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

/**
 * Base85 over the printable ASCII without " $ ' / < \\ ` { }: five letters for four bytes, a last group of n
 * bytes as n + 1 letters. It is 6 % shorter than base64 and harmless inside a script; spiraapp/engine.js and wasm/unpack.cpp read it.
 */
function base85(bytes) {
    const letters = Array.from({ length: 94 }, (none, index) => String.fromCharCode(33 + index))
        .filter((letter) => !"\"$'/<\\`{}".includes(letter));
    let text = "";
    for (let at = 0; at < bytes.length; at += 4) {
        const group = Buffer.concat([bytes.subarray(at, at + 4), Buffer.alloc(3)]).readUInt32BE(0);
        const five = [4, 3, 2, 1, 0].map((place) => letters[Math.floor(group / 85 ** place) % 85]).join("");
        text += five.slice(0, Math.min(4, bytes.length - at) + 1);
    }
    return text;
}

function counted(bytes, count = bytes.length) {
    const head = Buffer.alloc(4);
    head.writeUInt32BE(count);
    return Buffer.concat([head, bytes]);
}

const kHeader = 13;  // of the LZMA alone format: parameters and sizes, which wasm/unpack.cpp knows
const engine = readFileSync(wasm);
const lzma = run(xz, "--format=lzma", "--lzma1=preset=9e,nice=273,lc=3,lp=0,pb=0", "--stdout", wasm).subarray(kHeader);
const text = base85(counted(readFileSync(unpacker))) + base85(counted(lzma, engine.length));
writeFileSync(join(out, page + ".txt"), text);

const code = pageScript(run(wasm2js, "-Oz", wasm).toString(), minified);
writeFileSync(join(out, "engine_code_" + page + ".js"), code);

const kB = (bytes) => (bytes / 1000).toFixed(1) + " kB";
console.log(page + ".wasm " + kB(engine.length) + ", LZMA " + kB(lzma.length) +
    ", " + page + ".txt " + kB(text.length) + ", engine_code_" + page + ".js " + kB(code.length));
