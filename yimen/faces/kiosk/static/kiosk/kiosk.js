// The kiosk: prints the slip once, reads aloud when asked, asks whether anybody is still there and goes back to its first screen.
(function () {
  "use strict";
  const body = document.body;
  const one = (name) => document.querySelector(`[data-${name}]`);
  const ASKS = 10; // seconds the question stands

  // The slip, once a number: a page that is loaded again prints nothing.
  if (body.dataset.print && sessionStorage.getItem("printed") !== body.dataset.print) {
    sessionStorage.setItem("printed", body.dataset.print);
    window.print();
  }

  // Nobody touched it for a while: a question first, then the first screen.
  const idle = Number(body.dataset.idle || 0);
  const question = one("still");
  let quiet = 0;
  let left = ASKS;
  function stay() {
    quiet = 0;
    if (question.open) question.close();
  }
  function second() {
    if (!question.open) {
      quiet += 1;
      if (quiet < idle) return;
      left = ASKS;
      question.showModal();
    }
    one("left").textContent = left;
    left -= 1;
    if (left < 0) location.replace(body.dataset.start);
  }
  if (idle) {
    setInterval(second, 1000);
    ["pointerdown", "keydown"].forEach((kind) => document.addEventListener(kind, (event) => { if (!question.contains(event.target)) stay(); }));
    one("stay").addEventListener("click", stay);
  }

  // One tap, one number: what was pressed stays pressed.
  document.addEventListener("submit", (event) => {
    if (event.target.dataset.sent) { event.preventDefault(); return; }
    event.target.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

  const speak = one("speak");
  const voice = window.yimenVoice;
  function offer() { speak.hidden = !voice.hasVoice(); }
  speak.addEventListener("click", () => {
    const said = Array.from(document.querySelectorAll("[data-said]")).map((part) => part.innerText.replace(/([A-Z])(\d{3,})/g, (code) => voice.spelled(code)));
    voice.announce(said.join("。"), 1);
  });
  offer();
  if (window.speechSynthesis) window.speechSynthesis.addEventListener("voiceschanged", offer);
})();
