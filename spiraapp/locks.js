// Locks between the tabs of this browser: the engine takes one around every start of a test.

/** So long after a claim every tab sees which one came last. */
const kClaimMs = 400;

/** The browser's own lock, held until the conversation gives it back; false while another tab has it. */
function takeLock(name, conversation) {
    return new Promise((resolve, reject) => {
        navigator.locks.request(name, { ifAvailable: true }, (lock) => {
            resolve(lock !== null);
            return lock && new Promise((giveBack) => conversation.locks.set(name, giveBack));
        }).catch(reject);
    });
}

/** Where the browser has no locks (pages over http): of the tabs that claim at the same moment the last one has it. */
async function claim(key) {
    const own = String(Math.random());
    const name = "lock/" + key;
    if (remember({ memory: "hint", key: name, value: own }).reply === "failed") return true;
    await new Promise((resolve) => setTimeout(resolve, kClaimMs));
    const { value } = recall({ memory: "hint", key: name });
    return value === null || value === own;
}

async function lock(key, conversation) {
    if (!attempt(() => navigator.locks)) return claim(key);
    try {
        return await takeLock(APP_GUID + "_" + key, conversation);
    } catch (fault) {
        return claim(key);
    }
}

kCommands.remember = async (command, conversation) => {
    const { memory, key, value } = command;
    if (memory !== "lock") return remember(command);
    if (value !== null) return await lock(key, conversation) ? { reply: "ack" } : failed();
    const giveBack = conversation.locks.get(APP_GUID + "_" + key);
    if (giveBack) giveBack();
    return { reply: "ack" };
};
