// What spiraAppManager.registerEvent_… listens to. There is no way to unregister, as in Spira.

const handlers = new Map();

export function register(event, handler) {
    if (!handlers.has(event)) handlers.set(event, []);
    handlers.get(event).push(handler);
}

/** Calls every handler; one that throws does not stop the others, its error goes to the console as uncaught. */
export function emit(event, ...values) {
    for (const handler of handlers.get(event) ?? []) {
        try {
            handler(...values);
        } catch (error) {
            reportError(error);
        }
    }
}
