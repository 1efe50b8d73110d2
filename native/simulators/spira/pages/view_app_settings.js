// The settings page of a SpiraApp: for the system, or for one product.

import { context } from "./context.js";
import { add, el } from "./dom.js";
import { icon } from "./icons.js";
import { orShow } from "./messages.js";
import { post } from "./server.js";

const type = { richText: 2, customProperty: 3, integer: 4, status: 5, multiLine: 9, boolean: 10, artifactType: 11, fixedUrl: 13 };

function choice(id, options, value) {
    return el("select", { id, value }, el("option", { value: "" }, "—"),
        options.map((one) => el("option", { value: String(one.id), selected: String(one.id) === value }, one.name)));
}

function textLike(id, setting) {
    return el("input", {
        type: setting.isSecure ? "password" : setting.type === type.integer ? "number" : "text", id, value: setting.value ?? "",
        placeholder: setting.isSecure && setting.hasValue ? "●●●●●●●● (kept unless you type a new one)" : setting.placeholder,
        title: setting.tooltip, autocomplete: setting.isSecure ? "new-password" : "off", disabled: setting.type === type.fixedUrl,
    });
}

/** @returns {{node: HTMLElement, read: () => string|undefined}} undefined: leave it as it is */
function control(setting) {
    const id = `setting-${setting.name}`;
    const text = (node) => ({ node, read: () => node.value });
    switch (setting.type) {
        case type.boolean: {
            const node = el("input", { type: "checkbox", id, checked: setting.value === "True", title: setting.tooltip });
            return { node, read: () => (node.checked ? "True" : "False") };
        }
        case type.richText:
        case type.multiLine: {
            const node = el("textarea", { id, placeholder: setting.placeholder, title: setting.tooltip });
            node.value = setting.value ?? "";
            return text(node);
        }
        case type.customProperty:
        case type.status:
        case type.artifactType:
            return text(choice(id, setting.options, setting.value ?? ""));
        default: {
            const node = textLike(id, setting);
            if (setting.type === type.fixedUrl) return { node, read: () => undefined };
            if (setting.isSecure) return { node, read: () => (node.value === "" ? undefined : node.value) };
            return text(node);
        }
    }
}

function groupOf(group, controls) {
    const rows = controls.map(({ setting, node }) => el("tr", {},
        el("td", {}, el("label", { for: node.id }, `${setting.caption}:`)), el("td", {}, node, setting.note && el("p", { class: "hint" }, setting.note))));
    return el("fieldset", {}, el("legend", {}, group.caption), group.description && el("p", { class: "hint" }, group.description),
        el("table", { class: "settings-table" }, el("thead", {}, el("tr", {}, el("th", {}, "Name"), el("th", {}, "Value"))), el("tbody", {}, rows)));
}

async function save(controls, list) {
    const settings = {};
    for (const { setting, read } of controls) {
        const value = read();
        if (value !== undefined) settings[setting.name] = value;
    }
    const change = { productId: context.productId ?? null, guid: context.app.guid, settings };
    if (await orShow(post("/_page/admin/app", change))) location.href = list;
}

export async function showAppSettings(content) {
    const { app } = context;
    const list = context.productId ? `${context.base}/${context.productId}/Administration/SpiraApps.aspx` : `${context.base}/Administration/SpiraApps.aspx`;
    const controls = app.settings.map((setting) => ({ setting, ...control(setting) }));
    const groups = app.groups.map((group) => [group, controls.filter(({ setting }) => setting.group === group.name)]).filter(([, inside]) => inside.length > 0);
    const loose = controls.filter(({ setting }) => !app.groups.some((group) => group.name === setting.group));
    if (loose.length > 0) groups.unshift([{ caption: "General" }, loose]);
    const scope = context.productId ? "product" : "global";
    const appPlace = el("div", { class: "toolbar", id: "spiraapps" });
    add(content,
        el("div", { class: "settings-head" }, el("a", { class: "button", href: list, "aria-label": "Back to the list" }, icon("back")),
            app.icon ? el("img", { src: app.icon, alt: "" }) : icon("app"),
            el("h1", {}, "SpiraApp Settings ", el("small", {}, app.caption))),
        appPlace,
        app.description && el("p", {}, app.description),
        el("p", {}, controls.length > 0 ? `This SpiraApp has the following ${scope} settings that you can configure:` : `This SpiraApp has no ${scope} settings.`),
        groups.map(([group, inside]) => groupOf(group, inside)),
        controls.length > 0 && el("div", { class: "group" },
            el("button", { type: "button", class: "button primary", id: "save", onclick: () => save(controls, list) }, "Save"),
            el("a", { class: "button", href: list }, "Cancel")));
    return { grids: {}, appPlace };
}
