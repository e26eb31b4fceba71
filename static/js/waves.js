// The list of people of a wave: a whole group ticked, or cleared, at once.
"use strict";

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-tick-group]");
  if (!button) return;
  const boxes = [...button.closest("details").querySelectorAll("input[type=checkbox]")];
  const tick = boxes.some((box) => !box.checked);
  boxes.forEach((box) => { box.checked = tick; });
  boxes[0].dispatchEvent(new Event("change", { bubbles: true }));
});
