// README.md and docs/: every link leads somewhere, and every file that is named is there.

import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const pages = ["README.md", "CHANGELOG.md", ...readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md")).map((name) => "docs/" + name)];
const text = (page) => readFileSync(join(root, page), "utf8");

/** As GitHub makes an anchor of a heading. */
const anchor = (heading) => heading.toLowerCase().replace(/[`*]/g, "").replace(/[^\p{L}\p{N} _-]/gu, "").trim().replace(/ /g, "-");
const anchors = (page) => [...text(page).matchAll(/^#+ (.*)$/gm)].map((found) => anchor(found[1]));

for (const page of pages) {
    test(page + ": links lead to files and headings that are there", () => {
        for (const [, link] of text(page).matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)) {
            const [file, heading] = link.split("#");
            const target = file === "" ? page : join(dirname(page), file);
            assert.ok(existsSync(join(root, target)), link);
            if (heading) assert.ok(anchors(target).includes(heading), link);
        }
    });

    test(page + ": files that are named are there", () => {
        const named = /`((?:core|docs|manifest|native|spiraapp|tests|wasm)\/[\w./-]+\.(?:cpp|hpp|def|js|json|mjs|md|sh|yaml))`/g;
        for (const [, file] of text(page).matchAll(named)) assert.ok(existsSync(join(root, file)), file);
    });
}

test("the table of where to look names files that are there", () => {
    const table = text("docs/architecture.md").split("## Where to look")[1].split("\n## ")[0];
    const rows = table.split("\n").filter((line) => line.startsWith("| ") && line.includes("`"));
    assert.ok(rows.length >= 20, String(rows.length));
    for (const row of rows) {
        let folder = "";
        for (const [, file] of row.split(" | ")[1].matchAll(/`([\w./*-]+)`/g)) {
            if (file.includes("/")) folder = dirname(file);
            const path = file.includes("/") ? file : join(folder, file);
            assert.ok(existsSync(join(root, path.includes("*") ? dirname(path) : path)), path);
        }
    }
});
