// Dot and whisker: change of the outlet volume against control, one row for each treatment; of a body below it, hollow,
// that of what passed the last node groups of the limb where it was done.
function headlineSection() {
  const host = byId("headline");
  if (!compared) { host.remove(); return; }
  const rows = study.headline.flatMap((h, p) => [{p, change: h.change, title: titleOf(p)},
    ...h.limbs.map((l) => ({p, change: l.change, title: `past the last nodes of the ${l.name}`, part: true}))]).filter((r) => r.p > 0 && r.change.c !== null);
  if (!rows.length) { host.remove(); return; }
  const ends = rows.flatMap((r) => [r.change.l ?? r.change.c, r.change.h ?? r.change.c, r.change.c, 0]);
  const spread = Math.max(...ends) - Math.min(...ends) || 1;
  const low = Math.min(...ends) - 0.06 * spread, high = Math.max(...ends) + 0.06 * spread;

  function draw(width) {
    const narrow = width < 620;
    const left = narrow ? 8 : Math.min(300, width * 0.3), right = narrow ? width - 8 : width - 190;
    const second = (row) => narrow && !row.part && wraps(row.title, width) ? 18 : 0, top = 8;
    const highOf = (row) => narrow ? (row.part ? 62 : 78) + second(row) : row.part ? 34 : 50;
    const middles = [];  // of the rows
    let bottom = top;
    for (const row of rows) {
      middles.push(bottom + (narrow ? highOf(row) - 22 : highOf(row) / 2));
      bottom += highOf(row);
    }
    const height = bottom + 40;
    const x = (v) => left + (v - low) / (high - low) * (right - left);
    const picture = svg("svg", {viewBox: `0 0 ${width} ${height}`, width, height, role: "img",
      "aria-label": "Change of outlet volume against control"});
    for (const t of ticks(low, high, narrow ? 4 : 7)) {
      // On a narrow page titles stand above their rows: lines leave them room.
      const spans = narrow ? middles.map((y) => [y - 11, y + 11]) : [[top, height - 36]];
      for (const [y1, y2] of spans)
        picture.append(svg("line", {x1: x(t), x2: x(t), y1, y2, stroke: css(Math.abs(t) < 1e-9 ? "--ink" : "--line"), "stroke-width": Math.abs(t) < 1e-9 ? 1.5 : 1}));
      picture.append(svg("text", {x: x(t), y: height - 20, "text-anchor": "middle", "font-size": 12, class: "soft"},
        Math.abs(t) < 1e-9 ? "0" : signed(Math.round(t * 1e6) / 1e6, 3).replace(/\.0+$/, "") + " %"));
    }
    picture.append(svg("text", {x: Math.max(x(0), left), y: height - 4, "text-anchor": x(0) < left + 60 ? "start" : "middle", "font-size": 12, class: "soft"}, `as ${titleOf(0)}`));
    rows.forEach((row, i) => {
      const y = middles[i], colour = protocolColour(row.p);
      picture.append(row.part ? svg("text", {x: 0, y: narrow ? y - 34 : y + 5, "font-size": 13, class: "halo"}, row.title)
        : narrow ? titleText(row.title, 0, y - 36 - second(row) / 2, width) : titleText(row.title, 0, y + 5, left - 16));
      const text = svg("text", {x: narrow ? 0 : width, y: narrow ? y - 17 : y + 5, "text-anchor": narrow ? "start" : "end", "font-size": 14, class: "halo"});
      text.append(svg("tspan", {"font-weight": 600}, signed(row.change.c, 2) + " %"));
      if (row.change.l !== undefined)
        text.append(svg("tspan", {"font-size": 13}, `  ${signed(row.change.l, 2)} to ${signed(row.change.h, 2)} %`));
      picture.append(text);
      if (row.change.l !== undefined)
        picture.append(svg("line", {x1: x(row.change.l), x2: x(row.change.h), y1: y, y2: y, stroke: colour, "stroke-width": 4, "stroke-linecap": "round", opacity: 0.55}));
      picture.append(svg("circle", {cx: x(row.change.c), cy: y, r: row.part ? 5.5 : 7, fill: row.part ? css("--paper") : colour, stroke: row.part ? colour : css("--paper"), "stroke-width": 2}));
    });
    host.replaceChildren(picture);
  }
  onWidth(host, draw);
  onTheme(() => draw(host.clientWidth));
}
