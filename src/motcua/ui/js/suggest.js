// Suggestions while typing in a public search box: an ARIA combobox with a list. Without script the box is a plain search form.

let asked; // the request under way: a newer one calls it off
let waiting;

const options = (list) => [...list.querySelectorAll("[role=option]")];

function point(input, list, index) {
  const all = options(list);
  all.forEach((option, place) => option.setAttribute("aria-selected", String(place === index)));
  if (all[index]) {
    input.setAttribute("aria-activedescendant", all[index].id);
    all[index].scrollIntoView({ block: "nearest" });
  } else input.removeAttribute("aria-activedescendant");
}

function close(input, list) {
  list.hidden = true;
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}

function show(input, list, status, html) {
  list.innerHTML = html;
  const all = options(list);
  all.forEach((option, place) => (option.id = `goi-y-${place}`));
  list.hidden = all.length === 0;
  input.setAttribute("aria-expanded", String(all.length > 0));
  point(input, list, -1);
  status.textContent = all.length ? status.dataset.some : status.dataset.none;
}

async function ask(box, input, list, status) {
  asked?.abort();
  const words = input.value;
  if (words.trim().length < 2) {
    close(input, list);
    status.textContent = "";
    return;
  }
  asked = new AbortController();
  try {
    const answer = await fetch(`${box.dataset.suggest}?q=${encodeURIComponent(words)}`, { signal: asked.signal });
    if (answer.ok && document.activeElement === input) show(input, list, status, await answer.text());
  } catch (error) {
    if (error.name !== "AbortError") close(input, list); // the form still searches
  }
}

function keyed(event, input, list) {
  const all = options(list);
  const here = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
  if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !list.hidden) {
    event.preventDefault();
    const places = all.length + 1; // the last place is the box itself
    point(input, list, (here + (event.key === "ArrowDown" ? 1 : -1) + 1 + places) % places - 1);
  } else if (event.key === "Enter" && !list.hidden && here >= 0) {
    event.preventDefault();
    window.location.assign(all[here].dataset.href);
  } else if (event.key === "Escape" && !list.hidden) {
    event.preventDefault();
    close(input, list);
  }
}

export function suggest() {
  document.querySelectorAll("[data-suggest]").forEach((box) => {
    const input = box.querySelector("input");
    const list = box.querySelector("[role=listbox]");
    const status = box.querySelector("[role=status]");
    list.id = `${input.id}-goi-y`;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => ask(box, input, list, status), 150);
    });
    input.addEventListener("keydown", (event) => keyed(event, input, list));
    input.addEventListener("blur", () => close(input, list));
    list.addEventListener("mousedown", (event) => event.preventDefault()); // keep the focus until the click is done
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) window.location.assign(option.dataset.href);
    });
  });
}
