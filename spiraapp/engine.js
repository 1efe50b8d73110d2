// The engine: loaded once, at the first click, then spoken to in JSON (docs/engine-boundary.md).
// It comes as text (engine_text.js, WebAssembly) or, in the other package, as code (engine_code.js).

/** The version of the boundary this page speaks. */
const kBoundaryVersion = 1;

/** A failure whose message is written for the person at the page. */
class EngineError extends Error {}

const kMismatch = "The parts of the app do not fit together. Ask your administrator to install it again.";

/** @type {?Promise<Engine>} */
let loadedEngine = null;

/** The two functions the engine calls: memory grew (nothing to do), and a failed assertion. */
function engineImports() {
    return {
        env: { emscripten_notify_memory_growth() {} },
        wasi_snapshot_preview1: {
            proc_exit() {
                throw new EngineError("The app stopped because of a fault of its own. Look whether the " +
                    "test was started in OctoPerf before you try again.");
            },
        },
    };
}

async function gunzip(bytes) {
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).arrayBuffer();
}

async function compileEngine(imports) {
    if (typeof DecompressionStream !== "function") {
        throw new EngineError("This browser is too old for the app. Use a current Chrome, Edge, Firefox or Safari.");
    }
    const code = await gunzip(Uint8Array.from(atob(octospiraEngineText), (letter) => letter.charCodeAt(0)));
    try {
        const { instance } = await WebAssembly.instantiate(code, imports);
        return instance.exports;
    } catch (fault) {
        console.warn("OctoPerf: the engine was not compiled.", fault);
        throw new EngineError("This Spira forbids WebAssembly, which this package of the app needs. Ask " +
            "your administrator to install the JavaScript package of the app instead.");
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
        if (room === 0) throw new EngineError("The answer is too large for this page. Nothing was done with it.");
        new Uint8Array(exports.memory.buffer, room, bytes.length).set(bytes);
        const length = entry(bytes.length);
        const answer = new Uint8Array(exports.memory.buffer, exports.octospira_output() >>> 0, length);
        const command = JSON.parse(new TextDecoder().decode(answer));
        if (command.v !== kBoundaryVersion) throw new EngineError(kMismatch);
        return command;
    }
    exports._initialize();
    return {
        open: (event) => exchange(exports.octospira_open, event),
        resume: (reply) => exchange(exports.octospira_resume, reply),
    };
}

async function makeEngine() {
    const imports = engineImports();
    if (typeof octospiraEngineCode !== "function") return engineOver(await compileEngine(imports));
    return engineOver(octospiraEngineCode(Object.assign({}, imports.env, imports.wasi_snapshot_preview1)));
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
