// node page.mjs COMPILER.TXT MINIFIED-APP-FOLDER [--document FILE]
// Runs the page's benchmarks, entries.mjs and what tests/wasm/size.mjs counts, shows what they print and writes it into
// the document.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpus, release } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { writeSection } from "./document.mjs";

const beside = (name) => fileURLToPath(new URL(name, import.meta.url));

async function shown(script, ...given) {
    const child = spawn(process.execPath, [beside(script), ...given], { stdio: ["ignore", "pipe", "inherit"] });
    let text = "";
    child.stdout.on("data", (bytes) => { text += bytes; process.stdout.write(bytes); });
    const [code] = await once(child, "close");
    if (code !== 0) throw new Error(script + " ended with exit code " + code + ".");
    return text;
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { document: { type: "string" } } });
const sizes = await shown("../wasm/size.mjs", ...positionals);
const entries = await shown("entries.mjs");
if (values.document) {
    const block = (text) => "```\n" + text.trimEnd() + "\n```";
    const parts = [
        "## The page",
        "By `./dev bench page`, " + new Date().toISOString().slice(0, 10) + ", on " + cpus().length + " × " + cpus()[0].model.trim() + ", Linux " + release() +
            ". The SpiraApp for Spira 9.3 in headless Chromium, with the simulated Spira.",
        "What a page of Spira carries of the app:", block(sizes), "How soon an entry answers:", block(entries),
    ];
    writeSection(values.document, "page", parts.join("\n\n") + "\n");
}
