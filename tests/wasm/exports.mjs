// The built engines of a page as a test reaches them: raw texts in, raw texts out.

import { readFileSync } from "node:fs";
import { join } from "node:path";

/** As the page gives them: spiraapp/engine.js. */
const engineImports = new Function("octospiraTexts", readFileSync(new URL("../../spiraapp/engine.js", import.meta.url), "utf8") +
    "\nreturn engineImports;")({ en: { fault: "the engine stopped itself" } });

/** @param {(imports: Object) => Object | Promise<Object>} make gives the engine's exports */
async function started(make) {
    const engine = { memory: null };
    const exports = await make(engineImports(engine));
    engine.memory = exports.memory;
    return engineOver(exports);
}

/** Speaks the flat C interface of docs/engine-boundary.md over an engine's exports. */
function exchange(exports, entry, text) {
    const bytes = new TextEncoder().encode(text);
    const room = exports.octospira_input(bytes.length) >>> 0;
    if (room === 0) throw new Error("no room for " + bytes.length + " bytes");
    new Uint8Array(exports.memory.buffer, room, bytes.length).set(bytes);
    const length = entry(bytes.length) >>> 0;
    return new TextDecoder().decode(new Uint8Array(exports.memory.buffer, exports.octospira_output() >>> 0, length));
}

function engineOver(exports) {
    exports._initialize();
    return {
        exports,
        open: (text) => exchange(exports, exports.octospira_open, text),
        resume: (text) => exchange(exports, exports.octospira_resume, text),
    };
}

/** Makes fresh engines of the WebAssembly build. @param {string} packed folder with {page}.wasm */
export async function webAssemblyEngines(packed, page) {
    const module = await WebAssembly.compile(readFileSync(join(packed, page + ".wasm")));
    return () => started(async (imports) => (await WebAssembly.instantiate(module, imports)).exports);
}

/** Makes fresh engines of the JavaScript build. */
export function javaScriptEngines(packed, page) {
    const source = readFileSync(join(packed, "engine_code_" + page + ".js"), "utf8");
    const code = new Function('"use strict";\n' + source + "\nreturn octospiraEngineCode;")();
    return () => started(({ env, wasi_snapshot_preview1: wasi }) => code({ ...env, ...wasi }));
}

/** The events of each engine by its name, as core/flows/page_events.hpp has them. */
export function eventsOfPages() {
    const header = readFileSync(new URL("../../core/flows/page_events.hpp", import.meta.url), "utf8");
    const tables = [...header.matchAll(/k(\w+)Events = \{([^;]*)\};/g)];
    return Object.fromEntries(tables.map(([, name, table]) => [
        name.replace(/(?<=.)[A-Z]/g, "_$&").toLowerCase(), [...table.matchAll(/\{"(\w+)"/g)].map(([, event]) => event),
    ]));
}
