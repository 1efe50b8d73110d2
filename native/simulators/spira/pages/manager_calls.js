// executeRest (the world, through the server) and executeApi (Spira's own REST as the user).

import { context } from "./context.js";
import { checked, fail } from "./manager_failure.js";
import { misuse } from "./record.js";
import { post } from "./server.js";

/**
 * Gives a result to the success callback later, as the network would; whether the app hears of it once and whether the
 * failure callback is called too is a switch.
 */
function succeed(ok, failure, ...result) {
    const { callCallbacks } = context.switches;
    const late = () => fail(failure, { message: "The call was given up.", exceptionType: "Exception", status: 500 });
    if (callCallbacks === "failureThenSuccess") late();
    setTimeout(() => ok(...result));
    if (callCallbacks === "twice") setTimeout(() => ok(...result));
    if (callCallbacks === "successThenFailure") late();
}

const restMethods = ["POST", "GET", "PUT", "DELETE", "PATCH", "OPTIONS", "MERGE"];
const isText = (value) => typeof value === "string";
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

function checkRest([guid, name, method, url, body, credentials, headers, success, failure], count) {
    return checked("executeRest", misuse, {
        "takes nine arguments": count === 9,
        "appGuid is not the guid of an installed app": context.apps.some((app) => app.guid === guid),
        "appName is not text": isText(name),
        "method is none of the documented ones": restMethods.includes(method),
        "url is not absolute and does not begin with a token": isText(url) && /^(https?:\/\/|\{[^{}]+\})/.test(url),
        "body is not text": isText(body),
        "credentials are neither null nor {userName, password}":
            credentials === null || (isObject(credentials) && isText(credentials.userName) && isText(credentials.password)),
        "headers are not an object of texts": isObject(headers) && Object.values(headers).every(isText),
        "success is not a function": typeof success === "function",
        "failure is not a function": typeof failure === "function",
    });
}

/** executeRest(appGuid, appName, method, url, body, credentials, headers, success, failure) */
export async function executeRest(...given) {
    const [guid, name, method, url, body, credentials, headers, success, failure] = given;
    const refuse = (message) => fail(typeof failure === "function" ? failure : () => {}, { message, exceptionType: "PluginRestException" });
    if (!checkRest(given, given.length)) {
        refuse("The request was not valid.");
        return;
    }
    let answer;
    try {
        answer = await post("/_page/rest", { guid, name, method, url, body, credentials, headers, productId: context.productId ?? null });
    } catch (error) {
        refuse(error.message);
        return;
    }
    const { statusCode, statusDescription, content } = answer;
    succeed(success, failure, { statusCode, statusDescription, content });
}

function checkApi([name, version, method, url, body, ok, failure], count) {
    const bodyFits = method === "POST" ? isText(body)
        : method === "PUT" ? isText(body) || isObject(body) : body === null || body === undefined || isText(body);
    return checked("executeApi", misuse, {
        "takes seven arguments": count === 7,
        "name is not text": isText(name),
        "version is not \"7.0\"": version === "7.0",
        "method is not GET, POST, PUT or DELETE": ["GET", "POST", "PUT", "DELETE"].includes(method),
        "url is not relative": isText(url) && !/^(\/|https?:)/i.test(url),
        "body has not the form this method takes": bodyFits,
        "success is not a function": typeof ok === "function",
        "failure is not a function": typeof failure === "function",
    });
}

function parsed(content) {
    if (content === "") return "";
    try {
        return JSON.parse(content);
    } catch {
        return content;
    }
}

/** executeApi(name, "7.0", method, relativeUrl, body, ok, fail) */
export async function executeApi(...given) {
    const [, , method, url, body, ok, failure] = given;
    const refuse = (fault) => fail(typeof failure === "function" ? failure : () => {}, { exceptionType: "Exception", ...fault });
    if (!checkApi(given, given.length)) {
        refuse({ message: "The request was not valid.", status: 400 });
        return;
    }
    let answer;
    try {
        const form = isText(body) ? "text" : "object";
        const text = isText(body) ? body : body === null || body === undefined ? "" : JSON.stringify(body);
        answer = await post("/_page/api", { method, url, body: text, form });
    } catch (error) {
        refuse({ message: error.message, status: 0 });
        return;
    }
    const result = parsed(answer.content);
    if (answer.statusCode >= 200 && answer.statusCode < 300) {
        succeed(ok, failure, result);
        return;
    }
    const message = isText(result) ? result : answer.content;
    refuse({ message, status: answer.statusCode, body: answer.content });
}

/** executeApiAsync(name, version, method, relativeUrl, body): the same as a promise. */
export function executeApiAsync(name, version, method, url, body) {
    return new Promise((resolve, reject) => { executeApi(name, version, method, url, body, resolve, reject); });
}
