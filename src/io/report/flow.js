// Curves over the session (uPlot): control and the chosen treatment with their bands.
function flowSection() {
  const host = byId("flow-chart"), controls = byId("flow-controls");
  const kind = el("select", {"aria-label": "Quantity"});
  study.flow.forEach((f, i) => kind.append(el("option", {value: i}, f.label)));
  const others = el("input", {type: "checkbox"});
  controls.append(el("label", {}, "Show ", kind));
  const each = el("input", {type: "checkbox"}), eachLabel = el("label", {class: "check"}, each, "each interval");
  controls.append(eachLabel);
  if (study.protocols.length > 2) controls.append(el("label", {class: "check"}, others, "all treatments"));
  const note = el("span", {class: "muted"});
  controls.append(note);
  let plot = null;

  // Bands on one time axis: uPlot's own join, so that sessions of different length fit together.
  function table(bands) {
    return uPlot.join(bands.map((b) => [b.t, b.c, ...(b.l ? [b.l, b.h] : []), ...(raw(b) ? [b.raw] : [])]));
  }
  // Behind a running mean, where it is asked for: what it is the mean of, with central parameters.
  const raw = (b) => each.checked && b.raw && b.raw.length;
  function shown() {
    const list = [];
    if (compared && !study.flow[kind.value].difference) list.push(0);
    if (others.checked) study.protocols.forEach((_, p) => { if (p > 0 && p !== chosen) list.push(p); });
    if (!list.includes(chosen)) list.push(chosen);
    return list.filter((p) => study.flow[kind.value].bands[p].t.length);
  }
  function build(width) {
    const chart = study.flow[kind.value], list = shown();
    eachLabel.hidden = !chart.mean;
    note.textContent = chart.note + (chart.bands[chosen].l ? "; the band holds the middle 90 % of the draws" : "");
    if (plot) { plot.destroy(); plot = null; }
    host.replaceChildren();
    if (!list.length) { host.append(el("p", {class: "muted"}, "Not computed.")); return; }
    const series = [], bands = [];
    for (const p of list) {
      const colour = protocolColour(p), strong = p === chosen || p === 0;
      series.push({label: titleOf(p), stroke: colour, width: strong ? 2.2 : 1.2, points: {show: false}, value: lineValue(chart.unit, 3)});
      const at = series.length;  // in the chart, behind time
      if (chart.bands[p].l) {
        series.push(edgeSeries(), edgeSeries());
        if (strong) bands.push({series: [at + 2, at + 1], fill: colour + "33"});
      }
      if (raw(chart.bands[p])) series.push({label: "each interval", stroke: colour + "66", width: 1, points: {show: false}, class: "edge"});
    }
    // A mean of flow stands on zero: what is left of beats must not fill the picture.
    const limits = (u, low, high) => {
      const room = 0.05 * (Math.max(high, 0) - Math.min(low, 0));
      return [low < 0 ? low - room : 0, high > 0 ? high + room : room];
    };
    plot = sessionPlot(host, width, {series, bands, data: table(list.map((p) => chart.bands[p])), digits: 3, size: 54, share: 0.5, most: 380,
      label: chart.unit + (chart.mean ? `, ${chart.mean}` : ""), limits: chart.mean ? limits : undefined});
  }
  keepDrawn(host, build, () => plot, [kind, each, others]);
}
