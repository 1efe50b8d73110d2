// The test case page: start, choose, follow, stop, read and record the load test of this test case.

/** Fields of a test case that a person edits on this page; others only show something. */
const kFields = [
    "Name", "Description", "Tags", "OwnerId", "AuthorId", "TestCasePriorityId", "TestCaseStatusId", "TestCaseTypeId",
];
const kValueProperties = ["intValue", "textValue"];
const kHtmlFieldType = 12;
const kHighestCustomField = 99;

function editableFields() {
    const numbers = Array.from({ length: kHighestCustomField }, (none, index) => String(index + 1).padStart(2, "0"));
    return kFields.concat(numbers.map((number) => "Custom_" + number));
}

function sameValue(saved, live) {
    const text = (value) => (value === null || value === undefined ? "" : String(value).trim());
    return text(saved) === text(live);
}

/** True when a field was edited, false when not, null when one cannot tell, undefined when it is not there. */
function fieldChanged(field) {
    const live = attempt(() => spiraAppManager.getLiveFormFieldValue(field));
    if (live === null || typeof live !== "object") return undefined;
    const filled = (name) => live[name] !== undefined && live[name] !== null;
    const property = kValueProperties.find(filled) || kValueProperties.find((name) => name in live);
    if (property === undefined) return undefined;
    const saved = attempt(() => ({ value: spiraAppManager.getDataItemField(field, property) }));
    if (saved === null) return undefined;
    if (sameValue(saved.value, live[property])) return false;
    // An editor may write the same rich text differently: a difference there proves nothing.
    return attempt(() => spiraAppManager.getDataItemField(field, "fieldType")) === kHtmlFieldType ? null : true;
}

/** Whether the form has edits that are not saved; null when the page cannot tell. */
function unsavedChanges() {
    const verdicts = editableFields().map(fieldChanged);
    if (verdicts.includes(true)) return true;
    return verdicts.includes(null) || !verdicts.includes(false) ? null : false;
}

registerEntries({
    octospiraStart: "launch", octospiraChoose: "choose", octospiraProgress: "progress",
    octospiraStop: "stop", octospiraReport: "report", octospiraRecord: "record",
}, () => ({ unsavedChanges: unsavedChanges() }));
