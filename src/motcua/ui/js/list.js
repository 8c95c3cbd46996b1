// Lists by keyboard: J K move, Enter opens, X chooses, Esc chooses none, / goes to the filter, while focus is in the list; ? shows
// the keys anywhere. What is chosen is counted beside the buttons that move many.

import { open } from "./windows.js";

const OFF = "phim-tat-tat";

function isOff() {
  try {
    return localStorage.getItem(OFF) === "1";
  } catch {
    return false;
  }
}

function rowsOf(list) {
  return [...list.querySelectorAll("tbody tr")].filter((row) => row.querySelector(".subject"));
}

function rowHere(list) {
  return document.activeElement.closest("tr") || list.querySelector("tr.cursor");
}

function move(list, step) {
  const rows = rowsOf(list);
  const next = rows[Math.max(0, Math.min(rows.length - 1, rows.indexOf(rowHere(list)) + step))];
  next?.querySelector(".subject").focus();
}

function boxesOf(list) {
  return [...list.querySelectorAll("td.sel input[type=checkbox]")];
}

function count(list) {
  const boxes = boxesOf(list);
  const many = document.querySelector("[data-many]");
  if (!boxes.length || !many) return;
  const chosen = boxes.filter((box) => box.checked).length;
  for (const box of boxes) box.closest("tr").classList.toggle("on", box.checked);
  const all = list.querySelector("[data-all]");
  all.checked = chosen === boxes.length;
  all.indeterminate = chosen > 0 && chosen < boxes.length;
  const said = many.querySelector("[data-counted]");
  said.textContent = `${said.dataset.counted} ${chosen}`;
  many.hidden = chosen === 0;
}

function chooseAll(list, isChosen) {
  for (const box of boxesOf(list)) box.checked = isChosen;
  count(list);
}

// Shift and a click choose everything between this box and the one before.
function ranges(list) {
  let before = null;
  list.addEventListener("click", (event) => {
    const box = event.target.closest("td.sel input[type=checkbox]");
    if (!box) return;
    const boxes = boxesOf(list);
    if (event.shiftKey && before) {
      const [from, to] = [boxes.indexOf(before), boxes.indexOf(box)].sort((a, b) => a - b);
      for (const one of boxes.slice(from, to + 1)) one.checked = box.checked;
    }
    before = box;
    count(list);
  });
}

function choosing() {
  const list = document.querySelector("[data-list]");
  const all = list?.querySelector("[data-all]");
  if (!all) return;
  all.hidden = false;
  all.addEventListener("change", () => chooseAll(list, all.checked));
  document.querySelector("[data-many] [data-none]").addEventListener("click", () => chooseAll(list, false));
  ranges(list);
  count(list);
}

const KEYS = {
  x: (list) => rowHere(list)?.querySelector("td.sel input")?.click(),
  escape: (list) => chooseAll(list, false),
  j: (list) => move(list, 1),
  k: (list) => move(list, -1),
  "/": () => document.querySelector("[data-filter]")?.focus(),
};

function pressed(event) {
  const isTyping = event.target.matches?.("input:not([type=checkbox]), textarea, select");
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey || isOff()) return;
  const list = event.target.closest?.("[data-list]");
  const act = event.key === "?" ? () => open(document.getElementById("phim-tat")) : list && KEYS[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act(list);
}

function keysOff() {
  const box = document.querySelector("[data-keys-off]");
  if (!box) return;
  box.checked = isOff();
  box.addEventListener("change", () => {
    try {
      localStorage.setItem(OFF, box.checked ? "1" : "0");
    } catch {
      box.checked = false;
    }
  });
}

export function lists() {
  document.addEventListener("keydown", pressed);
  document.addEventListener("focusin", (event) => {
    const list = event.target.closest?.("[data-list]");
    if (!list) return;
    for (const row of list.querySelectorAll("tr.cursor")) row.classList.remove("cursor");
    event.target.closest("tbody tr")?.classList.add("cursor");
  });
  choosing();
  keysOff();
}
