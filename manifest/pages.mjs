// What each page of Spira gets: the engine that speaks for it, and the scripts it is put together from, in this order.

const kHost = ["engine", "host", "messages", "surface"];
const kToolbar = [...kHost, "dialog", "view", "entry"];

/** @type {Object<string, {engine: string, scripts: string[]}>} scripts are names in spiraapp/; the page's own is the last */
export const kPages = {
    test_case_details: { engine: "test_case", scripts: [...kToolbar, "locks", "table", "sparkline", "chart", "choose", "pages/test_case_details"] },
    test_case_list: { engine: "lists", scripts: [...kToolbar, "locks", "table", "narrow", "pages/test_case_list"] },
    test_set_details: { engine: "lists", scripts: [...kToolbar, "locks", "table", "narrow", "pages/test_set_details"] },
    product_admin: { engine: "product_admin", scripts: [...kToolbar, "checks", "pages/product_admin"] },
    product_home: { engine: "product_home", scripts: [...kHost, "view", "table", "sparkline", "narrow", "pages/product_home"] },
};
