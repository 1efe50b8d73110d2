// Places where a conversation shows its views, a dialog or the widget, and what is heard of them.

/** @param {HTMLElement} [element] the widget's; a dialog has one when it is open */
function newPlace(element) {
    return {
        element: element || null, view: null, title: "", closed: false, dropped: false,
        listeners: [], pressed: null, before: null, passing: false, kept: null,
    };
}

/** The person pressed a button: who listened last hears it, or who listens next. */
function press(place, button) {
    if (place.listeners.length > 0) place.listeners[0]("pressed", button);
    else place.pressed = button;
}

/** The place is no more: every conversation that listens hears so. */
function closePlace(place) {
    place.closed = true;
    for (const hear of place.listeners.slice()) hear("closed");
}

/** Draws where the place is open, or opens it first; false when there is none. */
function showIn(place, view) {
    if (place.closed || (place.element === null && !openDialog(place, view.title))) return false;
    place.view = view;
    place.passing = false;
    if (!view.buttons.some((button) => button.id === place.pressed)) place.pressed = null;
    draw(place, view);
    return true;
}

kCommands.show = ({ view }, { place }) => {
    try {
        // While a question stands in the dialog, the view waits behind it.
        if (place.kept !== null && !place.closed) place.kept = view;
        else if (!place.dropped && !showIn(place, view)) return failed();
        return { reply: "ack" };
    } catch (fault) {
        return failed(fault);
    }
};

/** Waits for a button, for the end of the place, or for `ms`: time that ends on a hidden page ends when it is seen. */
async function listen({ ms }, { place }) {
    const { closed, pressed, element } = place;
    if (closed || (element === null && ms === null)) return { reply: "heard", value: "closed" };
    if (pressed !== null) {
        place.pressed = null;
        return { reply: "heard", value: "pressed", button: pressed };
    }
    return new Promise((resolve) => {
        const paper = element && element.ownerDocument;
        let over = false;
        const look = () => {
            if (over && !(paper && paper.visibilityState === "hidden")) hear("elapsed");
        };
        const timer = ms === null ? null : setTimeout(() => { over = true; look(); }, ms);
        const hear = (value, button) => {
            clearTimeout(timer);
            if (paper) paper.removeEventListener("visibilitychange", look);
            place.listeners = place.listeners.filter((other) => other !== hear);
            resolve(Object.assign({ reply: "heard", value, now: Date.now() }, button === undefined ? {} : { button }));
        };
        if (paper && ms !== null) paper.addEventListener("visibilitychange", look);
        place.listeners.unshift(hear);
    });
}

kCommands.listen = listen;
