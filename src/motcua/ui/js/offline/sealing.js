// Dossiers lie sealed (AES-GCM). The key comes from the server for who is signed in; without a line the person's PIN opens it.

const ROUNDS = 600000;
const text = new TextEncoder();
const bytesOf = (base64) => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));

export const base64Of = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)));

const keyOf = (raw) => crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);

async function pinKey(pin, salt, rounds) {
  const material = await crypto.subtle.importKey("raw", text.encode(pin), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
  return crypto.subtle.deriveKey(how, material, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

export const fromServer = (base64) => keyOf(bytesOf(base64));

// What is written of a person: their key, closed by the PIN.
export async function closedByPin(base64, pin) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await pinKey(pin, salt, ROUNDS), bytesOf(base64));
  return { salt, iv, data, rounds: ROUNDS };
}

// Null for a wrong PIN.
export async function openedByPin(closed, pin) {
  try {
    const raw = await crypto.subtle.decrypt({ name: "AES-GCM", iv: closed.iv }, await pinKey(pin, closed.salt, closed.rounds), closed.data);
    return await keyOf(raw);
  } catch {
    return null;
  }
}

export async function seal(key, value) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, data: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, text.encode(JSON.stringify(value))) };
}

export async function unseal(key, sealed) {
  return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv: sealed.iv }, key, sealed.data)));
}
