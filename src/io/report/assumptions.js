// Search and filter of the table of assumptions.
function assumptionsSection() {
  const rows = [...byId("assumptions").tBodies[0].rows], search = byId("assumption-search"), count = byId("assumption-count");
  const texts = rows.map((r) => r.textContent.toLowerCase());
  function apply() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const basis = document.querySelector("input[name=basis]:checked").value;
    let shown = 0;
    rows.forEach((row, i) => {
      row.hidden = !((basis === "all" || row.dataset.basis === basis) && words.every((w) => texts[i].includes(w)));
      if (!row.hidden) ++shown;
    });
    count.textContent = `${shown} of ${rows.length} shown`;
  }
  search.addEventListener("input", apply);
  for (const radio of document.querySelectorAll("input[name=basis]")) radio.addEventListener("change", apply);
  apply();
}
