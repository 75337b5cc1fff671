// Lymph by part of the body: bars by the day, numbers of the session and by the day, and how full node groups end.
function partsSection() {
  if (!study.body) return;
  const host = byId("parts-tables");
  const known = (v) => v !== null && v !== undefined;
  const both = (i, digits, write = show, unit = "") => [write(i.c, digits) + unit, ...(i.l === undefined ? [] : [el("small", {}, `${write(i.l, digits)} to ${write(i.h, digits)}${unit}`), ...(known(i.m) ? [el("small", {}, `median ${write(i.m, digits)}${unit}`)] : [])])];
  function barOf(day, most) {
    const at = (v) => `${(100 * Math.max(0, Math.min(1, v / most))).toFixed(1)}%`;
    const bar = el("div", {class: "bar", "aria-hidden": "true"}, el("i", {style: `width:${at(day.c || 0)};background:${protocolColour(chosen)}`}));
    if (day.l !== undefined) bar.append(el("b", {style: `left:${at(day.l)};right:calc(100% - ${at(day.h)})`}));
    return bar;
  }
  function table(group) {
    const rows = group.parts.map((p) => [p.name, p.values[chosen]]);
    const most = Math.max(...group.parts.flatMap((p) => p.values.flatMap((v) => [v.day.c || 0, v.day.h || 0])), 1e-12);
    const filled = group.parts.some((p) => p.values.some((v) => v.filled));
    const head = [group.label, "In the session, mL", "By the day, mL", ...(compared ? ["Against control"] : []), ...(filled ? ["Filled at the end"] : [])];
    return el("div", {class: filled ? "scroll wide" : "scroll"}, el("table", {class: "numbers parts"}, el("caption", {}, group.label + " ", el("span", {}, group.note)),
      el("thead", {}, el("tr", {}, ...head.map((t, i) => el("th", {scope: "col"}, i ? t : "")))),
      el("tbody", {}, ...rows.map(([name, v]) => el("tr", {}, el("th", {scope: "row"}, name, barOf(v.day, most)), el("td", {}, ...both(v.volume, 3)), el("td", {}, ...both(v.day, 3)),
        ...(compared ? [el("td", {}, ...(v.change.c === null ? ["\u2013"] : both(v.change, 2, signed, " %")))] : []),
        ...(filled ? [el("td", {}, ...(!v.filled || v.filled.c === null ? ["\u2013"] : both(v.filled, 2)))] : []))))));
  }
  const draw = () => host.replaceChildren(el("p", {class: "muted"}, `With ${titleOf(chosen)}`), el("div", {class: "parts-layout"}, ...study.body.parts.map(table)));
  draw();
  onChoice(draw);
  onTheme(draw);
}
