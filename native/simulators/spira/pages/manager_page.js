// What an app can do to the page's form and grids.

import { atLeast } from "./context.js";
import { dataItem, fromDataItem } from "./fields.js";
import { checked } from "./manager_failure.js";
import { misuse } from "./record.js";

const isBlank = (property) => property === undefined || property === null;

/** The entries of a dropdown without its empty first one; nothing for another kind of field. */
function dropdownOptions(form, field) {
    const { node } = form.entry(field).input;
    return node.tagName === "SELECT" ? [...node.options].filter((option) => option.value !== "") : undefined;
}

/** Functions that work on the details form; on a page without one they do nothing. */
export function formFunctions(form) {
    const known = (name, field) => checked(name, misuse, {
        "this page has no form": form !== undefined, "there is no such field": form !== undefined && form.fields.has(field),
    });
    return {
        getDataItemField(field, property) {
            if (!known("getDataItemField", field)) throw new TypeError(`Cannot read properties of undefined (reading '${property}')`);
            const item = dataItem(form.entry(field).field, form.saved(field));
            return isBlank(property) && atLeast("8.4") ? item : item[property];
        },
        getLiveFormFieldValue(field) {
            if (form === undefined || !form.fields.has(field)) return undefined;
            const shown = form.entry(field).field;
            const item = dataItem(shown, form.live(field));
            const value = { [shown.dataProperty]: item[shown.dataProperty] };
            return shown.kind === "lookup" ? { ...value, textValue: item.textValue } : value;
        },
        updateFormField(field, property, value) {
            if (!known("updateFormField", field)) return;
            const { field: shown } = form.entry(field);
            const fits = property === shown.dataProperty || (isBlank(property) && atLeast("8.4"));
            if (!checked("updateFormField", misuse, { "this field has no such data property": fits })) return;
            form.update(field, fromDataItem(shown, value), atLeast("8.13"));
        },
        saveForm: () => form?.save(),
        reloadForm: () => form?.load(),
        getDropdownItems(field) {
            const options = known("getDropdownItems", field) ? dropdownOptions(form, field) : undefined;
            return options?.map((option) => ({ id: Number(option.value), isActive: !option.hidden, text: option.text }));
        },
        setDropdownItemsIsActive(field, items) {
            const options = known("setDropdownItemsIsActive", field) ? dropdownOptions(form, field) : undefined;
            if (options === undefined || !Array.isArray(items)) return false;
            const active = new Map(items.map((item) => [String(item.id), item.isActive]));
            for (const option of options) option.hidden = active.get(option.value) === false;
            return true;
        },
    };
}

/** Functions that work on the page's grids; without an id on the main grid of a list page. */
export function gridFunctions(grids) {
    const pick = (name, id) => {
        const grid = id === undefined ? grids.artifactGrid : Object.values(grids).find((one) => one.options.id === id);
        return checked(name, misuse, { "there is no such grid on this page": grid !== undefined }) ? grid : undefined;
    };
    return {
        reloadGrid: (id) => { pick("reloadGrid", id)?.reload(); },
        getGridSelectedItems: (id) => pick("getGridSelectedItems", id)?.selected(),
    };
}
