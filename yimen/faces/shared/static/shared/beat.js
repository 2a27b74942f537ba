// A page on a kiosk or a pad says once in 20 seconds that it is there; `data-trouble` of the body says what is wrong with it.
(function () {
  "use strict";
  const EVERY = 20000;
  const address = document.currentScript.dataset.beat;
  const last = () => Number(sessionStorage.getItem("beat")) || 0;

  function trouble() {
    if (document.body.dataset.trouble) return document.body.dataset.trouble;
    return window.yimenVoice && !window.yimenVoice.hasVoice() ? "mute" : "";
  }

  function beat() {
    if (Date.now() - last() < EVERY - 500) return; // the page before has just done it
    sessionStorage.setItem("beat", Date.now());
    fetch(`${address}?trouble=${trouble()}`, { method: "POST", cache: "no-store", credentials: "omit" }).catch(() => {});
  }

  setTimeout(beat, 2000); // by then the browser knows its voices
  setInterval(beat, 5000);
})();
