// storageInsertSystem, storageGetProductUserAll, … and local data.

import { context } from "./context.js";
import { checked, fail } from "./manager_failure.js";
import { misuse } from "./record.js";
import { post } from "./server.js";

const isText = (value) => typeof value === "string";

/** Which arguments follow APP_GUID and the app's name, by operation; productId joins them for Product scopes. */
const operations = {
    Insert: ["key", "value", "productId", "isSecure"], Update: ["key", "value", "productId"],
    Get: ["key", "productId"], Delete: ["key", "productId"], GetAll: ["productId"], DeleteAll: ["productId"],
};

const fits = {
    key: (value) => isText(value) && value.length > 0 && value.length <= 128, value: isText,
    productId: Number.isInteger, isSecure: (value) => typeof value === "boolean",
};

function storageCall(name, operation, scope, members) {
    return async (...given) => {
        const values = Object.fromEntries(members.map((member, index) => [member, given[index + 2]]));
        const [ok, failure] = given.slice(members.length + 2);
        const report = (message, status) => fail(typeof failure === "function" ? failure : () => {}, { message, exceptionType: "Exception", status });
        const fine = checked(name, misuse, {
            [`takes ${members.length + 4} arguments`]: given.length === members.length + 4,
            "appGuid is not the guid of an installed app": context.apps.some((app) => app.guid === given[0]),
            "appName is not text": isText(given[1]) && given[1] !== "",
            ...Object.fromEntries(members.map((member) => [`${member} is not valid`, fits[member](values[member])])),
            "success is not a function": typeof ok === "function",
            "failure is not a function": typeof failure === "function",
        });
        if (!fine) {
            report("The request was not valid.", 400);
            return;
        }
        try {
            const answer = await post("/_page/storage", { guid: given[0], operation, scope, ...values });
            const asText = operation === "GetAll" && context.switches.storageGetAll === "text";
            setTimeout(() => ok(asText ? JSON.stringify(answer.value) : answer.value));
        } catch (error) {
            report(error.message, 500);
        }
    };
}

/** Every storage function by name. */
export function storageFunctions() {
    const functions = {};
    for (const scope of ["System", "User", "Product", "ProductUser"]) {
        for (const [operation, all] of Object.entries(operations)) {
            const everything = operation.endsWith("All");
            const name = `storage${everything ? operation.slice(0, -3) : operation}${scope}${everything ? "All" : ""}`;
            const members = all.filter((member) => member !== "productId" || scope.startsWith("Product"));
            functions[name] = storageCall(name, operation, scope, members);
        }
    }
    functions.storageDeleteProductUserAllUsers = storageCall("storageDeleteProductUserAllUsers", "DeleteAllUsers", "ProductUser", ["productId"]);
    return functions;
}

const prefix = "spira-simulator.";

function localKey(name, key) {
    return checked(name, misuse, {
        "key does not contain APP_GUID": isText(key) && context.apps.some((app) => key.includes(app.guid)),
    });
}

export const localData = {
    getLocalData: (key) => (localKey("getLocalData", key) ? localStorage.getItem(prefix + key) : null),
    setLocalData: (key, text) => {
        if (!localKey("setLocalData", key)) return;
        if (checked("setLocalData", misuse, { "value is not text": isText(text) })) localStorage.setItem(prefix + key, text);
    },
    removeLocalData: (key) => { if (localKey("removeLocalData", key)) localStorage.removeItem(prefix + key); },
};
