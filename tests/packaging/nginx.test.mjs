// The nginx example as it is shipped, with a real nginx before a real recorder; only names, ports and
// folders are this test's own.
import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { request as plainRequest } from "node:http";
import { request } from "node:https";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { connect } from "node:tls";
import { fileURLToPath } from "node:url";
import { freePort, octospira, out, packaging, read, scratch, start, until } from "./tools.mjs";

const secret = "5ecret-0f-the-header-1234567890";
const key = "{A0000004-0C70-4004-8004-5B1CA0000004}";
const tests = "/Services/Webhooks/TestService.svc/OctoPerf";
const notification = JSON.parse(read(fileURLToPath(new URL("../fixtures/notification-test-passed.json", import.meta.url))));

const folder = scratch();
const certificate = join(folder, "certificate.pem");
let port;
let recorderPort;
let nginx;
let recorder;

/** A notification about another run each time. */
function run(number) {
    return JSON.stringify({ ...notification, benchResultId: `lUig7oEBrZGjujUFt${String(number).padStart(3, "0")}` });
}

/** Asks nginx; with `direct`, the recorder. `from`: this machine has many addresses. */
function ask(method, path, { headers = {}, body = "", from = "127.0.0.1", direct = false } = {}) {
    return new Promise((resolve, reject) => {
        const options = { host: "127.0.0.1", localAddress: from, method, path, agent: false,
            headers: { Host: "recorder.example.com", "Content-Length": Buffer.byteLength(body), ...headers } };
        const secured = { ...options, port, servername: "recorder.example.com", ca: readFileSync(certificate) };
        const call = (direct ? plainRequest : request)(direct ? { ...options, port: recorderPort } : secured, (answer) => {
            let text = "";
            answer.on("data", (data) => (text += data));
            answer.on("end", () => resolve({ status: answer.statusCode, text }));
        });
        call.on("error", reject);
        call.end(body);
    });
}

let refusals = 0;
/** Sends a wrong key, and tells who the recorder takes for the one that it refused. */
async function refusedPeer(options) {
    const answer = await ask("POST", `${tests}?username=octoperf&api-key=wrong`, { ...options, body: run(3) });
    assert.equal(answer.status, 401);
    ++refusals;
    const lines = () => recorder.text.split("\n").slice(0, -1).filter((line) => line.includes('"event":"refused"'));
    await until(() => lines().length >= refusals, () => `refusal ${refusals} in the log`);
    return JSON.parse(lines()[refusals - 1]).peer;
}

async function startRecorder() {
    const settings = join(folder, "octospira.conf");
    // Nothing listens at Spira's port: what becomes of a notification is not this test's subject.
    writeFileSync(settings, `[serve]\nspira-url = "http://127.0.0.1:9"\nspira-user = "octoperf"\nport = ${recorderPort}\n` +
        `journal = "${join(folder, "journal.db")}"\ntrusted-proxy = "127.0.0.1"\n`);
    recorder = start(octospira, ["serve", "--config", settings], { OCTOSPIRA_SPIRA_KEY: key, OCTOSPIRA_SECRET: secret });
    await until(() => recorder.text.includes('"started"'), () => `the recorder: ${recorder.text}`);
}

