{% autoescape off %}// Keeps the page that works without a line, and answers for nothing else.
const ASSETS = {{ assets }};
const NAME = "mat-mang:" + ASSETS.join("|");
const SHELL = ASSETS[0];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(NAME).then((kept) => kept.addAll(ASSETS.map((one) => new Request(one, { cache: "reload" })))).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const forget = caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith("mat-mang:") && name !== NAME).map((name) => caches.delete(name))));
  event.waitUntil(forget.then(() => self.clients.claim()));
});

// The page tells what it loaded besides: fonts that the stylesheet names.
self.addEventListener("message", (event) => {
  const wanted = (event.data.keep || []).filter((one) => new URL(one).origin === self.location.origin && new URL(one).pathname.startsWith("/static/"));
  event.waitUntil(caches.open(NAME).then(async (kept) => {
    for (const one of wanted) if (!(await kept.match(one))) await kept.add(one).catch(() => {});
  }));
});

async function shell(request) {
  const kept = await caches.match(SHELL, { ignoreVary: true });
  try {
    const fresh = await fetch(request, kept ? { signal: AbortSignal.timeout(3000) } : {});
    if (fresh.ok) (await caches.open(NAME)).put(SHELL, fresh.clone());
    return fresh.ok || !kept ? fresh : kept;
  } catch (trouble) {
    if (kept) return kept;
    throw trouble;
  }
}

self.addEventListener("fetch", (event) => {
  const asked = new URL(event.request.url);
  if (event.request.method !== "GET" || asked.origin !== self.location.origin) return;
  if (event.request.mode === "navigate" && asked.pathname === SHELL) event.respondWith(shell(event.request));
  else if (asked.pathname.startsWith("/static/")) event.respondWith(caches.match(event.request, { ignoreVary: true }).then((kept) => kept || fetch(event.request)));
});
{% endautoescape %}
