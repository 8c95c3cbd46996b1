// A counter without its line: takes the next held code, keeps the dossier sealed, prints the receipt, hands in when the line is back.

import "../public.js";
import * as form from "./form.js";
import { ask, line, look, lost, now, recall } from "./line.js";
import { base64Of, closedByPin, fromServer, openedByPin, seal, unseal } from "./sealing.js";
import { all, get, keepUnderNextCode, put, remove, within } from "./store.js";
import { addresses, dayOf, made, moment, say, time } from "./words.js";

const at = (id) => document.getElementById(id);
const phieu = at("phieu");
const state = { key: null, owner: null, mending: null, blocks: [], kept: [], isSending: false, isClosed: true };

// ---- what is shown

function told(hue, text) {
  at("bao").replaceChildren(made("div", { class: `note note--${hue}` }, made("div", {}, made("p", { text }))));
}

const today = () => dayOf(now());
const owned = () => state.blocks.filter((block) => block.person === (state.owner || line.person)?.id);
const freeToday = () => owned().filter((block) => block.day === today()).flatMap((block) => block.codes.filter((one) => one.state === "free"));
const waiting = () => state.kept.filter((one) => one.state === "waiting" || one.state === "refused");

async function refresh() {
  [state.blocks, state.kept] = [await all("blocks"), await all("kept")];
  const keys = await all("keys");
  const offset = Math.round(line.offset / 60000);
  const words = line.isThere === null ? "looking" : line.isThere ? "line_there" : "line_away";
  at("mang").textContent = say(words, { time: line.since ? time(line.since) : "" });
  at("mang").dataset.line = line.isThere ? "there" : "away";
  at("gio").hidden = Math.abs(offset) < 2;
  at("gio").textContent = say("clock", { n: Math.abs(offset), time: time(now()) });
  const mine = freeToday().length;
  at("tom-tat").textContent = say("summary", { codes: mine, waiting: waiting().length });
  at("dang-nhap").hidden = !(line.isThere && !line.isSignedIn);
  at("chuan-bi").hidden = !(line.isThere && line.isSignedIn);
  at("chua-giu").hidden = line.isThere !== false || keys.length > 0;
  at("giu-nut").textContent = say(mine ? "hold_more" : "hold");
  at("tra-ma").hidden = !mine || !line.isThere;
  const hasPin = keys.some((one) => one.person === line.person?.id);
  at("dat-pin").hidden = hasPin;
  at("pin-1").required = at("pin-2").required = !hasPin;
  at("mo-khoa").hidden = Boolean(state.key) || !keys.length || Boolean(line.isThere && line.isSignedIn && hasPin);
  showPeople(keys);
  phieu.hidden = !state.key || (!mine && !state.mending);
  at("het-ma").hidden = !state.key || mine > 0;
  showKept();
  form.showPromise(now());
}

function showPeople(keys) {
  const chosen = Number(at("ai").value) || line.person?.id;
  at("ai").replaceChildren(...keys.map((one) => made("option", { value: one.person, text: one.name })));
  if (keys.some((one) => one.person === chosen)) at("ai").value = chosen;
}

function showKept() {
  const rows = [...state.kept].sort((one, other) => (one.code < other.code ? -1 : 1));
  at("cho").hidden = !rows.length;
  at("cho-dong").replaceChildren(...rows.map(row));
  at("gui").hidden = !(line.isThere && line.isSignedIn && state.kept.some((one) => one.state === "waiting"));
  const others = [...new Set(waiting().filter((one) => one.person !== line.person?.id).map((one) => one.official))];
  at("cua-nguoi-khac").hidden = !(line.isThere && line.isSignedIn && others.length);
  at("cua-nguoi-khac").textContent = others.length ? say("others", { names: others.join(", ") }) : "";
}

const HUES = { waiting: "cham", refused: "gach", review: "lua", sent: "la" };

function row(one) {
  const buttons = made("td", { "data-l": say("to_do") });
  const isOpen = state.key && one.person === state.owner?.id && one.sealed;
  if (isOpen) buttons.append(button("print", () => printAgain(one)));
  if (isOpen && one.state === "refused") buttons.append(" ", button("mend", () => mend(one)));
  if (one.state === "sent") buttons.append(made("a", { href: `/can-bo/ho-so/${one.code}/`, text: say("open") }));
  if (one.state === "review") buttons.append(made("a", { href: at("so-ma").href, text: say("to_review") }));
  const name = made("td", { "data-l": say("matter") }, one.procedure);
  if (one.sentence) name.append(made("small", { class: "t-gach", text: one.sentence }));
  if (one.state === "sent" && one.due) name.append(made("small", { text: say("due", { due: moment(one.due) }) }));
  if (one.otherwise) name.append(made("small", { class: "t-gach", text: say("due_otherwise") }));
  const how = made("td", { "data-l": say("state") }, made("span", { class: `chip chip--${HUES[one.state]}`, text: say(`state_${one.state}`) }));
  return made("tr", {}, made("th", { scope: "row", class: "code", text: one.code }), made("td", { "data-l": say("received"), class: "nb", text: time(one.at) }), name, how, buttons);
}

