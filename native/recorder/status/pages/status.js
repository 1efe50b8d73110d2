// Shows what the recorder's API answers, and asks again every few seconds.

import { call, kNoAnswer, session } from "./api.js";
import { $ } from "./elements.js";
import { show } from "./parts.js";
import { showTimes, timeOfDay } from "./times.js";
import { problemParts, viewOf } from "./views.js";

const kPath = location.pathname;

let overview = null;
let failures = 0;
let lastSeen = "";

function showLogin(words = "") {
    session.csrf = "";
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
        session.csrf = overview.csrf;
        if (before && summaryOf(before) !== summaryOf(overview.counts)) $("announcement").textContent = summaryOf(overview.counts);
        showTitle(view.title);
    }
    const failed = [answer, own].find((one) => one !== null && !one.ok);
    const title = { 404: "Not found", 503: "The journal cannot be read" }[failed?.status] ?? "Not possible";
    lastSeen = timeOfDay.format(new Date());
    $("freshness").textContent = "Updated " + lastSeen + " · live";
    show(failed ? problemParts(title, failed.json.error) : view.parts(overview, own?.json));
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
for (const link of document.querySelectorAll("#pages a")) if (link.pathname === kPath) link.setAttribute("aria-current", "page");
document.addEventListener("performed", refresh);
document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
setInterval(showTimes, 1000);
refresh();
