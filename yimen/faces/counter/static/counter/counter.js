// The counter's keys beyond keys.js: Enter goes on, live results are picked, ticks are counted, a draft is kept.
(function () {
  "use strict";
  const one = (selector, within) => (within || document).querySelector(selector);
  const all = (selector, within) => Array.from((within || document).querySelectorAll(selector));
  const shown = (element) => element.getClientRects().length > 0 && !element.disabled;

  // Enter in the search picks the first result, waiting for it when the typing was quicker.
  let picking = null;
  function pick(field) {
    const results = one(field.dataset.pick);
    if (!results || results.dataset.asked !== field.value.trim()) { picking = field; return; }
    picking = null;
    const first = one("[data-item]", results);
    if (first) first.click();
  }
  document.addEventListener("htmx:afterSettle", () => { if (picking) pick(picking); });
  document.addEventListener("htmx:responseError", () => { picking = null; });
  document.addEventListener("htmx:sendError", () => { picking = null; });

  // Enter in a field of the intake goes to the next field; in the number it looks the person up.
  const fieldsOf = (form) => Array.from(form.elements).filter((field) => /^(INPUT|SELECT)$/.test(field.tagName) && field.type !== "hidden" && shown(field));
  function next(field) {
    const fields = fieldsOf(field.form);
    const following = fields[fields.indexOf(field) + 1];
    if (following) following.focus();
  }
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey) return;
    const field = event.target;
    if (field.dataset && field.dataset.pick) { event.preventDefault(); if (field.value.trim()) pick(field); return; }
    if (!/^(INPUT|SELECT)$/.test(field.tagName) || !field.form) return;
    const act = field.closest("[data-act]");
    if (act) {
      const fields = all("input:not([type=hidden]), select", act).filter(shown);
      const after = fields.slice(fields.indexOf(field) + 1).find((another) => another.type !== "checkbox");
      event.preventDefault();
      if (after && field.type !== "checkbox") after.focus();
      else one("button[type=submit]", act).click();
      return;
    }
    if (!field.form.hasAttribute("data-enter-next")) return;
    event.preventDefault();
    if ("lookUp" in field.dataset && field.value.trim()) lookUp(); else next(field);
  });

  // The person: looked up once the number is written; what is being typed meanwhile is not lost.
  let asked = "";
  let writing = null;
  let sent = {};
  const written = () => all("#applicant input:not([type=hidden]), #applicant select").map((field) => [field.id, field.value]);
  function lookUp() {
    const button = one("[data-look-up-button]");
    const number = one("[data-look-up]");
    if (!button || !number || !window.htmx) return;
    asked = number.value;
    window.htmx.trigger(button, "click");
  }
  document.addEventListener("change", (event) => {
    if ("lookUp" in event.target.dataset && event.target.value.trim() && event.target.value !== asked) lookUp();
    if (event.target.closest("#id_given")) count();
    if (event.target.id === "id_variant") one("[data-variant-button]").click();
  });
  // An address that names a village chooses it, as long as nobody chose another.
  let guessed = "";
  document.addEventListener("input", (event) => {
    const seat = document.getElementById("id_seat");
    if (event.target.id !== "id_address" || !seat || (seat.value && seat.value !== guessed)) return;
    const place = (option) => option.value ? event.target.value.lastIndexOf(option.text.split(" ").pop()) : -1;
    const named = Array.from(seat.options).filter((option) => place(option) >= 0).sort((a, b) => place(b) - place(a))[0]; // 街道 comes before 村
    seat.value = guessed = named ? named.value : "";
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.target.id === "applicant") sent = Object.fromEntries(written());
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id !== "applicant") return;
    const now = document.activeElement;
    const inside = event.detail.target.contains(now) && /^(INPUT|SELECT)$/.test(now.tagName);
    writing = { id: inside ? now.id : "", since: written().filter(([id, value]) => value && value !== sent[id]) };
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id !== "applicant") return;
    const wrong = one("#applicant .field-error");
    const fields = all("#applicant input:not([type=hidden]), #applicant select").filter(shown);
    const before = writing && document.getElementById(writing.id);
    (writing ? writing.since : []).forEach(([id, value]) => {
      const field = document.getElementById(id);
      if (field && field.value === "") field.value = value;
    });
    const here = before && !("lookUp" in before.dataset) && before.id !== "id_document_kind" ? before : null;
    const empty = fields.find((field) => field.value === "") || fields[fields.length - 1];
    (wrong ? one("[data-look-up]") : here || empty).focus();
    if (!wrong && !here && fields.every((field) => field.value !== "")) one("#id_given input, #id_remark").focus();
  });

  // Ticks: all at once, and what is still lacking in words; the act that fits is the primary one.
  function count() {
    const words = one(".lacking");
    if (!words) return;
    const must = words.dataset.must.split(" ").filter(Boolean);
    const lacking = all("#id_given input[type=checkbox]").filter((box) => must.includes(box.value) && !box.checked);
    const names = lacking.map((box) => one(".list-name", box.closest("label")).textContent);
    words.textContent = names.length ? words.dataset.lacking + names.join("、") : words.dataset.complete;
    words.classList.toggle("is-complete", !names.length);
    words.hidden = false;
    one("[data-when-complete]").classList.toggle("button-primary", !names.length);
    one("[data-when-lacking]").classList.toggle("button-primary", !!names.length);
  }
  all("[data-all]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => {
      const boxes = all("#id_given input[type=checkbox]");
      const tick = boxes.some((box) => !box.checked);
      boxes.forEach((box) => { box.checked = tick; });
      count();
      keepSoon();
    });
  });
  count();
  // An answer on which something hangs: the page is asked whether one may, and which materials are needed now. Where it does not answer, the act will.
  document.addEventListener("change", async (event) => {
    if (!("decides" in event.target.dataset)) return;
    const data = new FormData(event.target.form);
    data.set("act", "refresh");
    try {
      const answer = await fetch(event.target.form.action, { method: "POST", body: data, credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const told = page.querySelector(".lacking");
      if (!told) return;
      one(".lacking").dataset.must = told.dataset.must;
      if (one("#fitting") && page.querySelector("#fitting")) one("#fitting").replaceWith(page.querySelector("#fitting"));
      all("#id_given input[type=checkbox]").forEach((box) => {
        const tag = one(".tag", box.closest("label"));
        const now = page.querySelector(`#id_given input[value="${box.value}"]`);
        const said = now && one(".tag", now.closest("label"));
        if (tag && said) tag.textContent = said.textContent;
      });
      count();
    } catch { /* no way to the server: nothing changes */ }
  });

  // The queue: a second press within a moment is a slip of the finger, and would send away who has just been called.
  const calls = () => one("#queue [value=next]:not(:disabled)");
  function rest(button) {
    button.disabled = true;
    setTimeout(() => { if (button.isConnected) button.disabled = false; }, 1200);
  }
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id !== "queue" || !calls()) return;
    if (event.detail.requestConfig && event.detail.requestConfig.parameters.queue_act === "next") rest(calls());
  });

  // A press that did not come through is said; pressed again it goes with the same key, so that nobody is called in passing.
  document.addEventListener("htmx:sendError", (event) => {
    const said = one("#queue [data-lost]");
    if (said && event.target.closest("#queue-form")) said.hidden = false;
  });

  // The draft: kept two seconds after the last change and when the page is left, until an act was sent.
  const form = one("form[data-draft]");
  let timer = 0;
  let changed = false;
  let kept = null;
  function body() {
    const typed = new FormData(form);
    typed.set("act", "draft");
    return typed;
  }
  function keep(leaving) {
    clearTimeout(timer);
    if (!changed) return;
    changed = false;
    kept = new AbortController();
    fetch(form.dataset.draft, { method: "POST", body: body(), keepalive: leaving, credentials: "same-origin",
      headers: { "X-Requested-With": "autosave" }, signal: leaving ? undefined : kept.signal }).catch(() => {});
  }
  function keepSoon() {
    if (!form) return;
    changed = true;
    clearTimeout(timer);
    timer = setTimeout(keep, 2000, false);
  }
  document.addEventListener("input", (event) => { if (form && event.target.form === form) keepSoon(); });
  document.addEventListener("submit", (event) => {
    if (event.target !== form || event.defaultPrevented) return;
    changed = false;
    clearTimeout(timer);
    if (kept) kept.abort();
  });
  window.addEventListener("pagehide", () => { if (form) keep(true); });
})();
