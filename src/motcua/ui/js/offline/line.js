// Whether the line is there, who is signed in, and what time it is by the server.

import { get, put } from "./store.js";

export const line = { isThere: null, since: null, person: null, desk: null, token: "", offset: 0 };
const started = { at: Date.now(), tick: performance.now() };

// The server's time as of the last contact; while the page is open a changed clock of this machine changes nothing.
export const now = () => new Date(started.at + (performance.now() - started.tick) + line.offset);

export async function recall() {
  const kept = (await get("meta", "line")) || {};
  Object.assign(line, { offset: kept.offset || 0, person: kept.person || null, desk: kept.desk || null });
}

export async function ask(address, body) {
  const options = body
    ? { method: "POST", headers: { "Content-Type": "application/json", "X-CSRFToken": line.token }, body: JSON.stringify(body) }
    : {};
  const answer = await fetch(address, { ...options, cache: "no-store", signal: AbortSignal.timeout(body ? 20000 : 5000) });
  const isJson = (answer.headers.get("Content-Type") || "").includes("json");
  return { status: answer.status, told: isJson ? await answer.json() : {} };
}

// A look at the line. Returns whether it is there.
export async function look(addresses) {
  const sent = performance.now();
  try {
    const { status, told } = await ask(addresses.status);
    if (status !== 200) throw new Error(String(status));
    const middle = started.at + (sent + performance.now()) / 2 - started.tick;
    line.offset = new Date(told.now).getTime() - middle;
    line.isSignedIn = Boolean(told.person);
    line.token = told.token || "";
    if (told.person) Object.assign(line, { person: told.person, desk: told.desk });
    if (line.isThere !== true) line.since = now();
    line.isThere = true;
    await put("meta", { offset: line.offset, person: line.person, desk: line.desk }, "line");
  } catch {
    lost();
  }
  return line.isThere;
}

export function lost() {
  if (line.isThere !== false) line.since = now();
  line.isThere = false;
}
