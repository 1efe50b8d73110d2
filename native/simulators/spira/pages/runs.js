// The table of test runs, of one test case or of the product.

import { context, pageUrl } from "./context.js";
import { formatDateTime } from "./dates.js";
import { el } from "./dom.js";
import { Grid } from "./grid.js";
import { icon } from "./icons.js";
import { orShow } from "./messages.js";
import { rest } from "./server.js";
import { statusBadge } from "./status.js";

/** @param {{testCaseId?: number, testSetId?: number, selectable?: boolean}} options */
export function runGrid({ testCaseId, testSetId, selectable = false }) {
    const filters = [];
    if (testCaseId !== undefined) filters.push({ PropertyName: "TestCaseId", IntValue: testCaseId });
    if (testSetId !== undefined) filters.push({ PropertyName: "TestSetId", IntValue: testSetId });
    const query = "starting_row=1&number_of_rows=500&sort_field=TestRunId&sort_direction=DESC";
    const load = async () => await orShow(
        rest("POST", `projects/${context.productId}/test-runs/search/automated?${query}`, filters), "The test runs cannot be shown: ") ?? [];
    const tester = (run) => context.lookups.users.find((user) => user.id === run.TesterId)?.name ?? "–";
    return new Grid({
        id: "test-runs", load, empty: "There are no test runs yet.", key: selectable ? (run) => run.TestRunId : undefined,
        columns: [
            { caption: "Test Run", value: (run) => run.Name ?? "", show: (run) =>
                el("a", { href: pageUrl("TestRun", run.TestRunId) }, icon("testrun"), " ", run.Name || "(no name)") },
            { caption: "Execution Status", value: (run) => run.ExecutionStatusId, show: (run) => statusBadge(run.ExecutionStatusId) },
            { caption: "End Date", value: (run) => run.EndDate ?? run.StartDate ?? "", show: (run) => formatDateTime(run.EndDate ?? run.StartDate) },
            { caption: "Runner", value: (run) => run.RunnerName ?? "" },
            { caption: "Test Name", value: (run) => run.RunnerTestName ?? "" },
            { caption: "Tester", value: tester },
            { caption: "ID", value: (run) => run.TestRunId, show: (run) => `TR:${run.TestRunId}` },
        ],
    });
}
