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
    const series = [], bands = [], tables = [];
    for (const p of drawn) {
      const run = heart.runs[p], table = [run.t];
      run.charts[kind.value].forEach((line, i) => {
        const alone = chart.names.length === 1, colour = alone ? protocolColour(p) : kindColour(i);
        const name = alone ? titleOf(p) : p === chosen ? chart.names[i] : `${chart.names[i]}, control`;
        series.push({label: name, stroke: colour, width: p === chosen ? 2.2 : 1.2, dash: p === chosen ? undefined : [5, 4], points: {show: false},
          value: lineValue(chart.unit, 4)});
        const at = series.length;  // in the chart, behind time
        table.push(line.c);
        if (!line.l || p !== chosen) return;
        for (const edge of [line.l, line.h]) {
          series.push(edgeSeries());
          table.push(edge);
        }
        bands.push({series: [at + 2, at + 1], fill: colour + "33"});
      });
      tables.push(table);
    }
    // A change too small to matter must not fill the picture.
    const limits = (u, low, high) => {
      const half = Math.max((high - low) * 0.55, chart.span / 2), middle = (low + high) / 2;
      return [middle - half, middle + half];
    };
    plot = sessionPlot(host, width, {series, bands, data: uPlot.join(tables), label: chart.unit, digits: 4, size: 62, limits});
  }
  keepDrawn(host, build, () => plot, [kind]);
}
