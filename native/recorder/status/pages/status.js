// Shows what the recorder's API answers, and asks again every few seconds. Only what has changed is built anew, so that
// nothing the reader has opened, focused or marked is lost. Every text is set as text, never as markup.

"use strict";

(() => {
    const $ = (id) => document.getElementById(id);
    const kPath = location.pathname;
    const kKinds = { pending: "Waiting", recorded: "Recorded", dead: "Given up", conflict: "In conflict", dismissed: "Dismissed", ignored: "Ignored" };

    let csrf = "";
    let overview = null;
    let failures = 0;
    let lastSeen = "";
    const selected = new Set();  // numbers of deliveries, in a list

    // ---- elements

    /** An element with attributes and children; what is null, undefined or false is left out. @param {string} tag @param {object} attributes */
    function h(tag, attributes, ...children) {
        const element = document.createElement(tag);
        for (const [name, value] of Object.entries(attributes)) {
            if (value === null || value === undefined || value === false) continue;
            if (typeof value === "function") element.addEventListener(name, value);
            else element.setAttribute(name, value === true ? "" : value);
        }
        element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
        return element;
    }

    const card = (id, title, ...children) => h("section", { id, class: "card", "aria-labelledby": id + "-title" }, h("h2", { id: id + "-title" }, title), children);
    const faint = (...words) => h("span", { class: "faint" }, words);
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
    const showTimes = () => document.querySelectorAll("time").forEach(showTime);

    // ---- the API

    /** Status and JSON of an answer. Throws when the recorder does not answer. @param {string} path @param {object} [body] */
    async function call(path, body) {
        const options = { credentials: "same-origin", cache: "no-store", headers: { Accept: "application/json" } };
        if (body !== undefined) {
            Object.assign(options, { method: "POST", body: JSON.stringify(body) });
            Object.assign(options.headers, { "Content-Type": "application/json", "X-OctoSpira-CSRF": csrf });
        }
        const response = await fetch(path, options);
        return { status: response.status, ok: response.ok, json: await response.json() };
    }

    // ---- actions

    const deliveries = (rows) => rows.length === 1 ? "Delivery " + rows[0].id : rows.length + " deliveries";
    /** What can be done about deliveries: see "actions" of the API. */
    const kActions = {
        replay: {
            label: "Deliver again", fields: [], done: (count) => count + (count === 1 ? " delivery is" : " deliveries are") + " being delivered again.",
            question: (rows) => rows.map((row) => row.replayQuestion).filter(Boolean).join("\n") || deliveries(rows) + ": deliver to Spira again? Nothing is recorded twice.",
        },
        retry: { label: "Retry now", done: (count) => count + (count === 1 ? " delivery is" : " deliveries are") + " due now." },
        assign: {
            label: "Assign…", done: (count) => count + (count === 1 ? " delivery is" : " deliveries are") + " assigned and due now.",
            question: (rows) => deliveries(rows) + ": record the result for this test case.",
            fields: [["productId", "Product (PR)", "number"], ["testCaseId", "Test case (TC)", "number"]],
        },
        dismiss: {
            label: "Dismiss…", done: (count) => count + (count === 1 ? " delivery is" : " deliveries are") + " dismissed.",
            question: (rows) => deliveries(rows) + ": keep the result out of Spira. It can be delivered again later.", fields: [["reason", "Reason", "text"]],
        },
    };

    /** @param {string} name of the action @param {object[]} rows what it is for; empty: all that fit */
    async function perform(name, rows, values) {
        const { status, ok, json } = await call("/api/deliveries/" + name, { ...values, ...(rows.length > 0 && { ids: rows.map(({ id }) => id) }) });
        if (status === 401) showLogin();
        if (!ok) return json.error;
        for (const { id } of rows) selected.delete(id);
        $("notice").textContent = kActions[name].done(Object.values(json)[0]);
        refresh();
        return "";
    }

    let afterDialog = null;
    /** Asks before an action is performed. @param {string} name @param {object[]} rows @param {string} [question] */
    function ask(name, rows, question) {
        const { label, fields } = kActions[name];
        const dialog = $("ask");
        const key = document.activeElement?.dataset.key;
        $("ask-title").textContent = label.replace("…", "");
        $("ask-text").textContent = question ?? kActions[name].question(rows);
        $("ask-problem").textContent = "";
        $("ask-do").textContent = label.replace("…", "");
        $("ask-fields").replaceChildren(...fields.map(([field, words, type]) => h("label", {}, words,
            h("input", { name: field, type, min: type === "number" ? "1" : null, required: true, autocomplete: "off", value: rows.length === 1 ? rows[0][field] : null }))));
        afterDialog = key === undefined ? null : "[data-key=" + CSS.escape(key) + "]";
        dialog.querySelector("form").onsubmit = async (event) => {
            event.preventDefault();
            const values = {};
            for (const input of $("ask-fields").querySelectorAll("input")) values[input.name] = input.type === "number" ? Number(input.value) : input.value;
            $("ask-problem").textContent = await perform(name, rows, values).catch(() => "The recorder does not answer.");
            if ($("ask-problem").textContent === "") dialog.close();
        };
        dialog.showModal();
    }

    function actionButton(name, rows, more = {}) {
        const { label, question } = kActions[name];
        const one = rows.length === 1 ? h("span", { class: "unseen" }, " delivery " + rows[0].id) : null;
        return h("button", { type: "button", class: "plain", "data-key": name + "-" + (rows[0]?.id ?? "all"), ...more,
            click: () => question === undefined ? perform(name, rows).then((words) => { if (words) $("notice").textContent = words; }, () => {}) : ask(name, rows) }, label, one);
    }

    // ---- tables of deliveries

    const inSpira = ({ testCaseId, testRunId, links }) => [testCaseId && outside(links.testCase, "TC:" + testCaseId), testCaseId && testRunId && " ", testRunId && outside(links.testRun, "TR:" + testRunId)];
    const why = (row) => row.dismissed && row.state === "dismissed" ? ["Dismissed: " + row.dismissed.reason] : [row.note || (row.state === "pending" ? "It is about to be delivered." : "")];

    const kColumns = {
        "Test": (row) => [h("a", { class: "test", "data-key": "open-" + row.id, href: "/deliveries/" + row.id }, row.test || "Delivery " + row.id),
            h("span", { class: "faint small" }, "#" + row.id + " " + row.event + (row.reconciled ? ", polled" : "") + (row.build ? ", with a build" : ""))],
        "State": (row) => [stateBadge(row.state), " ", verdictBadge(row.executionStatus)],
        "Verdict": (row) => [verdictBadge(row.executionStatus ?? row.verdict)],
        "Received": (row) => [time(row.received)],
        "Next retry": (row) => [time(row.nextAttempt, "until")],
        "Failed attempts": (row) => [String(row.attempts)],
        "In Spira": inSpira,
        "In OctoPerf": ({ links }) => [links.report && outside(links.report, "Report")],
        "Took": (row) => [lengthOf(Date.parse(row.changed) - Date.parse(row.received))],
        "Why": why,
        "What to do": (row) => row.actions.length > 0 ? [h("span", { class: "actions" }, row.actions.map((name) => actionButton(name, [row])))] : [],
    };
    const kTables = {
        pending: ["Test", "Received", "Next retry", "Failed attempts", "Why", "What to do"],
        recorded: ["Test", "Verdict", "In Spira", "In OctoPerf", "Received", "Took"],
        dead: ["Test", "Verdict", "Received", "In Spira", "Why", "What to do"],
        conflict: ["Test", "Verdict", "Received", "Why", "What to do"],
        all: ["Test", "State", "Received", "In Spira", "Why", "What to do"],
    };

    /** A table. The roles say again what the elements are: the style sheet makes cards of the rows where there is little room, and browsers then forget that it was a table. */
    function table(caption, heads, rows) {
        const cell = (head, content) => {
            const known = content.flat().filter((part) => part !== null && part !== undefined && part !== false && part !== "" && part !== " ");
            return h("td", { role: "cell", "data-label": head, class: known.length === 0 ? "empty" : null }, known.length === 0 ? faint("–") : content);
        };
        return h("table", { role: "table", class: "cards" }, h("caption", { class: "unseen" }, caption),
            h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, heads.map((head) => h("th", { role: "columnheader", scope: "col" }, head)))),
            h("tbody", { role: "rowgroup" }, rows.map((cells) => h("tr", { role: "row" }, cells.map((content, at) => cell(heads[at], content))))));
    }
    const deliveryTable = (caption, kind, rows) => table(caption, kTables[kind], rows.map((row) => kTables[kind].map((head) => kColumns[head](row))));

    const expectedTable = (rows) => table("Expected results", ["Test case", "Started", "Due", "Started by"], rows.map((one) => [
        [outside(one.links.testCase, "TC:" + one.testCaseId), " ", one.links.report && outside(one.links.report, "Report"), h("span", { class: "faint small" }, " " + one.benchResultId)],
        [time(one.started)], [one.overdue && badge("state-dead", "Overdue"), one.overdue && " ", one.due ? time(one.due) : faint("not known yet")], [one.user || ""]]));

    // ---- views: lists of parts, each with an id, what it is made of, and how

    function overviewParts() {
        const { headline, parts, counts, version, started, expected, overdue, settings, nextAttempt, oldestPending } = overview;
        const head = (id, title, state, shown, ...more) => h("div", { class: "head" }, h("h2", { id: id + "-title" }, title), counts[state] > shown ? h("a", { href: "/deliveries?state=" + state }, "All " + counts[state]) : null, more);
        const section = (id, kind, ...children) => h("section", { id, class: "card " + kind, "aria-labelledby": id + "-title" }, children);
        const details = { pending: oldestPending ? ["oldest: ", time(oldestPending, "since")] : "nothing waits", recorded: "test runs in Spira", dead: "kept until you decide", conflict: "two verdicts for one run", dismissed: "by an operator", ignored: "no verdict to record" };
        return [
            ["health", { headline, parts, version, started }, () => h("section", { class: "health " + headline.state, "aria-labelledby": "health-title" }, h("h2", { id: "health-title" }, headline.text), h("ul", {},
                parts.map(({ name, ok, text, until }) => h("li", { class: ok ? "good" : "bad" }, h("b", {}, name), " ", text, " ", time(until, "until"))),
                h("li", {}, h("b", {}, "Version"), " ", version), h("li", {}, h("b", {}, "Started"), " ", time(started, "since"))))],
            ["counts", { counts, oldestPending }, () => h("ul", { class: "tiles", "aria-label": "Counts" }, Object.keys(kKinds).map((state) => h("li", {}, h("a", { class: "tile state-" + state + (counts[state] > 0 ? "" : " none"), href: "/deliveries?state=" + state, "data-key": "tile-" + state },
                h("span", { class: "count" }, counts[state].toLocaleString()), " ", h("span", { class: "name" }, kKinds[state]), h("span", { class: "more" }, details[state])))))],
            ["dead", [overview.dead, counts.dead], () => overview.dead.length === 0 ? null : section("dead-card", "alarm",
                head("dead-card", "Given up", "dead", overview.dead.length, h("a", { href: "/api/deliveries/export?state=dead", download: "dead-letters.jsonl" }, "Export"), replayAll(counts.dead)),
                h("p", {}, "These results could not be recorded. Fix the cause, then retry; nothing is recorded twice."), deliveryTable("Given up", "dead", overview.dead))],
            ["conflict", [overview.conflict, counts.conflict], () => overview.conflict.length === 0 ? null : section("conflict-card", "",
                head("conflict-card", "In conflict", "conflict", overview.conflict.length), h("p", {}, "OctoPerf sent a second verdict for the same run. The first one counts; decide about the second."), deliveryTable("In conflict", "conflict", overview.conflict))],
            ["expected", [expected, overdue], () => section("expected-card", overdue > 0 ? "alarm" : "", h("div", { class: "head" }, h("h2", { id: "expected-card-title" }, "Expected"), expected.length > 10 ? h("a", { href: "/expected" }, "All " + expected.length) : null),
                expected.length === 0 ? nothing("No result is outstanding: every test started from Spira has its result.") : [h("p", {}, expected.length + " started" + (overdue > 0 ? ", " + overdue + " overdue." : ".")), expectedTable(overdueFirst(expected).slice(0, 10))])],
            ["pending", [overview.pending, counts.pending, nextAttempt], () => section("pending-card", "", head("pending-card", "Waiting", "pending", overview.pending.length),
                overview.pending.length === 0 ? nothing("Nothing is waiting.") : [nextAttempt ? h("p", {}, "Next retry ", time(nextAttempt, "until")) : null, deliveryTable("Waiting", "pending", overview.pending)])],
            ["recorded", [overview.recorded, counts.recorded], () => section("recorded-card", "", head("recorded-card", "Recorded last", "recorded", overview.recorded.length),
                overview.recorded.length === 0 ? nothing("Nothing has been recorded yet. When a load test that was started from Spira ends, its result appears here.") : deliveryTable("Recorded last", "recorded", overview.recorded))],
            ["settings", settings, () => h("details", { class: "card", "data-key": "settings" }, h("summary", {}, "Settings"), h("dl", { class: "facts" }, settings.map(({ name, value }) => fact(name, value))))],
        ];
    }
    const overdueFirst = (expected) => [...expected].sort((one, other) => other.overdue - one.overdue);
    const replayAll = (count) => h("button", { type: "button", class: "plain", "data-key": "replay-all", click: () => ask("replay", [], "Deliver all " + count + " that were given up again? Nothing is recorded twice.") }, "Deliver all again");

    const fact = (name, ...value) => value.flat().some((part) => part !== null && part !== undefined && part !== "") ? h("div", {}, h("dt", {}, name), h("dd", {}, value)) : null;

    /** The query of the page as the API takes it: days become times of the reader's zone. */
    function listQuery() {
        const query = new URLSearchParams(location.search);
        for (const [name, days] of [["from", 0], ["to", 1]]) {
            const day = new Date(query.get(name) + "T00:00");
            if (Number.isNaN(day.getTime())) continue;
            day.setDate(day.getDate() + days);
            query.set(name, day.toISOString());
        }
        return query;
    }

    function filterForm() {
        const query = new URLSearchParams(location.search);
        const field = (name, words, type) => h("label", {}, words, " ", h("input", { name, type, value: query.get(name), autocomplete: "off", spellcheck: "false" }));
        return h("form", { action: "/deliveries", class: "filter", role: "search", "aria-label": "Filter" },
            h("label", {}, "State ", h("select", { name: "state" }, h("option", { value: "" }, "All"), Object.entries(kKinds).map(([value, words]) => h("option", { value, selected: query.get("state") === value }, words)))),
            field("benchResult", "Bench result", "text"), field("product", "Product", "text"), field("testCase", "Test case", "text"), field("from", "From", "date"), field("to", "To", "date"),
            h("button", { class: "plain" }, "Filter"), location.search === "" ? null : h("a", { href: "/deliveries" }, "Show all"));
    }

    function listParts({ deliveries: rows, next }) {
        const state = new URLSearchParams(location.search).get("state");
        const common = () => rows.filter(({ id }) => selected.has(id));
        /** For several at once: an action that all of them have. */
        const bulk = (name) => h("button", { type: "button", class: "plain", "data-key": "bulk-" + name, click: () => {
            const chosen = common().filter(({ actions }) => actions.includes(name));
            if (chosen.length === 0) $("notice").textContent = "Select deliveries that can be treated so.";
            else if (kActions[name].question === undefined) perform(name, chosen).catch(() => {});
            else ask(name, chosen);
        } }, kActions[name].label.replace("…", "") + " selected");
        const names = Object.keys(kActions).filter((name) => rows.some(({ actions }) => actions.includes(name)));
        const tick = (row) => row.actions.length === 0 ? [] : [h("input", { type: "checkbox", "data-key": "select-" + row.id, "aria-label": "Select delivery " + row.id, checked: selected.has(row.id), change: (event) => { event.target.checked ? selected.add(row.id) : selected.delete(row.id); } })];
        const kind = kTables[state] ?? kTables.all;
        const older = new URLSearchParams(location.search);
        older.set("before", rows.at(-1)?.id);
        const newest = new URLSearchParams(location.search);
        newest.delete("before");
        return [
            ["filter", 0, () => h("div", {}, h("h1", {}, "Deliveries"), filterForm())],
            ["list", [rows, next, overview.counts.dead], () => h("section", { class: "card", "aria-label": "Deliveries" },
                h("div", { class: "head" }, h("p", {}, state === "dead" ? overview.counts.dead + " given up. They stay until you decide." : ""), names.map(bulk),
                    state === "dead" ? h("a", { href: "/api/deliveries/export?" + listQuery(), download: "dead-letters.jsonl" }, "Export") : null, state === "dead" && rows.length > 0 ? replayAll(overview.counts.dead) : null),
                rows.length === 0 ? nothing("No delivery matches.") : table("Deliveries, the newest first", ["Select", ...kind], rows.map((row) => [tick(row), ...kind.map((head) => kColumns[head](row))])),
                h("nav", { class: "paging", "aria-label": "Paging" }, newest.toString() === new URLSearchParams(location.search).toString() ? null : h("a", { href: "/deliveries?" + newest }, "« Newest"), next ? h("a", { href: "/deliveries?" + older, rel: "next" }, "Older »") : null))],
        ];
    }

    function deliveryParts(row) {
        const titles = { dead: "Why it was given up", pending: "Why it is waiting", ignored: "Why it was ignored", conflict: "What is in conflict", dismissed: "Why it was dismissed" };
        const launch = row.launch && ["started from ", "TC:" + row.launch.testCaseId, " ", time(new Date(row.launch.started).toISOString())];
        const warnings = row.details?.warnings ?? [];
        return [
            ["delivery", { ...row, history: 0, notification: 0 }, () => h("section", { id: "delivery", class: "card", "aria-labelledby": "delivery-title" },
                h("div", { class: "head" }, h("h1", { id: "delivery-title" }, row.test || "Delivery", " ", faint("#" + row.id)), stateBadge(row.state), h("span", { class: "actions" }, row.actions.map((name) => actionButton(name, [row])))),
                row.note || row.state === "dismissed" ? h("div", { class: "reason state-" + row.state }, h("h2", {}, titles[row.state] ?? "Note"), h("p", {}, why(row))) : null,
                warnings.length > 0 ? h("div", { class: "reason state-conflict" }, h("h2", {}, "Not done"), h("ul", {}, warnings.map((words) => h("li", {}, words)))) : null,
                h("dl", { class: "facts" }, fact("Verdict", verdictBadge(row.executionStatus ?? row.verdict)), fact("Test case", row.testCaseId && outside(row.links.testCase, "TC:" + row.testCaseId)), fact("Test run", row.testRunId && outside(row.links.testRun, "TR:" + row.testRunId)),
                    fact("Report", row.links.report && outside(row.links.report, "Open in OctoPerf")), fact("Event", h("code", {}, row.event)), fact("Bench result", h("code", {}, row.benchResultId)), fact("Received", time(row.received)), fact("Changed", time(row.changed)),
                    row.state === "recorded" ? fact("Delivery took", lengthOf(Date.parse(row.changed) - Date.parse(row.received))) : null, fact("Next retry", time(row.nextAttempt, "until")), fact("Failed attempts", String(row.attempts)),
                    row.build ? fact("Path", "BuildService: with a build of the release") : null, row.reconciled ? fact("Origin", "OctoPerf was polled; its notification had not come") : null, row.launch ? fact("Launch", launch) : null,
                    row.dismissed ? fact("Dismissed", [time(row.dismissed.at), " by " + row.dismissed.by + ": " + row.dismissed.reason]) : null,
                    fact("Same run", row.siblings.map((id, at) => [at > 0 ? ", " : "", h("a", { href: "/deliveries/" + id }, "#" + id)]).flat())))],
            ["attempts", row.history, () => card("attempts", "Attempts", row.history.length === 0 ? nothing("No attempt was made yet.") : h("ol", { class: "attempts" }, row.history.map((attempt) => h("li", {},
                h("p", { class: "line" }, badge("state-" + attempt.state, attempt.state === "pending" ? "Put off" : kKinds[attempt.state] ?? attempt.state), " ", time(attempt.at), " ", faint("took " + lengthOf(attempt.milliseconds))),
                attempt.note ? h("p", {}, attempt.note) : null,
                attempt.answer ? h("details", { "data-key": "answer-" + attempt.number }, h("summary", {}, "Answer"), pre("Answer to attempt " + attempt.number, attempt.answer)) : null))))],
            ["notification", row.notification, () => card("notification", "Notification", h("p", { class: "faint" }, "As OctoPerf sent it, without the account's e-mail."),
                pre("Text of the notification", typeof row.notification === "string" ? row.notification : JSON.stringify(row.notification, null, 2)))],
        ];
    }

    const expectedParts = () => [["expected", overview.expected, () => h("section", { class: "card", "aria-labelledby": "title" }, h("h1", { id: "title" }, "Expected"), h("p", {}, "Tests that were started from Spira and have no result yet."),
        overview.expected.length === 0 ? nothing("No result is outstanding: every test started from Spira has its result.") : expectedTable(overdueFirst(overview.expected)))]];

    const refusedParts = ({ refused }) => [["refused", refused, () => h("section", { class: "card", "aria-labelledby": "title" }, h("h1", { id: "title" }, "Refused"), h("p", {}, "Messages of authenticated senders that could not be read. OctoPerf does not send them again."),
        refused.length === 0 ? nothing("No message was refused.") : h("ol", { class: "attempts" }, refused.map((one) => h("li", {}, h("p", { class: "line" }, time(one.received), " ", faint("from " + one.peer + ", " + one.bytes.toLocaleString() + " bytes")), h("p", {}, one.reason),
            h("details", { "data-key": "body-" + one.id }, h("summary", {}, "Message"), pre("Message " + one.id, one.body))))))]];

    const problemParts = (title, words) => [["problem", words, () => card("problem", title, h("p", {}, words), h("p", {}, h("a", { href: "/" }, "Overview")))]];

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
        const like = (element) => next?.querySelector("[data-key=" + CSS.escape(element.dataset.key) + "]") ?? (next?.dataset.key === element.dataset.key ? next : null);
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

    async function look() {
        const view = viewOf(kPath);
        const [answer, own] = await Promise.all([call("/api/overview"), view.data ? call(view.data) : null]);
        if (answer.status === 401) return showLogin();
        const failed = [answer, own].find((one) => one !== null && !one.ok);
        $("login").hidden = true;
        if (answer.ok) {
            const before = overview?.counts;
            overview = answer.json;
            csrf = overview.csrf;
            if (before && summaryOf(before) !== summaryOf(overview.counts)) $("announcement").textContent = summaryOf(overview.counts);
            showTitle(view.title);
        }
        for (const id of ["pages", "logout"]) $(id).hidden = false;
        show(failed ? problemParts(failed.status === 404 ? "Not found" : failed.status === 503 ? "The journal cannot be read" : "Not possible", failed.json.error) : view.parts(own?.json));
        lastSeen = timeOfDay.format(new Date());
        $("freshness").textContent = "Updated " + lastSeen + " · live";
    }

    let timer = 0;
    let looking = null;
    async function refresh() {
        clearTimeout(timer);
        if (!document.hidden || lastSeen === "") {
            looking ??= look();
            failures = await looking.then(() => 0, () => failures + 1);
            looking = null;
            if (failures > 0) $("freshness").textContent = "The recorder does not answer." + (lastSeen && " Last update " + lastSeen + ".") + " Trying again …";
            $("freshness").classList.toggle("stale", failures > 0);
        }
        clearTimeout(timer);
        timer = setTimeout(refresh, (overview?.refreshMs ?? 3000) * Math.min(1 + failures, 5));
    }

    $("login-form").addEventListener("submit", async (event) => {
        event.preventDefault();
        const answer = await call("/api/login", { token: $("token").value }).catch(() => ({ ok: false, json: { error: "The recorder does not answer." } }));
        $("token").value = "";
        if (!answer.ok) return showLogin(answer.json.error);
        $("login-problem").textContent = "";
        await refresh();
        $("main").focus();
    });
    $("logout").addEventListener("click", () => call("/api/logout", {}).then(() => showLogin(), () => refresh()));
    $("ask-cancel").addEventListener("click", () => $("ask").close());
    $("ask").addEventListener("close", () => { if (afterDialog !== null) (document.querySelector(afterDialog) ?? $("main")).focus({ preventScroll: true }); });
    for (const link of document.querySelectorAll("#pages a")) if (link.pathname === kPath) link.setAttribute("aria-current", "page");
    setInterval(showTimes, 1000);
    refresh();
})();
