// The product home's widget: drawn when the page is there and again when what it depends on changes.

/** Where the widget is drawn now, and whether it is to be drawn anew when that has ended. */
let widget = null;
let again = false;

/**
 * Spira may insert this code once more when the dashboard is refreshed, beside the copy that runs: the newest marks the
 * element as its own, and the others stop.
 */
const kCopy = Date.now() + "-" + Math.random();
let begun = false;

/** Given by newer versions of Spira; the element's id is documented for the others, and seen in lower case. */
function widgetElement() {
    if (typeof WIDGET_ELEMENT === "object" && WIDGET_ELEMENT !== null && WIDGET_ELEMENT.isConnected) return WIDGET_ELEMENT;
    const byId = (guid) => document.getElementById(guid + "_content");
    return attempt(() => byId(APP_GUID) || byId(APP_GUID.toLowerCase()));
}

/** The widget's element, if it is there and no newer copy draws in it. */
function ownElement() {
    const element = widgetElement();
    if (element === null || (begun && (element.dataset.octospira || kCopy) !== kCopy)) return null;
    begun = true;
    element.dataset.octospira = kCopy;
    return element;
}

/** A view that the page makes itself; without a caption it is still loading. */
function drawOwn(surface, block, caption) {
    draw(surface, { title: "", blocks: [block], buttons: caption ? [{ id: "again", text: caption, kind: "primary" }] : [] });
}

/** Draws the widget, once at a time: a change meanwhile ends what goes on and draws once more. */
async function reload() {
    if (widget !== null) {
        again = true;
        widget.stopped = true;
        return closeSurface(widget);
    }
    const element = ownElement();
    if (element === null) return;
    const surface = widget = Object.assign(newSurface(element), { title: null });
    drawOwn(surface, { type: "progress", percent: null, text: say("loading") });
    const failure = await hold("widget", newConversation(surface), { dialogs: true });
    widget = null;
    if (again) {
        again = false;
        return reload();
    }
    if (failure !== null) {
        drawOwn(surface, { type: "text", text: failure, tone: "bad" }, say("retry"));
        listen({ ms: null }, { surface }).then(reload);
    }
}

attempt(() => spiraAppManager.registerEvent_dashboardUpdated(reload));
if (widgetElement() !== null) reload();
else attempt(() => spiraAppManager.registerEvent_windowLoad(reload));
