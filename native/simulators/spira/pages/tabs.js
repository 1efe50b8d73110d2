// Tabs of a details page; arrow keys move between them.

import { el } from "./dom.js";

/**
 * @param {{id: string, caption: string, icon: Node, panel?: HTMLElement, shown?: () => void}[]} tabs one without a panel
 * stands there greyed out: a real Spira has it, the simulator does not
 * @returns {{node: HTMLElement, select: (id: string) => void}}
 */
export function buildTabs(tabs) {
    const live = tabs.filter((tab) => tab.panel !== undefined);
    const buttons = new Map();

    function select(id) {
        for (const tab of live) {
            const chosen = tab.id === id;
            tab.panel.hidden = !chosen;
            buttons.get(tab.id).setAttribute("aria-selected", String(chosen));
            buttons.get(tab.id).tabIndex = chosen ? 0 : -1;
            if (chosen) tab.shown?.();
        }
    }

    function move(event) {
        const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (by === undefined) return;
        const now = live.findIndex((tab) => buttons.get(tab.id) === document.activeElement);
        const next = live[(now + by + live.length) % live.length];
        select(next.id);
        buttons.get(next.id).focus();
        event.preventDefault();
    }

    const row = el("div", { class: "tabs", role: "tablist", onkeydown: move }, tabs.map((tab) => {
        const button = el("button", {
            type: "button", role: "tab", id: `tab-${tab.id}`, "aria-selected": "false", "aria-controls": tab.panel && `panel-${tab.id}`,
            disabled: tab.panel === undefined, title: tab.panel === undefined ? "The simulator has no such tab." : null,
            onclick: () => select(tab.id),
        }, tab.icon, tab.caption);
        buttons.set(tab.id, button);
        if (tab.panel !== undefined) {
            tab.panel.id = `panel-${tab.id}`;
            tab.panel.setAttribute("role", "tabpanel");
            tab.panel.setAttribute("aria-labelledby", `tab-${tab.id}`);
        }
        return button;
    }));
    select(live[0].id);
    return { node: el("div", {}, row, live.map((tab) => tab.panel)), select };
}
