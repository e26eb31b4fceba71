/* Rows of an order that changes another: what does not belong to the chosen change is out of sight and is not sent. Without
   this file every field is there. */
(() => {
  "use strict";
  const show = (name, wanted) => {
    const box = document.getElementById(`div_id_${name}`);
    if (!box) return;
    box.hidden = !wanted;
    box.querySelectorAll("input, select, textarea").forEach((field) => { field.disabled = !wanted; });
  };
  document.querySelectorAll("select[name^='changes_'][name$='_place']").forEach((place) => {
    const row = place.name.slice(0, -"_place".length);
    const how = document.getElementsByName(`${row}_how`)[0];
    if (!how) return;
    const sort = () => {
      const fresh = place.value === "new";
      show(`${row}_how`, !fresh && place.value !== "");
      show(`${row}_number`, fresh || place.value === "point");
      show(`${row}_was`, !fresh && place.value !== "" && how.value === "words");
      show(`${row}_text`, place.value !== "" && (fresh || how.value !== "void"));
    };
    place.addEventListener("change", sort);
    how.addEventListener("change", sort);
    sort();
  });
})();
