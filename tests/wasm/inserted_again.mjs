// node inserted_again.mjs minified-app-folder…
// Fails when a page's script cannot be inserted into one page twice: Spira may do so when a dashboard is refreshed, and a
// name declared twice in one scope is an error.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";

const kPages = ["test_case_details", "test_case_list", "test_set_details", "product_admin", "product_home"];

let failures = 0;
for (const folder of process.argv.slice(2)) {
    for (const page of kPages) {
        const script = readFileSync(join(folder, page + ".js"), "utf8");
        let registered = 0;
        const count = () => { ++registered; };
        const spiraAppManager = { registerEvent_menuEntryClick: count, registerEvent_dashboardUpdated: count, registerEvent_windowLoad() {} };
        const scope = { spiraAppManager, APP_GUID: "guid", document: { documentElement: {}, getElementById: () => null } };
        try {
            runInNewContext(script + script, scope);
            if (registered < 2 || Object.keys(scope).length !== 3) throw new Error("It registered " + registered + " times, and left " + Object.keys(scope));
            console.log("ok        " + page);
        } catch (fault) {
            ++failures;
            console.log("FAILED    " + page + ": " + fault.message);
        }
    }
}
process.exit(failures === 0 && process.argv.length > 2 ? 0 : 1);
