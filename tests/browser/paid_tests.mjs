// The world of tests about what costs credits, and the load tests that were started in it.

import { after, afterEach, before } from "node:test";

import { World } from "./world.mjs";

/** Runs 30 times as long as others. */
export const kLongScenario = "hKpHtoYBUDjbSvwJg3V1";

export let world;
before(async () => { world = await World.create(); });
after(() => world?.end());
afterEach(() => world.restore());

/** How many load tests were started. */
export const started = async () => (await world.startedRuns()).length;

/** A test case whose load test runs for a minute; gives both. */
export async function longTest() {
    await world.runTime(2000);
    const launched = await world.launched(kLongScenario);
    await world.state(launched.run, "RUNNING");
    return launched;
}
