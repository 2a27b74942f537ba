// The quiet pad hears from its stream that somebody is to be asked; it looks by itself while the stream is silent, and each
// second while the faces are shown. Whoever leaves in the middle leaves nothing behind.
(function () {
  "use strict";
  const body = document.body;
  const lost = document.querySelector("[data-lost]");
  const EVERY = 1000; // milliseconds between two looks
  const SILENT = 5500; // without a word of the stream, which speaks every four seconds, the pad looks by itself
  const home = () => location.replace(body.dataset.start);

  async function look() {
    const answer = await fetch(body.dataset.watch, { cache: "no-store", credentials: "omit", signal: AbortSignal.timeout(5000) }).catch(() => null);
    lost.hidden = !!answer && answer.status < 500;
    if (answer && answer.status === 404) return home(); // out of service: its page says so
    const told = answer && answer.ok ? await answer.json().catch(() => null) : null;
    if (told && told.visit !== body.dataset.visit) return home();
    if (told) isTold = false;
    return next();
  }

  // When to look next: what the stream told is looked at at once, for only a page that is there may be gone to.
  let heard = 0;
  let waits = 0;
  let looks = false;
  let isTold = false; // by the stream, and not looked at yet
  function next() {
    looks = false;
    clearTimeout(waits);
    waits = setTimeout(() => { if (isTold || Date.now() - heard > SILENT) begin(); else next(); }, EVERY);
  }
  function begin() {
    if (looks) return;
    looks = true;
    look();
  }
  function hears() {
    heard = Date.now();
    lost.hidden = true;
  }
  function listen() {
    const stream = new EventSource(body.dataset.events);
    stream.addEventListener("beat", hears);
    stream.addEventListener("visit", (event) => {
      hears();
      isTold = JSON.parse(event.data).visit !== body.dataset.visit;
      if (isTold) begin();
    });
    stream.addEventListener("error", () => {
      heard = 0;
      if (stream.readyState === EventSource.CLOSED) setTimeout(listen, 3000);
    });
  }
  if (body.dataset.events) listen();
  if (body.dataset.watch) next();

  // The reasons and the thanks go by themselves, counted from the last touch; only to a page that is there.
  let left = Number(body.dataset.again || 0);
  async function leave() {
    left -= 1;
    if (left > 0) return setTimeout(leave, 1000);
    const answer = await fetch(body.dataset.start, { method: "HEAD", cache: "no-store" }).catch(() => null);
    lost.hidden = !!answer && answer.status < 500;
    if (!lost.hidden) return setTimeout(leave, 2000);
    home();
  }
  if (left) {
    const whole = left;
    setTimeout(leave, 1000);
    ["pointerdown", "keydown"].forEach((kind) => document.addEventListener(kind, () => { left = whole; }));
  }

  // One tap, one answer; and no page of the person before to go back to.
  document.addEventListener("submit", (event) => {
    if (body.dataset.sent) return event.preventDefault();
    body.dataset.sent = "1";
    setTimeout(() => { delete body.dataset.sent; }, 5000);
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) home(); });
})();
