// Before, during and at the end of the session, beside published ranges.
function functionSection() {
  const host = byId("function-chart"), phases = ["before", "during", "at the end"];
  function panel(f, width) {
    const all = f.values.flatMap((v) => v.flatMap((i) => [i.c, i.l, i.h])).filter((x) => x !== null && x !== undefined);
    if (!all.length) return null;
    const published = f.published;
    if (published) for (const x of [published.low, published.high]) if (x !== null) all.push(x);
    const high = Math.max(...all) * 1.08 || 1, least = Math.min(0, ...all), low = least < 0 ? least - 0.06 * (high - least) : 0;
    const left = 4, right = width - 8, top = 8, line = 44, height = top + f.values.length * line + 26;
    const x = (v) => left + (v - low) / (high - low) * (right - left);
    const picture = svg("svg", {viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": f.label});
    if (published) picture.append(svg("rect", {x: x(published.low ?? low), width: x(published.high ?? high) - x(published.low ?? low), y: top, height: height - top - 22, fill: css("--accent"), opacity: 0.14}));
    for (const t of ticks(low, high, 4)) {
      picture.append(svg("line", {x1: x(t), x2: x(t), y1: top, y2: height - 22, stroke: css("--line")}));
      picture.append(svg("text", {x: Math.max(x(t), 4), y: height - 6, "text-anchor": t === low ? "start" : "middle", "font-size": 12, class: "soft"}, show(t, 3).replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "")));
    }
    f.values.forEach((row, p) => {
      const y = top + p * line + 12, colour = protocolColour(p);
      picture.append(svg("text", {x: 6, y: y, "font-size": 12, "font-weight": p === chosen ? 700 : 400}, titleOf(p)));
      row.forEach((v, i) => {
        if (v.c === null) return;
        const cy = y + 9 + i * 7;
        if (v.l !== undefined) picture.append(svg("line", {x1: x(v.l), x2: x(v.h), y1: cy, y2: cy, stroke: colour, opacity: 0.45, "stroke-width": 2.5, "stroke-linecap": "round"}));
        picture.append(svg("circle", {cx: x(v.c), cy, r: 4.2, fill: i === 1 ? colour : css("--paper"), stroke: colour, "stroke-width": 2,
          ...(i === 2 ? {"stroke-dasharray": "2 1.4"} : {})}, svg("title", {}, `${titleOf(p)}, ${phases[i]}: ${range(v)} ${f.unit}`)));
      });
    });
    const unseen = f.values.map((row, p) => [p, phases.filter((_, i) => row[i].c === null)]).filter(([, list]) => list.length);
    return el("figure", {}, el("figcaption", {}, f.label + " ", el("span", {}, f.unit)), picture,
      unseen.length ? el("p", {class: "muted"}, "Not enough beats to measure it: " + unseen.map(([p, list]) => `${titleOf(p)} ${list.join(", ")}`).join("; ") + ".") : "",
      published ? el("p", {class: "muted"}, `published: ${published.text.replace("+/-", "\u00b1")} [${published.source}]`) : "");
  }
  function draw(width) {
    const columns = width > 900 ? 3 : width > 560 ? 2 : 1, each = Math.floor((width - (columns - 1) * 24) / columns);
    const key = el("ul", {class: "key"}, ...["\u25cb before", "\u25cf during", "\u25cc at the end"].map((t) => el("li", {}, t)));
    host.replaceChildren(key, el("div", {style: `display:grid;gap:24px;grid-template-columns:repeat(${columns},minmax(0,1fr))`},
      ...study.function.map((f) => panel(f, each)).filter(Boolean)));
  }
  onWidth(host, draw);
  const again = () => draw(host.clientWidth);
  onChoice(again);
  onTheme(again);
}
