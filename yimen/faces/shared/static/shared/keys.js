// Keyboard first, on pages that work without it: data-key presses, data-list walks, data-check-list ticks.
(function () {
  "use strict";
  const root = document.documentElement;
  // What the browser itself answers to is never taken from it; F6, F7 and F10 are the queue's where a page names them.
  const RESERVED = new Set(["f1", "f3", "f5", "f11", "f12", "alt+d", "alt+e", "alt+f", "tab", "alt+tab",
    "alt+arrowleft", "alt+arrowright", "alt+home", "alt+f4"]);
  const QUEUE = new Set(["f6", "f7", "f10"]);
  const TEXT = /^(text|search|password|tel|number|date|email|url|)$/;

  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
  const visible = (element) => element.getClientRects().length > 0 && !element.disabled && element.getAttribute("aria-disabled") !== "true";
  const typing = (element) => !!element && (element.isContentEditable || element.tagName === "TEXTAREA" || element.tagName === "SELECT" ||
    (element.tagName === "INPUT" && TEXT.test(element.getAttribute("type") || "")));

  function nameOf(event) {
    const code = event.code || "";
    // With Alt some systems type another letter: the key's place says which was meant.
    const letter = event.altKey && /^(Key|Digit)/.test(code) ? code.replace(/^(Key|Digit)/, "") : event.key;
    return (event.altKey ? "alt+" : "") + letter.toLowerCase();
  }

  function press(event) {
    const name = nameOf(event);
    if (RESERVED.has(name)) return false;
    if (name.length === 1 && typing(event.target)) return false;
    if (name === "enter" && !event.target.matches("body, [tabindex='-1']")) return false;
    const named = all("[data-key]").filter((one) => one.dataset.key.split(" ").includes(name));
    const target = named.find(visible);
    if (!target) return named.length > 0 && QUEUE.has(name); // pressed in vain, it must not open the browser's menu
    if (typing(target)) { target.focus(); target.select && target.select(); } else target.click();
    return true;
  }

  const itemsOf = (list) => all("[data-item]", list).filter(visible);

  function walk(event) {
    if (event.altKey) return false;
    const field = typing(event.target);
    let step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step && !field) step = { j: 1, k: -1 }[event.key];
    if (!step || (field && !event.target.dataset.listFor)) return false;
    if (!field && event.target.matches("input, [role=option]")) return false;
    const own = event.target.closest("[data-list]");
    const list = own || document.querySelector(event.target.dataset.listFor || "[data-list]");
    const items = list ? itemsOf(list) : [];
    if (!items.length) return false;
    const here = items.indexOf(event.target.closest("[data-item]"));
    const current = here < 0 && !field ? items.findIndex((one) => one.getAttribute("aria-current") === "true") : here;
    const next = items[Math.max(0, Math.min(items.length - 1, current + step))];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
    return true;
  }

  function tick(event) {
    if (event.altKey || !/^[0-9]$/.test(event.key) || typing(event.target)) return false;
    const list = event.target.closest("[data-check-list]") || document.querySelector("[data-check-list]");
    const box = list && all("input[type=checkbox]", list)[(Number(event.key) + 9) % 10];
    if (!box || box.disabled) return false;
    box.click();
    box.focus();
    return true;
  }

  document.addEventListener("keydown", function (event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.isComposing || event.repeat && event.key.length > 1 && !/^Arrow/.test(event.key)) return;
    if (press(event) || tick(event) || walk(event)) event.preventDefault();
  });

  // An act that asks for something opens, and its first field takes the keys.
  document.addEventListener("toggle", (event) => {
    if (!event.target.open || !event.target.matches("[data-act]")) return;
    const first = all("input:not([type=hidden]), select", event.target).find(visible);
    if (first) { first.focus(); if (first.select) first.select(); }
    event.target.scrollIntoView({ block: "nearest" });
  }, true);

  // Typed text is not lost by a wrong key: ask before leaving a form marked data-guard.
  const written = new Set();
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (form && form.hasAttribute("data-guard")) written.add(form);
  });
  window.addEventListener("beforeunload", (event) => {
    if (Array.from(written).some((form) => form.isConnected)) event.preventDefault();
  });

  // One press, one request; after 400 ms the page says that it is working.
  let waiting = 0;
  function busy(on) {
    clearTimeout(waiting);
    if (on) waiting = setTimeout(() => root.classList.add("is-busy"), 400);
    else root.classList.remove("is-busy");
  }
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.getAttribute("aria-busy") === "true") return event.preventDefault();
    if (event.defaultPrevented) return;
    written.delete(form);
    if (form.target && form.target !== "_self") return;
    form.setAttribute("aria-busy", "true");
    busy(true);
  });
  function rest() {
    busy(false);
    all("form[aria-busy]").forEach((form) => form.removeAttribute("aria-busy"));
  }
  window.addEventListener("pageshow", rest);

  function focusErrors() {
    const errors = document.querySelector("[data-errors]");
    if (errors) errors.focus();
  }

  // The clock starts from the server's moment, so a wrong clock on the desk is never shown.
  function runClock(clock) {
    const began = Date.now();
    const served = Date.parse(clock.getAttribute("datetime"));
    if (isNaN(served)) return;
    const words = new Intl.DateTimeFormat("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: "Asia/Shanghai" });
    setInterval(() => { clock.textContent = words.format(new Date(served + Date.now() - began)); }, 5000);
  }

  // The browser gives the field its focus at the first picture; whoever types on from the page before must not wait for it.
  function focusFirst() {
    const first = document.querySelector("[autofocus]");
    if (first && !location.hash && document.activeElement === document.body) first.focus({ preventScroll: true });
  }

  root.classList.add("has-keys");
  focusFirst();
  all("[data-clock]").forEach(runClock);
  all("[data-print]").forEach((button) => { button.hidden = false; button.addEventListener("click", () => window.print()); });
  focusErrors();
  document.addEventListener("htmx:beforeRequest", () => busy(true));
  document.addEventListener("htmx:afterRequest", rest);
  document.addEventListener("htmx:responseError", rest);
  document.addEventListener("htmx:afterSettle", focusErrors);
})();
