// Debian's Chromium without a window, with a fresh profile, talking to nobody but the pages.

import { chromium } from "playwright-core";

const kFlags = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
];

export function launchChromium() {
    return chromium.launch({
        executablePath: process.env.OCTOSPIRA_CHROMIUM ?? "/usr/bin/chromium", headless: true, args: kFlags,
    });
}
