// Which view an address shows: lists of parts, each with an id, what it is made of, and how it is made.

import { faint, h, nothing, pre, section, time } from "./elements.js";
import { expectedTable } from "./tables.js";
import { deliveryParts } from "./view_delivery.js";
import { listParts, listQuery } from "./view_list.js";
import { overviewParts } from "./view_overview.js";

const expectedParts = ({ expected }) => [["expected", expected, () => section("expected", "h1", "Expected", null,
    [h("p", {}, "Tests that were started from Spira and have no result yet."), expectedTable(expected)])]];

function refusedOf({ id, received, peer, bytes, reason, body }) {
    return h("li", {}, h("p", { class: "line" }, time(received), " ", faint("from " + peer + ", " + bytes.toLocaleString() + " bytes")), h("p", {}, reason),
        h("details", { "data-key": "body-" + id }, h("summary", {}, "Message"), pre("Message " + id, body)));
}
const refusedParts = (overview, { refused }) => [["refused", refused, () => section("refused", "h1", "Refused", null, [
    h("p", {}, "Messages from authenticated senders that could not be read. OctoPerf does not send them again."),
    refused.length === 0 ? nothing("No message was refused.") : h("ol", { class: "attempts" }, refused.map(refusedOf))])]];

export const problemParts = (title, words) => [["problem", words, () => section("problem", "h1", title, null,
    [h("p", {}, words), h("p", {}, h("a", { href: "/" }, "Overview"))])]];

/** By path: the page's title, the address of its own data, and its parts. */
export function viewOf(path) {
    if (path === "/") return { title: "", parts: overviewParts };
    if (path === "/deliveries") return { title: "Deliveries", data: "/api/deliveries?" + listQuery(), parts: listParts };
    if (/^\/deliveries\/\d+$/.test(path)) return { title: "Delivery " + path.split("/")[2], data: "/api" + path, parts: deliveryParts };
    if (path === "/expected") return { title: "Expected", parts: expectedParts };
    if (path === "/refused") return { title: "Refused", data: "/api/refused", parts: refusedParts };
    return { title: "Not found", parts: () => problemParts("Not found", "This page does not exist.") };
}