function button(word, act) {
  const made_ = made("button", { type: "button", class: "btn btn--s", text: say(word) });
  made_.addEventListener("click", act);
  return made_;
}

// ---- keys

async function unlockOnline() {
  const mine = state.blocks.find((block) => block.person === line.person.id);
  if (!mine) return false;
  const { status, told: answer } = await ask(addresses.data, { codes: await added(), blocks: [mine.id] });
  if (status !== 200) return false;
  state.key = await fromServer(answer.keys[mine.id]);
  state.owner = { id: line.person.id, name: line.person.name, desk: mine.desk };
  await keepData(answer);
  await restoreDraft();
  return true;
}

async function keepData(answer) {
  await put("meta", answer.procedures, "procedures");
  form.show(answer.procedures);
}

const added = async () => (await get("meta", "added")) || [];

async function unlock(event) {
  event.preventDefault();
  const found = (await all("keys")).find((one) => one.person === Number(at("ai").value));
  const key = found && (await openedByPin(found, at("pin").value));
  at("pin").value = "";
  if (!key) return told("gach", say("wrong_pin"));
  at("bao").replaceChildren();
  state.key = key;
  state.owner = { id: found.person, name: found.name, desk: found.desk };
  await refresh();
  await restoreDraft();
  at("id_number").focus();
}

// ---- holding and giving back

async function hold(event) {
  event.preventDefault();
  const keys = await all("keys");
  const hasPin = keys.some((one) => one.person === line.person.id);
  const pin = at("pin-1").value;
  if (!hasPin && (pin.length < 6 || pin !== at("pin-2").value)) return told("gach", say("pin_rule"));
  let device = await get("meta", "device");
  if (!device) await put("meta", (device = crypto.randomUUID()), "device");
  const key = (await get("meta", "asking")) || crypto.randomUUID();
  await put("meta", key, "asking");
  const { status, told: answer } = await reach(addresses.hold, { device, key });
  if (status !== 200) return refusedBy(status, answer);
  const codes = answer.codes.map((code) => ({ code, state: "free" }));
  if (!(await get("blocks", answer.id))) await put("blocks", { id: answer.id, person: answer.person, desk: answer.desk, day: answer.day, heldAt: answer.held_at, codes });
  if (!hasPin) await put("keys", { person: answer.person, name: line.person.name, desk: answer.desk, ...(await closedByPin(answer.key, pin)) });
  await remove("meta", "asking");
  at("pin-1").value = at("pin-2").value = "";
  navigator.storage?.persist?.();
  [state.blocks, state.kept] = [await all("blocks"), await all("kept")];
  await unlockOnline();
  told("la", say("held", { n: answer.codes.length, first: answer.codes[0], last: answer.codes.at(-1) }));
  await refresh();
}

// First marked here so that no window takes them, then given back; asked again until the server has answered.
async function giveBack() {
  const ids = owned().map((block) => block.id);
  await within(["blocks"], "readwrite", (blocks) => {
    ids.forEach((id) => {
      blocks.get(id).onsuccess = (event) => {
        event.target.result.codes.forEach((one) => one.state === "free" && (one.state = "leaving"));
        blocks.put(event.target.result);
      };
    });
  });
  await finishGivingBack();
  told("la", say("given_back"));
  await refresh();
}

async function finishGivingBack() {
  for (const block of (await all("blocks")).filter((one) => one.person === line.person?.id)) {
    const codes = block.codes.filter((one) => one.state === "leaving").map((one) => one.code);
    if (!codes.length) continue;
    const { status, told: answer } = await reach(addresses.give_back, { block: block.id, codes });
    if (status !== 200) return;
    const gone = new Set(answer.codes);
    await put("blocks", { ...block, codes: block.codes.filter((one) => !gone.has(one.code)) });
  }
}

async function reach(address, body) {
  try {
    const first = await ask(address, body);
    if (first.status !== 403 || first.told.error) return first;
    return (await look(addresses)) ? await ask(address, body) : first; // the token was of an earlier sign-in
  } catch {
    lost();
    return { status: 0, told: {} };
  }
}

