// The kiosk: takes a number though the server goes away meanwhile, prints the slip once, reads aloud when asked, asks whether
// anybody is still there and goes back to its first screen.
(function () {
  "use strict";
  const body = document.body;
  const one = (name) => document.querySelector(`[data-${name}]`);
  const ASKS = 10; // seconds the question stands
  const AGAIN = 2000; // milliseconds after which something that did not come through is sent once more
  const GIVES_UP = 60000; // after which whoever pressed is no longer expected to stand there

  // The slip, once a number: a page that is loaded again prints nothing.
  if (body.dataset.print && sessionStorage.getItem("printed") !== body.dataset.print) {
    sessionStorage.setItem("printed", body.dataset.print);
    window.print();
  }

  // To the first screen, as soon as there is one: a page that could not be fetched would stay for good.
  const lost = one("lost");
  // A font comes in slices, each with the first of its signs that is shown: when the network is gone none comes any more.
  for (const weight of [400, 700]) document.fonts.load(`${weight} 2rem ${getComputedStyle(body).fontFamily}`, lost.textContent);
  const alone = window.yimenAlone;
  let leaves = false;
  function home() {
    if (!leaves) go();
    leaves = true;
  }
  async function go() {
    const found = await fetch(body.dataset.start, { cache: "no-store" }).catch(() => null);
    if (found && found.status < 500) return location.replace(body.dataset.start);
    if ((await alone.choices()).length) return alone.begin();
    if (!lost.open) lost.showModal();
    setTimeout(go, AGAIN);
  }
  if (body.dataset.again) setTimeout(() => { if (!sent && !alone.is()) home(); }, Number(body.dataset.again) * 1000);

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
    if (alone.is()) return;
    if (!question.open) {
      quiet += 1;
      if (quiet < idle) return;
      left = ASKS;
      question.showModal();
    }
    one("left").textContent = left;
    left -= 1;
    if (left < 0) home();
  }
  if (idle) {
    setInterval(second, 1000);
    ["pointerdown", "keydown"].forEach((kind) => document.addEventListener(kind, (event) => { if (!question.contains(event.target)) stay(); }));
    one("stay").addEventListener("click", stay);
  }

  // One tap, one number: what was pressed stays pressed. It is sent with its key until it is answered, so nobody goes without.
  // Where no answer comes, the kiosk gives a number by itself, and tells the server later which press it was for.
  let sent = null;
  const keys = document.querySelector("[data-take] [name=key]");
  if (keys) keys.value = alone.fresh(); // of this very screen, though the page was kept from an earlier one
  if (body.dataset.print || body.dataset.slip) alone.press(null);
  // The machine went dark between the press and the slip: whoever stands there is given the very number.
  if (keys) alone.pressed().then((before) => {
    const line = before && Array.from(document.querySelectorAll("[data-take] [name=line]")).find((button) => button.value === before.line);
    if (!line || sent || alone.is()) return;
    keys.value = before.key;
    if (before.priority) keys.form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "priority", value: before.priority }));
    keys.form.requestSubmit(line);
  });
  document.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!event.target.matches("[data-take]")) return ask(event.target, event.submitter);
    if (sent) return;
    sent = { form: event.target, line: event.submitter, began: Date.now() };
    const pressed = new URLSearchParams(new FormData(event.target, event.submitter));
    alone.press({ line: event.submitter.value, key: pressed.get("key"), priority: pressed.get("priority") || "", at: sent.began }).then(() => send(pressed));
  });
  async function send(pressed) {
    const answer = await fetch(sent.form.action, { method: "POST", body: pressed, signal: AbortSignal.timeout(alone.patience) }).catch(() => null);
    if (answer && answer.redirected) return location.replace(answer.url);
    if (answer && answer.status < 500) return refused();
    if (await alone.give(sent.line.value, pressed.get("key"), pressed.get("priority") || "")) return;
    if (Date.now() - sent.began > GIVES_UP) return home();
    if (!lost.open) lost.showModal();
    setTimeout(send, AGAIN, pressed);
  }
  // No number: the page that says why is fetched as it would be without all this.
  function refused() {
    alone.press(null);
    const line = Object.assign(document.createElement("input"), { type: "hidden", name: sent.line.name, value: sent.line.value });
    sent.form.append(line);
    sent.form.submit();
  }
  // Every other step: only once the server answers, since a page that could not be fetched would stay for good. The next
  // person finds no trace of it: no step is kept as a page to go back to.
  async function reached() {
    for (let waits = 0; ; waits += AGAIN) {
      const answer = await fetch(body.dataset.start, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(alone.patience) }).catch(() => null);
      if (answer && answer.status < 500) return true;
      if (waits > GIVES_UP) { home(); return false; }
      if ((await alone.choices()).length) { alone.begin(); return false; }
      if (!lost.open) lost.showModal();
      await new Promise((resolve) => setTimeout(resolve, AGAIN));
    }
  }
  let goes = false;
  async function ask(form, pressed) {
    if (goes) return;
    goes = true;
    if (!(await reached())) return;
    if (pressed && pressed.name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: pressed.name, value: pressed.value }));
    if (pressed && pressed.hasAttribute("formaction")) form.action = pressed.formAction;
    form.submit();
  }
  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href]");
    if (!link) return;
    event.preventDefault();
    if (goes) return;
    goes = true;
    if (await reached()) location.replace(link.href);
  });
  document.querySelectorAll("[data-print-this]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

  // A reader types what it read, quickly, and ends with Enter: a card, or the code on a receipt.
  const scan = one("scan");
  const QUICK = 120; // milliseconds between two signs of a reader
  const SHORT = 6; // signs: less is no scan
  let typed = "";
  let before = 0;
  if (scan) document.addEventListener("keydown", (event) => {
    if (event.isTrusted && performance.now() - before > QUICK) typed = "";
    before = performance.now();
    if (event.key.length === 1) typed = (typed + event.key).slice(0, 400);
    if (event.key !== "Enter" || typed.length < SHORT || alone.is()) return;
    event.preventDefault();
    scan.elements.scan.value = typed;
    typed = "";
    scan.requestSubmit();
  });

  // The slip on the kiosk's own printer: what keeps it from coming out is said, and it can be asked for again.
  const PRINTS = 800; // milliseconds between two looks
  async function slip(method) {
    const answer = await fetch(body.dataset.slip, { method, cache: "no-store", headers: { "X-CSRFToken": body.dataset.csrf } }).catch(() => null);
    const said = answer && answer.ok ? await answer.json() : { is_out: false, words: "" };
    one("slip-words").textContent = said.words;
    one("slip-words").hidden = one("slip-again").hidden = !said.words;
    if (!said.is_out) setTimeout(slip, PRINTS, "GET");
  }
  if (body.dataset.slip) {
    one("slip-again").addEventListener("click", () => { one("slip-again").hidden = true; slip("POST"); });
    slip("GET");
  }

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
