// SpiraApp packages: a folder with manifest.yaml and its files on one side, on the other the `.spiraapp` file that a Spira
// administrator uploads, which is base64 of one JSON object.

import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import { Files, base64, utf8Text } from "./files.mjs";
import { Findings, printable } from "./findings.mjs";
import { checkManifest, pathText } from "./rules.mjs";

const YAML = createRequire(import.meta.url)("yaml");

const kManifest = "manifest.yaml";
const kIconPrefix = "data:image/svg+xml;base64,";

/** Every value that is a file: the list it is in, its key, the file's type, and its name after unpacking. */
const kFiles = [
    ["pageContents", "code", "js", "page"], ["pageContents", "css", "css", "page"], ["pageColumns", "template", "html", "column"],
    ["dashboards", "code", "js", "dashboard"],
];

/** @yields {{object: Object, key: string, type: string, path: (string|number)[], stem: string}} the files of a manifest */
function* filesOf(manifest) {
    if (manifest.icon !== undefined) yield { object: manifest, key: "icon", type: "svg", path: ["icon"], stem: "icon" };
    for (const [list, key, type, stem] of kFiles) {
        for (const [index, object] of (manifest[list] ?? []).entries()) {
            if (object[key] !== undefined) yield { object, key, type, path: [list, index, key], stem: stem + "_" + (index + 1) };
        }
    }
}

/**
 * Reads manifest.yaml of a flat folder and checks it.
 * @returns {{manifest: Object|null, findings: Findings, lineAt: (path: (string|number)[]) => number}} null with an error among the findings
 */
function readManifest(folder) {
    const findings = new Findings();
    const none = { manifest: null, findings, lineAt: () => 0 };
    let text = null;
    try {
        text = utf8Text(readFileSync(join(folder, kManifest)));
    } catch (error) {
        findings.error(kManifest, 0, "The manifest cannot be read: " + error.message + ".");
        return none;
    }
    if (text === null) {
        findings.error(kManifest, 1, "The manifest is not UTF-8 text; save it as UTF-8.");
        return none;
    }
    const lines = new YAML.LineCounter();
    const document = YAML.parseDocument(text, { lineCounter: lines, prettyErrors: false });
    for (const fault of [...document.errors, ...document.warnings]) {
        findings.error(kManifest, lines.linePos(fault.pos[0]).line, "This cannot be read as YAML: " + fault.message.replace(/\.?$/, "."));
    }
    const manifest = findings.hasErrors ? null : valueOf(document, findings);
    const lineAt = (path) => lineOfValue(document, lines, path);
    if (manifest === null) return none;
    const complain = (path, sentence, isWarning = false) => {
        const subject = path.length === 0 ? "The manifest" : pathText(path);
        findings[isWarning ? "warn" : "error"](kManifest, lineAt(path), subject + " " + sentence);
    };
    checkSpelling(document, text, complain);
    checkManifest(manifest, complain);
    return { manifest: findings.hasErrors ? null : manifest, findings, lineAt };
}

/** An alias may make a small file huge; the library stops at a hundred. */
function valueOf(document, findings) {
    try {
        const value = document.toJS();
        if (value !== null && typeof value === "object" && !Array.isArray(value)) return value;
        findings.error(kManifest, 1, "The manifest must be one YAML document of `key: value` lines.");
    } catch (error) {
        findings.error(kManifest, 1, "This cannot be read as YAML: " + error.message + ".");
    }
    return null;
}

