// Entry from paper by the keyboard: the sign beside an option answers the question in focus, the arrows go from one to the next.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("[data-paper]");
  if (!form) return;
  const inputs = "input:not([type=hidden]), select, textarea";
  // Digits, then letters: a list of sixteen needs more than ten signs, and each is one stroke.
  const signs = "1234567890абвгдежзиклмнопрстуфхцчшщыэюя";
  // The same keys while the keyboard writes Latin letters.
  const keys = {
    KeyF: "а", Comma: "б", KeyD: "в", KeyU: "г", KeyL: "д", KeyT: "е", Semicolon: "ж", KeyP: "з", KeyB: "и", KeyR: "к",
    KeyK: "л", KeyV: "м", KeyY: "н", KeyJ: "о", KeyG: "п", KeyH: "р", KeyC: "с", KeyN: "т", KeyE: "у", KeyA: "ф",
    BracketLeft: "х", KeyW: "ц", KeyX: "ч", KeyI: "ш", KeyO: "щ", KeyS: "ы", Quote: "э", Period: "ю", KeyZ: "я",
  };
  // A row of a matrix and a line of a list are answered like questions of their own.
  const stops = [...form.querySelectorAll(".q")].flatMap((question) => {
    const rows = [...question.querySelectorAll(".q-row, .q-places > li")];
    return rows.length ? rows : [question];
  });
  const stopOf = (element) => stops.find((stop) => stop.contains(element));
  const shown = (stop) => stop.offsetParent !== null;
  const optionsOf = (stop) => [...stop.querySelectorAll("input[type=radio], input[type=checkbox]")];

  stops.forEach((stop) => [...stop.querySelectorAll(".q-choice")].forEach((label, index) => {
    if (signs[index]) label.dataset.press = signs[index];
  }));

  const optionFor = (stop, event) => {
    const typed = event.key.toLowerCase();
    const index = signs.indexOf(/^[0-9а-я]$/.test(typed) ? typed : keys[event.code] || "none");
    return index < 0 ? undefined : optionsOf(stop)[index];
  };

  function go(from, step) {
    let index = stops.indexOf(from) + step;
    while (stops[index] && !shown(stops[index])) index += step;
    const stop = stops[index];
    const target = stop ? stop.querySelector("input:checked") || stop.querySelector(inputs) : step > 0 && form.querySelector("[name=then]");
    if (target) target.focus();
  }

  // Within several lines the arrow moves the cursor; where it had nowhere to move, it leads on when the key is let go.
  let pressed = null;
  form.addEventListener("keyup", (event) => {
    const held = pressed;
    pressed = null;
    if (!held || held.key !== event.key || held.area !== event.target) return;
    if (held.at === held.area.selectionStart && held.until === held.area.selectionEnd) go(stopOf(held.area), held.step);
  });

  form.addEventListener("keydown", (event) => {
    const stop = stopOf(event.target);
    if (!stop || event.ctrlKey || event.altKey || event.metaKey) return;
    const kind = event.target.type;
    const choosing = kind === "radio" || kind === "checkbox";
    const option = choosing && event.key.length === 1 && event.key !== " " ? optionFor(stop, event) : undefined;
    if (event.key === "Enter" && event.target.tagName !== "TEXTAREA" && event.target.tagName !== "BUTTON") {
      event.preventDefault();
      form.requestSubmit(form.querySelector("[name=then]"));
    } else if (option) {
      event.preventDefault();
      option.click();
      option.focus();
      if (kind === "radio") go(stop, 1);
    } else if (!event.shiftKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (event.target.tagName === "TEXTAREA") {
        const area = event.target;
        pressed = { area, step, key: event.key, at: area.selectionStart, until: area.selectionEnd };
      } else {
        event.preventDefault();
        go(stop, step);
      }
    } else if (choosing && event.key === "Backspace") {
      event.preventDefault();
      stop.querySelectorAll("input:checked").forEach((one) => { one.checked = false; });
    }
  });

  const wrong = form.querySelector(".q-wrong");
  const opening = stops.find(shown);
  const first = wrong ? wrong.querySelector(".q-wrong input") || wrong.querySelector(inputs) : opening && opening.querySelector(inputs);
  if (first) first.focus();
});
