// Dialogs, menus and toasts.

export function open(dialog) {
  if (!dialog || dialog.open) return;
  dialog.showModal();
  dialog.querySelector("[autofocus], input:not([type=hidden]), textarea, select")?.focus();
}

export function toast(text) {
  const place = document.getElementById("thong-bao");
  if (!place) return;
  const line = document.createElement("div");
  line.className = "toast";
  const words = document.createElement("span");
  words.textContent = text;
  const close = document.createElement("button");
  close.type = "button";
  close.dataset.dismiss = "";
  close.textContent = document.documentElement.lang === "en" ? "Close" : "Đóng";
  line.append(words, close);
  place.append(line);
}

function dialogs() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.("[data-dialog]");
    const dialog = opener && document.getElementById(opener.dataset.dialog);
    if (dialog && typeof dialog.showModal === "function") {
      event.preventDefault();
      open(dialog);
      return;
    }
    event.target.closest?.("dialog [data-close]")?.closest("dialog").close();
    event.target.closest?.("[data-dismiss]")?.closest(".note, .toast").remove();
    if (event.target.nodeName === "DIALOG") event.target.close(); // the scrim
  });
}

function menus() {
  const openMenus = () => document.querySelectorAll("details.menu[open]");
  document.addEventListener("click", (event) => {
    for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of openMenus()) {
      const hadFocus = menu.contains(document.activeElement);
      menu.open = false;
      if (hadFocus) menu.querySelector("summary").focus();
    }
  });
}

// A refusal comes as a fragment for the toasts (HX-Retarget); anything else that fails must not overwrite the page.
function failures() {
  const english = document.documentElement.lang === "en";
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    if (xhr.status < 400) return;
    const isSpoken = xhr.getResponseHeader("HX-Retarget") || xhr.status === 422;
    event.detail.shouldSwap = Boolean(isSpoken);
    event.detail.isError = !isSpoken;
    if (!isSpoken) toast(english ? `Not done: the server answered ${xhr.status}. Try again.` : `Chưa làm được: máy chủ trả lời ${xhr.status}. Hãy thử lại.`);
  });
  document.addEventListener("htmx:sendError", () =>
    toast(english ? "The line is cut. Nothing was sent; what you typed is still here." : "Mạng bị ngắt. Chưa gửi gì đi; chữ bạn đã gõ vẫn còn."),
  );
}

export function windows() {
  dialogs();
  menus();
  failures();
}