async function startNginx() {
    const shipped = read(join(packaging, "nginx", "octospira.conf"));
    const changed = (text, pattern, by) => {
        assert.match(text, pattern);
        return text.replaceAll(pattern, by);
    };
    let site = changed(shipped, /listen 443 ssl;/g, `listen 127.0.0.1:${port} ssl;`);
    site = changed(site, / +listen \[::\]:443 ssl;\n/g, "");
    site = changed(site, /\/etc\/ssl\/certs\/recorder.example.com.pem/g, certificate);
    site = changed(site, /\/etc\/ssl\/private\/recorder.example.com.key/g, join(folder, "certificate.key"));
    site = changed(site, /127\.0\.0\.1:8802/g, `127.0.0.1:${recorderPort}`);
    site = changed(site, /\/var\/log\/nginx/g, folder);
    writeFileSync(join(folder, "site.conf"), site);
    const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${folder}/${name};`);
    writeFileSync(join(folder, "nginx.conf"), `daemon off; pid ${folder}/nginx.pid; error_log ${folder}/main.error.log;
        ${process.getuid() === 0 ? "user root;" : ""} worker_processes 1; events {}
        http { access_log off; ${temporary.join(" ")} include ${folder}/site.conf; }\n`);
    nginx = start("nginx", ["-e", "stderr", "-c", join(folder, "nginx.conf")], { PATH: `${process.env.PATH}:/usr/sbin` });
    await until(() => ask("GET", "/").then(() => true, () => false), () => `nginx: ${nginx.text}`);
}

before(async () => {
    out("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
        "/CN=recorder.example.com", "-addext", "subjectAltName=DNS:recorder.example.com", "-keyout", join(folder, "certificate.key"), "-out", certificate);
    recorderPort = await freePort();
    port = await freePort();
    await startRecorder();
    await startNginx();
});
after(async () => {
    await nginx?.stop();
    await recorder?.stop();
});

test("a notification with the secret in its header arrives", async () => {
    const answer = await ask("POST", tests, { headers: { "X-OctoSpira-Secret": secret }, body: run(1) });

    assert.deepEqual(answer, { status: 200, text: '{"status":"accepted"}' });
});

test("one with the account in its address arrives, whatever the case of its path", async () => {
    const path = `/services/webhooks/buildservice.svc/octoperf?username=octoperf&api-key=${encodeURIComponent(key)}`;
    const answer = await ask("POST", path, { body: run(2) });

    assert.deepEqual(answer, { status: 200, text: '{"status":"accepted"}' });
});

test("a launch is registered", async () => {
    const body = JSON.stringify({ benchResultId: "lUig7oEBrZGjujUFt002", productId: 1, testCaseId: 42, releaseId: null, testSetId: null });
    const answer = await ask("POST", "/launches", { headers: { "X-OctoSpira-Secret": secret }, body });

    assert.deepEqual(answer, { status: 200, text: '{"status":"accepted"}' });
});

test("who does not know the secret is refused by the recorder", async () => {
    assert.match(await refusedPeer({}), /^127\./);
});

test("the recorder knows behind nginx who asks", async () => {
    assert.equal(await refusedPeer({ from: "127.0.0.9" }), "127.0.0.9");
});

test("what a client says about itself is not believed, neither by nginx nor by the recorder", async () => {
    const headers = { "X-Forwarded-For": "203.0.113.7" };

    assert.equal(await refusedPeer({ from: "127.0.0.9", headers }), "127.0.0.9");
    assert.equal(await refusedPeer({ from: "127.0.0.9", headers, direct: true }), "127.0.0.9");
});

test("nothing else of the recorder is reached", async () => {
    for (const path of ["/", "/readyz", "/healthz", "/metrics", "/status", "/launches/", `${tests}/x`, "/x/../readyz"])
        assert.equal((await ask("GET", path)).status, 404, path);
    assert.doesNotMatch(read(join(folder, "octospira.access.log")), / \/readyz 404 \d+ [\d.]+ upstream \d/);
});

test("a body over a mebibyte is cut off", async () => {
    const answer = await ask("POST", tests, { headers: { "X-OctoSpira-Secret": secret }, body: "x".repeat((1 << 20) + 1) });

    assert.equal(answer.status, 413);
});

test("TLS older than 1.2 is not spoken", async () => {
    const ended = await new Promise((resolve) => {
        const socket = connect({ host: "127.0.0.1", port, rejectUnauthorized: false, minVersion: "TLSv1", maxVersion: "TLSv1.1",
            ciphers: "DEFAULT@SECLEVEL=0" });
        socket.on("secureConnect", () => resolve("connected"));
        socket.on("error", () => resolve("refused"));
    });

    assert.equal(ended, "refused");
});

test("the access log tells what happened, also without the recorder, and no log has a secret", async () => {
    assert.equal(await recorder.stop(), 0);
    recorder = undefined;

    const down = await ask("POST", `${tests}?username=octoperf&api-key=${encodeURIComponent(key)}`, { headers: { "X-OctoSpira-Secret": secret }, body: run(4) });

    assert.equal(down.status, 502);
    const log = await until(() => read(join(folder, "octospira.access.log")).match(/^.*upstream 502.*$/m)?.[0], () => "a line with 502");
    assert.match(log, new RegExp(`^127.0.0.1 .* POST ${tests} 502 `));
    assert.equal(await nginx.stop(), 0);
    nginx = undefined;
    const logs = readdirSync(folder).filter((name) => name.endsWith(".log"));
    assert.deepEqual(logs.sort(), ["main.error.log", "octospira.access.log", "octospira.error.log"]);
    for (const name of logs)
        assert.doesNotMatch(read(join(folder, name)), /5ecret|A0000004|api-key|username/, name);
});
