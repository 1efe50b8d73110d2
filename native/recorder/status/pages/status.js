// Keeps the status page fresh: fetches it again every few seconds and puts in what has changed, where it stands, so
// that nothing the reader has opened, focused or selected is lost. The page is complete without this script.

"use strict";

(() => {
    const kRefreshMs = Number(document.documentElement.dataset.refresh ?? 0);
    const kMinute = 60_000, kHour = 60 * kMinute, kDay = 24 * kHour;

    // ---- times

    const moment = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
    const timeOfDay = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });
    const whole = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "long" });

    /** "28 s", "3 min 05 s", "3 h 12 min", "5 days". @param {number} milliseconds */
    function lengthOf(milliseconds) {
        const seconds = Math.max(0, Math.round(milliseconds / 1000));
        const two = (number) => String(number).padStart(2, "0");
        if (seconds < 60) return seconds + " s";
        if (seconds < 3600) return Math.floor(seconds / 60) + " min " + two(seconds % 60) + " s";
        if (milliseconds < kDay) return Math.floor(seconds / 3600) + " h " + two(Math.floor(seconds / 60) % 60) + " min";
        const days = Math.floor(milliseconds / kDay);
        return days + (days === 1 ? " day" : " days");
    }

    /** @param {HTMLTimeElement} element @param {number} now */
    function sayTime(element, now) {
        const at = new Date(element.dateTime);
        const away = at.getTime() - now;
        let words;
        if (element.dataset.as === "until") words = away > 0 ? "in " + lengthOf(away) : "now";
        else if (element.dataset.as === "since") words = lengthOf(-away) + " ago";
        else words = at.toDateString() === new Date(now).toDateString() ? timeOfDay.format(at) : moment.format(at);
        if (element.textContent !== words) element.textContent = words;
        if (element.title === "") element.title = whole.format(at);
    }

    function sayTimes() {
        const now = Date.now();
        for (const element of document.querySelectorAll("time")) sayTime(element, now);
    }

    // ---- what has changed

    /** What the server sent for each part, before anything here changed it: id → markup. */
    const sent = new Map();

    /** The live parts of a document. @param {Document} from */
    const partsOf = (from) => from.querySelectorAll("[data-live]");

    /** True while the reader has marked something there, most likely to copy it. @param {Element} part */
    function isSelected(part) {
        const selection = document.getSelection();
        return selection !== null && !selection.isCollapsed && selection.containsNode(part, true);
    }

    /** The element of the same key or id in `part`. @param {Element} part @param {Element} like */
    function sameIn(part, like) {
        const key = like.closest("[data-key]");
        if (key !== null) {
            const found = part.querySelector("[data-key=" + CSS.escape(key.dataset.key) + "]");
            return like === key ? found : found?.querySelector(like.localName) ?? null;
        }
        return like.id === "" ? null : part.querySelector("#" + CSS.escape(like.id));
    }

    /** Puts `next` in the place of `part`, and what the reader did to it as well. @param {Element} part @param {Element} next */
    function replace(part, next) {
        for (const open of part.querySelectorAll("details[open][data-key]")) {
            const same = sameIn(next, open);
            if (same !== null) same.open = true;
        }
        const focused = part.contains(document.activeElement) ? document.activeElement : null;
        const target = focused === null ? null : sameIn(next, focused);
        const scrolled = [...part.querySelectorAll("pre")].map((element) => element.scrollTop);
        part.replaceWith(next);
        next.querySelectorAll("pre").forEach((element, at) => { element.scrollTop = scrolled[at] ?? 0; });
        if (target !== null) target.focus({ preventScroll: true });
        // What had the focus is gone: stay near instead of falling back to the top of the page.
        else if (focused !== null) document.getElementById("main").focus({ preventScroll: true });
    }

    /** @param {string} markup of the whole content */
    function update(markup) {
        const fresh = new DOMParser().parseFromString(markup, "text/html");
        let summary = "";
        for (const next of partsOf(fresh)) {
            const part = document.getElementById(next.id);
            const text = next.outerHTML;
            // Another page than this: the delivery is gone, or the journal is back.
            if (part === null) return location.reload();
            if (sent.get(next.id) === text || isSelected(part)) continue;
            sent.set(next.id, text);
            replace(part, document.adoptNode(next));
            if (next.dataset.summary !== undefined) summary = next.dataset.summary;
        }
        if (summary !== "") document.getElementById("announcement").textContent = summary;
        sayTimes();
    }

    // ---- again and again

    let tag = "";
    let failures = 0;

    function sayFreshness(failed) {
        const line = document.getElementById("freshness");
        line.classList.toggle("stale", failed);
        line.textContent = failed ? "The recorder does not answer; what you see is of " + lastSeen + ". Trying again …"
            : "Looked at " + timeOfDay.format(new Date()) + ". This page keeps itself up to date.";
        if (!failed) lastSeen = timeOfDay.format(new Date());
    }
    let lastSeen = timeOfDay.format(new Date());

    async function look() {
        const headers = { Accept: "text/html", "X-OctoSpira-Part": "main" };
        if (tag !== "") headers["If-None-Match"] = tag;
        const response = await fetch(location.pathname + location.search, { headers, credentials: "same-origin", cache: "no-store" });
        if (response.status === 401 || response.status === 404) return location.reload();
        if (response.status === 304) return;
        if (!response.ok) throw new Error(String(response.status));
        tag = response.headers.get("ETag") ?? "";
        update(await response.text());
    }

    async function lookAgain() {
        if (!document.hidden) {
            try {
                await look();
                failures = 0;
            } catch {
                ++failures;
            }
            sayFreshness(failures > 0);
        }
        setTimeout(lookAgain, kRefreshMs * Math.min(1 + failures, 5));
    }

    for (const part of partsOf(document)) sent.set(part.id, part.outerHTML);
    sayTimes();
    setInterval(sayTimes, 1000);
    if (kRefreshMs > 0) setTimeout(lookAgain, kRefreshMs);
})();
