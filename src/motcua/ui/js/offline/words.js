// Words and moments as people read them.

const told = JSON.parse(document.getElementById("mat-mang-cho-biet").textContent);
export const addresses = told.addresses;
const zone = { timeZone: "Asia/Ho_Chi_Minh" };
const place = document.documentElement.lang === "en" ? "en-GB" : "vi-VN";
const hour = new Intl.DateTimeFormat(place, { ...zone, hour: "2-digit", minute: "2-digit", hour12: false });
const date = new Intl.DateTimeFormat(place, { ...zone, weekday: "long", day: "2-digit", month: "2-digit", year: "numeric" });
const parts = new Intl.DateTimeFormat("en-CA", { ...zone, year: "numeric", month: "2-digit", day: "2-digit" });

export const say = (name, values = {}) =>
  Object.entries(values).reduce((text, [key, value]) => text.replaceAll(`{${key}}`, String(value)), told.words[name]);
export const time = (at) => hour.format(new Date(at));
export const moment = (at) => `${hour.format(new Date(at))}, ${date.format(new Date(at))}`;
export const dayOf = (at) => parts.format(new Date(at));

export function made(tag, attributes = {}, ...inside) {
  const element = document.createElement(tag);
  Object.entries(attributes).forEach(([name, value]) => (name === "text" ? (element.textContent = value) : element.setAttribute(name, value)));
  element.append(...inside);
  return element;
}