function refusedBy(status, answer) {
  if (status === 401) line.isSignedIn = false;
  told("gach", answer.sentence || say(status === 401 ? "signed_out" : "no_answer"));
  return refresh();
}

// ---- receiving

async function receive(event) {
  event.preventDefault();
  const typed = form.read();
  const found = form.wrong(typed);
  form.showWrong(found);
  if (found.length || state.isSaving) return;
  state.isSaving = true;
  try {
    await (state.mending ? saveMended(typed) : saveNew(typed));
  } finally {
    state.isSaving = false;
  }
}

const minute = (moment_) => new Date(Math.floor(moment_.getTime() / 60000) * 60000);

async function saveNew(typed) {
  const received = minute(now());
  const dossier = { ...typed, received_at: received.toISOString(), promised_at: form.promised(typed.procedure, typed.competent_id, received) };
  const procedure = form.procedureOf(typed.procedure).name;
  const sealed = await seal(state.key, dossier);
  const row_ = { person: state.owner.id, official: state.owner.name, at: dossier.received_at, state: "waiting", sealed, procedure };
  const code = await keepUnderNextCode(state.owner.id, today(), row_);
  if (!code) return told("gach", say("no_codes"));
  await finished(code, dossier);
}

async function saveMended(typed) {
  const before = await get("kept", state.mending);
  const { received_at, promised_at, procedure: earlier } = await unseal(state.key, before.sealed);
  const dossier = { ...typed, received_at, promised_at: earlier === typed.procedure ? promised_at : form.promised(typed.procedure, typed.competent_id, new Date(received_at)) };
  const procedure = form.procedureOf(typed.procedure).name;
  await put("kept", { ...before, sealed: await seal(state.key, dossier), procedure, state: "waiting", sentence: "" });
  const code = state.mending;
  state.mending = null;
  await finished(code, dossier);
}

async function finished(code, dossier) {
  clearTimeout(drafting);
  phieu.reset();
  form.showProcedure();
  await remove("drafts", state.owner.id);
  showReceipt(code, dossier);
  await refresh();
  at("giay-ten").focus();
  send();
}

function showReceipt(code, dossier) {
  const agency = form.procedureOf(dossier.procedure)?.agencies.find((one) => one.id === dossier.competent_id);
  const values = {
    code, unit: state.owner.desk, person: dossier.name, id: dossier.id_number, phone: dossier.phone, address: dossier.address, owner: dossier.owner_name,
    authority: dossier.authority_paper, matter: `${form.procedureOf(dossier.procedure)?.name || ""} (${dossier.procedure})`, case: dossier.case,
    agency: agency?.name || "", papers: dossier.papers.map((one) => one.name).join("; "), received: moment(dossier.received_at),
    due: dossier.promised_at ? moment(dossier.promised_at) : say("due_later"), way: say(`way_${dossier.return_way}`), official: state.owner.name,
  };
  for (const place of at("giay").querySelectorAll("[data-f]")) {
    place.textContent = values[place.dataset.f];
    const term = place.previousElementSibling;
    if (term?.tagName === "DT") term.hidden = place.hidden = !values[place.dataset.f];
  }
  at("giay").hidden = false;
}

async function printAgain(one) {
  showReceipt(one.code, await unseal(state.key, one.sealed));
  at("giay-ten").focus();
}

async function mend(one) {
  state.mending = one.code;
  form.write(await unseal(state.key, one.sealed));
  told("lua", say("mending", { code: one.code, sentence: one.sentence }));
  await refresh();
  at("name").focus();
}

// ---- drafts

let drafting;

function keepDraft() {
  clearTimeout(drafting);
  drafting = setTimeout(async () => {
    const typed = form.read();
    if (!state.key || state.mending) return;
    if (form.isEmpty(typed)) await remove("drafts", state.owner.id);
    else await put("drafts", await seal(state.key, typed), state.owner.id);
  }, 300);
}

async function restoreDraft() {
  const draft = await get("drafts", state.owner.id);
  if (draft && form.isEmpty(form.read())) form.write(await unseal(state.key, draft));
}

// ---- handing in

async function send() {
  if (state.isSending || !line.isThere || !line.isSignedIn) return;
  state.isSending = true;
  const work = () => sendEach();
  try {
    if (navigator.locks) await navigator.locks.request("mat-mang-gui", { ifAvailable: true }, (lock) => lock && work());
    else await work();
  } finally {
    state.isSending = false;
    await refresh();
  }
}

