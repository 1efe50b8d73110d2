// Times in the reader's zone and language, with how long ago.

import { isSelected } from "./elements.js";

const moment = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });
export const timeOfDay = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });
const whole = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "long" });

/** "400 ms", "28 s", "3 min 05 s", "3 h 12 min", "5 days". @param {number} milliseconds */
export function lengthOf(milliseconds) {
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
export const showTimes = () => [...document.querySelectorAll("time")].filter((element) => !isSelected(element)).forEach(showTime);
