// Turns what wasm2js makes of the engine (an ES module) into a plain script for the page: one
// function `octospiraEngineCode(imports)` that returns the engine's exports. It is code and not text to
// evaluate, because a page that forbids WebAssembly forbids `eval` too.

/** The one function wasm2js writes, without its imports, its single call and its exports. */
function engineFunction(module) {
    const end = module.indexOf("\nvar retasmFunc = asmFunc(");
    if (end < 0) throw new Error("wasm2js writes another kind of module than before");
    return module.slice(0, end).replace(/^import .*$/gm, "");
}

/**
 * Shorter names, and none with a dollar sign: packagers that insert a script by String.replace
 * would take some of those for their own.
 */
function renamed(source) {
    const withoutTexts = source.replace(/"[^"]*"/g, "");
    if (/\b(?:[flt]\d+|high)\b/.test(withoutTexts)) throw new Error("a short name is taken already");
    return source
        .replaceAll("i64toi32_i32$HIGH_BITS", "high")
        .replace(/\blabel\$(\d+)/g, "t$1")
        .replace(/\$(\d+)_1\b/g, "l$1")
        .replace(/\$(\d+)\b/g, "f$1")
        .replaceAll("$", "_");
}

/**
 * @param {string} module what wasm2js wrote
 * @param {(source: string) => string} minified removes blanks and comments
 */
export function pageScript(module, minified) {
    const inner = minified(renamed(engineFunction(module))).trim();
    // Binaryen 108 looks for an import beside `abort`; 120 looks in its module.
    const script = "// The engine as JavaScript, made from the same WebAssembly as the other package. Generated.\n" +
        "function octospiraEngineCode(env) {\n" + inner + "\n" +
        "return asmFunc(Object.assign({ abort: env.proc_exit, env: env, wasi_snapshot_preview1: env }, env));\n}\n";
    if (script.includes("$") || script.includes("`") || script.includes("file:" + "//")) {
        throw new Error("the script holds what a packager might take for its own");
    }
    return script;
}
