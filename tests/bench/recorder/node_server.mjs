// node node_server.mjs: Node's own http server, which parses the notification and stores nothing. Every POST is
// answered with what the recorder answers. What the recorder is compared with.

import { createServer } from "node:http";

const server = createServer((request, response) => {
    const parts = [];
    request.on("data", (part) => parts.push(part));
    request.on("end", () => {
        let status = "accepted";
        try {
            const notification = JSON.parse(Buffer.concat(parts).toString("utf8"));
            if (typeof notification.benchResultId !== "string") status = "ignored";
        } catch {
            response.writeHead(400).end();
            return;
        }
        const body = JSON.stringify({ status });
        response.writeHead(200, { "Content-Type": "application/json", "Content-Length": body.length });
        response.end(body);
    });
});
server.listen(0, "127.0.0.1", () => console.log("port " + server.address().port));
process.on("SIGTERM", () => process.exit(0));
