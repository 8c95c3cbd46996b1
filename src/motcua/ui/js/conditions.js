// Questions that come and go with an answer: <div data-when="name" data-wanted='["Có"]' hidden>. Without data-wanted any answer will
// do. The server decides again; a question that it does not ask is passed over there, whatever stands in it.

const inputsOf = (form, name) =>
  [...form.elements].filter((input) => input.name === name || (input.name.startsWith(`${name}.`) && input.type !== "hidden"));
const isAsked = (input) => !input.closest("[data-when][hidden]");
const isTick = (input) => input.type === "checkbox" || input.type === "radio";
const said = (input) => (isTick(input) ? (input.checked ? input.value : "") : input.value.trim());

function fits(text, value) {
  if (value === true) return text === "on";
  if (typeof value === "number") return Number(text.replaceAll(".", "").replace(",", ".")) === value && text !== "";
  return text === value;
}

function holds(question) {
  const form = question.closest("form");
  const inputs = form ? inputsOf(form, question.dataset.when) : [];
  if (!inputs.some(isAsked)) return false;
  const texts = inputs.filter(isAsked).map(said).filter(Boolean);
  if (question.dataset.wanted === undefined) return texts.length > 0;
  const wanted = JSON.parse(question.dataset.wanted);
  return texts.some((text) => wanted.some((value) => fits(text, value))) || (wanted.includes(false) && !texts.length);
}

// One may hide the next, so look again until nothing changes; the server has refused forms that go round in a circle.
function settle() {
  const questions = [...document.querySelectorAll("form [data-when]")];
  for (let round = 0; round <= questions.length; round++) {
    const changed = questions.filter((question) => question.hidden === holds(question));
    for (const question of changed) question.hidden = !question.hidden;
    if (!changed.length) return;
  }
}

export function conditions() {
  if (!document.querySelector("[data-when]")) return;
  for (const event of ["input", "change", "draft:restored"]) document.addEventListener(event, settle);
  settle();
}
