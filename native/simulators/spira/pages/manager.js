// spiraAppManager, as the facts describe it, for the version of Spira that is simulated: what came
// later is not there, so that an app has to look before it calls.

import { atLeast, context, may } from "./context.js";
import { formatDate, formatDateTime } from "./dates.js";
import { register } from "./events.js";
import { customFieldName } from "./fields.js";
import { htmlToText, sanitizeHtml } from "./html.js";
import { executeApi, executeApiAsync, executeRest } from "./manager_calls.js";
import { checked } from "./manager_failure.js";
import { closeDialog, createComboDialog, createDynamicDialog, displayConfirmation, formFunctions, gridFunctions, messages } from "./manager_page.js";
import { localData, storageFunctions } from "./manager_storage.js";
import { misuse, record } from "./record.js";

/** The version that brought a function; what is not listed has always been there. */
const since = {
    displayConfirmation: "8.14", createDynamicDialog: "9.2", closeDialog: "9.2", saveForm: "8.13", getLiveFormFieldValue: "8.8",
    getGridSelectedItems: "8.7", getDropdownItems: "8.6", setDropdownItemsIsActive: "8.6", executeApiAsync: "8.5",
    registerEvent_dataPreSave: "8.4", sanitizeHtml: "8.3", convertHtmlToPlainText: "8.3", registerEvent_dropdownChanged: "8.2",
    registerEvent_gridLoaded: "8.1",
};

const menuHandlers = new Map();

/** Calls what an app registered for this key; false when it registered nothing. */
export function clickMenu(guid, key) {
    const handler = menuHandlers.get(`${guid} ${key}`);
    handler?.();
    return handler !== undefined;
}

function registerMenuEntryClick(guid, key, handler) {
    const fine = checked("registerEvent_menuEntryClick", misuse, {
        "takes three arguments": handler !== undefined,
        "appGuid is not the guid of an installed app": context.apps.some((app) => app.guid === guid),
        "key is not text": typeof key === "string" && key !== "",
        "handler is not a function": typeof handler === "function",
    });
    if (fine) menuHandlers.set(`${guid} ${key}`, handler);
}

function eventFunctions() {
    const names = ["loaded", "dataSaved", "dataPreSave", "dataFailure", "operationReverted", "dropdownChanged", "gridLoaded", "windowLoad", "dashboardUpdated"];
    return Object.fromEntries(names.map((name) => [`registerEvent_${name}`, (handler) => {
        if (checked(`registerEvent_${name}`, misuse, { "handler is not a function": typeof handler === "function" })) register(name, handler);
    }]));
}

function functions(page) {
    return {
        registerEvent_menuEntryClick: registerMenuEntryClick, ...eventFunctions(), executeRest, executeApi, executeApiAsync,
        ...messages, displayConfirmation, createComboDialog, createDynamicDialog, closeDialog,
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

function byName(lookup) {
    return Object.fromEntries(lookup.map((one) => [one.name.replace(/\W/g, ""), one.id]));
}

function properties(page) {
    const gridIds = Object.fromEntries(Object.entries(page.grids).map(([name, grid]) => [name, grid.options.id]));
    const all = {
        userId: context.user.id, projectId: context.productId, projectTemplateId: context.templateId,
        artifactId: context.artifactId, artifactTypeId: context.artifactTypeId, displayReleaseId: "",
        baseUrl: `${context.base}/`, baseThemeUrl: `${context.base}/_page/theme/`, currentUtcOffset: utcOffset(), currentCulture: "en-US",
        productType: context.edition, gridIds: context.switches.gridIds === "function" ? () => gridIds : gridIds,
    };
    if (atLeast("8.11")) Object.assign(all, { pageId: context.pageName, currentTheme: context.theme });
    if (atLeast("8.5")) {
        Object.assign(all, {
            artifactTypes: context.lookups.artifactTypes,
            artifactNames: Object.fromEntries(Object.entries(context.lookups.artifactTypes).map(([name, id]) => [id, name])),
            testCaseStatuses: byName(context.lookups.statuses), releaseStatuses: byName(context.lookups.releaseStatuses),
        });
    }
    return all;
}

/** @param {{form?: Form, grids: Object}} page */
export function createManager(page) {
    const manager = properties(page);
    for (const [name, call] of Object.entries(functions(page))) {
        if (since[name] !== undefined && !atLeast(since[name])) continue;
        manager[name] = (...given) => {
            record.calls.push(name);
            return call(...given);
        };
    }
    return Object.freeze(manager);
}
