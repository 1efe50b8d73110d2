// The test case list: start the load tests of the selected test cases.

/** Ids of the selected rows, folders negative; null when the page cannot tell. */
function selectedRows() {
    const rows = (...grid) => attempt(() => spiraAppManager.getGridSelectedItems(...grid));
    const plainly = rows();
    if (Array.isArray(plainly) && plainly.length > 0) return plainly;
    // Some versions want the grid's id, and tell the ids in an object or in a function.
    const { gridIds } = spiraAppManager;
    const ids = Object.values(attempt(() => (typeof gridIds === "function" ? spiraAppManager.gridIds() : gridIds)) || {});
    const found = ids.map((id) => rows(id)).filter(Array.isArray);
    return found.find((some) => some.length > 0) || found[0] || (Array.isArray(plainly) ? plainly : null);
}

registerEntries({ octospiraStartSelected: "launchSelected" }, () => ({ selected: selectedRows() }));
