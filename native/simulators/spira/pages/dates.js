// Dates as Spira's pages show them, in the reader's zone and culture.

import { context } from "./context.js";

const culture = context.user.culture;

/** @param {string|Date|null|undefined} value a date without zone is UTC */
export function toDate(value) {
    if (value === null || value === undefined || value === "") return null;
    if (value instanceof Date) return value;
    const zoned = /[zZ]|[+-]\d\d:?\d\d$/.test(value) ? value : `${value}Z`;
    const date = new Date(zoned.replace(/(\.\d{3})\d+/, "$1"));
    return Number.isNaN(date.getTime()) ? null : date;
}

export function formatDate(value) {
    const date = toDate(value);
    return date === null ? "" : date.toLocaleDateString(culture, { day: "numeric", month: "short", year: "numeric" });
}

export function formatDateTime(value) {
    const date = toDate(value);
    if (date === null) return "";
    return `${formatDate(date)}, ${date.toLocaleTimeString(culture, { hour: "2-digit", minute: "2-digit", second: "2-digit" })}`;
}
