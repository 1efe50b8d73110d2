// The overview: how the recorder is, the counts, and the newest of each kind.

import { replayAll } from "./actions.js";
import { fact, h, kKinds, nothing, section, time } from "./elements.js";
import { expectedTable, exportLink, kTables, table } from "./tables.js";

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
        pending: oldestPending ? ["oldest: ", time(oldestPending, "since")] : "none waiting", recorded: "test runs in Spira",
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

/** The newest deliveries of a state; left out when there are none and `empty` is not said. */
function newest(overview, state, title, { kind, intro, empty, buttons }) {
    const rows = overview[state], count = overview.counts[state];
    if (rows.length === 0 && empty === undefined) return null;
    const all = count > rows.length && h("a", { href: "/deliveries?state=" + state }, "All " + count.toLocaleString());
    return section(state, "h2", title, [all, buttons], rows.length === 0 ? nothing(empty) : [intro && h("p", {}, intro), table(title, kTables[state], rows)], kind);
}

export function overviewParts(overview) {
    const { counts, expected, overdue, settings, nextAttempt, headline, parts, version, started, lastRefused, oldestPending } = overview;
    const part = (state, title, options) => [state, [overview[state], counts[state], nextAttempt], () => newest(overview, state, title, options)];
    const allExpected = expected.length > 10 && h("a", { href: "/expected" }, "All " + expected.length);
    return [
        ["health", { headline, parts, version, started, lastRefused }, () => healthPart(overview)],
        ["counts", { counts, oldestPending, expected: expected.length, overdue }, () => tiles(overview)],
        part("dead", "Given up", {
            kind: "alarm", intro: "These results could not be recorded. Fix the cause, then retry; nothing is recorded twice.",
            buttons: [exportLink("state=dead"), replayAll(counts.dead)],
        }),
        part("conflict", "In conflict", { intro: "OctoPerf sent a second verdict for the same run. The first one counts; decide what to do with the second." }),
        ["expected", [expected, overdue],
            () => section("expected", "h2", "Expected", allExpected, expectedTable(expected, 10), overdue > 0 ? "alarm" : "")],
        part("pending", "Waiting", { intro: nextAttempt && ["Next retry ", time(nextAttempt, "until")], empty: "Nothing is waiting." }),
        part("recorded", "Recently recorded", {
            empty: "Nothing has been recorded yet. When a load test that was started from Spira ends, its result appears here.",
        }),
        ["settings", settings, () => h("details", { class: "card", "data-key": "settings" },
            h("summary", {}, "Settings"), h("dl", { class: "facts" }, settings.map(({ name, value }) => fact(name, value))))],
    ];
}
