// Lists by keyboard: J K move, X selects, Enter opens, / goes to the filter, ? shows the keys. Only while focus is in the list.

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

const boxOf = (row) => row?.querySelector("input[type=checkbox]");

function choose(list) {
  boxOf(rowHere(list))?.click();
}

function count(list) {
  const boxes = rowsOf(list).map(boxOf).filter(Boolean);
  const chosen = boxes.filter((box) => box.checked);
  for (const box of boxes) box.closest("tr").classList.toggle("on", box.checked);
  const all = list.querySelector("[data-all]");
  if (all) {
    all.checked = boxes.length > 0 && chosen.length === boxes.length;
    all.indeterminate = chosen.length > 0 && chosen.length < boxes.length;
  }
  const bulk = document.querySelector("[data-bulk]");
  if (!bulk) return;
  bulk.hidden = chosen.length === 0;
  for (const place of bulk.querySelectorAll("[data-count]")) place.textContent = chosen.length;
}

function setAll(list, value) {
  for (const row of rowsOf(list)) if (boxOf(row)) boxOf(row).checked = value;
  count(list);
}

const KEYS = {
  j: (list) => move(list, 1),
  k: (list) => move(list, -1),
  x: choose,
  "/": () => document.querySelector("[data-filter]")?.focus(),
  "?": () => open(document.getElementById("phim-tat")),
  Escape: (list) => setAll(list, false),
};

function pressed(event) {
  const list = event.target.closest?.("[data-list]");
  const isTyping = event.target.matches?.("input:not([type=checkbox]), textarea, select");
  if (!list || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  const act = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!act || (event.key.length === 1 && isOff())) return;
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
  document.addEventListener("change", (event) => {
    const list = event.target.closest?.("[data-list]");
    if (!list) return;
    if ("all" in event.target.dataset) setAll(list, event.target.checked);
    else count(list);
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-none]")) document.querySelectorAll("[data-list]").forEach((list) => setAll(list, false));
  });
  document.querySelectorAll("[data-list]").forEach(count);
  keysOff();
}
