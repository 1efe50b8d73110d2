// What stands on every page: top bar, breadcrumbs, user switcher, the line that says what this is.

import { context } from "./context.js";
import { add, el } from "./dom.js";
import { icon } from "./icons.js";
import { list, opens } from "./menu.js";
import { messagePlace } from "./messages.js";
import { post } from "./server.js";

function dropdown(caption, items, { picture, active = false, right = false, label } = {}) {
    const button = el("button", { type: "button", class: active ? "active" : "", "aria-label": label }, picture, caption, icon("down"));
    const entries = list(items, right ? "right" : "");
    const holder = el("div", { class: "dropdown" }, button, entries);
    opens(holder, [button], entries);
    return holder;
}

async function become(login) {
    await post("/_page/user", { login });
    location.reload();
}

const cultures = { "en-US": "English (en-US)", "fr-FR": "Français (fr-FR)", "de-DE": "Deutsch (de-DE)" };

async function changeProfile(change) {
    await post("/_page/profile", change);
    location.reload();
}

function productMenu() {
    const items = context.products.map((product) => ({ caption: product.name, href: `${context.base}/${product.id}.aspx`, icon: icon("folder") }));
    items.push({ caption: "My Page", href: `${context.base}/`, icon: icon("home") });
    return dropdown(context.productId ? context.productName : "Choose a product", items);
}

function testMenu() {
    const home = `${context.base}/${context.productId}`;
    return dropdown("Test Cases", [
        { caption: "Test Cases", href: `${home}/TestCase/List.aspx`, icon: icon("testcase") },
        { caption: "Test Sets", href: `${home}/TestSet/List.aspx`, icon: icon("testset") },
        { caption: "Test Runs", href: `${home}/TestRun/List.aspx`, icon: icon("testrun") },
    ], { picture: icon("testcase"), active: /^Test/.test(context.page) });
}

function administrationMenu() {
    const items = [];
    if (context.user.administrator) {
        items.push({ caption: "System: SpiraApps", href: `${context.base}/Administration/SpiraApps.aspx`, icon: icon("app") });
    }
    for (const product of context.products.filter((p) => p.administrator)) {
        items.push({ caption: `${product.name}: SpiraApps`, href: `${context.base}/${product.id}/Administration/SpiraApps.aspx`, icon: icon("app") });
    }
    return items.length > 0 && dropdown("", items, { picture: icon("cog"), active: /Admin/.test(context.page), right: true, label: "Administration" });
}

function userMenu() {
    const items = context.users.map((user) => ({
        caption: `${user.name} (${user.login})`, icon: icon(user.login === context.user.login ? "play" : "user"), click: () => become(user.login),
    }));
    const otherTheme = context.theme === "dark" ? "light" : "dark";
    items.push({ caption: otherTheme === "dark" ? "Dark theme" : "Light theme", icon: icon("moon"), click: () => changeProfile({ theme: otherTheme }) });
    for (const [culture, caption] of Object.entries(cultures)) {
        items.push({ caption, icon: icon(culture === context.user.culture ? "check" : ""), click: () => changeProfile({ culture }) });
    }
    return dropdown(context.user.name, items, { picture: icon("user"), right: true, label: `Signed in as ${context.user.name}: switch user` });
}

function crumbs() {
    if (!context.productId) return el("nav", { class: "crumbs", "aria-label": "Workspace" }, el("a", { href: `${context.base}/` }, "My Page"));
    const home = `${context.base}/${context.productId}`;
    const pages = [["Product Home", `${home}.aspx`, "ProductHome"], ["Test Cases", `${home}/TestCase/List.aspx`, "TestCase"],
        ["Test Sets", `${home}/TestSet/List.aspx`, "TestSet"], ["Test Runs", `${home}/TestRun/List.aspx`, "TestRun"]];
    return el("nav", { class: "crumbs", "aria-label": "Product" }, pages.map(([caption, href, page]) =>
        el("a", { href, "aria-current": context.page.startsWith(page) ? "page" : null }, caption)));
}

/** Builds the page's frame; the content goes into the element it returns. */
export function buildFrame() {
    document.documentElement.dataset.theme = context.theme;
    const content = el("main", { id: "content" });
    add(document.body,
        el("header", { class: "topbar" },
            el("a", { class: "brand", href: `${context.base}/`, "aria-label": "My Page" }, icon("home"), context.edition),
            productMenu(), context.productId && testMenu(),
            context.productId && el("a", { href: `${context.base}/${context.productId}/TestRun/List.aspx` }, "Reporting"),
            el("span", { class: "space" }), administrationMenu(), userMenu()),
        crumbs(),
        content,
        el("footer", { class: "simulator-mark" }, `Spira simulator ${context.version} — part of OctoSpira, not a product of Inflectra.`));
    content.append(messagePlace());
    return content;
}
