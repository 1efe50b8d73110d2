// Where a table does not fit, its cells are wrapped; where there is too little room for that, its rows become cards: one
// cell under the other, its column's name before it.

const kRoomForTable = 480;

/** What the elements of a table stay for a screen reader when they are no longer drawn as one. */
const kTableRoles = { table: "table", thead: "rowgroup", tbody: "rowgroup", tr: "row", th: "columnheader", td: "cell" };

const drawWideTable = kBlocks.table;

/** Whether the box has room for what it holds, tried out there. */
function fits(box, { frame }) {
    frame.blocks.append(box);
    const room = box.scrollWidth <= box.clientWidth;
    box.remove();
    return room;
}

kBlocks.table = (block, surface) => {
    const box = drawWideTable(block, surface);
    if (fits(box, surface)) return box;
    for (const cell of box.querySelectorAll("th, td")) Object.assign(cell.style, { whiteSpace: "normal", paddingRight: "8px" });
    if (surface.element.clientWidth >= kRoomForTable && fits(box, surface)) return box;
    const { muted, line } = colours();
    for (const tag of Object.keys(kTableRoles)) {
        for (const node of box.querySelectorAll(tag)) node.setAttribute("role", kTableRoles[tag]);
    }
    for (const node of box.querySelectorAll("table, caption, tbody")) node.style.display = "block";
    box.querySelector("thead").style.cssText = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)";
    for (const row of box.querySelectorAll("tbody tr")) {
        row.style.cssText = `display:block;padding:8px 0;border-top:1px solid ${line}`;
        [...row.children].forEach((cell, index) => {
            Object.assign(cell.style, { display: "flex", padding: "2px 0", border: "0", whiteSpace: "normal" });
            if (index === 0) cell.style.fontWeight = "600";
            else cell.prepend(el("span", `flex:none;width:40%;font-size:.9em;color:${muted}`, { "aria-hidden": "true" }, block.head[index]));
        });
    }
    return box;
};
