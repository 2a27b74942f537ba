// The kiosk alone: holds numbers in reserve, gives them while the server or the network is away, hands them in afterwards.
// A number is written down for good before it is shown: a power cut leaves none in a hand that is not in the store.
window.yimenAlone = (function () {
  "use strict";
  const body = document.body;
  const one = (name) => document.querySelector(`[data-${name}]`);
  const ZONE = 8 * 3600 * 1000; // the office's, which has no summer time
  const PATIENCE = 5000; // milliseconds after which an answer is no longer waited for
  const LOOKS = 10000; // between two looks whether the server is there
  const STANDS = 60000; // whoever pressed is expected to stand there still
  const SHOWN = 15000; // a slip is shown
  const random = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

  // The store: "told" what the server said last, "reserves" what is held, "given" what was given and not handed in.
  const asked = (request) => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error); });
  const done = (work) => new Promise((resolve, reject) => { work.oncomplete = resolve; work.onabort = work.onerror = () => reject(work.error); });
  const opened = new Promise((resolve, reject) => {
    const request = indexedDB.open(`kiosk ${body.dataset.start}`, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("told");
      request.result.createObjectStore("reserves", { keyPath: "id" });
      request.result.createObjectStore("given", { keyPath: ["reserve", "number"] });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  opened.catch(() => {});
  const work = async (names) => (await opened).transaction(names, "readwrite", { durability: "strict" });

  const clock = (told) => Date.now() + (told.skew || 0);
  const dayOf = (moment) => new Date(moment + ZONE).toISOString().slice(0, 10);
  const hourOf = (moment) => new Date(moment + ZONE).toISOString().slice(11, 16);
  const isToday = (told) => told.day === dayOf(clock(told));
  const isOpen = (told) => told.any_hour || told.hours.some(([from, until]) => from <= hourOf(clock(told)) && hourOf(clock(told)) < until);
  const left = (reserve) => reserve.last - reserve.next + 1;

  async function known() {
    const store = await work(["told", "reserves", "given"]);
    const [told, reserves, given] = await Promise.all([asked(store.objectStore("told").get("told")), asked(store.objectStore("reserves").getAll()), asked(store.objectStore("given").getAll())]);
    return { told, reserves, given };
  }

  // What may be chosen now: lines of which a number is held for today.
  async function choices() {
    const { told, reserves } = await known();
    if (!told || !isToday(told) || !isOpen(told)) return [];
    return told.lines.filter((line) => reserves.some((held) => held.line === line.id && held.day === told.day && left(held) > 0));
  }

  // The next number of a line, in the store before anybody knows it; null where none is held.
  async function take(line, press, priority) {
    const store = await work(["told", "reserves", "given"]);
    const told = await asked(store.objectStore("told").get("told"));
    const reserves = await asked(store.objectStore("reserves").getAll());
    if (!told || !isToday(told) || !isOpen(told)) return null;
    const held = reserves.filter((found) => found.line === line && found.day === told.day && left(found) > 0).sort((here, there) => here.first - there.first)[0];
    if (!held) return null;
    const number = held.next;
    const moment = clock(told);
    store.objectStore("reserves").put({ ...held, next: number + 1 });
    store.objectStore("given").put({ reserve: held.id, number, press, priority, taken_at: new Date(moment).toISOString() });
    store.objectStore("told").delete("press");
    await done(store);
    const named = told.lines.find((found) => found.id === line);
    return { code: `${named.letter}${held.shown + number - held.first}`, name: named.name, windows: named.windows, moment };
  }

  // One message there and back: what was given is handed in, what runs out is fetched. False where nobody answers.
  let talking = null;
  function sync() {
    talking = talking || talk().finally(() => { talking = null; });
    return talking;
  }
  async function talk() {
    const { told, reserves, given } = await known();
    const here = { key: (told && told.key) || random(), ...(told || {}) };
    const counts = {};
    for (const held of reserves) if (held.day === here.day) counts[held.line] = (counts[held.line] || 0) + left(held);
    await keep({ told: here }); // the key before it is sent: asked again after a power cut, the same numbers come
    const answer = await fetch(body.dataset.alone, {
      method: "POST", signal: AbortSignal.timeout(PATIENCE * 2),
      headers: { "Content-Type": "application/json", "X-CSRFToken": body.dataset.csrf },
      body: JSON.stringify({ key: here.key, day: here.day || "", left: counts, given }),
    }).catch(() => null);
    if (answer && answer.status === 404) { location.replace(body.dataset.start); return false; } // out of service: its page says so
    if (!answer || !answer.ok) return Boolean(answer) && answer.status < 500;
    const said = await answer.json();
    await keep({
      told: { key: random(), skew: Date.parse(said.now) - Date.now(), day: said.day, hours: said.hours, any_hour: said.any_hour, lines: said.lines },
      fresh: said.reserves, handed: said.handed, old: reserves.filter((held) => held.day !== said.day),
    });
    draw(said.lines.map((line) => line.name).join(""));
    return true;
  }
  // A font comes in slices, each with the first of its signs that is shown: when the network is gone none comes any more.
  function draw(names) {
    const words = Array.from(document.querySelectorAll("template"), (part) => part.content.textContent).join("");
    for (const weight of [400, 700]) document.fonts.load(`${weight} 2rem ${getComputedStyle(body).fontFamily}`, words + names);
  }
  async function keep({ told, fresh = [], handed = [], old = [] }) {
    const store = await work(["told", "reserves", "given"]);
    const reserves = store.objectStore("reserves");
    const given = store.objectStore("given");
    store.objectStore("told").put(told, "told");
    for (const held of fresh) if (!(await asked(reserves.get(held.id)))) reserves.put({ ...held, next: held.first });
    for (const number of handed) {
      const key = [number.reserve, number.number];
      const found = number.words && !number.noted ? await asked(given.get(key)) : null;
      if (found) given.put({ ...found, refused: number.words }); // kept until the hall's manager has been told of it
      if (!number.words || number.noted) given.delete(key);
    }
    for (const held of old) reserves.delete(held.id);
    await done(store);
  }

  // What was pressed until its slip was seen: whoever stands there still gets their number after all.
  async function press(found) {
    const store = await work(["told"]);
    if (found) store.objectStore("told").put(found, "press");
    else store.objectStore("told").delete("press");
    await done(store);
  }
  async function pressed() {
    const store = await work(["told"]);
    const found = await asked(store.objectStore("told").get("press"));
    return found && Date.now() - found.at < STANDS ? found : null;
  }

  // The screens. The foot's ways lead nowhere now.
  let isAlone = false;
  const is = () => isAlone;
  const main = document.getElementById("main");
  function shown(name) {
    document.querySelectorAll("dialog[open]").forEach((dialog) => dialog.close());
    document.querySelectorAll(".kiosk-foot > :not([data-speak])").forEach((part) => { part.hidden = true; });
    one("alone-back").hidden = name !== "alone-slip";
    main.replaceChildren(one(name).content.cloneNode(true));
    return main;
  }
  async function begin() {
    if (isAlone) return;
    isAlone = true;
    const before = await pressed();
    if (!before || !(await give(before.line, before.key, before.priority))) await offer();
    returns();
  }
  async function offer() {
    const lines = await choices();
    const place = shown("alone-choices").querySelector("[data-alone-lines]");
    one("alone-none").hidden = lines.length > 0;
    for (const line of lines) {
      const button = one("alone-line").content.cloneNode(true).firstElementChild;
      button.querySelector(".kiosk-letter").textContent = line.letter;
      button.querySelector(".kiosk-line").textContent = line.name;
      button.addEventListener("click", () => give(line.id, "", ""), { once: true });
      place.append(button);
    }
  }
  // Whoever stands here gets a number: of the reserve. `press`: the key of what was sent and not answered. Whether there was one.
  let gives = false;
  let showing = 0;
  async function give(line, press, priority) {
    if (gives) return true;
    gives = true;
    const number = await take(line, press, priority).catch(() => null);
    gives = false;
    if (!number) { if (isAlone) await offer(); return false; }
    const begins = !isAlone;
    isAlone = true;
    const slip = shown("alone-slip");
    slip.querySelector(".slip-code").textContent = number.code;
    slip.querySelector(".slip-line").textContent = number.name;
    slip.querySelector(".slip-windows").hidden = number.windows.length === 0;
    slip.querySelector(".slip-windows > span").textContent = number.windows.join("、");
    slip.querySelector(".slip-time").textContent = `${dayOf(number.moment)} ${hourOf(number.moment)}`;
    showing = Date.now() + SHOWN;
    const back = setTimeout(next, SHOWN);
    one("alone-back").onclick = () => { clearTimeout(back); next(); };
    window.print();
    if (begins) returns();
    return true;
  }
  function next() {
    showing = 0;
    return offer();
  }
  // Back at the server: what was given first, then the usual screen.
  async function returns() {
    const answers = Date.now() >= showing && (await reaches()) && (await sync().catch(() => false));
    const waits = answers ? (await known()).given.filter((found) => !found.refused) : [];
    if (answers && !waits.length && !gives && Date.now() >= showing) {
      gives = true; // who taps now finds the usual screen in a moment
      return location.replace(body.dataset.start);
    }
    setTimeout(returns, 2000);
  }
  async function reaches() {
    const answer = await fetch(body.dataset.here, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) }).catch(() => null);
    return Boolean(answer) && answer.status < 500;
  }

  // On the first screen: what is held is made up at once, and whoever comes next finds out before they press.
  async function look() {
    if (!isAlone && !(await reaches()) && !(await reaches()) && (await choices()).length) return begin();
    setTimeout(look, LOOKS);
  }
  if (body.dataset.again) sync().catch(() => true).then(look).catch(() => {});
  if (navigator.serviceWorker) navigator.serviceWorker.register(body.dataset.worker).catch(() => {});
  if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
  return { is, begin, give, sync, press: (found) => press(found).catch(() => {}), pressed: () => pressed().catch(() => null), choices: () => choices().catch(() => []), fresh: random, patience: PATIENCE };
})();
