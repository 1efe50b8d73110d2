// Starts and ends `status_scene`: the recorder's status page over a journal that the test fills.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

import { within } from "./demo.mjs";

const kDeadlineMs = 15_000;

export class Scene {
    static async start() {
        const scene = new Scene();
        scene.child = spawn(process.env.OCTOSPIRA_STATUS_SCENE, [], { stdio: ["pipe", "pipe", "pipe"] });
        scene.log = "";
        scene.child.stderr.on("data", (bytes) => { scene.log += bytes; });
        scene.ended = once(scene.child, "exit");
        scene.lines = createInterface({ input: scene.child.stdout })[Symbol.asyncIterator]();
        Object.assign(scene, await scene.answer());
        return scene;
    }

    async answer() {
        const { value, done } = await within(kDeadlineMs, "The scene's answer", this.lines.next());
        if (done) throw new Error("The scene ended: " + this.log);
        return JSON.parse(value);
    }

    /** Adds a delivery to the journal; see status_scene.cpp. Gives its number. */
    async add(delivery) {
        this.child.stdin.write(JSON.stringify(delivery) + "\n");
        return (await this.answer()).id;
    }

    async stop() {
        this.child.stdin.end();
        await within(kDeadlineMs, "The scene's end", this.ended).catch((fault) => { this.child.kill("SIGKILL"); throw fault; });
    }
}

/** Two weeks of a recorder's life. */
export async function fill(scene) {
    let count = 0;
    const one = (more) => scene.add({ run: "AYrun" + String(++count).padStart(15, "0"), event: "TEST_PASSED", name: "Narwhal checkout [PR:1]",
        url: "https://app.octoperf.com/app/#/app/analysis/" + count, status: 2, state: "recorded", ...more });
    for (let day = 13; day >= 0; --day) {
        const passed = (day * 5) % 7 + 2;
        for (let i = 0; i < passed; ++i) await one({ daysAgo: day, agoMs: 60_000 * i, delayMs: [300, 700, 2000, 45_000][(i + day) % 4] });
        if (day % 3 === 0) await one({ daysAgo: day, event: "TEST_FAILED", status: 1, name: "Fin Whale nightly [PR:1]", delayMs: 400_000 });
        if (day % 4 === 1) await one({ daysAgo: day, event: "TEST_PASSED", status: 6, name: "Search under load [PR:2]", delayMs: 1500 });
        if (day % 5 === 2) await one({ daysAgo: day, event: "TEST_ERROR", status: 5, name: "Login storm [PR:1]", delayMs: 4_000_000 });
    }
    const gone = "Spira knows no test case 77 in product 1. Register the launch again, or set octoperf-benchresult-id of the right test case.";
    await one({ state: "dead", name: "Checkout, 500 users", note: gone, attempts: 1, launch: true, answer: "HTTP 404 from POST projects/1/test-runs/record\n{\"Message\": \"Test case not found\"}" });
    await one({ state: "dead", event: "TEST_FAILED", status: 1, name: "Payment <script>alert(1)</script> & friends", note: "Spira refused the recorder's account. Renew its RSS token and give it to the recorder.", attempts: 9, answer: "HTTP 401 from GET projects/1/test-cases/42" });
    await one({ state: "pending", name: "Stock sync [PR:3]", note: "Spira answered 503. It is retried automatically.", attempts: 2, nextMs: 95_000, answer: "HTTP 503" });
    await one({ state: "pending", name: "Search under load [PR:2]", event: "TEST_FAILED", status: 1, note: "Spira could not be reached: connection refused. It is retried automatically.", attempts: 4, nextMs: 540_000 });
    const twice = { run: "AYconflict000000001x", name: "Login storm [PR:1]" };
    await one(twice);
    await one({ ...twice, event: "TEST_FAILED", status: 1, state: "conflict", attempts: 0 });
    const hour = 3_600_000;
    await scene.add({ expected: { run: "AYexpected000000001x", startedAgoMs: hour / 2, forMs: hour, user: "fred" } });
    await scene.add({ expected: { run: "AYexpected000000002x", startedAgoMs: 10 * hour, forMs: hour, user: "Amy E Lange" } });
    await scene.add({ refused: { reason: "The body is not JSON: it ends in the middle of a text.", body: "{\"type\":\"TEST_PASSED\",\"reportName\":\"Stock <b>sync" } });
}
