/* A field to search long lists of choices by. Without this file the whole list is there. */
(() => {
  "use strict";
  const key = (words) => words.toLowerCase().replaceAll("ё", "е");
  const fits = (text, words) => words.every((word) => key(text).includes(word));

  const searchField = (label, found) => {
    const field = document.createElement("input");
    field.type = "search";
    field.className = "form-control pick-search";
    field.placeholder = "Найти в списке";
    field.setAttribute("aria-label", `Найти в списке: ${label}`);
    field.autocomplete = "off";
    // Looking for a name changes nothing in the draft: its preview need not be drawn anew.
    field.addEventListener("change", (event) => event.stopPropagation());
    field.addEventListener("input", (event) => {
      event.stopPropagation();
      found(key(field.value).split(/\s+/).filter(Boolean));
    });
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    return field;
  };

  const labelOf = (select) => select.labels?.[0]?.textContent.trim() || "";

  document.querySelectorAll("select[data-pick]").forEach((select) => {
    const all = [...select.options];
    const field = searchField(labelOf(select), (words) => {
      const chosen = select.value;
      select.replaceChildren(...all.filter((option) => !option.value || option.value === chosen || fits(option.text, words)));
      select.value = chosen;
    });
    select.before(field);
  });

  document.querySelectorAll("input[type=checkbox][data-pick]").forEach((first) => {
    const list = first.closest(".form-check")?.parentElement;
    if (!list || list.classList.contains("pick-list")) return;
    list.classList.add("pick-list");
    const rows = [...list.querySelectorAll(".form-check")];
    const label = list.closest("fieldset, .mb-3")?.querySelector("legend, label")?.textContent.trim() || "";
    // What is chosen already stands in sight.
    list.prepend(...rows.filter((row) => row.querySelector("input").checked));
    list.before(searchField(label, (words) => {
      rows.forEach((row) => { row.hidden = !row.querySelector("input").checked && !fits(row.textContent, words); });
    }));
  });
})();
