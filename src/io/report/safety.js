// Peak pressures of each treatment beside pressures known to harm.
function safetySection() {
  const host = byId("safety-chart"), harmLow = 70, harmHigh = 100, occlusion = 86;
  const parts = [["surface", "on the skin", 0.45], ["tissue", "in the tissue", 1], ["wall", "on a collector", 0.7]];
  const values = study.safety.flatMap((s) => parts.flatMap(([key]) => [s[key].c || 0, s[key].h || 0]));
  const high = Math.max(harmHigh * 1.08, ...values);
  function draw(width) {
    const narrow = width < 620, left = narrow ? 0 : Math.min(300, width * 0.3), right = width - 60;
    const line = 17, top = 30, second = narrow && study.protocols.some((p) => wraps(p.title, width)) ? 18 : 0,
      block = parts.length * line + (narrow ? 30 + second : 16), height = top + study.safety.length * block + 24;
    const x = (v) => left + v / high * (right - left);
    const picture = svg("svg", {viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": "Peak pressures against harm"});
    // Titles stand over the bars on a narrow page: the band is interrupted there.
    const stretches = narrow ? study.safety.map((_, p) => [top + p * block + 18 + second, parts.length * line + 4]) : [[top - 8, height - top - 14]];
    for (const [y, h] of stretches)
      picture.append(svg("rect", {x: x(harmLow), width: x(harmHigh) - x(harmLow), y, height: h, fill: css("--warn"), opacity: 0.13}));
    picture.append(svg("text", {x: x((harmLow + harmHigh) / 2), y: top - 14, "text-anchor": "middle", "font-size": 12, fill: css("--warn"), style: `fill:${css("--warn")}`}, narrow ? "harmful" : "harmful after 10 min"));
    for (const [y, h] of stretches)
      picture.append(svg("line", {x1: x(occlusion), x2: x(occlusion), y1: y, y2: y + h, stroke: css("--warn"), "stroke-dasharray": "4 3"},
        svg("title", {}, "86 mmHg stops superficial collectors of the arm")));
    for (const t of ticks(0, high, narrow ? 4 : 8)) {
      picture.append(svg("line", {x1: x(t), x2: x(t), y1: top - 8, y2: height - 22, stroke: css("--line"), opacity: 0.7}));
      picture.append(svg("text", {x: x(t), y: height - 6, "text-anchor": t === 0 ? "start" : "middle", "font-size": 12, class: "soft"}, show(t, 3).replace(/\.0+$/, "") + (t === 0 ? " mmHg" : "")));
    }
    study.safety.forEach((row, p) => {
      const y0 = top + p * block + (narrow ? 18 + second : 0);
      picture.append(narrow ? titleText(titleOf(p), 0, y0 - 4 - second / 2, width) : titleText(titleOf(p), 0, y0 + line * 1.8, left - 16));
      parts.forEach(([key, label, strength], i) => {
        const v = row[key], y = y0 + i * line + 3;
        if (v.c === null) return;
        picture.append(svg("rect", {x: x(0), y, width: Math.max(1, x(Math.max(0, v.c)) - x(0)), height: line - 5, rx: 2, fill: protocolColour(p), opacity: strength}));
        if (v.l !== undefined) picture.append(svg("line", {x1: x(Math.max(0, v.l)), x2: x(Math.max(0, v.h)), y1: y + 6, y2: y + 6, stroke: css("--ink"), "stroke-width": 1.5}));
        const end = x(Math.max(0, v.h === undefined ? v.c : Math.max(v.c, v.h)));
        picture.append(svg("text", {x: end + 6, y: y + 10, "font-size": 12, class: "soft"}, `${v.c < 0.05 ? 0 : show(v.c, 2)} ${label}`));
      });
    });
    host.replaceChildren(picture);
  }
  onWidth(host, draw);
  onTheme(() => draw(host.clientWidth));
}
