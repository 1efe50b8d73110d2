// docs/messages.md: every sentence it quotes is one of the catalogue, core/texts/*.def.
// docs/engine-boundary.md: its table of events is that of core/flows/page_events.hpp.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

import { eventsOfPages } from "./exports.mjs";

const kTexts = new URL("../../core/texts/", import.meta.url);
const kLeastLength = 8;

/** Without what a sentence is filled with, in the guide "…". */
const plain = (text) => text.replace(/%\d/g, "…").replace(/\s+/g, " ").toLowerCase();

/** The English texts, what fills them left out. */
function catalogue() {
    const files = readdirSync(kTexts).filter((name) => name.endsWith(".def"));
    const all = files.map((name) => readFileSync(new URL(name, kTexts), "utf8")).join("\n");
    return [...all.matchAll(/^OCTOSPIRA_TEXT\(\w+,\s*"((?:[^"\\]|\\.)*)"/gm)].map(([, text]) => plain(JSON.parse('"' + text + '"')));
}

/** The first cells of its tables. */
function quoted() {
    const page = readFileSync(new URL("../../docs/messages.md", import.meta.url), "utf8");
    const cells = [...page.matchAll(/^\| ([^|]+) \|/gm)].map(([, cell]) => cell);
    return cells.filter((cell) => cell !== "Message" && !/^-+$/.test(cell));
}

/** The parts of a quotation that stand in one text each. */
function partsOf(cell) {
    const sentences = plain(cell.replace(/\*[^*]+:\*|[*`]/g, "")).split(/ \/ |(?<=[.?:])\s|…|\(the same[^)]*\)/);
    return sentences.map((part) => part.trim()).filter((part) => part.length >= kLeastLength);
}

/** Whose answer it was is filled in, too. */
const withoutName = (part) => part.replace(/^(octoperf|spira) /, "… ");

test("the page of messages quotes messages as the app words them", () => {
    const texts = catalogue();
    const parts = quoted().flatMap(partsOf);
    assert.ok(texts.length > 200 && parts.length > 100, texts.length + " texts, " + parts.length + " parts");
    assert.deepEqual(parts.filter((part) => !texts.some((text) => text.includes(part) || text.includes(withoutName(part)))), []);
});

test("the boundary's page names the events of each engine", () => {
    const page = readFileSync(new URL("../../docs/engine-boundary.md", import.meta.url), "utf8");
    const rows = [...page.split("\n## ")[0].matchAll(/^\| `(\w+)` \| [^|`]+ \| ([^|]+) \|$/gm)];
    const named = rows.map(([, engine, events]) => [engine, [...events.matchAll(/`(\w+)`/g)].map(([, event]) => event)]);
    assert.equal(named.length, 4);
    assert.deepEqual(Object.fromEntries(named), eventsOfPages());
});
