// Talks to the simulator for the pages themselves.

import { context } from "./context.js";

/** Posts JSON to one of the simulator's page services; throws an Error with the server's message. */
export async function post(path, value) {
    const response = await fetch(context.base + path, {
        method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(value),
    });
    const text = await response.text();
    let answer;
    try { answer = JSON.parse(text); } catch { answer = { message: text || response.statusText }; }
    if (!response.ok) throw new Error(answer.message || response.statusText);
    return answer;
}

/** A failed REST call of the page. */
export class RestError extends Error {
    constructor(status, message) {
        super(message);
        this.status = status;
    }
}

/** Spira's REST as the signed-in user: the parsed answer, or a RestError. */
export async function rest(method, url, body) {
    const answer = await post("/_page/api", {
        method, url, body: body === undefined ? "" : JSON.stringify(body), form: "page",
    });
    let content;
    try { content = answer.content === "" ? null : JSON.parse(answer.content); } catch { content = answer.content; }
    if (answer.statusCode >= 200 && answer.statusCode < 300) return content;
    throw new RestError(answer.statusCode, typeof content === "string" ? content : JSON.stringify(content));
}
