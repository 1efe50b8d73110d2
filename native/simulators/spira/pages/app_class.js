// The class that every element of an app stands in, and its styles are nested under.

export function appClass(app) {
    return `guid-${app.guid.replace(/[^0-9a-zA-Z]/g, "").toLowerCase()}`;
}
