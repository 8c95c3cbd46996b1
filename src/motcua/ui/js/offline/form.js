// The form of intake: procedures, cases and papers that the device holds; what was typed, read and written back.

import { made, moment, say } from "./words.js";

const form = document.getElementById("phieu");
const at = (id) => document.getElementById(id);
const FIELDS = ["id_number", "name", "phone", "address", "owner_name", "authority_paper", "return_way"];
let procedures = [];

export const procedureOf = (code) => procedures.find((one) => one.code === code);

export function show(found) {
  const chosen = at("procedure").value;
  procedures = found;
  at("procedure").replaceChildren(made("option", { value: "", text: say("choose") }), ...found.map((one) => made("option", { value: one.code, text: `${one.name} (${one.code})` })));
  if (procedureOf(chosen)) at("procedure").value = chosen;
  else showProcedure();
}

export function showProcedure() {
  const one = procedureOf(at("procedure").value);
  at("competent_id").replaceChildren(...(one?.agencies || []).map((agency) => made("option", { value: agency.id, text: agency.name })));
  at("case").replaceChildren(made("option", { value: "", text: say("no_case") }), ...(one?.cases || []).map((name) => made("option", { value: name, text: name })));
  at("case").closest(".field").hidden = !one?.cases.length;
  showPapers();
}

export function showPapers() {
  const one = procedureOf(at("procedure").value);
  const list = at("giay-to");
  list.replaceChildren(...(one?.papers || []).map(paper));
  at("khong-giay-to").hidden = Boolean(one?.papers.length);
}

function paper(one, place) {
  const counts = [one.originals && say("originals", { n: one.originals }), one.copies && say("copies", { n: one.copies })].filter(Boolean).join(" · ");
  const label = made("label", { for: `giay-${place}` }, one.name, ...[one.case, counts].filter(Boolean).map((text) => made("small", { text })));
  if (one.database) return made("li", {}, made("span", {}, one.name, made("small", { text: say("replaced", { database: one.database }) })));
  return made("li", {}, made("input", { type: "checkbox", id: `giay-${place}`, value: place, name: "papers" }), label);
}

export function promised(code, agency, receivedAt) {
  const found = procedureOf(code)?.agencies.find((one) => one.id === agency);
  const row = found?.due.find(([from, before]) => new Date(from) <= receivedAt && receivedAt < new Date(before));
  return row ? row[2] : "";
}

export function showPromise(receivedAt) {
  const due = at("procedure").value && promised(at("procedure").value, Number(at("competent_id").value), receivedAt);
  at("hen").textContent = due ? moment(due) : say(at("procedure").value ? "due_later" : "due_none");
}

export function read() {
  const one = procedureOf(form.procedure.value);
  const ticked = [...form.querySelectorAll("[name=papers]:checked")].map((box) => one.papers[Number(box.value)]);
  return {
    ...Object.fromEntries(FIELDS.map((name) => [name, form.elements[name].value])),
    procedure: form.procedure.value, competent_id: Number(form.competent_id.value), case: form.elements.case.value,
    papers: ticked.map(({ name, originals, copies }) => ({ name, originals, copies })),
  };
}

export function write(typed) {
  form.procedure.value = typed.procedure;
  showProcedure();
  FIELDS.forEach((name) => (form.elements[name].value = typed[name] || ""));
  form.elements.case.value = typed.case || "";
  if (typed.competent_id) form.competent_id.value = typed.competent_id;
  const names = new Set(typed.papers.map((one) => one.name));
  const papers = procedureOf(typed.procedure)?.papers || [];
  form.querySelectorAll("[name=papers]").forEach((box) => (box.checked = names.has(papers[Number(box.value)].name)));
}

export const isEmpty = (typed) => !FIELDS.some((name) => name !== "return_way" && typed[name].trim());

// What is wrong, by the field; the server looks at it all once more.
export function wrong(typed) {
  const digits = (text) => text.replace(/\D/g, "").length;
  const found = [];
  if (!typed.procedure) found.push(["procedure", say("wrong_procedure")]);
  if (!typed.name.trim()) found.push(["name", say("wrong_name")]);
  if (typed.phone && !(/^[0-9+\-. ]*$/.test(typed.phone) && digits(typed.phone) >= 8 && digits(typed.phone) <= 15)) found.push(["phone", say("wrong_phone")]);
  if (typed.id_number && !(/^[0-9A-Za-z\-. ]*$/.test(typed.id_number) && digits(typed.id_number) >= 6)) found.push(["id_number", say("wrong_id")]);
  if (typed.return_way === "postal" && !typed.address.trim()) found.push(["address", say("wrong_address")]);
  return found;
}

export function showWrong(found) {
  form.querySelectorAll("[aria-invalid]").forEach((field) => {
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
  });
  form.querySelectorAll(".err").forEach((one) => one.remove());
  form.querySelectorAll(".field--bad").forEach((one) => one.classList.remove("field--bad"));
  for (const [name, text] of found) {
    const field = at(name);
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", `${name}-sai`);
    field.closest(".field").classList.add("field--bad");
    field.before(made("span", { class: "err", id: `${name}-sai`, text }));
  }
  if (found.length) at(found[0][0]).focus();
}
