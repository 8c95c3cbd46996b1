// Ctrl K: search everywhere without leaving the page. Without script the same door is a link to the search page.

import { open } from "./windows.js";

let asked; // the request under way: a newer one calls it off
let waiting;

const parts = (dialog) => ({
  form: dialog.querySelector("form"),
  input: dialog.querySelector("[role=combobox]"),
  list: dialog.querySelector("[role=listbox]"),
  status: dialog.querySelector("[role=status]"),
});

const options = (list) => [...list.querySelectorAll("[role=option]")];

function point(dialog, index) {
  const { input, list } = parts(dialog);
  const all = options(list);
  all.forEach((option, place) => option.setAttribute("aria-selected", String(place === index)));
  input.setAttribute("aria-expanded", String(all.length > 0));
  if (all[index]) {
    input.setAttribute("aria-activedescendant", all[index].id);
    all[index].scrollIntoView({ block: "nearest" });
  } else input.removeAttribute("aria-activedescendant");
}

function show(dialog, html) {
  const { list, status } = parts(dialog);
  list.innerHTML = html;
  const all = options(list);
  all.forEach((option, place) => (option.id = `tim-${place}`));
  status.textContent = all.length ? "" : status.dataset.none;
  point(dialog, all.length ? 0 : -1);
}

async function ask(dialog) {
  const { form, input, list, status } = parts(dialog);
  asked?.abort();
  const words = input.value.trim();
  if (words.length < 2) {
    list.replaceChildren();
    point(dialog, -1);
    return;
  }
  asked = new AbortController();
  const { signal } = asked;
  try {
    const answer = await fetch(`${form.action}?q=${encodeURIComponent(words)}`, { headers: { "HX-Request": "true" }, signal });
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    show(dialog, await answer.text());
  } catch (error) {
    if (error.name === "AbortError") return;
    list.replaceChildren();
    point(dialog, -1);
    status.textContent = status.dataset.failed;
  }
}

function keyed(dialog, event) {
  const { list } = parts(dialog);
  const all = options(list);
  const here = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (all.length) point(dialog, (here + (event.key === "ArrowDown" ? 1 : -1) + all.length) % all.length);
  } else if (event.key === "Enter" && here >= 0) {
    event.preventDefault();
    window.location.assign(all[here].dataset.href);
  }
}

export function palette() {
  const door = document.querySelector("[data-palette]");
  const dialog = door && document.getElementById(door.dataset.palette);
  if (!dialog || typeof dialog.showModal !== "function") return;
  door.setAttribute("aria-haspopup", "dialog");
  door.addEventListener("click", (event) => {
    event.preventDefault();
    open(dialog);
  });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      open(dialog);
    }
  });
  dialog.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => ask(dialog), 180);
  });
  dialog.addEventListener("keydown", (event) => event.target.matches("[role=combobox]") && keyed(dialog, event));
  dialog.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) window.location.assign(option.dataset.href);
  });
}
