// What each page of Spira gets: the engine that speaks for it, and the scripts it is put together from, in this order.

const kHost = ["engine", "host", "messages", "surface"];
const kToolbar = [...kHost, "dialog", "view", "entry"];

/** What a browser may download for a page, in bytes: by gzip -9, and uncompressed. tests/wasm/size.mjs measures it. */
const kLargest = { gzip: 86_500, raw: 122_500 };
const kLimits = { gzip: 64_000, raw: 90_000 };

/** @type {Object<string, {engine: string, scripts: string[], limits: {gzip: number, raw: number}}>} scripts are names in spiraapp/; the page's own is the last */
export const kPages = {
    test_case_details: {
        engine: "test_case", scripts: [...kToolbar, "locks", "table", "sparkline", "chart", "choose", "pages/test_case_details"], limits: kLargest,
    },
    test_case_list: { engine: "lists", scripts: [...kToolbar, "locks", "table", "narrow", "pages/test_case_list"], limits: kLimits },
    test_set_details: { engine: "lists", scripts: [...kToolbar, "locks", "table", "narrow", "pages/test_set_details"], limits: kLimits },
    product_admin: { engine: "product_admin", scripts: [...kToolbar, "checks", "pages/product_admin"], limits: kLimits },
    product_home: { engine: "product_home", scripts: [...kHost, "view", "table", "sparkline", "narrow", "pages/product_home"], limits: kLimits },
};
