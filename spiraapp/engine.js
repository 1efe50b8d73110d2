// The engine: loaded once, at the first click, then spoken to in JSON (docs/engine-boundary.md).
// It comes as text (engine_text.js, WebAssembly) or, in the other package, as code.

/** The version of the boundary this page speaks. */
const kBoundaryVersion = 2;

/** A failure whose message is written for the person at the page. */
class EngineError extends Error {}

/** @type {?Promise<Engine>} */
let loadedEngine = null;

/** What `question` answers; null when it cannot be asked here. */
function ask(question) {
    try {
        const answer = question();
        return answer === undefined ? null : answer;
    } catch (fault) {
        return null;
    }
}

/** One of the page's own texts (core/texts/page.def) in the person's language. */
function say(name) {
    const french = /^fr/i.test(ask(() => spiraAppManager.currentCulture));
    return octospiraTexts[french ? "fr" : "en"][name];
}

/** The two functions the engine calls: memory grew (nothing to do), and a failed assertion. */
function engineImports() {
    const stop = () => { throw new EngineError(say("fault")); };
    return { env: { emscripten_notify_memory_growth() {} }, wasi_snapshot_preview1: { proc_exit: stop } };
}

/** Base85: five letters are four bytes, over the printable ASCII without " $ ' / < \ ` { }. */
function bytesOf(text) {
    const values = new Uint8Array(127);
    let count = 0;
    for (let code = 33; code < 127; ++code) {
        if (!"\"$'/<\\`{}".includes(String.fromCharCode(code))) values[code] = count++;
    }
    const bytes = new DataView(new ArrayBuffer(Math.ceil(text.length / 5) * 4));
    for (let at = 0; at < text.length; at += 5) {
        let group = 0;
        for (let i = at; i < at + 5; ++i) group = group * 85 + (i < text.length ? values[text.charCodeAt(i)] : 84);
        bytes.setUint32(at / 5 * 4, group);
    }
    return new Uint8Array(bytes.buffer, 0, Math.floor(text.length * 4 / 5));
}

/** The engine out of its text: first a small program, after its size; the rest are letters for that program. */
async function unpackedEngine(text) {
    const size = new DataView(bytesOf(text.slice(0, 5)).buffer).getUint32(0);
    const rest = Math.ceil((4 + size) * 5 / 4);
    const program = bytesOf(text.slice(0, rest)).subarray(4);
    const { memory, unpack, unpack_input, unpack_output } = (await WebAssembly.instantiate(program, {})).instance.exports;
    const letters = new Uint8Array(memory.buffer, unpack_input());
    const { written } = new TextEncoder().encodeInto(text.slice(rest), letters);
    return new Uint8Array(memory.buffer, unpack_output(), unpack(written));
}

async function compileEngine(imports) {
    try {
        const { instance } = await WebAssembly.instantiate(await unpackedEngine(octospiraEngineText), imports);
        return instance.exports;
    } catch (fault) {
        console.warn("OctoPerf: the engine was not compiled.", fault);
        throw new EngineError(say("noWebAssembly"));
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
        if (command.v !== kBoundaryVersion) throw new EngineError(say("misfit"));
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
