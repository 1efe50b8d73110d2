// spiraAppManager, as the facts describe it, for the version of Spira that is simulated: what came
// later is not there, so that an app has to look before it calls.

import { atLeast, context, may } from "./context.js";
import { formatDate, formatDateTime } from "./dates.js";
import { register } from "./events.js";
import { customFieldName } from "./fields.js";
import { htmlToText, sanitizeHtml } from "./html.js";
import { executeApi, executeApiAsync, executeRest } from "./manager_calls.js";
import { checked } from "./manager_failure.js";
import { formFunctions, gridFunctions } from "./manager_page.js";
import { closeDialog, createComboDialog, displayConfirmation, dynamicDialogFor, messages } from "./manager_dialogs.js";
import { localData, storageFunctions } from "./manager_storage.js";
import { misuse, record } from "./record.js";

/** The version that brought a function (facts §9); storage… are of 8.7, what is not listed has always been there. */
const since = {
    createDynamicDialog: "9.2", closeDialog: "9.2", displayConfirmation: "8.14", saveForm: "8.13", getLiveFormFieldValue: "8.8",
    getGridSelectedItems: "8.7", getDropdownItems: "8.6", setDropdownItemsIsActive: "8.6", executeApiAsync: "8.5",
    registerEvent_dataPreSave: "8.4", sanitizeHtml: "8.3", convertHtmlToPlainText: "8.3", registerEvent_dropdownChanged: "8.2",
    registerEvent_gridLoaded: "8.1", getLocalData: "8.0", setLocalData: "8.0", removeLocalData: "8.0",
};

/** The version that brought a property. */
const propertySince = {
    currentTheme: "8.11", pageId: "8.11", artifactTypes: "8.5", artifactNames: "8.5", testCaseStatuses: "8.5", releaseStatuses: "8.5",
};

const menuHandlers = new Map();

/** Calls what an app registered for this key, by each of its copies; false when it registered nothing. */
export function clickMenu(guid, key) {
    const handlers = menuHandlers.get(`${guid} ${key}`) ?? [];
    for (const handler of handlers) handler();
    return handlers.length > 0;
}

function registerMenuEntryClick(guid, key, handler) {
    const fine = checked("registerEvent_menuEntryClick", misuse, {
        "takes three arguments": handler !== undefined,
        "appGuid is not the guid of an installed app": context.apps.some((app) => app.guid === guid),
        "key is not text": typeof key === "string" && key !== "",
        "handler is not a function": typeof handler === "function",
    });
    const before = context.switches.codeInserted === "twice" ? menuHandlers.get(`${guid} ${key}`) ?? [] : [];
    if (fine) menuHandlers.set(`${guid} ${key}`, [...before, handler]);
}

/** Events that are about one field or grid: (its name, handler). One of grids may also be heard of for all of them. */
const named = ["dropdownChanged", "gridLoaded"];
const plain = ["loaded", "dataSaved", "dataPreSave", "dataFailure", "operationReverted", "windowLoad", "dashboardUpdated"];

function eventFunctions() {
    const functions = {};
    for (const name of [...named, ...plain]) {
        functions[`registerEvent_${name}`] = (...given) => {
            const handler = given.at(-1);
            const only = given.length === 2 ? given[0] : undefined;
            const fine = checked(`registerEvent_${name}`, misuse, {
                "takes a handler": (given.length === 1 && name !== "dropdownChanged") || (given.length === 2 && named.includes(name)),
                "handler is not a function": typeof handler === "function",
                "name is not text": only === undefined || typeof only === "string",
            });
            if (fine) register(name, handler, only);
            return fine;
        };
    }
    return functions;
}

function functions(page, app) {
    return {
        registerEvent_menuEntryClick: registerMenuEntryClick, ...eventFunctions(), executeRest, executeApi, executeApiAsync,
        ...messages, displayConfirmation, createComboDialog, createDynamicDialog: dynamicDialogFor(app), closeDialog,
        ...formFunctions(page.form), ...gridFunctions(page.grids),
        ...(atLeast("8.7") ? storageFunctions() : {}), ...localData,
        formatCustomFieldName: customFieldName, formatDate, formatDateTime, sanitizeHtml, convertHtmlToPlainText: htmlToText,
        canViewArtifactType: (id) => may(id, "view"), canCreateArtifactType: (id) => may(id, "create"), canModifyArtifactType: (id) => may(id, "modify"),
        setWindowLocation: (url) => { location.href = url; },
    };
}

function utcOffset() {
    const minutes = -new Date().getTimezoneOffset();
    const two = (number) => String(number).padStart(2, "0");
    return `${minutes < 0 ? "-" : "+"}${two(Math.trunc(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
}

/** "Ready for Test" → "readyForTest". */
function camelCase(name) {
    const words = name.split(/\W+/).map((word) => word[0].toUpperCase() + word.slice(1)).join("");
    return words[0].toLowerCase() + words.slice(1);
}

function byName(lookup) {
    return Object.fromEntries(lookup.map((one) => [camelCase(one.name), one.id]));
}

function properties(page) {
    const gridIds = Object.fromEntries(Object.entries(page.grids).map(([name, grid]) => [name, grid.options.id]));
    const { artifactTypes, statuses, releaseStatuses } = context.lookups;
    return {
        userId: context.user.id, projectId: context.productId, projectTemplateId: context.templateId,
        artifactId: context.artifactId, artifactTypeId: context.artifactTypeId,
        baseUrl: `${context.base}/`, baseThemeUrl: `${context.base}/_page/theme/`, currentUtcOffset: utcOffset(),
        currentCulture: context.user.culture, currentTheme: context.theme, pageId: context.pageName,
        productType: context.edition, gridIds: context.switches.gridIds === "function" ? () => gridIds : gridIds,
        artifactTypes, artifactNames: Object.fromEntries(Object.entries(artifactTypes).map(([name, id]) => [id, name])),
        testCaseStatuses: byName(statuses), releaseStatuses: byName(releaseStatuses),
    };
}

function present(all, versions) {
    return Object.fromEntries(Object.entries(all).filter(([name]) => versions[name] === undefined || atLeast(versions[name])));
}

/**
 * Every app has a manager of its own.
 * @param {{form?: Form, grids: Object, displayReleaseId?: () => number|string}} page
 * @returns {(app: Object) => Object}
 */
export function managerMaker(page) {
    return (app) => {
        const manager = present(properties(page), propertySince);
        Object.defineProperty(manager, "displayReleaseId", { enumerable: true, get: () => page.displayReleaseId?.() ?? "" });
        for (const [name, call] of Object.entries(present(functions(page, app), since))) {
            manager[name] = (...given) => {
                record.calls.push(name);
                return call(...given);
            };
        }
        return Object.freeze(manager);
    };
}
