// node node_server.mjs: Node's own http server as its guide "Anatomy of an HTTP Transaction" writes one, which parses
// the notification and stores nothing. Every POST is answered with what the recorder answers. What the recorder is
// compared with.

import { createServer } from "node:http";

const server = createServer((request, response) => {
    const parts = [];
    request.on("data", (part) => { parts.push(part); }).on("end", () => {
        response.setHeader("Content-Type", "application/json");
        try {
            const notification = JSON.parse(Buffer.concat(parts).toString());
            response.end(JSON.stringify({ status: notification.benchResultId ? "accepted" : "ignored" }));
        } catch {
            response.statusCode = 400;
            response.end(JSON.stringify({ error: "The body is not JSON." }));
        }
    });
});
server.listen(0, "127.0.0.1", () => console.log("port " + server.address().port));
process.on("SIGTERM", () => process.exit(0));
