// The details form: loads the artifact, knows what was edited, saves it with the date it was read with.

import { el } from "./dom.js";
import { emit, emitAbout } from "./events.js";
import { makeInput } from "./inputs.js";
import { RestError, rest } from "./server.js";
import { hide, orShow, showText } from "./messages.js";

const concurrencyMessage = "Your changes were not saved: another user or window has changed this artifact since you opened it. "
    + "Refresh the page to get the new version, then make your changes again.";

export class Form {
    /**
     * @param {{path: string, itemUrl: string, fields: any[], mayModify: boolean, idMember: string}} options
     *   `path` is the collection to PUT to, "" for a form that cannot be saved; `itemUrl` what is read
     */
    constructor(options) {
        this.options = options;
        this.fields = new Map(options.fields.map((field) => [field.name, { field: options.mayModify ? field : { ...field, editable: false } }]));
        this.item = null;
        this.saving = false;
        this.saveEnabled = false;
        this.listeners = [];
        for (const entry of this.fields.values()) {
            const id = `field-${entry.field.name}`;
            entry.input = makeInput(entry.field, id, () => this.edited(entry));
            entry.node = el("div", { class: entry.field.kind === "html" ? "field wide" : "field", "data-field": entry.field.name },
                el("label", { for: id, class: entry.field.required ? "required" : null }, `${entry.field.caption}:`), entry.input.node);
        }
    }

    /** Calls `listener` after every load and every edit. */
    watch(listener) {
        this.listeners.push(listener);
    }

    changed() {
        for (const listener of this.listeners) listener();
    }

    node(name) {
        return this.fields.get(name).node;
    }

    entry(name) {
        return this.fields.get(name);
    }

    saved(name) {
        return this.fields.get(name).field.get(this.item);
    }

    live(name) {
        return this.fields.get(name).input.get();
    }

    isDirty(entry) {
        return entry.field.editable && JSON.stringify(entry.input.get()) !== JSON.stringify(entry.field.get(this.item));
    }

    dirty() {
        return this.item !== null && [...this.fields.values()].some((entry) => this.isDirty(entry));
    }

    edited(entry) {
        if (entry.field.kind === "lookup" && !this.dropdownChanged(entry)) return;
        entry.node.classList.toggle("dirty", this.isDirty(entry));
        this.saveEnabled = this.dirty();
        this.changed();
    }

    /** Tells who listens; one that was registered for this field may take the change back. */
    dropdownChanged(entry) {
        const text = (value) => (value === null || value === undefined ? "" : String(value));
        const value = entry.input.get();
        if (!emitAbout("dropdownChanged", entry.field.name, text(entry.shown), text(value))) {
            entry.input.set(entry.shown ?? null);
            return false;
        }
        entry.shown = value;
        return true;
    }

    /** Sets a value without the user; Save stays as it is unless `enableSave`. */
    update(name, value, enableSave) {
        const entry = this.fields.get(name);
        entry.input.set(value);
        entry.shown = value;
        entry.node.classList.toggle("dirty", this.isDirty(entry));
        if (enableSave) this.saveEnabled = this.dirty();
        this.changed();
    }

    /** Reads the artifact again; what was edited and not saved is lost. */
    async load() {
        const item = await orShow(rest("GET", this.options.itemUrl), "This artifact cannot be shown: ");
        if (item === undefined) return false;
        this.item = item;
        for (const entry of this.fields.values()) {
            entry.shown = entry.field.get(this.item);
            entry.input.set(entry.shown);
            entry.node.classList.remove("dirty");
        }
        this.saveEnabled = false;
        this.changed();
        emit("loaded", false);
        return true;
    }

    missing() {
        return [...this.fields.values()].find(({ field, input }) => field.required && field.editable && input.get() === null);
    }

    /** Saves every edit. */
    async save() {
        if (this.saving || this.item === null || this.options.path === "") return;
        const missing = this.missing();
        if (missing !== undefined) {
            showText("error", `Please fill in ${missing.field.caption}; it is required.`);
            return;
        }
        emit("dataPreSave", undefined);
        const wanted = structuredClone(this.item);
        for (const { field, input } of this.fields.values()) {
            if (field.editable) field.set(wanted, input.get());
        }
        this.saving = true;
        this.changed();
        try {
            await rest("PUT", this.options.path, wanted);
        } catch (error) {
            const stale = error instanceof RestError && error.status === 409;
            showText("error", stale ? concurrencyMessage : `The changes were not saved: ${error.message}`);
            emit("dataFailure", { exceptionType: stale ? "OptimisticConcurrencyException" : "Exception", message: error.message });
            return;
        } finally {
            this.saving = false;
            this.changed();
        }
        hide();
        emit("dataSaved", undefined, undefined);
        if (await this.load()) showText("success", "The changes have been saved.");
    }

    /** What Refresh does. */
    async revert() {
        if (await this.load()) emit("operationReverted", this.live("TestCaseStatusId"), false);
    }
}
