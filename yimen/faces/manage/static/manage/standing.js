// A page that shows how things stand is read anew every ten seconds, so that a lost device is red within a minute (S5).
(function () {
  "use strict";
  const EVERY = 10000;

  async function again() {
    const shown = document.querySelector("[data-standing]");
    if (!shown || document.hidden || shown.contains(document.activeElement)) return;
    const answer = await fetch(location.href, { cache: "no-store" }).catch(() => null);
    if (!answer || !answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-standing]");
    if (fresh && fresh.innerHTML !== shown.innerHTML) shown.replaceChildren(...fresh.childNodes);
  }

  setInterval(again, EVERY);
  document.addEventListener("visibilitychange", again);
})();
