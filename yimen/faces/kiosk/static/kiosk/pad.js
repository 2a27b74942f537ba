// The number pad: digits are put down at once, however quickly they are tapped, and shown in groups. Without this each tap asks
// the server, and the page comes back with one digit more.
(function () {
  "use strict";
  const form = document.querySelector("[data-digits]");
  const typed = form.querySelector("[data-typed]");
  const most = Number(form.dataset.digits);
  const digits = () => typed.value.replace(/[^0-9]/g, "");
  const grouped = (number) => [number.slice(0, 3), number.slice(3, 7), number.slice(7)].filter(Boolean).join(" ");
  function put(number) {
    typed.value = grouped(number);
  }
  form.addEventListener("click", (event) => {
    const key = event.target.closest("button[name=press]");
    if (!key || key.value === "leave") return;
    event.preventDefault();
    if (key.value === "less") put(digits().slice(0, -1));
    else if (digits().length < most) put(digits() + key.value);
  });
  typed.addEventListener("input", () => put(digits()));

  // Sent beside the page: a page that was asked for with a number would keep it for whoever goes back.
  let sends = false;
  let fails = false;
  form.addEventListener("submit", (event) => {
    if (fails) return; // as any other step of the kiosk: once the server answers
    event.preventDefault();
    event.stopPropagation();
    if (!sends) send(event.submitter);
  });
  async function send(pressed) {
    sends = true;
    const body = new URLSearchParams(new FormData(form, pressed));
    const answer = await fetch(form.action, { method: "POST", body, signal: AbortSignal.timeout(window.yimenAlone.patience) }).catch(() => null);
    if (answer && answer.redirected) return location.replace(answer.url);
    if (answer && answer.status < 500) return refused(await answer.text());
    fails = true;
    form.requestSubmit(pressed);
  }
  function refused(page) {
    const words = new DOMParser().parseFromString(page, "text/html").querySelector("[role=alert]");
    document.querySelectorAll("[role=alert]").forEach((before) => before.remove());
    if (words) form.before(document.importNode(words, true));
    sends = false;
  }
  // Whoever goes back to this page finds it empty.
  window.addEventListener("pagehide", () => put(""));
})();
