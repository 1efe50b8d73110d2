// Messages and questions in Spira's own bars and dialogs.

const kMessageFunctions = {
    success: "displaySuccessMessage", warning: "displayWarningMessage", error: "displayErrorMessage",
};

/** Answers the question that is on the screen with no; null when there is none. */
let refuseQuestion = null;

/** An address a link may have: of the web, or of this site. */
function isAddress(url) {
    return typeof url === "string" && /^(https?:\/\/|\/(?![/\\]))/i.test(url);
}

function escapeHtml(text) {
    const entities = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
    return String(text).replace(/[&<>"']/g, (letter) => entities[letter]);
}

/** For places that show text or markup, depending on Spira's version. */
function withoutMarkup(text) {
    return String(text).replace(/</g, "\u2039").replace(/>/g, "\u203a");
}

/** Messages are markup since 8.14, which also brought displayConfirmation; text before. */
function messageText(text, link) {
    const usable = link && isAddress(link.url);
    if (!can("displayConfirmation")) {
        return withoutMarkup(usable ? text + " " + link.label + ": " + link.url : text);
    }
    if (!usable) return escapeHtml(text);
    return escapeHtml(text) + ' <a href="' + escapeHtml(link.url) + '" target="_blank" rel="noopener noreferrer">' +
        escapeHtml(link.label) + "</a>";
}

/** True while a message of this page may stand there. */
let messageShown = false;

/** What was said before is not left behind what comes next. */
function hideOldMessage() {
    if (messageShown) attempt(() => spiraAppManager.hideMessage());
    messageShown = false;
}

function showMessage(severity, text, link) {
    messageShown = true;
    const name = can(kMessageFunctions[severity]) ? kMessageFunctions[severity] : "displayErrorMessage";
    attempt(() => spiraAppManager[name](messageText(text, link)));
}

kCommands.notify = ({ severity, text, link }, conversation) => {
    conversation.warned = conversation.warned || severity !== "success";
    return acknowledged(() => showMessage(severity, text, link));
};

/**
 * What the person answers to the dialog that `open(answer)` opens. Some versions of Spira say nothing on
 * Cancel: then the next click stands for `no`, and so does a dialog that does not open.
 */
function question(open, no) {
    return new Promise((resolve) => {
        const answer = (value) => {
            if (refuseQuestion === refuse) refuseQuestion = null;
            resolve(value);
        };
        const refuse = () => answer(no);
        refuseQuestion = refuse;
        try {
            open(answer);
        } catch (fault) {
            refuse();
        }
    });
}
