// The files of a SpiraApp's flat folder, put inside each other by explicit reference, as Inflectra's generator does it:
//   "file://name.txt"                                        a string of a script: the text file's text
//   url("data:image/svg+xml;base64,file://name.svg")         in a style sheet: the image
// Anything else that says file:// would be taken for a file by one packager and not by the other, and is a finding.

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { lineOf } from "./findings.mjs";

const kInScript = /(["'`])file:\/\/([\w-]+\.txt)\1/g;
const kInStyle = /(data:image\/svg\+xml;base64,)file:\/\/([\w-]+\.svg)(?=["')])/g;
const kHelp = {
    js: "The script contains `file://` outside of a string that is nothing but \"file://name.txt\"; write it in two halves.",
    css: "The style sheet contains `file://` outside of url(\"data:image/svg+xml;base64,file://name.svg\"); write it differently.",
};

/** Texts that mean the same in every kind of quotes, and that the generator's String.replace leaves alone. */
const kFitsInString = /^[^"'`\\$\u0000-\u001f]*$/;

export class Files {
    /**
     * @param {string} folder
     * @param {import("./findings.mjs").Findings} findings
     */
    constructor(folder, findings) {
        this.folder = folder;
        this.findings = findings;
    }

    /**
     * @param {string} name
     * @param {string} type "js", "css", "html" or "svg": what may stand there
     * @param {{file: string, line: number}} place where the file is named, for findings
     * @returns {string} its text with what it refers to inside; empty after a finding
     */
    load(name, type, place) {
        const text = this.read(name, type, place);
        if (type === "js") return this.#withStrings(text, name);
        if (type === "css") return this.#withImages(text, name);
        this.#refuseReferences(text, name, type);
        return text;
    }

    /** @returns {string} the file's text as it is; empty after a finding */
    read(name, type, place) {
        const refuse = (fault) => {
            this.findings.error(place.file, place.line, "The file `" + name + "` " + fault);
            return "";
        };
        if (!/^[\w-]+\.\w+$/.test(name)) return refuse("must have a name of letters, digits, '-' and '_' with one dot, and no folder.");
        if (!name.endsWith("." + type)) return refuse("must be of the type ." + type + " here.");
        let bytes;
        try {
            bytes = readFileSync(join(this.folder, name));
        } catch (error) {
            return refuse(error.code === "ENOENT" ? "is not in the folder." : "cannot be read: " + error.message + ".");
        }
        if (bytes.length === 0) return refuse("is empty.");
        const text = utf8Text(bytes);
        if (text === null) return refuse("is not UTF-8 text; save it as UTF-8, or turn binary data into a base64 text file.");
        if (type === "svg" && !text.includes("<svg")) return refuse("is not an SVG image.");
        return text;
    }

    #withStrings(script, file) {
        this.#refuseReferences(script.replace(kInScript, (reference) => reference.replace("file", "text")), file, "js");
        return script.replace(kInScript, (reference, quote, name, at) => {
            const place = { file, line: lineOf(script, at) };
            const text = this.read(name, "txt", place);
            if (!kFitsInString.test(text)) {
                this.findings.error(file, place.line, "The text file `" + name + "` cannot stand inside a string: it has quotes, line ends, " +
                    "`$` or backslashes; turn it into base64 without line breaks.");
            }
            return quote + text + quote;
        });
    }

    #withImages(style, file) {
        this.#refuseReferences(style.replace(kInStyle, "$1text://$2"), file, "css");
        return style.replace(kInStyle, (reference, prefix, name, at) =>
            prefix + base64(this.load(name, "svg", { file, line: lineOf(style, at) })));
    }

    #refuseReferences(text, file, type) {
        for (const { index } of text.matchAll(/file:\/\//g)) {
            this.findings.error(file, lineOf(text, index), kHelp[type] ?? "The file contains `file://`, which packagers take for a file; write it differently.");
        }
    }
}

export function base64(text) {
    return Buffer.from(text, "utf8").toString("base64");
}

/** @returns {string|null} the text, unless the bytes are not UTF-8 */
export function utf8Text(bytes) {
    try {
        return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
        return null;
    }
}
