// What spiraAppManager.registerEvent_… listens to. There is no way to unregister, as in Spira.

const handlers = new Map();

/** @param {string} event @param {Function} handler @param {string} [only] the one field or grid it is about */
export function register(event, handler, only) {
    if (!handlers.has(event)) handlers.set(event, []);
    handlers.get(event).push({ handler, only });
}

/** Calls a handler; one that throws does not stop the others, its error goes to the console as uncaught. */
function call(handler, values) {
    try {
        return handler(...values);
    } catch (error) {
        reportError(error);
        return undefined;
    }
}

export function emit(event, ...values) {
    for (const { handler } of handlers.get(event) ?? []) call(handler, values);
}

/** As emit, for the field or grid `about`; false when a handler that was registered for it said false. */
export function emitAbout(event, about, ...values) {
    let fine = true;
    for (const { handler, only } of handlers.get(event) ?? []) {
        if (only === undefined) call(handler, []);
        else if (only === about && call(handler, values) === false) fine = false;
    }
    return fine;
}
