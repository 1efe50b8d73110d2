// Tables with sortable columns and, where asked, rows to select.

import { el, fill } from "./dom.js";
import { emitAbout } from "./events.js";

export class Grid {
    /**
     * @param {{id: string, columns: {caption: string, value: (row: any) => any, show?: (row: any) => any}[],
     *          load: () => Promise<any[]>, key?: (row: any) => number, empty: string}} options `key` makes rows selectable
     */
    constructor(options) {
        this.options = options;
        this.rows = [];
        this.order = null;
        this.chosen = new Set();
        this.node = el("div", { class: "grid-wrap", id: options.id });
    }

    async reload() {
        this.rows = await this.options.load();
        const keys = new Set(this.options.key ? this.rows.map(this.options.key) : []);
        this.chosen = new Set([...this.chosen].filter((key) => keys.has(key)));
        this.draw();
        emitAbout("gridLoaded", this.options.id);
    }

    /** Ids of the selected rows. */
    selected() {
        return [...this.chosen];
    }

    sorted() {
        if (this.order === null) return this.rows;
        const { value } = this.options.columns[this.order.column];
        const sign = this.order.up ? 1 : -1;
        const compare = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : String(a ?? "").localeCompare(String(b ?? "")));
        return [...this.rows].sort((a, b) => sign * compare(value(a), value(b)));
    }

    sortBy(column) {
        this.order = { column, up: this.order?.column !== column || !this.order.up };
        this.draw();
    }

    head() {
        const cells = this.options.columns.map((column, index) => {
            const sort = this.order?.column !== index ? "none" : this.order.up ? "ascending" : "descending";
            const sign = { none: "", ascending: " ▴", descending: " ▾" }[sort];
            return el("th", { scope: "col", "aria-sort": sort },
                el("button", { type: "button", onclick: () => this.sortBy(index) }, column.caption + sign));
        });
        return el("thead", {}, el("tr", {}, this.options.key && el("th", {}, el("span", { class: "visually-hidden" }, "Select")), cells));
    }

    selector(row) {
        const key = this.options.key(row);
        const change = (event) => (event.target.checked ? this.chosen.add(key) : this.chosen.delete(key));
        return el("td", {}, el("input", { type: "checkbox", checked: this.chosen.has(key), "aria-label": "Select this row", onchange: change }));
    }

    draw() {
        if (this.rows.length === 0) {
            fill(this.node, el("p", { class: "empty" }, this.options.empty));
            return;
        }
        const body = this.sorted().map((row) => el("tr", { class: row.folder ? "folder-row" : null },
            this.options.key && this.selector(row),
            this.options.columns.map((column) => el("td", {}, (column.show ?? column.value)(row)))));
        fill(this.node, el("table", { class: "grid" }, this.head(), el("tbody", {}, body)));
    }
}
