// node reliability.mjs REPORT.jsonl… > docs/reliability.md
// Makes the tables of what was tried on the recorder out of what the tests reported (report.hpp).
// Exit 1 when one of the cases was not survived, or when there is none.
import { readFileSync } from "node:fs";

const cases = process.argv
  .slice(2)
  .flatMap((file) => readFileSync(file, "utf8").split("\n"))
  .filter((line) => line.trim() !== "")
  .map((line) => JSON.parse(line));

/** Groups in the order of their first member, so that the tables read like the tests. */
function groupBy(list, key) {
  const groups = new Map();
  for (const one of list) {
    if (!groups.has(key(one))) groups.set(key(one), []);
    groups.get(key(one)).push(one);
  }
  return groups;
}

const sum = (list, member) => list.reduce((total, one) => total + one[member], 0);
const survived = (list) => list.every((one) => one.result === "survived");
const cell = (text) => String(text).replaceAll("|", "\\|");

/** "8 of 8"; the same thing tried twice at one place is added up. */
function outcome(tries) {
  if (tries.length === 0) return "";
  const counts = `${sum(tries, "recorded")} of ${sum(tries, "notifications")}`;
  if (survived(tries)) return counts;
  return `**failed: ${counts}, ${sum(tries, "doubled")} twice, ${sum(tries, "lost")} lost**`;
}

/** One table: a row for what was tried, a column for where. */
function table(list) {
  const places = [...new Set(list.map((one) => one.where))];
  const rows = [...groupBy(list, (one) => one.what)].map(([what, tries]) => [
    what,
    ...places.map((where) => outcome(tries.filter((one) => one.where === where))),
  ]);
  return [["", ...places], ["---", ...places.map(() => "--:")], ...rows]
    .map((row) => `| ${row.map(cell).join(" | ")} |`)
    .join("\n");
}

const failed = cases.filter((one) => one.result !== "survived");
const parts = [
  "# Reliability",
  `Faults injected while the recorder had notifications to record, and their outcome. Written by \`./dev reliability\`, which runs
the fault and crash tests; no figure is entered by hand.`,
  `**${cases.length} cases, ${sum(cases, "notifications")} notifications: ${sum(cases, "recorded")} recorded, ` +
    `${sum(cases, "doubled")} twice, ${sum(cases, "lost")} lost.** A case is survived when every notification that the
recorder answered with 200, or that was sent again until it did, is in Spira exactly once. The tables show how many are.`,
];
for (const [kind, list] of groupBy(cases, (one) => one.kind)) parts.push(`## ${kind}`, table(list));
process.stdout.write(`${parts.join("\n\n")}\n`);

if (cases.length === 0 || failed.length > 0) {
  for (const one of failed) console.error(`not survived: ${one.kind}, ${one.what}, ${one.where}`);
  if (cases.length === 0) console.error("nothing was reported");
  process.exit(1);
}
