// Asks the recorder's API.

export const kNoAnswer = "The recorder is not responding.";

/** What proves that a post comes from this page; "" before the first overview. */
export const session = { csrf: "" };

/** Status and JSON of an answer. Throws when the recorder does not answer. @param {string} path @param {object} [body] */
export async function call(path, body) {
    const headers = { Accept: "application/json" };
    const options = { credentials: "same-origin", cache: "no-store", headers, signal: AbortSignal.timeout(15_000) };
    if (body !== undefined) {
        Object.assign(options, { method: "POST", body: JSON.stringify(body) });
        Object.assign(headers, { "Content-Type": "application/json", "X-OctoSpira-CSRF": session.csrf });
    }
    const response = await fetch(path, options);
    return { status: response.status, ok: response.ok, json: await response.json() };
}
