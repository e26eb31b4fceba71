// Entry from paper by the keyboard: a digit answers the question in focus, the arrows go from question to question.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("[data-paper]");
  if (!form) return;
  const inputs = "input:not([type=hidden]), select, textarea";
  // A row of a matrix is answered like a question of its own.
  const stops = [...form.querySelectorAll(".q")].flatMap((question) => {
    const rows = [...question.querySelectorAll(".q-row")];
    return rows.length ? rows : [question];
  });
  const stopOf = (element) => stops.find((stop) => stop.contains(element));
  const shown = (stop) => stop.offsetParent !== null;

  function go(from, step) {
    let index = stops.indexOf(from) + step;
    while (stops[index] && !shown(stops[index])) index += step;
    const stop = stops[index];
    const target = stop ? stop.querySelector("input:checked") || stop.querySelector(inputs) : step > 0 && form.querySelector("[name=then]");
    if (target) target.focus();
  }

  form.addEventListener("keydown", (event) => {
    const stop = stopOf(event.target);
    if (!stop || event.ctrlKey || event.altKey || event.metaKey) return;
    const kind = event.target.type;
    const choosing = kind === "radio" || kind === "checkbox";
    if (event.key === "Enter" && event.target.tagName !== "TEXTAREA" && event.target.tagName !== "BUTTON") {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[name=then]"));
    } else if (choosing && /^[0-9]$/.test(event.key)) {
      const options = [...stop.querySelectorAll("input[type=radio], input[type=checkbox]")];
      const option = options[(event.key === "0" ? 10 : Number(event.key)) - 1];
      if (!option) return;
      event.preventDefault();
      option.click();
      option.focus();
      if (kind === "radio") go(stop, 1);
    } else if (choosing && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      go(stop, event.key === "ArrowDown" ? 1 : -1);
    } else if (choosing && event.key === "Backspace") {
      event.preventDefault();
      stop.querySelectorAll("input:checked").forEach((option) => { option.checked = false; });
    }
  });

  // `:is`: without it the selector would mean any text of the page, not one of the wrong question.
  const wrong = form.querySelector(`.q-wrong :is(${inputs})`);
  const opening = stops.find(shown);
  const first = wrong || (opening && opening.querySelector(inputs));
  if (first) first.focus();
});
