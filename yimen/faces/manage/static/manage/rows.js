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
  document.addEventListener("htmx:afterSettle", function (event) {
    const here = event.target.id === "item-form" && event.target.querySelector("input[autofocus], select[autofocus]");
    if (here) here.focus();
  });
})();
