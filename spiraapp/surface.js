// Surfaces where a conversation shows its views, a dialog or the widget, and what is heard of them.

/** @param {HTMLElement} [element] the widget's; a dialog has one when it is open */
function newSurface(element) {
    return {
        element: element || null, view: null, title: "", closed: false, stopped: false,
        listeners: [], pressed: null, before: null, brief: false, covered: null,
    };
}

/** The person pressed a button: who listened last hears it, or who listens next. */
function press(surface, button) {
    if (surface.listeners.length > 0) surface.listeners[0]("pressed", button);
    else surface.pressed = button;
}

/** The surface is no more: every conversation that listens hears so. */
function closeSurface(surface) {
    surface.closed = true;
    for (const onEvent of surface.listeners.slice()) onEvent("closed");
}

/** Draws where the surface is open, or opens it first; false when there is none. */
function showIn(surface, view) {
    if (surface.closed || (surface.element === null && !openDialog(surface, view.title))) return false;
    surface.view = view;
    surface.brief = false;
    if (!view.buttons.some((button) => button.id === surface.pressed)) surface.pressed = null;
    draw(surface, view);
    return true;
}

kCommands.show = ({ view }, { surface }) => {
    try {
        // While a question stands in the dialog, the view waits behind it.
        if (surface.covered !== null && !surface.closed) surface.covered = view;
        else if (!surface.stopped && !showIn(surface, view)) return failed();
        return { reply: "ack" };
    } catch (fault) {
        return failed(fault);
    }
};

/** Waits for a button, for the end of the surface, or for `ms`: time that ends on a hidden page ends when it is seen. */
async function listen({ ms }, { surface }) {
    const { closed, pressed, element } = surface;
    if (closed || (element === null && ms === null)) return { reply: "dialog", value: "closed" };
    if (pressed !== null) {
        surface.pressed = null;
        return { reply: "dialog", value: "pressed", button: pressed };
    }
    return new Promise((resolve) => {
        const paper = element && element.ownerDocument;
        let over = false;
        const look = () => {
            if (over && !(paper && paper.visibilityState === "hidden")) onEvent("elapsed");
        };
        const timer = ms === null ? null : setTimeout(() => { over = true; look(); }, ms);
        const onEvent = (value, button) => {
            clearTimeout(timer);
            if (paper) paper.removeEventListener("visibilitychange", look);
            surface.listeners = surface.listeners.filter((other) => other !== onEvent);
            resolve(Object.assign({ reply: "dialog", value, now: Date.now() }, button === undefined ? {} : { button }));
        };
        if (paper && ms !== null) paper.addEventListener("visibilitychange", look);
        surface.listeners.unshift(onEvent);
    });
}

kCommands.listen = listen;
