// The engine: loaded once, at the first click, then spoken to in JSON (docs/engine-boundary.md).
// It comes as text (engine_text.js, WebAssembly) or, in the other package, as code.

/** The version of the boundary this page speaks. */
const kBoundaryVersion = 3;

/** A failure whose message is written for the person at the page. */
class EngineError extends Error {}

/** @type {?Promise<Engine>} */
let loadedEngine = null;

/** What `question` answers; null when it cannot be asked here. */
function attempt(question) {
    try {
        const answer = question();
        return answer === undefined ? null : answer;
    } catch (fault) {
        return null;
    }
}

/** One of the page's own texts (core/texts/page.def) in the person's language. */
function say(name) {
    const french = /^fr/i.test(attempt(() => spiraAppManager.currentCulture));
    return octospiraTexts[french ? "fr" : "en"][name];
}

/**
 * The functions that an engine calls: numbers in their text, memory grew (nothing to do), a failed assertion.
 * @param {{memory: ?WebAssembly.Memory}} engine its exports, as soon as they are there
 */
function engineImports(engine) {
    const letters = (at, count) => new Uint8Array(engine.memory.buffer, at >>> 0, count);
    const stop = () => { throw Error("exit"); };
    return {
        env: {
            emscripten_notify_memory_growth() {},
            octospira_read_number: (at, count) => Number(new TextDecoder().decode(letters(at, count))),
            octospira_write_number: (value, at) => new TextEncoder().encodeInto(String(value), letters(at, 32)).written,
        },
        wasi_snapshot_preview1: { proc_exit: stop },
    };
}

/** The engine out of its text: gzip in base64. */
function unpackedEngine(text) {
    const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(unpacked).arrayBuffer();
}

/** The text for an engine that cannot be had: the browser is too old, the page forbids it, or the package is damaged. */
function whyNoEngine(fault) {
    if (typeof DecompressionStream === "undefined") return say("oldBrowser");
    const forbidden = typeof WebAssembly === "undefined" || /content security|unsafe-eval|disallowed|embedder/i.test(String(fault));
    return forbidden ? say("noWebAssembly") : say("damaged");
}

async function compileEngine(imports) {
    try {
        const { instance } = await WebAssembly.instantiate(await unpackedEngine(octospiraEngineText), imports);
        return instance.exports;
    } catch (fault) {
        console.warn("OctoPerf: the engine was not compiled.", fault);
        throw new EngineError(whyNoEngine(fault));
    }
}

/**
 * @typedef {{open: function(Object): Object, resume: function(Object): Object}} Engine
 * @returns {Engine} the engine behind its exports: a message in, the next command out
 */
function engineOver(exports) {
    function exchange(entry, message) {
        const bytes = new TextEncoder().encode(JSON.stringify(message));
        const room = exports.octospira_input(bytes.length) >>> 0;
        if (room === 0) throw new EngineError(say("tooLarge"));
        new Uint8Array(exports.memory.buffer, room, bytes.length).set(bytes);
        const length = entry(bytes.length);
        const answer = new Uint8Array(exports.memory.buffer, exports.octospira_output() >>> 0, length);
        const command = JSON.parse(new TextDecoder().decode(answer));
        if (command.v !== kBoundaryVersion) throw Error("version");
        return command;
    }
    exports._initialize();
    return {
        open: (event) => exchange(exports.octospira_open, event),
        resume: (reply) => exchange(exports.octospira_resume, reply),
    };
}

async function makeEngine() {
    const engine = { memory: null };
    const imports = engineImports(engine);
    const exports = typeof octospiraEngineCode === "function"
        ? octospiraEngineCode(Object.assign({}, imports.env, imports.wasi_snapshot_preview1))
        : await compileEngine(imports);
    engine.memory = exports.memory;
    return engineOver(exports);
}

/** @returns {Promise<Engine>} the page's one engine; after a failure the next call tries again */
function loadEngine() {
    if (loadedEngine === null) {
        loadedEngine = makeEngine();
        loadedEngine.catch(dropEngine);
    }
    return loadedEngine;
}

/** An engine that stopped in the middle of a call is not to be trusted again. */
function dropEngine() {
    loadedEngine = null;
}
