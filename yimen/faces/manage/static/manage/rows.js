// In a table whose rows have an order, Alt+↑ and Alt+↓ press the row's own buttons 上移 and 下移, and the hand stays in the
// row that moved.
(function () {
  "use strict";
  document.addEventListener("keydown", function (event) {
    const way = { ArrowUp: "[data-up]", ArrowDown: "[data-down]" }[event.key];
    const row = way && event.altKey && event.target.closest("[data-row]");
    if (!row) return;
    event.preventDefault();
    const button = row.querySelector(way);
    if (!button.disabled) button.click();
  });
  // What opens in another tab is sent by the browser itself, with all that is typed; the page here stays as it is.
  document.addEventListener("click", function (event) {
    const button = event.target.closest("button[formtarget]");
    const form = button && button.form;
    if (!form) return;
    event.preventDefault();
    const carried = document.createElement("input");
    Object.assign(carried, { type: "hidden", name: button.name, value: button.value });
    form.append(carried);
    form.target = button.formTarget;
    HTMLFormElement.prototype.submit.call(form);
    form.removeAttribute("target");
    carried.remove();
  });
  document.addEventListener("htmx:afterSettle", function (event) {
    const here = event.target.id === "item-form" && event.target.querySelector("input[autofocus], select[autofocus]");
    if (here) here.focus();
  });
})();
