// Heart and vessels over the session (uPlot): the chosen treatment with its bands, the control dashed.
function heartSection() {
  const heart = study.heart;
  if (!heart) return;
  const host = byId("heart-chart"), controls = byId("heart-controls");
  const kind = el("select", {"aria-label": "What of heart and vessels"}), note = el("span", {class: "muted"});
  heart.charts.forEach((c, i) => kind.append(el("option", {value: i}, c.label)));
  controls.append(el("label", {}, "Show ", kind), note);
  let plot = null;

  function build(width) {
    const chart = heart.charts[kind.value], drawn = compared && chosen > 0 && heart.runs[0] ? [chosen, 0] : [chosen];
    if (plot) { plot.destroy(); plot = null; }
    host.replaceChildren();
    note.textContent = chart.note;
    host.append(el("figcaption", {}, chart.label + " ", withChosen(drawn.length > 1 ? `; dashed: ${titleOf(0)}` : "")));
    if (!heart.runs[chosen]) { host.append(el("p", {class: "muted"}, "Not computed.")); return; }
    const series = [{label: "min", value: (u, v) => v === null ? "\u2013" : show(v)}], bands = [], tables = [];
    for (const p of drawn) {
      const run = heart.runs[p], table = [run.t];
      run.charts[kind.value].forEach((line, i) => {
        const alone = chart.names.length === 1, colour = alone ? protocolColour(p) : kindColour(i), at = series.length;
        const name = alone ? titleOf(p) : p === chosen ? chart.names[i] : `${chart.names[i]}, control`;
        series.push({label: name, stroke: colour, width: p === chosen ? 2.2 : 1.2, dash: p === chosen ? undefined : [5, 4], points: {show: false},
          value: (u, v) => v === null || v === undefined ? "\u2013" : `${show(v, 4)} ${chart.unit}`});
        table.push(line.c);
        if (!line.l || p !== chosen) return;
        for (const edge of [line.l, line.h]) {
          series.push({label: "edge", stroke: "transparent", points: {show: false}, class: "edge"});
          table.push(edge);
        }
        bands.push({series: [at + 2, at + 1], fill: colour + "33"});
      });
      tables.push(table);
    }
    const axis = {stroke: css("--soft"), grid: {stroke: css("--line"), width: 1}, ticks: {stroke: css("--line")}, font: "12px system-ui, sans-serif"};
    // A change too small to matter must not fill the picture.
    const limits = (u, low, high) => {
      const half = Math.max((high - low) * 0.55, chart.span / 2), middle = (low + high) / 2;
      return [middle - half, middle + half];
    };
    plot = new uPlot({width, height: Math.max(240, Math.min(340, width * 0.45)), series, bands, cursor: {y: false, points: {size: 6}}, hooks: {draw: [momentLine]},
      scales: {x: {time: false}, y: {range: limits}},
      axes: [{...axis, label: "time, min", labelSize: 20, labelFont: axis.font},
             {...axis, label: chart.unit, labelSize: 20, labelFont: axis.font, size: 62,
              values: (u, list) => list.map((v) => v === 0 ? "0" : show(v, 4).replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, ""))}]},
      uPlot.join(tables), host);
    for (const row of host.querySelectorAll(".u-series.edge")) row.remove();
  }
  const again = () => build(host.clientWidth);
  onWidth(host, build);
  onChoice(again);
  onMoment(() => followMoment(plot));
  onTheme(again);
  kind.addEventListener("change", again);
}
