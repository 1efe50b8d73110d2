// What the server said about this page: who looks at it, which product, which version, which switches.

export const context = Object.freeze(JSON.parse(document.getElementById("page-context").textContent));

/** True when the simulated Spira is at least `version`, e.g. "8.14" (8.14 is newer than 8.8). */
export function atLeast(version) {
    const have = context.version.split(".").map(Number);
    const want = version.split(".").map(Number);
    for (let i = 0; i < want.length; ++i) {
        const mine = have[i] ?? 0;
        if (mine !== want[i]) return mine > want[i];
    }
    return true;
}

/** Address of a page of this product, e.g. pageUrl("TestCase", 42). */
export function pageUrl(kind, id) {
    return `${context.base}/${context.productId}/${kind}/${id === undefined ? "List" : id}.aspx`;
}

/** @param {number} type artifact type id @param {"view"|"create"|"modify"|"delete"} right */
export function may(type, right) {
    return Boolean(context.permissions?.[type]?.[right]);
}
