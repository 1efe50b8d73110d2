// Makes a .spiraapp of a folder, or shows or writes what is inside one.

import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";

import { describe, extract, readFolder, readPackage, toPackage } from "./package.mjs";

const kUsage = `usage: node pack.mjs FOLDER -o FILE.spiraapp
       node pack.mjs --unpack FILE.spiraapp              shows what is inside
       node pack.mjs --unpack FILE.spiraapp -o FOLDER    writes its files

FOLDER is flat: manifest.yaml and the files it names as file://NAME.
Exit codes: 0 done, 1 the folder or package is not sound, 2 an argument is wrong.
`;

/** Prints the findings; ends the program when one is an error. */
function soundManifest({ manifest, findings }) {
    if (findings.list.length > 0) console.error(String(findings));
    if (manifest === null) process.exit(1);
    return manifest;
}

function main({ values, positionals }) {
    if (values.unpack !== undefined && positionals.length === 0) {
        const manifest = soundManifest(readPackage(readFileSync(values.unpack)));
        console.log(values.out === undefined ? describe(manifest) : extract(manifest, values.out).map((name) => values.out + "/" + name).join("\n"));
    } else if (positionals.length === 1 && values.out !== undefined) {
        const text = toPackage(soundManifest(readFolder(positionals[0])));
        writeFileSync(values.out, text);
        console.log(values.out + ": " + text.length + " bytes");
    } else {
        process.stderr.write(kUsage);
        process.exit(2);
    }
}

try {
    main(parseArgs({ allowPositionals: true, options: { out: { type: "string", short: "o" }, unpack: { type: "string" } } }));
} catch (error) {
    console.error("pack.mjs: " + error.message);
    process.exit(error.code?.startsWith("ERR_PARSE_ARGS") ? 2 : 1);
}
