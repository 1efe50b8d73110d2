// The rules of a SpiraApp's manifest: manifest.schema.json for every key, and here what one key alone cannot show.
// Source: Spira's SpiraApp documentation and the limits of Inflectra's generator; where they differ the documented one.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

// Debian's packages: NODE_PATH names their folder, which import does not look into.
const Ajv = createRequire(import.meta.url)("ajv");

const kSchema = JSON.parse(readFileSync(new URL("manifest.schema.json", import.meta.url), "utf8"));
const kFixedUrl = 13;
const kConfigurableUrl = 14;
const kFunction = 2;  // what actionTypeId is when a click calls the page's code

// `unicode: false` counts UTF-16 units. `logger: false`: ajv 8 would remark on options that only ajv 6 has.
const validate = new Ajv({ allErrors: true, jsonPointers: true, verbose: true, unicode: false, logger: false }).compile(kSchema);

/** @typedef {(path: (string|number)[], sentence: string, isWarning?: boolean) => void} Complain */

/**
 * @param {Object} manifest
 * @param {Complain} complain is called for everything that is wrong
 */
export function checkManifest(manifest, complain) {
    if (!validate(manifest)) {
        for (const error of validate.errors) complainOf(error, complain);
        return;
    }
    checkUniqueness(manifest, complain);
    checkMenus(manifest, complain);
    checkSettings(manifest, complain);
}

/** A key that differs by case only is the likeliest mistake. */
function hint(key, known) {
    const near = Object.keys(known).find((one) => one.toLowerCase() === key.toLowerCase());
    return near ? " Did you mean `" + near + "`?" : "";
}

/** ajv 6 (Debian 12) and 8 (Debian 13) name the place differently, and begin their sentences with another verb. */
function complainOf({ keyword, dataPath, instancePath = dataPath, params, data, message, parentSchema }, complain) {
    // "/settings/2/caption": only lists have numbers there, because no documented key is one.
    const path = instancePath.split("/").slice(1).map((step) => /^\d+$/.test(step) ? Number(step) : step);
    if (keyword === "additionalProperties") {
        const key = params.additionalProperty;
        complain([...path, key], "is not a documented key here; remove it." + hint(key, parentSchema.properties));
    } else if (keyword === "required") {
        complain(path, "lacks the key `" + params.missingProperty + "`; add it.");
    } else if (keyword === "maxLength") {
        complain(path, "has " + data.length + " characters; " + params.limit + " is the most Spira takes.");
    } else if (data === null) {
        complain(path, "has no value; give it one or remove the key.");
    } else if (keyword === "type" && params.type === "string") {
        complain(path, typeof data === "object" ? "must be text." : "must be text; put it in quotes.");
    } else if (keyword === "type" && params.type === "object") {
        complain(path, "must be a group of `key: value` lines.");
    } else {
        complain(path, "must " + (parentSchema.description ?? message.replace(/^(should|must) /, "")) + ".");
    }
}

/** @yields {[Object, (string|number)[]]} the objects of a list of the manifest with their paths */
function* each(manifest, list) {
    for (const [index, object] of (manifest[list] ?? []).entries()) yield [object, [list, index]];
}

const kUnique = {
    menus: "pageId", pageContents: "pageId", pageColumns: "pageId", dashboards: "dashboardTypeId", settingGroups: "name", storage: "key",
};

function checkUniqueness(manifest, complain) {
    for (const [list, key] of Object.entries(kUnique)) checkNames([...each(manifest, list)], key, complain);
    // Over both lists: a system setting hides a product's.
    checkNames([...each(manifest, "settings"), ...each(manifest, "productSettings")], "name", complain);
    for (const [menu, path] of each(manifest, "menus")) {
        checkNames((menu.entries ?? []).map((entry, index) => [entry, [...path, "entries", index]]), "name", complain);
    }
}

function checkNames(objects, key, complain) {
    const seen = new Map();
    for (const [object, path] of objects) {
        const first = seen.get(object[key]);
        if (first) complain([...path, key], "is " + JSON.stringify(object[key]) + " as in " + pathText(first) + "; Spira takes one of each.");
        else seen.set(object[key], path);
    }
}

function checkMenus(manifest, complain) {
    const withCode = new Set((manifest.pageContents ?? []).map((page) => page.pageId));
    const visible = (object, path) => {
        if (object.isActive !== true) complain(path, "is hidden without `isActive: true`.", true);
    };
    for (const [dashboard, path] of each(manifest, "dashboards")) visible(dashboard, path);
    for (const [menu, path] of each(manifest, "menus")) {
        visible(menu, path);
        for (const [index, entry] of (menu.entries ?? []).entries()) {
            const inner = [...path, "entries", index];
            visible(entry, inner);
            if (entry.actionTypeId !== kFunction) continue;
            if (!withCode.has(menu.pageId)) complain(inner, "calls a function, but its page has no code; add a pageContents item.");
            if (entry.name !== entry.action) {
                complain([...inner, "action"], "differs from `name`; Spira's documentation and its apps disagree which of the two a click is sent to, " +
                    "so make them equal.", true);
            }
        }
    }
}

function checkSettings(manifest, complain) {
    const groups = new Set((manifest.settingGroups ?? []).map((group) => group.name));
    for (const [setting, path] of [...each(manifest, "settings"), ...each(manifest, "productSettings")]) {
        if (setting.settingGroup !== undefined && !groups.has(setting.settingGroup)) {
            complain([...path, "settingGroup"], "names a group that settingGroups does not have.");
        }
    }
    const fixed = new Set((manifest.settings ?? []).filter((one) => one.settingTypeId === kFixedUrl).map((one) => one.name));
    for (const [setting, path] of each(manifest, "settings")) {
        const isFixed = setting.settingTypeId === kFixedUrl;
        if (isFixed && setting.value === undefined) complain(path, "is a fixed URL (type 13) and lacks the key `value`; add the address.");
        if (!isFixed && setting.value !== undefined) complain([...path, "value"], "belongs to fixed URLs (type 13) only; remove it.");
        const fault = isFixed && setting.value !== undefined ? whiteListFault(setting.value) : "";
        if (fault) complain([...path, "value"], fault);
        const other = setting.defaultSettingName;
        if (other !== undefined && setting.settingTypeId !== kConfigurableUrl) {
            complain([...path, "defaultSettingName"], "belongs to configurable URLs (type 14) only; remove it.");
        } else if (other !== undefined && !fixed.has(other)) {
            complain([...path, "defaultSettingName"], "must be the name of a fixed URL (type 13) in settings.");
        }
    }
}

/**
 * Source: SpiraApp documentation, FixedUrl and ConfigurableUrl (Spira 9.3).
 * @returns {string} what keeps the text from being an address of Spira's URL white list; empty when nothing does
 */
function whiteListFault(url) {
    const [, scheme, host] = url.toLowerCase().match(/^(?:([a-z][a-z0-9+.-]*):\/\/)?([^/:?#]*)/);
    if (scheme !== undefined && scheme !== "https" && scheme !== "http") return "must start with https:// or http://.";
    if (!/^[a-z0-9-]+(\.[a-z0-9-]+)*\.?$/.test(host)) return "has no domain name, such as api.octoperf.com.";
    if (host === "localhost") return "is localhost, which Spira refuses; give the machine's name.";
    if (!/[a-z][^.]*$/.test(host)) return "is an IP address, which Spira refuses; give the machine's name.";
    return "";
}

/** @returns {string} "settings[2].caption" */
export function pathText(path) {
    return path.map((step, index) => typeof step === "number" ? "[" + step + "]" : (index > 0 ? "." : "") + step).join("");
}