/** @returns {number} the line of the value's key, else of what is around it */
function lineOfValue(document, lines, path) {
    for (let length = path.length; length > 0; --length) {
        const parent = length > 1 ? document.getIn(path.slice(0, length - 1), true) : document.contents;
        const last = path[length - 1];
        const node = YAML.isMap(parent) ? parent.items.find((pair) => String(pair.key) === last)?.key : YAML.isSeq(parent) ? parent.items[last] : null;
        if (node?.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
}

/** Spellings that YAML's versions, and so Spira's tools, understand differently: yes, 012, 12:30, 2026-01-01. */
function checkSpelling(document, text, complain) {
    const old = YAML.parseDocument(text, { version: "1.1" });
    YAML.visit(document, {
        Scalar(key, node, ancestors) {
            if (node.type !== "PLAIN" || key === "key") return;
            const path = pathOf(key, ancestors);
            const other = old.getIn(path);
            if (!Object.is(other, node.value)) {
                complain(path, "is written as " + node.source + ", which YAML readers understand differently; put it in quotes if it is text, " +
                    "or write true, false or a plain number.");
            } else if (typeof node.value === "number" && /\.\d+0$/.test(node.source)) {
                complain(path, "is a number: " + node.source + " is the same as " + node.value + " and will not count as newer.", true);
            }
        },
    });
}

function pathOf(key, ancestors) {
    const path = [];
    for (const [index, node] of ancestors.entries()) {
        if (YAML.isPair(node)) path.push(String(node.key));
        if (YAML.isSeq(node)) path.push(index + 1 < ancestors.length ? node.items.indexOf(ancestors[index + 1]) : key);
    }
    return path;
}

/**
 * Reads manifest.yaml of a flat folder, checks it and puts the files it names inside, in base64.
 * @returns {{manifest: Object|null, findings: Findings}} the manifest in its key order; null with an error among the findings
 */
export function readFolder(folder) {
    const { manifest, findings, lineAt } = readManifest(folder);
    if (manifest === null) return { manifest, findings };
    const files = new Files(folder, findings);
    for (const { object, key, type, path } of filesOf(manifest)) {
        const place = { file: kManifest, line: lineAt(path) };
        const [, prefix, name] = object[key].match(/^(data:image\/svg\+xml;base64,|)file:\/\/(.*)$/s) ?? [];
        if (name === undefined || (key === "icon") !== (prefix !== "")) {
            findings.error(place.file, place.line, pathText(path) + " must name a file of the folder: " + (key === "icon" ? kIconPrefix : "") + "file://name." + type);
        } else {
            object[key] = prefix + base64(files.load(name, type, place));
        }
    }
    refuseOtherReferences(manifest, findings, lineAt);
    return { manifest: findings.hasErrors ? null : manifest, findings };
}

/** Packagers take `file://` for a file wherever it stands. */
function refuseOtherReferences(value, findings, lineAt, path = []) {
    if (typeof value === "string" && value.includes("file://")) {
        findings.error(kManifest, lineAt(path), pathText(path) + " contains `file://`; only code, css, template and icon name files.");
    }
    if (typeof value !== "object") return;
    for (const key of Array.isArray(value) ? value.keys() : Object.keys(value)) refuseOtherReferences(value[key], findings, lineAt, [...path, key]);
}

/** @returns {string} what a `.spiraapp` file holds: the same manifest gives the same text, everywhere and always */
export function toPackage(manifest) {
    return base64(JSON.stringify(manifest));
}

/**
 * Reads a `.spiraapp` strictly: exact base64, one JSON object, documented keys and limits only, every file readable.
 * @param {Buffer} bytes
 * @returns {{manifest: Object|null, findings: Findings}}
 */
export function readPackage(bytes) {
    const findings = new Findings();
    const refuse = (sentence) => {
        findings.error("package", 0, sentence);
        return { manifest: null, findings };
    };
    const text = decoded(bytes.toString("latin1"));
    if (text === null) return refuse("The package is not base64 of UTF-8 text; it is damaged or no .spiraapp file.");
    let manifest = null;
    try {
        manifest = JSON.parse(text);
    } catch (error) {
        return refuse("The package does not hold JSON that can be read: " + error.message + ".");
    }
    // Written again it is the same: no key twice, no blank, nothing that readers take differently.
    if (manifest === null || JSON.stringify(manifest) !== text) return refuse("The package is not written as packagers write it: blanks, or a key twice.");
    checkManifest(manifest, (path, sentence, isWarning) =>
        findings[isWarning ? "warn" : "error"]("package", 0, (pathText(path) || "The manifest") + " " + sentence));
    if (findings.hasErrors) return { manifest: null, findings };
    for (const { object, key, path } of filesOf(manifest)) {
        if (!contentOf(object, key)) findings.error("package", 0, pathText(path) + " is not base64 of UTF-8 text.");
    }
    return { manifest: findings.hasErrors ? null : manifest, findings };
}

/** @returns {string|null} the text; null unless it is exactly the base64 of UTF-8 text */
function decoded(encoded) {
    const bytes = Buffer.from(encoded, "base64");
    return encoded !== "" && bytes.toString("base64") === encoded ? utf8Text(bytes) : null;
}

function contentOf(object, key) {
    return decoded(key === "icon" ? object[key].slice(kIconPrefix.length) : object[key]);
}

/**
 * Writes manifest.yaml and the files into a new or empty folder; packing it gives the same package again.
 * @returns {string[]} their names
 * @throws {Error} when the folder is not empty or cannot be written
 */
export function extract(manifest, folder) {
    mkdirSync(folder, { recursive: true });
    if (readdirSync(folder).length > 0) throw new Error("The folder " + folder + " is not empty. Name a new one; nothing is overwritten.");
    const named = structuredClone(manifest);
    const names = [kManifest];
    for (const { object, key, type, stem } of filesOf(named)) {
        const name = stem + "." + type;
        writeFileSync(join(folder, name), contentOf(object, key));
        object[key] = (key === "icon" ? kIconPrefix : "") + "file://" + name;
        names.push(name);
    }
    writeFileSync(join(folder, kManifest), YAML.stringify(named, { lineWidth: 0 }));
    return names;
}

/** @returns {string} what a person wants to know about a package */
export function describe(manifest) {
    const kB = (object, key) => object[key] === undefined ? "none" : contentOf(object, key).length + " characters";
    const block = (list, line) => (manifest[list] ?? []).length === 0 ? [] : [list + ":", ...manifest[list].map((one) => "  " + line(one))];
    const setting = (one) => one.name + ": \"" + one.caption + "\", type " + one.settingTypeId + (one.isSecure ? ", secure" : "");
    return [
        (manifest.caption ?? manifest.name) + " " + manifest.version,
        ...["name", "guid", "author", "license", "url", "summary"].filter((key) => manifest[key] !== undefined).map((key) => "  " + key + ": " + manifest[key]),
        "  package: " + toPackage(manifest).length + " bytes",
        ...block("menus", (menu) => "page " + menu.pageId + ": " + (menu.entries ?? []).map((entry) => entry.caption).join(", ")),
        ...block("pageContents", (page) => "page " + page.pageId + ": " + page.name + ", code " + kB(page, "code") + ", css " + kB(page, "css")),
        ...block("pageColumns", (column) => "page " + column.pageId + ": " + column.caption),
        ...block("dashboards", (widget) => widget.name + ", code " + kB(widget, "code")),
        ...block("settings", setting), ...block("productSettings", setting),
        ...block("storage", (one) => one.key),
    ].map(printable).join("\n");
}