async function sendEach() {
  await finishGivingBack();
  const kept = (await all("kept")).filter((one) => one.state === "waiting").sort((one, other) => (one.at + one.code < other.at + other.code ? -1 : 1));
  for (const one of kept) {
    const { status, told: answer } = await reach(addresses.hand_in, { block: one.block, ...(await written(one)) });
    if (status === 200) await put("kept", settled(one, answer));
    else if (status === 403 && one.person !== line.person?.id) continue; // of another centre: only its own people hand in
    else if (status === 401 || status === 0 || status >= 500 || !answer.sentence) return refusedBy(status, answer);
    else await put("kept", { ...one, state: "refused", sentence: answer.sentence });
  }
}

// A colleague's goes as it lies here: the server opens it.
async function written(one) {
  if (state.key && one.person === state.owner?.id) return { dossier: { ...(await unseal(state.key, one.sealed)), code: one.code } };
  return { code: one.code, nonce: base64Of(one.sealed.iv), sealed: base64Of(one.sealed.data) };
}

// What the server has, this browser lets go of: the code, the times and what became of it stay.
function settled(one, answer) {
  const became = answer.became === "review" ? "review" : "sent";
  return { ...one, sealed: null, sentence: "", state: became, due: answer.due, otherwise: answer.otherwise, sentAt: now().toISOString() };
}

// ---- procedures by hand

async function add(event) {
  event.preventDefault();
  const code = at("them-ma").value.trim();
  const codes = [...new Set([code, ...(await added())])].filter(Boolean);
  const { status, told: answer } = await reach(addresses.data, { codes, blocks: [] });
  if (status !== 200) return refusedBy(status, answer);
  if (!answer.procedures.some((one) => one.code === code)) return told("gach", say("no_procedure", { code }));
  await put("meta", codes, "added");
  await keepData(answer);
  at("them-ma").value = "";
  told("la", say("added", { code }));
}

// ---- the line

async function contact() {
  const was = line.isThere;
  await look(addresses);
  if (line.isThere && line.isSignedIn) {
    state.blocks = await all("blocks");
    if (state.key && state.owner.id !== line.person.id) {
      state.key = state.owner = null; // another official sits here now
      phieu.reset();
    }
    if (!state.key) await unlockOnline().catch(lost);
    await send();
  }
  if (was !== line.isThere && was !== null && line.isThere !== null) told(line.isThere ? "la" : "lua", say(line.isThere ? "back" : "away"));
  await refresh();
}

// Yesterday's rows that the server has (sent, or in its register to be looked at) and empty blocks are of no use any more.
async function tidy() {
  const day = today();
  for (const one of await all("kept")) if (one.sentAt && dayOf(one.sentAt) < day) await remove("kept", one.code);
  const inUse = new Set((await all("kept")).map((one) => one.block));
  for (const block of await all("blocks")) if (block.day < day && !inUse.has(block.id) && !block.codes.some((one) => one.state === "leaving")) {
    if (block.codes.some((one) => one.state === "free")) await put("blocks", { ...block, codes: block.codes.map((one) => ({ ...one, state: one.state === "free" ? "leaving" : one.state })) });
    else if (block.day < dayOf(now().getTime() - 7 * 86400e3)) await remove("blocks", block.id);
  }
}

async function start() {
  if (!window.isSecureContext || !crypto.subtle || !navigator.serviceWorker) {
    at("khong-an-toan").hidden = false;
    return;
  }
  navigator.serviceWorker.register(addresses.worker, { scope: addresses.front });
  navigator.serviceWorker.ready.then(({ active }) => active.postMessage({ keep: performance.getEntriesByType("resource").map((one) => one.name) }));
  await recall();
  form.show((await get("meta", "procedures")) || []);
  at("giu").addEventListener("submit", hold);
  at("mo-khoa").addEventListener("submit", unlock);
  at("them").addEventListener("submit", add);
  at("tra-ma").addEventListener("click", giveBack);
  at("gui").addEventListener("click", send);
  at("in").addEventListener("click", () => window.print());
  at("tiep").addEventListener("click", () => ((at("giay").hidden = true), at("id_number").focus()));
  phieu.addEventListener("submit", receive);
  phieu.addEventListener("input", keepDraft);
  at("procedure").addEventListener("change", () => (form.showProcedure(), form.showPromise(now())));
  at("competent_id").addEventListener("change", () => form.showPromise(now()));
  window.addEventListener("offline", contact);
  window.addEventListener("online", contact);
  await tidy();
  await contact();
  setInterval(contact, 15000);
}

start();
