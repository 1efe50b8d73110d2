// The simulator's own drawings, 24 × 24. Lines take the text's colour, artifacts have colours of their own.

const line = (d) => `<path d="${d}" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>`;
const solid = (d, colour = "currentColor") => `<path d="${d}" fill="${colour}"/>`;

const drawings = {
    save: solid("M5 3h11l5 5v11a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zm2 2v5h8V5zm5 8a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4z"),
    refresh: line("M20 11A8 8 0 0 0 5.6 7M4 3.5V8h4.5M4 13a8 8 0 0 0 14.4 4M20 20.500V16h-4.500"),
    plus: line("M12 4v16M4 12h16"),
    trash: line("M4 6.500h16M9 6V3.500h6V6M6 6.500l1 14h10l1-14M10 10.500v6M14 10.500v6"),
    play: solid("M6 3.500v17l14-8.500z"),
    cog: line("M12 8.500a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7zM12 2.500v3M12 18.500v3M2.500 12h3M18.500 12h3M5.300 5.300l2.100 2.100M16.600 16.600l2.100 2.100M5.300 18.700l2.100-2.100M16.600 7.400l2.100-2.100"),
    mail: line("M3 5.500h18v13H3zM3 6.500l9 7 9-7"),
    star: line("M12 3l2.700 5.800 6.300.8-4.600 4.300 1.200 6.200L12 17l-5.600 3.100 1.200-6.200L3 9.600l6.300-.8z"),
    down: line("M5 9l7 7 7-7"),
    back: line("M20 12H4M11 5l-7 7 7 7"),
    power: line("M12 3v8M6.800 6.500a8 8 0 1 0 10.400 0"),
    search: line("M10.500 4a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13zM15.500 15.500L21 21"),
    user: line("M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 21c.800-4.500 4-6.500 8-6.500s7.200 2 8 6.500"),
    home: solid("M12 3L2.500 11.500h2.700V21h5v-6h3.600v6h5v-9.500h2.700z"),
    folder: solid("M3 5h6.500l2 2.500H21V19H3z", "#e4b33c"),
    link: line("M10 14a4 4 0 0 0 6 .4l3-3a4.200 4.200 0 0 0-6-6l-1.500 1.500M14 10a4 4 0 0 0-6-.4l-3 3a4.200 4.200 0 0 0 6 6l1.500-1.500"),
    history: line("M4 4v4.500h4.500M4.500 8.500A8.500 8.500 0 1 1 3.500 13M12 7.500V12l3.500 2.500"),
    moon: solid("M20.500 14.500A9 9 0 0 1 9.500 3.500a9 9 0 1 0 11 11z"),
    app: line("M4 4h6.500v6.500H4zM13.500 4H20v6.500h-6.500zM4 13.500h6.500V20H4zM13.500 16.750H20M16.750 13.500V20"),
    circleplay: line("M12 2.500a9.500 9.500 0 1 0 0 19 9.500 9.500 0 0 0 0-19z") + solid("M9.500 7.500v9l7-4.500z"),
    circlestop: line("M12 2.500a9.500 9.500 0 1 0 0 19 9.500 9.500 0 0 0 0-19z") + solid("M8.500 8.500h7v7h-7z"),
    list: line("M4 6h1M9 6h11M4 12h1M9 12h11M4 18h1M9 18h11"),
    check: line("M4 12.500l5.500 5.500L20 6.500"),
    testcase: solid("M12 4l10 5-10 5L2 9z", "#ffc62e") + solid("M2 9.800l9.600 4.800V20L2 15.200z", "#f08a2c") + solid("M22 9.800l-9.600 4.800V20L22 15.200z", "#e2711d"),
    testrun: solid("M4 4h4.500l5 8-5 8H4l5-8z", "#ffc62e") + solid("M11.500 4H16l5 8-5 8h-4.500l5-8z", "#f08a2c"),
    testset: solid("M12 2.500l9 4.200-9 4.200-9-4.200z", "#ffc62e") + solid("M3 10.300l9 4.200 9-4.200v2.600l-9 4.200-9-4.200z", "#f5a32c") + solid("M3 15.200l9 4.200 9-4.200v2.600l-9 4.200-9-4.200z", "#e2711d"),
    release: solid("M12 2.500l8.500 4.700L12 12 3.500 7.200z", "#9aa6ee") + solid("M3.500 8.500l7.800 4.300v8.700l-7.800-4.300z", "#4248b0") + solid("M20.500 8.500l-7.800 4.300v8.700l7.800-4.300z", "#6a73d8"),
    requirement: solid("M12 2l6 10-6 10-6-10z", "#8fb3de"),
    incident: solid("M4 4h16v10.500L12 21l-8-6.500z", "#e2394c"),
    task: solid("M4 13l4-3.500 3 3.200L18 3.500l3.500 2.300L12 21z", "#14cf9c"),
    document: solid("M5 3h10l4 4.500V21H5z", "#93b2dd") + solid("M14 3l6 6V3z", "#5145b8"),
    host: solid("M3 4h18v12H3zM8 18h8v2.500H8z", "#7c8b97"),
    status1: solid("M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zM8.200 6.800L12 10.600l3.800-3.800 1.400 1.400-3.800 3.800 3.800 3.800-1.400 1.400-3.800-3.800-3.800 3.800-1.400-1.400 3.800-3.800-3.800-3.800z"),
    status2: solid("M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm-1.800 14.500l-4.400-4.400 1.600-1.600 2.800 2.800 6-6 1.600 1.600z"),
    status3: solid("M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zM6.500 10.700h11v2.600h-11z"),
    status5: solid("M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20zm0 3a7 7 0 0 1 4.200 1.400L6.400 16.200A7 7 0 0 1 12 5zm0 14a7 7 0 0 1-3.800-1.100l9.400-9.500A7 7 0 0 1 12 19z"),
    status6: solid("M12 2.500L1.800 20.500h20.400zM10.900 9h2.200v6h-2.200zm0 7.200h2.200v2.200h-2.200z"),
};
drawings.status4 = drawings.status3;

/** @param {string} name @param {string} [extra] further classes @returns {SVGElement} */
export function icon(name, extra = "") {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("class", `icon ${extra}`);
    svg.setAttribute("aria-hidden", "true");
    svg.innerHTML = drawings[name] ?? "";
    return svg;
}
