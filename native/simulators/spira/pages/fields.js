// The fields of a test case as the form shows them: where each value lives in the REST object, and
// which of textValue, intValue, dateValue carries it.

import { context } from "./context.js";
import { toDate } from "./dates.js";

/** Property of spiraAppManager's data items by kind of field. */
const dataProperty = { text: "textValue", html: "textValue", lookup: "intValue", integer: "intValue", flag: "textValue", date: "dateValue" };

const testRunTypes = [{ id: 1, name: "Manual" }, { id: 2, name: "Automated" }];

/** The platform's numbers for kinds of fields. */
const fieldType = { text: 1, lookup: 2, date: 3, integer: 8, flag: 10, html: 12 };

function plain(name, caption, kind, more = {}) {
    return {
        name, caption, kind, editable: true, required: false, ...more,
        dataProperty: dataProperty[kind], fieldType: more.fieldType ?? fieldType[kind],
        get: (item) => item[name] ?? null,
        set: (item, value) => { item[name] = value; },
    };
}

/** Kind and value member of the custom property types the form can show, and what a dropdown offers. */
const customKinds = {
    1: ["text", "StringValue"], 2: ["integer", "IntegerValue"], 3: ["text", "DecimalValue"], 4: ["flag", "BooleanValue"],
    5: ["date", "DateTimeValue"], 6: ["lookup", "IntegerValue", "options"], 8: ["lookup", "IntegerValue", "users"],
    10: ["lookup", "IntegerValue", "releases"], 11: ["date", "DateTimeValue"],
};

/** The platform's number for a custom property that is a list, which differs from that of other dropdowns. */
const customListType = 7;

export function customFieldName(number) {
    return `Custom_${String(number).padStart(2, "0")}`;
}

function custom(definition) {
    const [kind, member, offered] = customKinds[definition.type] ?? ["text", "StringValue"];
    const name = customFieldName(definition.number);
    const entry = (item) => (item.CustomProperties ?? []).find((one) => one.PropertyNumber === definition.number);
    return {
        name, caption: definition.name, kind, custom: true, editable: definition.editable, required: definition.required,
        dataProperty: dataProperty[kind], fieldType: kind === "lookup" ? customListType : fieldType[kind],
        lookups: offered === "options" ? definition.options : context.lookups[offered],
        get: (item) => entry(item)?.[member] ?? null,
        set: (item, value) => {
            let found = entry(item);
            if (found === undefined) {
                found = { PropertyNumber: definition.number, Definition: definition.remote };
                item.CustomProperties = [...(item.CustomProperties ?? []), found];
            }
            found[member] = value;
        },
    };
}

/** Every field of the test case form, in the order of the page. */
export function testCaseFields() {
    const { lookups, properties } = context;
    const readOnly = { editable: false };
    return [
        plain("Name", "Name", "text", { required: true, fieldType: 6 }),
        plain("TestCaseId", "ID", "integer", { ...readOnly, fieldType: 4 }),
        plain("TestCaseStatusId", "Status", "lookup", { lookups: lookups.statuses, required: true }),
        plain("TestCaseTypeId", "Type", "lookup", { lookups: lookups.types, required: true }),
        plain("ExecutionStatusId", "Execution Status", "lookup", { ...readOnly, lookups: lookups.executionStatuses }),
        plain("TestCasePriorityId", "Priority", "lookup", { lookups: lookups.priorities }),
        plain("OwnerId", "Owned By", "lookup", { lookups: lookups.users }),
        plain("AuthorId", "Created By", "lookup", { lookups: lookups.users, ...readOnly }),
        plain("CreationDate", "Created On", "date", readOnly),
        plain("LastUpdateDate", "Last Modified", "date", readOnly),
        plain("ExecutionDate", "Last Executed", "date", readOnly),
        plain("EstimatedDuration", "Est. Duration (min)", "integer"),
        plain("ActualDuration", "Actual Duration (min)", "integer", readOnly),
        plain("Tags", "Tags", "text"),
        plain("Description", "Description", "html"),
        ...properties.map(custom),
    ];
}

/** The fields of the test set page's form that an app reads; this simulator lets nobody edit them. */
export function testSetFields() {
    const { lookups } = context;
    const field = (name, caption, kind, more = {}) => plain(name, caption, kind, { editable: false, ...more });
    return [
        field("Name", "Name", "text", { fieldType: 6 }), field("TestSetId", "ID", "integer", { fieldType: 4 }),
        field("ReleaseId", "Release", "lookup", { lookups: lookups.releases }),
        field("TestRunTypeId", "Type", "lookup", { lookups: testRunTypes }),
        field("OwnerId", "Owned By", "lookup", { lookups: lookups.users }),
        field("PlannedDate", "Planned", "date"), field("ExecutionDate", "Last Executed", "date"),
        field("Description", "Description", "html"),
    ];
}

/** A field's value as spiraAppManager's data item shows it: text for texts and flags, Date for dates. */
export function dataItem(field, value) {
    const item = { caption: field.caption, fieldType: field.fieldType, editable: field.editable, required: field.required, hidden: false, tooltip: "" };
    if (field.kind === "date") item.dateValue = toDate(value);
    else if (field.kind === "flag") item.textValue = value === null ? "" : value ? "Y" : "N";
    else if (field.dataProperty === "intValue") item.intValue = value;
    else item.textValue = value ?? "";
    if (field.lookups !== undefined && field.kind === "lookup") {
        item.lookups = Object.fromEntries(field.lookups.map((one) => [`k${one.id}`, one.name]));
        item.textValue = field.lookups.find((one) => one.id === value)?.name ?? "";
    }
    return item;
}

/** The way back from dataItem. */
export function fromDataItem(field, value) {
    if (field.kind === "date") return toDate(value)?.toISOString() ?? null;
    if (field.kind === "flag") return value === "" || value === null ? null : value === true || value === "Y" || value === "true";
    if (field.dataProperty === "intValue") return value === null || value === "" ? null : Number(value);
    return value === null || value === "" ? null : String(value);
}
