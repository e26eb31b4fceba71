/* Small comforts. Every page works without this file. */
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");

  // The forms of a noun after a number: «1 человек, 2 человека, 5 человек».
  const plural = (n, forms) => {
    const [one, few, many] = forms.split(",");
    const tens = n % 100, ones = n % 10;
    if (tens > 10 && tens < 20) return many;
    return ones === 1 ? one : ones > 1 && ones < 5 ? few : many;
  };

  // «2 пары и 1 группу»: a box may bring a noun of its own.
  const counted = (n, forms, boxes) => {
    const own = boxes.filter((box) => box.dataset.noun);
    const parts = [[n - own.length, forms], [own.length, own[0]?.dataset.noun]].filter(([k]) => k);
    return parts.map(([k, words]) => `${k} ${plural(k, words)}`).join(" и ") || `0 ${plural(0, forms)}`;
  };

  const recount = (form) => {
    const boxes = [...form.querySelectorAll('input[name="ids"]')];
    const ticked = boxes.filter((box) => box.checked).length;
    const whole = form.querySelector('input[name="all"]');
    const n = whole && whole.checked ? Number(whole.dataset.total) : ticked;
    form.querySelectorAll("[data-count]").forEach((place) => {
      place.dataset.idle ??= place.textContent;
      const button = place.matches("button");
      // A button with nothing to do keeps its own words and waits.
      place.textContent = button && !n ? place.dataset.idle : `${place.dataset.before || "Выбрано:"} ${counted(n, place.dataset.count, whole?.checked ? [] : boxes.filter((box) => box.checked))}`;
      if (button) place.disabled = !n;
    });
    form.querySelectorAll("[data-tally]").forEach((place) => {
      const k = form.querySelectorAll(`input[name="${place.dataset.tally}"]:checked`).length;
      place.textContent = `${k} ${plural(k, place.dataset.forms)}`;
    });
    const head = form.querySelector("[data-tick-all]");
    if (head) {
      head.checked = boxes.length > 0 && ticked === boxes.length;
      head.indeterminate = ticked > 0 && ticked < boxes.length;
    }
    const bar = form.querySelector(".bulk");
    if (bar && !CSS.supports("selector(:has(a))")) bar.style.display = n ? "" : "none";
  };
  const recountAll = () => document.querySelectorAll("form[data-bulk]").forEach(recount);

  let lastBox = null;
  document.addEventListener("click", (event) => {
    // Shift ticks everything between two boxes.
    const box = event.target.closest?.('input[name="ids"]');
    if (box) {
      if (event.shiftKey && lastBox && lastBox.form === box.form) {
        const boxes = [...box.form.querySelectorAll('input[name="ids"]')];
        const [a, b] = [boxes.indexOf(lastBox), boxes.indexOf(box)].sort((x, y) => x - y);
        boxes.slice(a, b + 1).forEach((one) => { one.checked = box.checked; });
        recount(box.form);
      }
      lastBox = box;
    }
    // An open menu closes when one clicks elsewhere.
    document.querySelectorAll("details.drop[open]").forEach((drop) => {
      if (!drop.contains(event.target)) drop.open = false;
    });
    if (event.target.closest?.("[data-print]")) window.print();
    const copy = event.target.closest?.("[data-copy]");
    if (copy && navigator.clipboard) {
      navigator.clipboard.writeText(copy.dataset.copy).then(() => { copy.textContent = "Скопировано"; });
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      document.querySelectorAll("details.drop[open]").forEach((drop) => {
        drop.open = false;
        drop.querySelector("summary").focus();
      });
    }
    // A form within a row: Ctrl+Enter saves it, Escape leaves it as it was.
    const form = event.target.closest?.("form[data-keys]");
    if (form && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    }
    if (form && event.key === "Escape") form.querySelector("[data-cancel]")?.click();
  });

  document.addEventListener("change", (event) => {
    const target = event.target;
    if (target.matches("[data-tick-all]")) {
      target.form.querySelectorAll('input[name="ids"]').forEach((box) => { box.checked = target.checked; });
    }
    if (target.form?.matches("[data-bulk]")) recount(target.form);
    if (target.matches("[data-submit]")) target.form.requestSubmit();
  });

  // The same form is not sent twice by an impatient hand; the server refuses the second one anyway.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.hasAttribute("hx-post")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    setTimeout(() => { delete form.dataset.sent; }, 4000);
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
    recountAll();
  });

  document.addEventListener("DOMContentLoaded", () => {
    recountAll();
    const errors = document.querySelector(".error-summary");
    if (errors) errors.focus();
  });
  document.addEventListener("htmx:afterSettle", recountAll);
  // A sentence about fields that are folded away opens their fold.
  document.addEventListener("htmx:afterSettle", () => {
    document.querySelectorAll("[data-opens]").forEach((said) => {
      document.getElementById(said.dataset.opens)?.setAttribute("open", "");
    });
  });
})();
