// Curves over the session (uPlot), as the sections of flow, heart and hands draw theirs.
const lineValue = (unit, digits) => (u, v) => v === null || v === undefined ? "\u2013" : show(v, digits) + " " + unit;
// Bounds of a band: drawn by its filling alone.
const edgeSeries = () => ({label: "edge", stroke: "transparent", points: {show: false}, class: "edge"});

// `series` beside time, as many as there are columns of `data` after the first; `limits` of the y axis, or none: what is drawn.
function sessionPlot(host, width, {series, bands = [], data, label, digits, size, share = 0.45, most = 340, limits}) {
  const axis = {stroke: css("--soft"), grid: {stroke: css("--line"), width: 1}, ticks: {stroke: css("--line")}, font: "12px system-ui, sans-serif",
    labelSize: 20, labelFont: "12px system-ui, sans-serif"};
  const short = (v) => v === 0 ? "0" : show(v, digits).replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");
  const time = {label: "min", value: (u, v) => v === null ? "\u2013" : show(v)};
  const plot = new uPlot({width, height: Math.max(240, Math.min(most, width * share)), series: [time, ...series], bands,
    scales: {x: {time: false}, ...(limits ? {y: {range: limits}} : {})}, cursor: {y: false, points: {size: 6}}, hooks: {draw: [momentLine]},
    axes: [{...axis, label: "time, min"}, {...axis, label, size, values: (u, list) => list.map(short)}]}, data, host);
  for (const row of host.querySelectorAll(".u-series.edge")) row.remove();
  return plot;
}
// Draws it anew when the page or a choice of its own changes. `plot()`: the one that stands there, or null.
function keepDrawn(host, build, plot, choices) {
  const again = () => build(host.clientWidth);
  onWidth(host, build);
  onChoice(again);
  onMoment(() => followMoment(plot()));
  onTheme(again);
  for (const choice of choices) choice.addEventListener("change", again);
}
