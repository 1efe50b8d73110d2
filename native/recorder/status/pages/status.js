// Shows what the recorder's API answers, and asks again every few seconds. Only what has changed is built anew, so that
// nothing the reader has opened, focused or marked is lost. Every text is set as text, never as markup.

"use strict";

(() => {
    const $ = (id) => document.getElementById(id);
    const kPath = location.pathname;
    const kKinds = {
        pending: "Waiting", recorded: "Recorded", dead: "Given up", conflict: "In conflict", dismissed: "Dismissed", ignored: "Ignored",
    };

    const kNoAnswer = "The recorder does not answer.";

    let csrf = "";
    let overview = null;
    let failures = 0;
    let lastSeen = "";
    const selected = new Set();  // numbers of deliveries, in a list

    // ---- elements

    const isShown = (child) => child !== null && child !== undefined && child !== false && child !== "";

    /** An element with attributes, listeners and children; what is not shown is left out. @param {string} tag @param {object} attributes */
    function h(tag, attributes, ...children) {
        const element = document.createElement(tag);
        for (const [name, value] of Object.entries(attributes)) {
            if (value === null || value === undefined || value === false) continue;
            if (typeof value === "function") element.addEventListener(name, value);
            else element.setAttribute(name, value === true ? "" : value);
        }
        element.append(...children.flat(Infinity).filter(isShown));
        return element;
    }

    const faint = (words) => h("span", { class: "faint small" }, words);
    const nothing = (words) => h("p", { class: "nothing" }, words);
    const outside = (url, words) => url ? h("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, words) : words;
    const badge = (kind, words) => h("span", { class: "badge " + kind }, words);
    const stateBadge = (state) => badge("state-" + state, kKinds[state] ?? state);
    const verdictBadge = (verdict) => verdict ? badge("verdict-" + verdict.toLowerCase().replace(/\W/g, ""), verdict) : null;
    const time = (iso, as = "moment") => iso ? h("time", { datetime: iso, "data-as": as }, iso) : null;
    const pre = (label, text) => h("pre", { tabindex: "0", role: "region", "aria-label": label }, text);

    // ---- times

    const moment = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
    const timeOfDay = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });
    const whole = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "long" });

    /** "400 ms", "28 s", "3 min 05 s", "3 h 12 min", "5 days". @param {number} milliseconds */
    function lengthOf(milliseconds) {
        if (milliseconds < 1000) return Math.max(0, Math.round(milliseconds)) + " ms";
        const seconds = Math.round(milliseconds / 1000);
        const two = (number) => String(number).padStart(2, "0");
        if (seconds < 60) return seconds + " s";
        if (seconds < 3600) return Math.floor(seconds / 60) + " min " + two(seconds % 60) + " s";
        if (seconds < 86400) return Math.floor(seconds / 3600) + " h " + two(Math.floor(seconds / 60) % 60) + " min";
        const days = Math.floor(seconds / 86400);
        return days + (days === 1 ? " day" : " days");
    }

    /** "10:39:22 PM, 3 min ago": hours and days are told without what is smaller. @param {number} milliseconds */
    function ago(milliseconds) {
        if (milliseconds < 60_000) return milliseconds < 5000 ? "just now" : Math.round(milliseconds / 1000) + " s ago";
        return lengthOf(milliseconds).split(" ").slice(0, 2).join(" ") + " ago";
    }

    function showTime(element) {
        const at = new Date(element.dateTime);
        const away = at.getTime() - Date.now();
        const local = at.toDateString() === new Date().toDateString() ? timeOfDay.format(at) : moment.format(at);
        let words = local + (away <= 0 ? ", " + ago(-away) : ", in " + lengthOf(away));
        if (element.dataset.as === "until") words = away > 0 ? "in " + lengthOf(away) : "now";
        if (element.dataset.as === "since") words = ago(-away);
        if (element.textContent !== words) element.textContent = words;
        if (element.title === "") element.title = whole.format(at);
    }
    const showTimes = () => [...document.querySelectorAll("time")].filter((element) => !isSelected(element)).forEach(showTime);

    // ---- the API

    /** Status and JSON of an answer. Throws when the recorder does not answer. @param {string} path @param {object} [body] */
    async function call(path, body) {
        const headers = { Accept: "application/json" };
        const options = { credentials: "same-origin", cache: "no-store", headers, signal: AbortSignal.timeout(15_000) };
        if (body !== undefined) {
            Object.assign(options, { method: "POST", body: JSON.stringify(body) });
            Object.assign(headers, { "Content-Type": "application/json", "X-OctoSpira-CSRF": csrf });
        }
        const response = await fetch(path, options);
        return { status: response.status, ok: response.ok, json: await response.json() };
    }

    // ---- actions

    const deliveries = (rows) => rows.length === 1 ? "Delivery " + rows[0].id : rows.length + " deliveries";
    const are = (count, words) => count + (count === 1 ? " delivery is " : " deliveries are ") + words;
    /** What can be done about deliveries, see "actions" of the API. One without a question is done at once. */
    const kActions = {
        replay: {
            label: "Deliver again", fields: [], done: (count) => are(count, "being delivered again."),
            question: (rows) => {
                const second = rows.map(({ replayQuestion }) => replayQuestion).filter(Boolean);
                if (second.length === 0) return deliveries(rows) + ": deliver to Spira again? Nothing is recorded twice.";
                return (rows.length > 1 ? [deliveries(rows) + ": deliver to Spira again?", ...second] : second).join("\n");
            },
        },
        retry: { label: "Retry now", done: (count) => are(count, "due now.") },
        assign: {
            label: "Assign…", done: (count) => are(count, "assigned and due now."),
            question: (rows) => deliveries(rows) + ": record the result for this test case.",
            fields: [["productId", "Product (PR)", "number"], ["testCaseId", "Test case (TC)", "number"]],
        },
        dismiss: {
            label: "Dismiss…", done: (count) => are(count, "dismissed."),
            question: (rows) => deliveries(rows) + ": keep the result out of Spira. It can still be delivered later.",
            fields: [["reason", "Reason", "text"]],
        },
    };
    const labelOf = (name) => kActions[name].label.replace("…", "");

    /** Returns what went wrong, or "". @param {string} name @param {object[]} rows empty: all that fit @param {object} [values] */
    async function perform(name, rows, values) {
        const ids = rows.length > 0 ? { ids: rows.map(({ id }) => id) } : {};
        const { status, ok, json } = await call("/api/deliveries/" + name, { ...values, ...ids });
        if (status === 401) showLogin();
        if (!ok) return json.error;
        for (const { id } of rows) selected.delete(id);
        $("notice").textContent = kActions[name].done(Object.values(json)[0]);
        refresh();
        return "";
    }
    /** The same without a dialog: says in the page what went wrong. */
    async function performAtOnce(name, rows) {
        const words = await perform(name, rows).catch(() => kNoAnswer);
        if (words !== "") $("notice").textContent = words;
    }

    let afterDialog = null;
    /** Asks before an action is performed. @param {string} name @param {object[]} rows @param {string} [question] */
    function ask(name, rows, question = kActions[name].question(rows)) {
        const dialog = $("ask");
        const key = document.activeElement?.dataset.key;
        afterDialog = key === undefined ? null : "[data-key=" + CSS.escape(key) + "]";
        $("ask-title").textContent = $("ask-do").textContent = labelOf(name);
        $("ask-text").textContent = question;
        $("ask-problem").textContent = "";
        $("ask-fields").replaceChildren(...kActions[name].fields.map(([field, words, type]) => {
            const known = rows.length === 1 ? rows[0][field] : null;
            return h("label", {}, words, h("input", { name: field, type, min: type === "number" && "1", required: true, autocomplete: "off", value: known }));
        }));
        dialog.querySelector("form").onsubmit = async (event) => {
            event.preventDefault();
            const inputs = [...$("ask-fields").querySelectorAll("input")];
            const values = Object.fromEntries(inputs.map(({ name: field, type, value }) => [field, type === "number" ? Number(value) : value]));
            const words = await perform(name, rows, values).catch(() => kNoAnswer);
            $("ask-problem").textContent = words;
            if (words === "") dialog.close();
        };
        dialog.showModal();
    }

    function actionButton(name, row) {
        const { label, question } = kActions[name];
        const click = () => question ? ask(name, [row]) : performAtOnce(name, [row]);
        return h("button", { type: "button", class: "plain", "data-key": name + "-" + row.id, click }, label, h("span", { class: "unseen" }, " delivery " + row.id));
    }
    const actionsOf = (row) => row.actions.length > 0 && h("span", { class: "actions" }, row.actions.map((name) => actionButton(name, row)));

    const replayAll = (count) => h("button", {
        type: "button", class: "plain", "data-key": "replay-all",
        click: () => ask("replay", [], "Deliver all " + count + " that were given up again? Nothing is recorded twice."),
    }, "Deliver all again");

    /** For the rows that are ticked and that the action fits. */
    function bulkButton(name, rows) {
        const perhaps = () => {
            const chosen = rows.filter(({ id, actions }) => selected.has(id) && actions.includes(name));
            if (chosen.length === 0) $("notice").textContent = "Nothing is selected that fits: " + labelOf(name) + ".";
            else if (kActions[name].question) ask(name, chosen);
            else performAtOnce(name, chosen);
        };
        return h("button", { type: "button", class: "plain", "data-key": "bulk-" + name, click: perhaps }, labelOf(name) + " selected");
    }

    // ---- tables

    const testCase = ({ testCaseId, links }) => testCaseId && outside(links.testCase, "TC:" + testCaseId);
    const testRun = ({ testRunId, links }) => testRunId && outside(links.testRun, "TR:" + testRunId);
    function why(row) {
        if (row.state === "dismissed") return "Dismissed: " + row.dismissed?.reason;
        return row.note || (row.state === "pending" ? "It is about to be delivered." : "");
    }
    const took = (row) => lengthOf(Date.parse(row.changed) - Date.parse(row.received));

    function tick(row) {
        const change = ({ target }) => target.checked ? selected.add(row.id) : selected.delete(row.id);
        const label = "Select delivery " + row.id;
        return row.actions.length > 0
            && h("input", { type: "checkbox", "data-key": "select-" + row.id, "aria-label": label, checked: selected.has(row.id), change });
    }

    const kColumns = {
        "Select": tick,
        "Test": (row) => [
            h("a", { class: "test", "data-key": "open-" + row.id, href: "/deliveries/" + row.id }, row.test || "Delivery " + row.id),
            faint("#" + row.id + " " + row.event + (row.reconciled ? ", polled" : "") + (row.build ? ", with a build" : "")),
        ],
        "State": (row) => [stateBadge(row.state), row.executionStatus && " ", verdictBadge(row.executionStatus)],
        "Verdict": (row) => verdictBadge(row.executionStatus ?? row.verdict),
        "Received": (row) => time(row.received),
        "Next retry": (row) => time(row.nextAttempt, "until"),
        "Failed attempts": (row) => String(row.attempts),
        "In Spira": (row) => [testCase(row), row.testCaseId && row.testRunId && " ", testRun(row)],
        "In OctoPerf": ({ links }) => links.report && outside(links.report, "Report"),
        "Took": took,
        "Why": why,
        "What to do": actionsOf,
    };
    const kTables = {
        pending: ["Test", "Received", "Next retry", "Failed attempts", "Why", "What to do"],
        recorded: ["Test", "Verdict", "In Spira", "In OctoPerf", "Received", "Took"],
        dead: ["Test", "Verdict", "Received", "Why", "What to do"],
        conflict: ["Test", "Verdict", "Received", "Why", "What to do"],
        all: ["Test", "State", "Received", "In Spira", "Why", "What to do"],
    };

    /** A table of rows, each cell by its column. The roles say again what the elements are: the style sheet makes cards of the rows
        where there is little room, and browsers then forget that it was a table. */
    function table(caption, heads, rows, columns = kColumns) {
        const cell = (head, row) => {
            const known = [columns[head](row)].flat(Infinity).some((part) => isShown(part) && part !== " ");
            return h("td", { role: "cell", "data-label": head, class: known ? null : "empty" }, known ? columns[head](row) : faint("–"));
        };
        return h("table", { role: "table", class: "cards" }, h("caption", { class: "unseen" }, caption),
            h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, heads.map((head) => h("th", { role: "columnheader", scope: "col" }, head)))),
            h("tbody", { role: "rowgroup" }, rows.map((row) => h("tr", { role: "row" }, heads.map((head) => cell(head, row))))));
    }

    const kExpectedColumns = {
        "Test case": (one) => [testCase(one), " ", one.links.report && outside(one.links.report, "Report")],
        "Bench result": (one) => faint(one.benchResultId),
        "Started": (one) => time(one.started),
        "Due": (one) => [one.overdue && badge("state-dead", "Overdue"), " ", one.due ? time(one.due) : faint("not known yet")],
        "Started by": (one) => one.user,
    };
    function expectedTable(rows, most) {
        if (rows.length === 0) return nothing("No result is outstanding: every test started from Spira has its result.");
        const sorted = [...rows].sort((one, other) => other.overdue - one.overdue);
        return table("Expected results", Object.keys(kExpectedColumns), sorted.slice(0, most), kExpectedColumns);
    }

    // ---- views: lists of parts, each with an id, what it is made of, and how it is made

    const fact = (name, ...value) => value.flat(Infinity).some(isShown) && h("div", {}, h("dt", {}, name), h("dd", {}, value));

    /** A part of a page with its heading, and what stands beside that. */
    function section(id, level, title, beside, content, kind = "") {
        return h("section", { id, class: "card " + kind, "aria-labelledby": id + "-title" },
            h("div", { class: "head" }, h(level, { id: id + "-title" }, title), beside), content);
    }

    function healthPart({ headline, parts, version, started, lastRefused }) {
        const named = (name, ...value) => h("li", {}, h("b", {}, name), " ", value);
        return h("section", { class: "health " + headline.state, "aria-labelledby": "health-title" },
            h("h1", { id: "health-title" }, headline.text),
            h("ul", {},
                parts.map(({ name, ok, text, until }) => h("li", { class: ok ? "good" : "bad" }, h("b", {}, name), " ", text, until && [" · next try ", time(until, "until")])),
                named("Version", version), named("Started", time(started, "since")),
                lastRefused && h("li", {}, h("a", { href: "/refused", "data-key": "refused" }, "Last refused message"), " ", time(lastRefused, "since"))));
    }

    function tiles({ counts, oldestPending, expected, overdue }) {
        const more = {
            pending: oldestPending ? ["oldest: ", time(oldestPending, "since")] : "nothing waits", recorded: "test runs in Spira",
            dead: "kept until you decide", conflict: "two verdicts for one run", dismissed: "by an operator", ignored: "no verdict to record",
        };
        const tile = (kind, href, count, name, below) => h("li", {},
            h("a", { class: "tile " + kind + (count > 0 ? "" : " none"), href, "data-key": "tile-" + name },
                h("span", { class: "count" }, count.toLocaleString()), " ", h("span", { class: "name" }, name), h("span", { class: "more" }, below)));
        const late = overdue > 0;
        return h("ul", { class: "tiles", "aria-label": "Counts" },
            tile(late ? "state-dead" : "", "/expected", expected.length, "Expected", late ? overdue + " overdue" : "results to come"),
            Object.entries(kKinds).map(([state, name]) => tile("state-" + state, "/deliveries?state=" + state, counts[state], name, more[state])));
    }

    const exportLink = (query) => h("a", { href: "/api/deliveries/export?" + query, download: "dead-letters.jsonl" }, "Export");

    /** The newest deliveries of a state; left out when there are none and `empty` is not said. */
    function newest(state, title, { kind, intro, empty, buttons }) {
        const rows = overview[state], count = overview.counts[state];
        if (rows.length === 0 && empty === undefined) return null;
        const all = count > rows.length && h("a", { href: "/deliveries?state=" + state }, "All " + count.toLocaleString());
        return section(state, "h2", title, [all, buttons], rows.length === 0 ? nothing(empty) : [intro && h("p", {}, intro), table(title, kTables[state], rows)], kind);
    }

    function overviewParts() {
        const { counts, expected, overdue, settings, nextAttempt, headline, parts, version, started, lastRefused, oldestPending } = overview;
        const part = (state, title, options) => [state, [overview[state], counts[state], nextAttempt], () => newest(state, title, options)];
        const allExpected = expected.length > 10 && h("a", { href: "/expected" }, "All " + expected.length);
        return [
            ["health", { headline, parts, version, started, lastRefused }, () => healthPart(overview)],
            ["counts", { counts, oldestPending, expected: expected.length, overdue }, () => tiles(overview)],
            part("dead", "Given up", {
                kind: "alarm", intro: "These results could not be recorded. Fix the cause, then retry; nothing is recorded twice.",
                buttons: [exportLink("state=dead"), replayAll(counts.dead)],
            }),
            part("conflict", "In conflict", { intro: "OctoPerf sent a second verdict for the same run. The first one counts; decide about the second." }),
            ["expected", [expected, overdue],
                () => section("expected", "h2", "Expected", allExpected, expectedTable(expected, 10), overdue > 0 ? "alarm" : "")],
            part("pending", "Waiting", { intro: nextAttempt && ["Next retry ", time(nextAttempt, "until")], empty: "Nothing is waiting." }),
            part("recorded", "Recorded last", {
                empty: "Nothing has been recorded yet. When a load test that was started from Spira ends, its result appears here.",
            }),
            ["settings", settings, () => h("details", { class: "card", "data-key": "settings" },
                h("summary", {}, "Settings"), h("dl", { class: "facts" }, settings.map(({ name, value }) => fact(name, value))))],
        ];
    }

    const pageQuery = () => new URLSearchParams(location.search);

    /** The query of the page as the API takes it: days become times of the reader's zone. */
    function listQuery() {
        const query = pageQuery();
        for (const [name, days] of [["from", 0], ["to", 1]]) {
            const day = new Date(query.get(name) + "T00:00");
            if (Number.isNaN(day.getTime())) continue;
            day.setDate(day.getDate() + days);
            query.set(name, day.toISOString());
        }
        return query;
    }

    function filterForm() {
        const query = pageQuery();
        const field = (name, words, type) => h("label", {}, words, " ",
            h("input", { name, type, value: query.get(name), autocomplete: "off", spellcheck: "false" }));
        const options = Object.entries(kKinds).map(([value, words]) => h("option", { value, selected: query.get("state") === value }, words));
        return h("form", { action: "/deliveries", class: "filter", role: "search", "aria-label": "Filter" },
            h("label", {}, "State ", h("select", { name: "state" }, h("option", { value: "" }, "All"), options)),
            field("benchResult", "Bench result", "text"), field("product", "Product", "text"), field("testCase", "Test case", "text"),
            field("from", "From", "date"), field("to", "To", "date"),
            h("button", { class: "plain" }, "Filter"), location.search && h("a", { href: "/deliveries" }, "Show all"));
    }

    function paging(rows, next) {
        const to = (before) => {
            const query = pageQuery();
            query.delete("before");
            if (before !== undefined) query.set("before", before);
            return "/deliveries?" + query;
        };
        return h("nav", { class: "paging", "aria-label": "Paging" }, pageQuery().has("before") && h("a", { href: to() }, "« Newest"),
            next && h("a", { href: to(rows.at(-1).id), rel: "next" }, "Older »"));
    }

    function listParts({ deliveries: rows, next }) {
        const state = pageQuery().get("state");
        const { dead } = overview.counts;
        const names = Object.keys(kActions).filter((name) => rows.some(({ actions }) => actions.includes(name)));
        const heads = [...(names.length > 0 ? ["Select"] : []), ...(kTables[state] ?? kTables.all)];
        return [
            ["filter", 0, () => h("div", {}, h("h1", {}, "Deliveries"), filterForm())],
            ["list", [rows, next, dead], () => h("section", { class: "card", "aria-label": "Deliveries" },
                h("div", { class: "head" }, h("p", {}, state === "dead" && dead.toLocaleString() + " given up. They stay until you decide."),
                    names.map((name) => bulkButton(name, rows)), state === "dead" && [exportLink(listQuery()), dead > 0 && replayAll(dead)]),
                rows.length === 0 ? nothing("No delivery matches.") : table("Deliveries, the newest first", heads, rows), paging(rows, next))],
        ];
    }

    function factsOf(row) {
        const { launch, dismissed } = row;
        return h("dl", { class: "facts" },
            fact("Verdict", verdictBadge(row.executionStatus ?? row.verdict)), fact("Test case", testCase(row)), fact("Test run", testRun(row)),
            fact("Report", row.links.report && outside(row.links.report, "Open in OctoPerf")), fact("Event", h("code", {}, row.event)),
            fact("Bench result", h("code", {}, row.benchResultId)), fact("Received", time(row.received)), fact("Changed", time(row.changed)),
            row.state === "recorded" && fact("Delivery took", took(row)), fact("Next retry", time(row.nextAttempt, "until")),
            fact("Failed attempts", String(row.attempts)), row.build && fact("Path", "BuildService: with a build of the release"),
            row.reconciled && fact("Origin", "OctoPerf was polled; its notification had not come"),
            launch && fact("Launch", "started from TC:" + launch.testCaseId + " ", time(new Date(launch.started).toISOString())),
            dismissed && fact("Dismissed", time(dismissed.at), " by " + dismissed.by + ": " + dismissed.reason),
            fact("Same run", row.siblings.map((id) => [h("a", { href: "/deliveries/" + id }, "#" + id), " "])));
    }

    function attemptOf({ number, state, at, milliseconds, note, answer }) {
        const badgeOf = badge("state-" + state, state === "pending" ? "Put off" : kKinds[state]);
        return h("li", {}, h("p", { class: "line" }, badgeOf, " ", time(at), " ", faint("took " + lengthOf(milliseconds))), note && h("p", {}, note),
            answer && h("details", { "data-key": "answer-" + number }, h("summary", {}, "Answer"), pre("Answer to attempt " + number, answer)));
    }

    const kReasons = {
        dead: "Why it was given up", pending: "Why it is waiting", ignored: "Why it was ignored", conflict: "What is in conflict",
        dismissed: "Why it was dismissed", recorded: "Note",
    };

    function deliveryParts(row) {
        const warnings = row.details?.warnings ?? [];
        const reason = (state, title, content) => h("div", { class: "reason state-" + state }, h("h2", {}, title), content);
        const title = [row.test || "Delivery", " ", h("span", { class: "faint" }, "#" + row.id)];
        const text = typeof row.notification === "string" ? row.notification : JSON.stringify(row.notification, null, 2);
        return [
            ["delivery", { ...row, history: 0, notification: 0 }, () => section("delivery", "h1", title, [stateBadge(row.state), actionsOf(row)], [
                (row.note || row.state === "dismissed") && reason(row.state, kReasons[row.state], h("p", {}, why(row))),
                warnings.length > 0 && reason("conflict", "Not done", h("ul", {}, warnings.map((words) => h("li", {}, words)))), factsOf(row)])],
            ["attempts", row.history, () => section("attempts", "h2", "Attempts", null,
                row.history.length === 0 ? nothing("No attempt was made yet.") : h("ol", { class: "attempts" }, row.history.map(attemptOf)))],
            ["notification", row.notification, () => section("notification", "h2", "Notification", null,
                [h("p", { class: "faint" }, "As OctoPerf sent it, without the account's e-mail."), pre("Text of the notification", text)])],
        ];
    }

    const expectedParts = () => [["expected", overview.expected, () => section("expected", "h1", "Expected", null,
        [h("p", {}, "Tests that were started from Spira and have no result yet."), expectedTable(overview.expected)])]];

    function refusedOf({ id, received, peer, bytes, reason, body }) {
        return h("li", {}, h("p", { class: "line" }, time(received), " ", faint("from " + peer + ", " + bytes.toLocaleString() + " bytes")), h("p", {}, reason),
            h("details", { "data-key": "body-" + id }, h("summary", {}, "Message"), pre("Message " + id, body)));
    }
    const refusedParts = ({ refused }) => [["refused", refused, () => section("refused", "h1", "Refused", null, [
        h("p", {}, "Messages of authenticated senders that could not be read. OctoPerf does not send them again."),
        refused.length === 0 ? nothing("No message was refused.") : h("ol", { class: "attempts" }, refused.map(refusedOf))])]];

    const problemParts = (title, words) => [["problem", words, () => section("problem", "h1", title, null,
        [h("p", {}, words), h("p", {}, h("a", { href: "/" }, "Overview"))])]];

    /** By path: the page's title, the address of its own data, and its parts. */
    function viewOf(path) {
        if (path === "/") return { title: "", parts: overviewParts };
        if (path === "/deliveries") return { title: "Deliveries", data: "/api/deliveries?" + listQuery(), parts: listParts };
        if (/^\/deliveries\/\d+$/.test(path)) return { title: "Delivery " + path.split("/")[2], data: "/api" + path, parts: deliveryParts };
        if (path === "/expected") return { title: "Expected", parts: expectedParts };
        if (path === "/refused") return { title: "Refused", data: "/api/refused", parts: refusedParts };
        return { title: "Not found", parts: () => problemParts("Not found", "There is no such page.") };
    }

    // ---- what has changed

    /** What each part was made of last: id → JSON. */
    const made = new Map();

    /** True while the reader has marked something there, most likely to copy it. @param {Element} part */
    function isSelected(part) {
        const selection = document.getSelection();
        return selection !== null && !selection.isCollapsed && selection.containsNode(part, true);
    }

    /** Puts `next` into the slot, and what the reader did to what was there. @param {Element} slot @param {Element?} next */
    function replace(slot, next) {
        const like = ({ dataset: { key } }) => next?.querySelector("[data-key=" + CSS.escape(key) + "]") ?? (next?.dataset.key === key ? next : null);
        for (const open of slot.querySelectorAll("details[open][data-key]")) {
            const same = like(open);
            if (same !== null) same.open = true;
        }
        const focused = slot.contains(document.activeElement) ? document.activeElement : null;
        const keyed = focused?.closest("[data-key]") ?? null;
        const target = keyed === null ? null : keyed === focused ? like(keyed) : like(keyed)?.querySelector(focused.localName) ?? null;
        const scrolled = [...slot.querySelectorAll("pre")].map((element) => element.scrollTop);
        slot.replaceChildren(...(next === null ? [] : [next]));
        slot.querySelectorAll("pre").forEach((element, at) => { element.scrollTop = scrolled[at] ?? 0; });
        if (target !== null) target.focus({ preventScroll: true });
        // What had the focus is gone: stay near instead of falling back to the top of the page.
        else if (focused !== null) $("main").focus({ preventScroll: true });
    }

    function show(parts) {
        const slots = parts.map(([id]) => "slot-" + id);
        for (const slot of [...$("view").children]) if (!slots.includes(slot.id)) { slot.remove(); made.delete(slot.id); }
        for (const [id, data, make] of parts) {
            const text = JSON.stringify(data);
            const slot = $("slot-" + id) ?? $("view").appendChild(h("div", { id: "slot-" + id }));
            if (made.get(slot.id) === text || isSelected(slot)) continue;
            made.set(slot.id, text);
            replace(slot, make());
        }
        showTimes();
    }

    // ---- again and again

    function showLogin(words = "") {
        csrf = "";
        overview = null;
        show([]);
        $("notice").textContent = $("freshness").textContent = "";
        document.title = "Log in – OctoSpira recorder";
        for (const id of ["pages", "logout"]) $(id).hidden = true;
        if ($("ask").open) $("ask").close();
        $("login-problem").textContent = words;
        if (!$("login").hidden && words === "") return;
        $("login").hidden = false;
        $("token").toggleAttribute("aria-invalid", words !== "");
        $("token").focus();
    }

    function showTitle(title) {
        const { dead, conflict } = overview.counts;
        const open = dead > 0 ? "(" + dead + ") Given up – " : conflict > 0 ? "(" + conflict + ") In conflict – " : "";
        document.title = open + (title && title + " – ") + "OctoSpira recorder";
    }

    const summaryOf = ({ pending, recorded, dead, conflict }) => pending + " waiting, " + recorded + " recorded, " + dead + " given up, " + conflict + " in conflict.";

    /** @param {object} answer of the overview @param {object?} own of the view, where it has data of its own */
    function showAnswers(view, answer, own) {
        if (answer.status === 401) return showLogin();
        $("login").hidden = true;
        for (const id of ["pages", "logout"]) $(id).hidden = false;
        if (answer.ok) {
            const before = overview?.counts;
            overview = answer.json;
            csrf = overview.csrf;
            if (before && summaryOf(before) !== summaryOf(overview.counts)) $("announcement").textContent = summaryOf(overview.counts);
            showTitle(view.title);
        }
        const failed = [answer, own].find((one) => one !== null && !one.ok);
        const title = { 404: "Not found", 503: "The journal cannot be read" }[failed?.status] ?? "Not possible";
        lastSeen = timeOfDay.format(new Date());
        $("freshness").textContent = "Updated " + lastSeen + " · live";
        show(failed ? problemParts(title, failed.json.error) : view.parts(own?.json));
    }

    let timer = 0;
    let asked = 0;
    async function refresh() {
        const view = viewOf(kPath);
        const number = ++asked;
        const answers = await Promise.all([call("/api/overview"), view.data ? call(view.data) : null]).catch(() => null);
        // Another question was sent meanwhile: its answer is newer.
        if (number !== asked) return;
        failures = answers === null ? failures + 1 : 0;
        clearTimeout(timer);
        // A tab that is not in front shows the count in its title.
        timer = setTimeout(refresh, (overview?.refreshMs ?? 3000) * (document.hidden ? 10 : 1) * Math.min(1 + failures, 5));
        $("freshness").classList.toggle("stale", failures > 0);
        if (answers !== null) showAnswers(view, ...answers);
        else $("freshness").textContent = kNoAnswer + (lastSeen && " Last update " + lastSeen + ".") + " Trying again …";
    }

    $("login-form").addEventListener("submit", async (event) => {
        event.preventDefault();
        const answer = await call("/api/login", { token: $("token").value }).catch(() => ({ ok: false, json: { error: kNoAnswer } }));
        $("token").value = "";
        if (!answer.ok) return showLogin(answer.json.error);
        $("login-problem").textContent = "";
        await refresh();
        $("main").focus();
    });
    $("logout").addEventListener("click", () => call("/api/logout", {}).then(() => showLogin(), () => refresh()));
    $("ask-cancel").addEventListener("click", () => $("ask").close());
    $("ask").addEventListener("close", () => {
        if (afterDialog !== null) (document.querySelector(afterDialog) ?? $("main")).focus({ preventScroll: true });
    });
    for (const link of document.querySelectorAll("#pages a")) if (link.pathname === kPath) link.setAttribute("aria-current", "page");
    document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
    setInterval(showTimes, 1000);
    refresh();
})();
