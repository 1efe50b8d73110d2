// window.__simulator: what tests may look at. Names of calls only, never what was said in them.

export const record = {
    /** Names of the spiraAppManager functions called, in order. */
    calls: [],
    /** Uses the platform's documentation rules out: { call, what }. */
    misuse: [],
    /** Menu keys clicked for which no handler was registered. */
    unhandledClicks: [],
    /** Messages of uncaught errors, of app code or of the simulator. */
    errors: [],
    /** spiraAppManager of each app, by guid. */
    managers: {},
    /** True once the form or grid is loaded and registerEvent_loaded handlers have run. */
    ready: false,
};

window.__simulator = record;
window.addEventListener("error", (event) => record.errors.push(event.message));
window.addEventListener("unhandledrejection", (event) => record.errors.push(String(event.reason)));

export function misuse(call, what) {
    record.misuse.push({ call, what });
    console.warn(`Spira simulator: ${call}: ${what}`);
}
