// Forms: sent once, errors read first, typed text kept. All of it is comfort: the server does its own checking.

const BUSY = "aria-busy";

function sendOnce() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || "many" in form.dataset) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    (event.submitter || form.querySelector("button:not([type=button])"))?.setAttribute(BUSY, "true");
  });
  // A page that comes back out of the browser's memory may be sent again.
  window.addEventListener("pageshow", (event) => event.persisted && release(document));
}

// htmx sends by itself: show which button waits.
function busyWhileAsking() {
  const buttonOf = (event) => {
    const asker = event.detail.elt;
    return asker.matches("form") ? event.detail.requestConfig?.triggeringEvent?.submitter || asker.querySelector("button:not([type=button])") : asker;
  };
  document.addEventListener("htmx:beforeRequest", (event) => buttonOf(event)?.setAttribute(BUSY, "true"));
  document.addEventListener("htmx:afterRequest", (event) => buttonOf(event)?.removeAttribute(BUSY));
}

function release(root) {
  for (const form of root.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll(`[${BUSY}]`)) button.removeAttribute(BUSY);
  }
}

function readErrorsFirst(root = document) {
  root.querySelector("[data-errsum]")?.focus();
}

// A link of the summary leads to the input itself, not only to its place.
function linksFocusInputs() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-errsum] a[href^='#']");
    const place = link && document.getElementById(link.hash.slice(1));
    if (!place) return;
    event.preventDefault();
    const input = place.matches("input, select, textarea") ? place : place.querySelector("input, select, textarea");
    place.scrollIntoView({ block: "center" });
    (input || place).focus({ preventScroll: true });
  });
}

function smallComforts() {
  document.addEventListener("change", (event) => {
    if (event.target.matches?.("select[data-send], input[data-send]")) event.target.form?.requestSubmit();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-tick-all]");
    if (!button) return;
    event.preventDefault();
    for (const box of document.querySelectorAll(`${button.dataset.tickAll} input[type=checkbox]:not([data-apart], :checked)`)) {
      box.checked = true;
      box.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
  // A name to be replaced by another is typed over, not added to: else the list below finds nothing.
  document.addEventListener("focusin", (event) => event.target.matches?.("input[data-whole]") && event.target.select());
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
  document.addEventListener("keydown", (event) => {
    if (!/^F\d+$/.test(event.key)) return;
    const target = document.querySelector(`[data-key="${event.key}"]:not([disabled], [aria-disabled=true])`);
    if (target && target.offsetParent !== null) {
      event.preventDefault();
      target.click();
    }
  });
}

export function forms() {
  sendOnce();
  busyWhileAsking();
  linksFocusInputs();
  smallComforts();
  readErrorsFirst();
  document.addEventListener("htmx:afterSwap", (event) => readErrorsFirst(event.target));
}
