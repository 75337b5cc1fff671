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
    const series = [{label: "min", value: (u, v) => v === null ? "\u2013" : show(v)}], bands = [];
    for (const p of list) {
      const colour = protocolColour(p), strong = p === chosen || p === 0, at = series.length;
      const line = {label: titleOf(p), stroke: colour, width: strong ? 2.2 : 1.2, points: {show: false},
        value: (u, v) => v === null || v === undefined ? "\u2013" : show(v) + " " + chart.unit};
      series.push(line);
      if (chart.bands[p].l) {
        series.push({label: "low", stroke: "transparent", points: {show: false}, class: "edge"});
        series.push({label: "high", stroke: "transparent", points: {show: false}, class: "edge"});
        if (strong) bands.push({series: [at + 2, at + 1], fill: colour + "33"});
      }
      if (raw(chart.bands[p])) series.push({label: "each interval", stroke: colour + "66", width: 1, points: {show: false}, class: "edge"});
    }
    const axis = {stroke: css("--soft"), grid: {stroke: css("--line"), width: 1}, ticks: {stroke: css("--line")}, font: "12px system-ui, sans-serif"};
    // A mean of flow stands on zero: what is left of beats must not fill the picture.
    const limits = (u, low, high) => {
      const room = 0.05 * (Math.max(high, 0) - Math.min(low, 0));
      return [low < 0 ? low - room : 0, high > 0 ? high + room : room];
    };
    plot = new uPlot({width, height: Math.max(240, Math.min(380, width * 0.5)), series, bands,
      scales: {x: {time: false}, ...(chart.mean ? {y: {range: limits}} : {})}, cursor: {y: false, points: {size: 6}}, hooks: {draw: [momentLine]},
      legend: {live: true},
      axes: [{...axis, label: "time, min", labelSize: 20, labelFont: axis.font},
             {...axis, label: chart.unit + (chart.mean ? `, ${chart.mean}` : ""), labelSize: 20, labelFont: axis.font, size: 54,
              values: (u, list2) => list2.map((v) => v === 0 ? "0" : show(v, 3).replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, ""))}]},
      table(list.map((p) => chart.bands[p])), host);
    for (const row of host.querySelectorAll(".u-series.edge")) row.remove();
  }
  const again = () => build(host.clientWidth);
  onWidth(host, build);
  onChoice(again);
  onMoment(() => followMoment(plot));
  onTheme(again);
  kind.addEventListener("change", again);
  for (const box of [each, others]) box.addEventListener("change", again);
}
