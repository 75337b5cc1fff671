// Muscle and skin under the hands over the session (uPlot).
function handsSection() {
  const host = byId("hands-chart"), controls = byId("hands-controls"), hands = study.hands;
  if (!hands.runs.some((r) => r)) { controls.remove(); host.remove(); return; }
  const kind = el("select", {"aria-label": "What of muscle and skin"}), place = el("select", {"aria-label": "Place"});
  hands.charts.forEach((c, i) => kind.append(el("option", {value: i}, c.label)));
  const note = el("span", {class: "muted"});
  controls.append(el("label", {}, "Show ", kind), el("label", {}, "of ", place), note);
  let plot = null, listed = -1;

  function build(width) {
    const run = hands.runs[chosen], chart = hands.charts[kind.value];
    if (plot) { plot.destroy(); plot = null; }
    host.replaceChildren(el("figcaption", {}, run ? chart.label + " " : "", withChosen()));
    note.textContent = run ? chart.note : "";
    place.parentElement.hidden = !run;
    if (!run) { host.append(el("p", {class: "muted"}, "Nothing pressed, rubbed or made a muscle work in this session.")); return; }
    if (listed !== chosen) {
      place.replaceChildren(...run.places.map((p, i) => el("option", {value: i}, p.name)));
      listed = chosen;
    }
    const lines = run.places[place.value].charts[kind.value];
    const unit = chart.unit || "times rest";
    const series = lines.map((line, i) => ({
      label: line.name, stroke: kindColour(i), width: 2, points: {show: false}, dash: i === 2 ? [6, 4] : undefined, value: lineValue(unit, 4)}));
    // A change too small to matter must not fill the picture.
    const span = {"": 0.2, "mL/min": 1, "mmHg": 10, "mmol/L": 1, "mmol/min": 0.05}[chart.unit] || 2;
    const limits = (u, low, high) => {
      const middle = (low + high) / 2, half = Math.max((high - low) * 0.55, span / 2);
      return [chart.unit === "mL/min" || low >= 0 && middle - half < 0 ? Math.max(0, middle - half) : middle - half, middle + half];
    };
    plot = sessionPlot(host, width, {series, data: [run.t, ...lines.map((line) => line.v)], label: unit, digits: 4, size: 58, limits});
  }
  keepDrawn(host, build, () => plot, [kind, place]);
}
