// The test case page: the toolbar entry OctoPerf > Start Test Scenario.

/** The entry's name and its action: Spira's versions differ in which of the two they look for. */
const kStartEntry = "octospiraStart";
const kTestCaseType = 2;

/** Fields of a test case that a person edits on this page; others only show something. */
const kTextFields = ["Name", "Description", "Tags"];
const kChoiceFields = ["OwnerId", "AuthorId", "TestCasePriorityId", "TestCaseStatusId", "TestCaseTypeId"];
const kValueProperties = ["intValue", "textValue"];
const kHtmlFieldType = 12;
const kHighestCustomField = 99;

/** @type {?Promise<void>} the start that is going on */
let currentStart = null;

function editableFields() {
    const fields = kTextFields.concat(kChoiceFields);
    for (let number = 1; number <= kHighestCustomField; ++number) {
        fields.push("Custom_" + String(number).padStart(2, "0"));
    }
    return fields;
}

function sameValue(saved, live) {
    const text = (value) => (value === null || value === undefined ? "" : String(value).trim());
    return text(saved) === text(live);
}

/** True when a field was edited, false when not, null when one cannot tell, undefined when it is not there. */
function fieldChanged(field) {
    const live = ask(() => spiraAppManager.getLiveFormFieldValue(field));
    if (live === null || typeof live !== "object") return undefined;
    const filled = (name) => live[name] !== undefined && live[name] !== null;
    const property = kValueProperties.find(filled) || kValueProperties.find((name) => name in live);
    if (property === undefined) return undefined;
    const saved = ask(() => ({ value: spiraAppManager.getDataItemField(field, property) }));
    if (saved === null) return undefined;
    if (sameValue(saved.value, live[property])) return false;
    // An editor may write the same rich text differently: a difference there proves nothing.
    return ask(() => spiraAppManager.getDataItemField(field, "fieldType")) === kHtmlFieldType ? null : true;
}

/** Whether the form has edits that are not saved; null when the page cannot tell. */
function unsavedChanges() {
    const verdicts = editableFields().map(fieldChanged);
    if (verdicts.includes(true)) return true;
    return verdicts.includes(null) || !verdicts.includes(false) ? null : false;
}

/** What Spira says about the page now: the test case may have changed without a new page. */
function pageContext() {
    const manager = spiraAppManager;
    return {
        productId: ask(() => manager.projectId),
        templateId: ask(() => manager.projectTemplateId),
        testCaseId: ask(() => manager.artifactId),
        userId: ask(() => manager.userId),
        releaseId: ask(() => manager.displayReleaseId),
        baseUrl: ask(() => manager.baseUrl),
        culture: ask(() => manager.currentCulture),
        canModifyTestCase: ask(() => manager.canModifyArtifactType(kTestCaseType)),
        unsavedChanges: unsavedChanges(),
    };
}

async function startTestScenario() {
    try {
        const engine = await loadEngine();
        await converse(engine, {
            v: kBoundaryVersion, event: "launch", now: Date.now(), page: pageContext(), settings: appSettings(),
        });
    } catch (fault) {
        dropEngine();
        console.error("OctoPerf: the start ended early.", fault);
        const known = fault instanceof EngineError;
        showMessage("error", "OctoPerf: " + (known ? fault.message : "Something unexpected happened on this page. " +
            "Look whether the test was started in OctoPerf, then reload the page."));
    }
}

/** A second click while a start goes on starts nothing; while a question waits, it answers no and starts over. */
async function onStartClick() {
    if (currentStart !== null) {
        if (refuseQuestion === null) {
            showMessage("warning", "OctoPerf: a start is already in progress. Wait for its message.");
            return;
        }
        refuseQuestion();
        await currentStart;
    }
    currentStart = startTestScenario().finally(() => { currentStart = null; });
}

/** Registers once; false while Spira has not said yet who this app is. */
let registered = false;
function registerStartEntry() {
    if (registered || typeof APP_GUID === "undefined") return;
    registered = true;
    spiraAppManager.registerEvent_menuEntryClick(APP_GUID, kStartEntry, onStartClick);
}

registerStartEntry();
if (!registered) spiraAppManager.registerEvent_loaded(registerStartEntry);
