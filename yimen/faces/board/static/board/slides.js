// The lower half of a waiting-area display: one slide after the other, read anew every minute; none past its last day.
(function () {
  "use strict";
  const SHOWN = 15000; // milliseconds that a slide stands: two hundred characters are read in them
  const ANEW = 60000;
  const frame = document.querySelector("[data-slides]");
  const today = () => new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(new Date());
  let place = 0;

  const slides = () => Array.from(frame.children).filter((one) => !one.dataset.until || one.dataset.until >= today());

  function show(at) {
    const shown = slides();
    place = shown.length ? at % shown.length : 0;
    for (const one of frame.children) one.hidden = one !== shown[place];
  }

  async function anew() {
    const answer = await fetch(frame.dataset.slides, { cache: "no-store", signal: AbortSignal.timeout(10000) }).catch(() => null);
    if (!answer || !answer.ok) return; // what hangs there stays until its last day
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (page.body.innerHTML.trim() === read) return;
    read = page.body.innerHTML.trim();
    frame.replaceChildren(...page.body.children);
    show(place);
  }

  let read = "";
  show(0);
  setInterval(() => show(place + 1), SHOWN);
  setInterval(() => anew().catch(() => {}), ANEW);
})();
