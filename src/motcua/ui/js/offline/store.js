// What this browser keeps: blocks of codes, sealed dossiers, sealed drafts, keys that a PIN opens, procedures.

const STORES = { meta: {}, blocks: { keyPath: "id" }, keys: { keyPath: "person" }, kept: { keyPath: "code" }, drafts: {} };
let opened;

function open() {
  opened ??= new Promise((done, failed) => {
    const ask = indexedDB.open("mat-mang", 1);
    ask.onupgradeneeded = () => Object.entries(STORES).forEach(([name, options]) => ask.result.createObjectStore(name, options));
    ask.onsuccess = () => done(ask.result);
    ask.onerror = () => failed(ask.error);
  });
  return opened;
}

// One transaction, on the disk before it is called done: a power cut loses nothing that was printed.
export async function within(names, mode, work) {
  const base = await open();
  return new Promise((done, failed) => {
    const all = base.transaction(names, mode, { durability: "strict" });
    let said;
    all.oncomplete = () => done(said);
    all.onerror = all.onabort = () => failed(all.error);
    work(...names.map((name) => all.objectStore(name)), (value) => (said = value));
  });
}

const read = (name, ask) => within([name], "readonly", (store, say) => (ask(store).onsuccess = (event) => say(event.target.result)));
export const get = (name, key) => read(name, (store) => store.get(key));
export const all = (name) => read(name, (store) => store.getAll());
export const put = (name, value, key) => within([name], "readwrite", (store) => void store.put(value, key));
export const remove = (name, key) => within([name], "readwrite", (store) => void store.delete(key));

// The next code of somebody's day and the dossier that takes it, in one transaction: two windows never take the same.
export function keepUnderNextCode(person, day, dossier) {
  return within(["blocks", "kept"], "readwrite", (blocks, kept, say) => {
    blocks.getAll().onsuccess = (event) => {
      const free = event.target.result
        .filter((block) => block.person === person && block.day === day)
        .flatMap((block) => block.codes.filter((one) => one.state === "free").map((one) => [one, block]))
        .sort(([one], [other]) => (one.code < other.code ? -1 : 1));
      if (!free.length) return say(null);
      const [one, block] = free[0];
      one.state = "used";
      blocks.put(block);
      kept.put({ ...dossier, code: one.code, block: block.id });
      say(one.code);
    };
  });
}
