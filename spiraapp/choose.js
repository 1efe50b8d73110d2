// A choice among many: in the conversation's dialog, or in Spira's combo dialog where there is none.

const kFewEntries = 10;

/** A list to choose from, with a filter when it is long. Its value is the entry's index. */
kBlocks.choice = ({ label, entries, selected }, surface) => {
    const field = `font:inherit;width:100%;box-sizing:border-box;color:inherit;background:${colours().paper};` +
        `border:1px solid ${colours().line};border-radius:4px;padding:6px 10px`;
    const size = Math.max(4, Math.min(10, entries.length));
    const list = el("select", field + ";height:auto;overflow-y:auto", { "aria-label": label, size });
    const offer = (part) => {
        const chosen = list.selectedIndex < 0 ? String(selected) : list.value;
        const fitting = entries.map((text, index) => ({ text, index }))
            .filter(({ text }) => text.toLowerCase().includes(part));
        list.replaceChildren(...fitting.map(({ text, index }) => el("option", "padding:3px 0", { value: index }, text)));
        list.value = chosen;
        if (list.selectedIndex < 0) list.selectedIndex = 0;
    };
    offer("");
    list.addEventListener("dblclick", () => press(surface, "choose"));
    const box = el("div", "display:grid;gap:10px", null, list);
    box.addEventListener("keydown", (event) => {
        if (event.key !== "Enter") return;
        event.preventDefault();
        press(surface, "choose");
    });
    if (entries.length > kFewEntries) {
        const filter = el("input", field, { type: "search" });
        filter.addEventListener("input", () => offer(filter.value.trim().toLowerCase()));
        box.prepend(el("label", "display:grid;gap:4px;margin:0;font-weight:400", null, say("filter"), filter));
    }
    surface.list = list;
    return box;
};

async function chooseInDialog(command, conversation) {
    const { surface } = conversation;
    const cancel = { id: "close", text: command.cancel, kind: "plain" };
    for (;;) {
        const { value, button } = await listen({ ms: null }, conversation);
        if (value === "closed") return null;
        if (button === "back" || surface.list.value !== "") {
            const chosen = button === "back" ? -1 : Number(surface.list.value);
            const loading = { type: "progress", percent: null, text: say("loading") };
            showIn(surface, { title: command.title, blocks: [loading], buttons: [cancel] });
            surface.brief = true;
            return chosen;
        }
    }
}

function chooseInCombo({ title, text, button, back, entries, selected }) {
    const shown = entries.map((entry, index) => ({ text: withoutMarkup(entry), index }));
    if (selected !== null) shown.unshift(...shown.splice(selected, 1));
    if (back !== null) shown.push({ text: withoutMarkup(back), index: -1 });
    return question((answer) => spiraAppManager.createComboDialog(
        withoutMarkup(title), withoutMarkup(text), button, shown.map((one) => one.text), (chosen) => {
            const found = shown.find((one) => one.text === chosen);
            answer(found === undefined ? null : found.index);
        }), null);
}

kCommands.choose = async (command, conversation) => {
    const { surface } = conversation;
    surface.pressed = null;
    const { title, text, button, back, cancel, entries, selected } = command;
    const buttons = [{ id: "choose", text: button, kind: "primary" }];
    if (back !== null) buttons.push({ id: "back", text: back, kind: "plain" });
    buttons.push({ id: "close", text: cancel, kind: "plain" });
    const blocks = [{ type: "text", text, tone: "plain" }, { type: "choice", label: title, entries, selected }];
    const open = showIn(surface, { title, blocks, buttons });
    if (open) focusFirst(surface.frame);
    const value = await (open || surface.closed ? chooseInDialog(command, conversation) : chooseInCombo(command));
    return { reply: "chosen", value };
};

// A dialog that only waits for the next choice is not left behind when something else comes.
for (const name of ["notify", "confirm", "reloadForm"]) {
    const performIt = kCommands[name];
    kCommands[name] = (command, conversation) => {
        if (conversation.surface.brief) {
            leave(conversation.surface);
            conversation.surface = newSurface();
        }
        return performIt(command, conversation);
    };
}
