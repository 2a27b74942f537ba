// Keeps the kiosk's first screen and all it is made of: after a power cut it opens though the server is away. Nothing that a
// person chose is kept: of the pages only the first screen is.
"use strict";
const KEPT = "kiosk";
const START = self.registration.scope;
const PATIENCE = 5000;

async function kept(request, name) {
  const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
  if (answer.ok && !answer.redirected) (await caches.open(KEPT)).put(name, answer.clone());
  return answer;
}
async function page(request) {
  const isFirst = request.url === START;
  const answer = await (isFirst ? kept(request, START) : fetch(request, { signal: AbortSignal.timeout(PATIENCE) })).catch(() => null);
  if (answer && answer.status < 500) return answer;
  return (await caches.match(START)) || answer || Response.error();
}
async function part(request) {
  return kept(request, request.url).catch(async () => (await caches.match(request.url)) || Response.error());
}

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(KEPT).then((cache) => cache.add(START)));
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const request = event.request;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") return event.respondWith(page(request));
  if (new URL(request.url).pathname.startsWith("/static/")) event.respondWith(part(request));
});
