// What Inflectra's package generator does with a folder: its limits and its way of putting files in, modelled after its
// published behaviour and sharing nothing with our packer. Minifying is left out, as in its --debug mode. It takes the
// manifest as JSON, because reading YAML is no part of what is to be checked.

import { readFileSync } from "node:fs";
import { join } from "node:path";

const kUnlimited = Infinity;
const text = (longest = kUnlimited) => ({ kind: "text", longest });
const whole = (low, high = kUnlimited) => ({ kind: "whole", low, high });
const needed = (rule) => ({ ...rule, needed: true });
const kFlag = { kind: "flag" };
const kList = { kind: "list" };

const kSetting = {
    settingTypeId: needed(whole(1, 12)), name: needed(text(255)), caption: needed(text(50)), placeholder: text(255),
    tooltip: text(255), isSecure: kFlag, position: whole(1), settingGroup: text(50),
};
const kEntry = {
    name: needed(text(50)), caption: needed(text(128)), tooltip: text(255), icon: text(255),
    actionTypeId: needed(whole(1, 2)), action: needed(text(255)), isActive: kFlag,
};
const kLists = {
    menus: {
        pageId: needed(whole(1, 21)), caption: needed(text(255)), icon: text(255), isActive: kFlag, entries: kList,
    },
    pageContents: { pageId: needed(whole(1, 21)), name: needed(text(128)), code: needed(text()), css: text() },
    pageColumns: {
        pageId: needed(whole(1, 21)), name: needed(text(50)), caption: needed(text(50)), template: needed(text()),
    },
    dashboards: {
        dashboardTypeId: whole(1, 6), name: needed(text(128)), isActive: kFlag, description: text(), code: text(),
    },
    settingGroups: { name: needed(text(50)), caption: needed(text(255)), description: text() },
    settings: kSetting,
    productSettings: { ...kSetting, artifactTypeId: whole(-1000) },
};
const kRoot = {
    guid: needed(text(64)), name: needed(text(255)), caption: text(255), summary: text(255), description: text(),
    productSummary: text(255), productDescription: text(), author: text(128), license: text(), copyright: text(128),
    url: text(256), icon: text(), version: needed({ kind: "decimal" }),
    ...Object.fromEntries(Object.keys(kLists).map((key) => [key, kList])),
};

function valueFault(value, rule) {
    if (rule.kind === "flag") return typeof value === "boolean" ? null : "boolean expected";
    if (rule.kind === "decimal") return Number.parseFloat(value) > 0 ? null : "decimal expected";
    if (rule.kind === "whole") {
        return Number.isInteger(value) && value >= rule.low && value <= rule.high ? null : "int out of range";
    }
    // A null has no length: the generator ends with a TypeError there, and so does this.
    if (rule.kind === "text" && rule.longest !== kUnlimited && value.length > rule.longest) return "too long";
    return null;
}

function objectFaults(object, rules, path) {
    const faults = [];
    for (const [key, value] of Object.entries(object)) {
        const fault = key in rules ? valueFault(value, rules[key]) : "key not allowed";
        if (fault !== null) faults.push(path + key + ": " + fault);
    }
    for (const key of Object.keys(rules)) {
        if (rules[key].needed && !(key in object)) faults.push(path + key + ": missing");
    }
    return faults;
}

/** @returns {string[]} what the generator would print; empty when it accepts the manifest */
export function manifestFaults(manifest) {
    const faults = objectFaults(manifest, kRoot, "");
    for (const [list, rules] of Object.entries(kLists)) {
        for (const [index, object] of (manifest[list] ?? []).entries()) {
            const path = list + "[" + index + "].";
            faults.push(...objectFaults(object, rules, path));
            for (const entry of object.entries ?? []) faults.push(...objectFaults(entry, kEntry, path + "entries."));
        }
    }
    return faults;
}

/** Types of file that go into a script, and into a style sheet, as they are; others go in as base64. */
const kRaw = { js: ["js", "json", "html", "txt", "md"], css: ["css"] };

function withFiles(source, folder, parent) {
    return source.replace(/file:\/\/[^/\\]+?\.\w+/g, (match) => {
        const name = match.slice("file://".length);
        const type = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
        let content = readFileSync(join(folder, name), "utf8");
        if (type in kRaw) content = withFiles(content, folder, type);
        if (!kRaw[parent]?.includes(type)) return Buffer.from(content).toString("base64");
        // The generator inserts with a text as the replacement, where `$&` and the like have a meaning.
        return name.replace(name, content);
    });
}

/** @returns {string} the bytes of the package; throws where the generator would stop */
export function generate(manifest, folder) {
    return Buffer.from(withFiles(JSON.stringify(manifest), folder, "")).toString("base64");
}
