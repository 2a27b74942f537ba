// The place in line moves: the page asks again by itself, politely, and not while nobody looks; it says so when it cannot.
(function () {
  "use strict";
  const LOST = 60000; // milliseconds without an answer after which what is shown may be wrong
  let heard = Date.now();
  let asking = false;

  const shown = () => document.getElementById("ticket");
  const every = () => Number(shown().dataset.every) * 1000;

  async function ask() {
    if (asking || document.hidden || !every()) return;
    asking = true;
    try {
      const answer = await fetch(location.href, { cache: "no-store", signal: AbortSignal.timeout(10000) });
      if (answer.ok) take(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch (error) {
      // the next round asks again
    } finally {
      asking = false;
    }
    if (Date.now() - heard > LOST) document.querySelector("[data-stale]").hidden = false;
  }

  function take(page) {
    const fresh = page.getElementById("ticket");
    if (!fresh) return;
    heard = Date.now();
    const isCalled = fresh.dataset.step === "called" && shown().dataset.step !== "called";
    shown().replaceWith(document.adoptNode(fresh));
    if (isCalled && navigator.vibrate) navigator.vibrate([300, 150, 300]);
  }

  async function rounds() {
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, every() || 60000));
      await ask();
    }
  }

  document.addEventListener("visibilitychange", ask);
  rounds();
})();
