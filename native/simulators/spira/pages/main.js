// The first script of every page: frame, view, apps, then the data.

import { publishSettings, startApps } from "./apps.js";
import { context } from "./context.js";
import { emit } from "./events.js";
import { buildFrame } from "./frame.js";
import { managerMaker } from "./manager.js";
import { record } from "./record.js";
import { showAppSettings } from "./view_app_settings.js";
import { showApps } from "./view_apps.js";
import { showMyPage } from "./view_my_page.js";
import { showProductHome } from "./view_product_home.js";
import { showTestCases, showTestRuns, showTestSets } from "./view_lists.js";
import { show as showNotFound } from "./view_not_found.js";
import { show as showTestCase } from "./view_test_case.js";
import { show as showTestRun } from "./view_test_run.js";
import { show as showTestSet } from "./view_test_set.js";

const views = {
    MyPage: showMyPage, ProductHome: showProductHome, TestCaseList: showTestCases, TestCaseDetails: showTestCase, TestRunList: showTestRuns,
    TestRunDetails: showTestRun, TestSetList: showTestSets, TestSetDetails: showTestSet, AdminSystemApps: showApps, AdminProductApps: showApps,
    AdminSystemAppSettings: showAppSettings, SpiraAppProductAdmin: showAppSettings, NotFound: showNotFound,
};

const page = await views[context.page](buildFrame());
startApps(managerMaker(page), page);
if (context.switches.settingsAtLoad === "late") setTimeout(publishSettings, 50);
await page.load?.();
const loadedHere = context.artifactId !== undefined || (context.home !== undefined && context.switches.dashboardEvents === "all");
if (page.form === undefined && loadedHere) emit("loaded", false);
if (document.readyState === "complete") emit("windowLoad");
else window.addEventListener("load", () => emit("windowLoad"));
record.ready = true;
