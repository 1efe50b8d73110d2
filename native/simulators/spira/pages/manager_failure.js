// How a failure reaches an app: three readings of the facts exist, a switch of the simulator chooses.

import { context } from "./context.js";

/**
 * Calls an app's failure callback later, as the network would.
 * @param {Function} callback
 * @param {{message: string, exceptionType: string, status?: number, body?: string}} fault `body` is the text the server sent, if any
 */
export function fail(callback, fault) {
    const shapes = {
        plugin: () => callback({ message: fault.message, exceptionType: fault.exceptionType }),
        jquery: () => callback({
            status: fault.status ?? 500, statusText: "error",
            responseText: fault.body ?? JSON.stringify({
                Message: "An error has occurred.", ExceptionMessage: fault.message, ExceptionType: fault.exceptionType,
            }),
        }, "Internal Server Error"),
        text: () => callback(fault.message),
    };
    setTimeout(shapes[context.switches.failureShape]);
}

/** True when every check holds; otherwise notes the first that does not. */
export function checked(name, misuse, checks) {
    const wrong = Object.entries(checks).find(([, fine]) => !fine);
    if (wrong !== undefined) misuse(name, wrong[0]);
    return wrong === undefined;
}
