// Lists by keyboard: J K move, Enter opens, / goes to the filter, while focus is in the list; ? shows the keys anywhere.

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

const KEYS = {
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
  keysOff();
}
