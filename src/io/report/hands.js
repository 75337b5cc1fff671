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
    const series = [{label: "min", value: (u, v) => v === null ? "\u2013" : show(v)}, ...lines.map((line, i) => ({
      label: line.name, stroke: kindColour(i), width: 2, points: {show: false}, dash: i === 2 ? [6, 4] : undefined,
      value: (u, v) => v === null || v === undefined ? "\u2013" : show(v, 4) + " " + unit}))];
    const axis = {stroke: css("--soft"), grid: {stroke: css("--line"), width: 1}, ticks: {stroke: css("--line")}, font: "12px system-ui, sans-serif"};
    const size = Math.max(240, Math.min(340, width * 0.45));
    // A change too small to matter must not fill the picture.
    const span = {"": 0.2, "mL/min": 1, "mmHg": 10, "mmol/L": 1, "mmol/min": 0.05}[chart.unit] || 2;
    const range = (u, low, high) => {
      const middle = (low + high) / 2, half = Math.max((high - low) * 0.55, span / 2);
      return [chart.unit === "mL/min" || low >= 0 && middle - half < 0 ? Math.max(0, middle - half) : middle - half, middle + half];
    };
    plot = new uPlot({width, height: size, series, scales: {x: {time: false}, y: {range}}, cursor: {y: false, points: {size: 6}}, hooks: {draw: [momentLine]},
      axes: [{...axis, label: "time, min", labelSize: 20, labelFont: axis.font},
             {...axis, label: unit, labelSize: 20, labelFont: axis.font, size: 58,
              values: (u, list) => list.map((v) => v === 0 ? "0" : show(v, 4).replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, ""))}]},
      [run.t, ...lines.map((line) => line.v)], host);
  }
  const again = () => build(host.clientWidth);
  onWidth(host, build);
  onChoice(again);
  onMoment(() => followMoment(plot));
  onTheme(again);
  for (const select of [kind, place]) select.addEventListener("change", again);
}
