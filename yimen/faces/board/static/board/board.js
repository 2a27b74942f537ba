// A display: shows what the stream tells, speaks each call once, falls back to asking, and says when it stands still.
(function () {
  "use strict";
  const body = document.body;
  const words = JSON.parse(document.getElementById("words").textContent);
  const voice = window.yimenVoice;
  const one = (name) => document.querySelector(`[data-${name}]`);
  const own = body.dataset.window ? Number(body.dataset.window) : null;
  const STALE = 8500; // milliseconds without news after which the screen says so
  const ASK = 5500; // and after which it asks by itself,
  const ASK_AGAIN = 1500; // which it does at once where there is no stream
  const SHIFT = 60000; // after which all that stands moves by some pixels
  const BEAT = 20000; // between two words of the screen that it is there
  const USUAL = "hall"; // which page a display is whose page is not told
  const OLD = 120000; // a call missed for longer is shown, not spoken

  // A font comes in slices, each with the first of its signs that is shown: what is said when the network is gone is fetched now.
  const sayings = Object.values(words).join("") + one("stale").textContent;
  for (const weight of [400, 700]) document.fonts.load(`${weight} 2rem ${getComputedStyle(body).fontFamily}`, sayings);

  let shown = JSON.parse(document.getElementById("state").textContent);
  let spoken = shown.id;
  let heard = Date.now();
  let ahead = Date.parse(shown.now) - Date.now(); // the server's clock, not that of the box under the ceiling

  const place = (id) => id.split(".").map(Number);
  const isLater = (id, than) => {
    const [a, b] = [place(id), place(than)];
    return a[0] !== b[0] ? a[0] > b[0] : a[1] > b[1];
  };
  const filled = (text, call) => text.replace("{code}", call.code).replace("{window}", call.window);

  function element(kind, className, text) {
    const made = document.createElement(kind);
    made.className = className;
    made.textContent = text;
    return made;
  }

  const clock = new Intl.DateTimeFormat("zh-CN", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "Asia/Shanghai" });
  const day = new Intl.DateTimeFormat("zh-CN", { month: "long", day: "numeric", weekday: "long", timeZone: "Asia/Shanghai" });

  // The newest call of each number, the latest first.
  function latest(calls) {
    const seen = new Set();
    return calls.slice().reverse().filter((call) => !seen.has(call.code) && seen.add(call.code));
  }

  // Outside the hours, once nobody is waited for or served any more.
  const isWithin = ([opens, closes], moment) => opens <= moment && moment < closes;
  function isClosed() {
    const moment = clock.format(new Date(Date.now() + ahead));
    const isBusy = shown.waiting.some((line) => line.count) || shown.windows.some((each) => each.code);
    return !isBusy && !shown.hours.some((span) => isWithin(span, moment));
  }

  function closedWords() {
    if (!shown.opens) return [element("p", "board-nobody", words.closed)];
    const [opens, now] = [new Date(shown.opens), new Date(Date.now() + ahead)];
    const when = (day.format(opens) === day.format(now) ? "" : `${day.format(opens)} `) + clock.format(opens);
    return [element("p", "board-nobody", words.closed), element("p", "board-opens", words.opens.replace("{when}", when))];
  }

  function showHall(arrived) {
    const [newest, ...before] = isShut ? [] : latest(shown.calls).slice(0, 6);
    const parts = isShut ? closedWords() : newest
      ? [element("p", "board-code number", filled(words.please, newest)), element("p", "board-to", filled(words.to, newest))]
      : [element("p", "board-nobody", words.nobody)];
    one("newest").replaceChildren(...parts);
    one("before").replaceChildren(...before.map((call) => {
      const row = element("li", "", "");
      row.append(element("span", "number", call.code), element("span", "", filled(words.at, call)));
      return row;
    }));
    one("waiting").replaceChildren(...shown.waiting.map((line) => {
      const row = element("li", line.count ? "" : "is-none", `${line.letter} ${line.name} `);
      row.append(element("b", "number", line.count));
      if (line.count && line.wait) row.append(element("small", "", line.wait));
      return row;
    }));
    if (arrived) glide(one("newest"));
  }

  function showWindow(arrived) {
    const mine = shown.windows.find((each) => each.number === own) || { code: "", is_open: false, serves: [] };
    const said = mine.code ? (mine.is_serving ? words.serving : filled(words.to, { code: mine.code, window: own })) : mine.is_open ? words.free : words.paused;
    const why = mine.pause ? [element("p", "board-opens", mine.pause)] : [];
    const parts = isShut ? closedWords() : mine.code ? [element("p", "board-code number", mine.code), element("p", "board-to", said)] : [element("p", "board-nobody", said), ...why];
    one("now").replaceChildren(...parts);
    one("serves").textContent = mine.is_open ? mine.serves.join("、") || words.all : "";
    if (arrived) glide(one("now"));
  }

  function glide(part) {
    part.classList.remove("arrives");
    void part.offsetWidth; // so that it begins anew
    part.classList.add("arrives");
  }

  let isShut = false;
  function show(arrived) {
    isShut = isClosed();
    body.classList.toggle("is-shut", isShut);
    if (own === null) showHall(arrived); else showWindow(arrived);
    one("notice").textContent = shown.screens[body.dataset.board] || one("notice").dataset.otherwise;
  }

  function announce(call) {
    const sentence = filled(words.call, { code: voice.spelled(call.code), window: call.window });
    if (!speaks || !voice.hasVoice()) flash();
    if (speaks) voice.announce(sentence, 2).then((heard) => { if (!heard) flash(); });
  }

  // Where there is no voice the number itself says that it is new, once.
  function flash() {
    const part = one(own === null ? "newest" : "now");
    part.classList.remove("flashes");
    void part.offsetWidth;
    part.classList.add("flashes");
  }

  function take(state) {
    touch();
    ahead = Date.parse(state.now) - Date.now();
    if (isLater(shown.id, state.id)) return;
    if (!(body.dataset.board in state.screens)) return gone();
    if (state.pages && (state.pages[body.dataset.board] || USUAL) !== body.dataset.page) becomes();
    shown = state;
    const fresh = state.calls.filter((call) => isLater(call.id, spoken));
    const mine = fresh.filter((call) => own === null || call.window === own);
    if (isLater(state.id, spoken)) spoken = state.id;
    show(mine.length > 0);
    mine.filter((call) => Date.now() + ahead - Date.parse(call.at) < OLD).forEach(announce);
  }

  function touch() {
    heard = Date.now();
    one("stale").hidden = true;
  }

  // The stream; a browser comes back by itself, but not after a refusal.
  let stream = null;
  function listen() {
    stream = new EventSource(`${body.dataset.events}?trouble=${trouble()}`);
    stream.addEventListener("state", (event) => take(JSON.parse(event.data)));
    stream.addEventListener("beat", touch);
    stream.addEventListener("error", () => {
      if (stream.readyState === EventSource.CLOSED && !isGone) setTimeout(listen, 3000);
    });
  }

  // The screen says that it is there, and what is wrong with its voice: a line whose other end has no power looks whole.
  const speaks = body.dataset.speaks !== "no";
  const trouble = () => (!speaks ? "" : !voice.hasVoice() ? "mute" : voice.isSilent() ? "silent" : "");
  let beaten = Date.now() - BEAT + 3000; // by then the browser knows its voices
  function beat() {
    if (Date.now() - beaten < BEAT) return;
    beaten = Date.now();
    fetch(`${body.dataset.events}?trouble=${trouble()}`, { method: "POST", mode: "no-cors", cache: "no-store", credentials: "omit" }).catch(() => {});
  }

  // Where the stream does not come through, the screen asks.
  let asking = false;
  async function ask() {
    if (asking) return;
    asking = true;
    try {
      const answer = await fetch(`${body.dataset.state}?after=${encodeURIComponent(spoken)}&trouble=${trouble()}`, { cache: "no-store", signal: AbortSignal.timeout(4000) });
      if (answer.status === 404) return gone();
      if (answer.ok) take(await answer.json());
    } catch (error) {
      // the next round asks again
    } finally {
      asking = false;
    }
  }

  // It was switched to another page: opened once the server has it, for a browser shows its own error otherwise.
  let isBecoming = false;
  async function becomes() {
    if (isBecoming) return;
    isBecoming = true;
    const answer = await fetch(location.href, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(4000) }).catch(() => null);
    if (answer && answer.ok) return location.reload();
    setTimeout(() => { isBecoming = false; becomes(); }, 2000);
  }

  let isGone = false;
  function gone() {
    if (isGone) return;
    isGone = true;
    if (stream) stream.close();
    one("stale").textContent = words.gone;
    one("stale").hidden = false;
    setTimeout(() => location.reload(), 30000);
  }

  const began = Date.now();

  function tick() {
    const now = new Date(Date.now() + ahead);
    one("time").textContent = clock.format(now);
    one("day").textContent = day.format(now);
    if (isClosed() !== isShut) show(false);
    const silence = isGone ? 0 : Date.now() - heard;
    if (silence > (stream.readyState === EventSource.OPEN ? ASK : ASK_AGAIN)) ask();
    if (silence > STALE) one("stale").hidden = false;
    if (!isGone) beat();
    body.dataset.shift = Math.floor(now / SHIFT) % 4; // so that no sign burns into the glass
    one("sound").hidden = !speaks || !voice.isSilent();
    // A new day, and whatever piled up in the browser: begin afresh in the small hours.
    if (Date.now() - began > 3600000 && clock.format(now) === "03:30") location.reload();
  }

  window.addEventListener("error", () => setTimeout(() => location.reload(), 15000));
  ["pointerdown", "keydown"].forEach((kind) => document.addEventListener(kind, voice.wake));
  show(false);
  voice.wake();
  listen();
  tick();
  setInterval(tick, 500);
})();
