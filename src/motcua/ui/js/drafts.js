// A person never loses typed text: <form data-draft="name"> is kept in this browser until it is sent, for twelve hours at most.
// Kept per person and wiped at sign-out, because counters share machines. Passwords, files, hidden and private fields never are.

const HOURS = 12;
const PREFIX = "nhap:";
const KEPT = "input, select, textarea";
const NEVER = "[type=password], [type=file], [type=hidden], [type=submit], [data-private], [readonly]";

const person = () => document.body.dataset.person || "";
const keyOf = (form) => `${PREFIX}${person()}:${form.dataset.draft}`;

function keys() {
  return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function inputs(form) {
  return [...form.elements].filter((input) => input.name && input.matches(KEPT) && !input.matches(NEVER));
}

const isChoice = (input) => input.type === "checkbox" || input.type === "radio";
const nameOf = (input) => (isChoice(input) ? `${input.name}=${input.value}` : input.name);
// A list that names none as chosen shows its first.
const firstOf = (list) => ([...list.options].find((option) => option.defaultSelected) || list.options[0])?.value;
const isTouched = (input) =>
  isChoice(input)
    ? input.checked !== input.defaultChecked
    : input.tagName === "SELECT"
      ? input.value !== firstOf(input)
      : input.value !== input.defaultValue;

// What a form with data-kept holds was typed before and sent back by the server, so all of it is worth keeping.
const isFilled = (input) => (isChoice(input) ? input.checked : input.value !== "");
const isWorth = (input) => isTouched(input) || ("kept" in input.form.dataset && isFilled(input));

function keep(form) {
  const touched = inputs(form).filter(isWorth);
  if (!touched.length) return localStorage.removeItem(keyOf(form));
  const values = Object.fromEntries(touched.map((input) => [nameOf(input), isChoice(input) ? input.checked : input.value]));
  localStorage.setItem(keyOf(form), JSON.stringify({ at: Date.now(), values }));
}

function restore(form) {
  const draft = read(keyOf(form));
  if (!draft) return;
  for (const input of inputs(form)) {
    const value = draft.values[nameOf(input)];
    if (value === undefined || isTouched(input)) continue;
    if (isChoice(input)) input.checked = value;
    else input.value = value;
  }
  form.dispatchEvent(new CustomEvent("draft:restored", { bubbles: true }));
}

// What was accepted leads to another page: a sent draft goes there. After a cut line the form, however it is opened, brings it back.
function settle() {
  const isLedHere = performance.getEntriesByType("navigation")[0]?.redirectCount > 0;
  for (const key of keys()) {
    const draft = read(key);
    const isOld = !draft || Date.now() - draft.at > HOURS * 3600e3;
    const isForeign = !key.startsWith(`${PREFIX}${person()}:`);
    if (isOld || (isForeign && person()) || (draft.sent && isLedHere)) localStorage.removeItem(key);
  }
}

export function drafts() {
  try {
    settle();
  } catch {
    return; // storage is closed to us: nothing to keep, nothing to lose
  }
  let waiting;
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form?.dataset.draft) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => keep(form), 300);
  });
  document.addEventListener("submit", (event) => {
    if ("signOut" in event.target.dataset) return keys().forEach((key) => localStorage.removeItem(key));
    if (!event.target.dataset.draft || event.defaultPrevented) return;
    clearTimeout(waiting);
    keep(event.target);
    const draft = read(keyOf(event.target));
    if (draft) localStorage.setItem(keyOf(event.target), JSON.stringify({ ...draft, sent: true }));
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest?.("form[data-draft]");
    if (event.detail.elt?.matches?.("[data-asks]")) return; // it asked for something: the form itself was not sent
    if (form && event.detail.successful) localStorage.removeItem(keyOf(form));
  });
  for (const form of document.querySelectorAll("form[data-draft]")) {
    if ("kept" in form.dataset) keep(form);
    else if (!document.querySelector("[data-errsum]")) restore(form);
  }
}
