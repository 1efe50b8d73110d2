// A small SpiraApp made by hand, to try the platform: one button, one of everything it may call.

export const guid = "0b9c5c1e-7a11-4c8e-9f6e-1f2d3c4b5a69";

const base64 = (text) => Buffer.from(text, "utf8").toString("base64");

/** Runs in the page. What it learns goes to window.sample, for the tests. */
const code = `
const sample = { settingsAtStart: typeof SpiraAppSettings, thisIs: typeof this, loaded: 0, clicks: 0, manager: spiraAppManager };
window.sample = sample;
spiraAppManager.registerEvent_loaded(() => {
    sample.loaded += 1;
    sample.settings = typeof SpiraAppSettings === "undefined" ? null : SpiraAppSettings[APP_GUID];
});
spiraAppManager.registerEvent_menuEntryClick(APP_GUID, "byName", () => { sample.clicks += 1; sample.key = "name"; });
spiraAppManager.registerEvent_menuEntryClick(APP_GUID, "byAction", () => { sample.clicks += 1; sample.key = "action"; });
`;

/** The same for the widget on a product's home page. */
const widgetCode = `
const copies = (window.sample?.copies ?? 0) + 1;
const sample = { manager: spiraAppManager, events: [], copies, widgetElement: typeof WIDGET_ELEMENT, thisIs: typeof this };
window.sample = sample;
const element = document.getElementById(APP_GUID.toLowerCase() + "_content");
if (sample.widgetElement === "object") sample.same = WIDGET_ELEMENT === element;
function draw() { element.textContent = "Release: " + (spiraAppManager.displayReleaseId || "all"); }
draw();
spiraAppManager.registerEvent_windowLoad((...given) => sample.events.push(["windowLoad", given.length]));
spiraAppManager.registerEvent_loaded(() => sample.events.push(["loaded"]));
spiraAppManager.registerEvent_dashboardUpdated((...given) => { draw(); sample.events.push(["dashboardUpdated", given.length]); });
`;

function menu(pageId) {
    return { pageId, caption: "Sample", isActive: true, entries: [{ name: "byName", caption: "Go", actionTypeId: 2, action: "byAction", isActive: true }] };
}

function contents(pageId) {
    return { pageId, name: `page${pageId}`, code: base64(code), css: base64(".sample-mark { color: rgb(1, 2, 3); }") };
}

export function manifest() {
    return {
        guid, name: "Sample", caption: "Sample App", summary: "Tries the platform", version: 1.1,
        icon: `data:image/svg+xml;base64,${base64("<svg xmlns=\"http://www.w3.org/2000/svg\"/>")}`,
        menus: [{
            pageId: 2, caption: "Sample", icon: "sample-logo", isActive: true, entries: [
                { name: "byName", caption: "Go", actionTypeId: 2, action: "byAction", isActive: true },
                { name: "link", caption: "Product", actionTypeId: 1, action: "/{project_id}.aspx?from={artifact_id}", isActive: true },
                { name: "hidden", caption: "Hidden", actionTypeId: 2, action: "hidden" },
            ],
        }, menu(1), menu(12), menu(21)],
        pageContents: [contents(2), contents(1), contents(12), contents(21)],
        dashboards: [
            { dashboardTypeId: 1, name: "Sample widget", description: "Shows the release", isActive: true, code: base64(widgetCode) },
            { dashboardTypeId: 3, name: "Not on a product's home", isActive: true, code: base64("throw new Error('wrong dashboard');") },
        ],
        settings: [
            { settingTypeId: 13, name: "cloudUrl", caption: "Cloud URL", value: "https://api.example.com" },
            { settingTypeId: 14, name: "serverUrl", caption: "Server URL", defaultSettingName: "cloudUrl" },
            { settingTypeId: 1, name: "apiKey", caption: "API Key", isSecure: true },
        ],
        productSettings: [
            { settingTypeId: 3, name: "property", caption: "Property", artifactTypeId: 2 },
            { settingTypeId: 3, name: "runProperty", caption: "Run property", artifactTypeId: 5 },
            { settingTypeId: 1, name: "text", caption: "Text" },
            { settingTypeId: 4, name: "number", caption: "Number" },
            { settingTypeId: 10, name: "flag", caption: "Flag" },
        ],
    };
}

export function packed(changed = manifest()) {
    return base64(JSON.stringify(changed));
}
