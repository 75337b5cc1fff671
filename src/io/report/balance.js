// Streams in and out of the limb or body, drawn so that both sides have the same height.
function balanceSection() {
  const hosts = [[byId("balance-volume"), "volume", "Fluid", "mL"], [byId("balance-protein"), "protein", "Protein", "mg"]];
  const colours = {Filtered: "--c4", Drained: "--c0", Stored: "--c1", Released: "--c1", Unexplained: "--warn", Taken: "--c2", Entered: "--c2", Absorbed: "--c5", Given: "--c5"};
  const colourFor = (label) => css(colours[label.split(" ")[0]] || "--control");

  // Places a side's streams from `top`, each as high as its amount.
  function stack(list, top, scale, gap) {
    let y = top;
    return list.map(([label, amount]) => {
      const box = {label, amount, y, h: amount * scale};
      y += box.h + gap;
      return box;
    });
  }
  // Texts keep a distance even where streams are thin.
  function textRows(boxes, least) {
    let last = -1e9;
    return boxes.map((b) => last = Math.max(b.y + b.h / 2, last + least));
  }
  // A label in two even lines, or in as many as the room beside its bar asks for.
  const letter = 6.9;  // broad fonts included [px]
  function linesOf(label, room) {
    const words = label.split(" "), half = Math.ceil(words.length / 2);
    const even = [words.slice(0, half).join(" "), words.slice(half).join(" ")];
    if (even.every((line) => line.length * letter <= room)) return even;
    const lines = [words[0]];
    for (const word of words.slice(1)) {
      const longer = `${lines[lines.length - 1]} ${word}`;
      if (longer.length * letter > room) lines.push(word);
      else lines[lines.length - 1] = longer;
    }
    return lines;
  }
  function draw(host, key, name, unit) {
    const rows = study.balance[chosen], width = host.clientWidth;
    if (!width) return;
    if (!rows || !rows[key].totalIn) { host.replaceChildren(el("p", {class: "muted"}, `${name}: not computed.`)); return; }
    const side = rows[key], tall = 150, gap = 12, top = 22, scale = tall / side.totalIn;
    const ins = stack(side.in, top, scale, gap), outs = stack(side.out, top, scale, gap);
    const middle = stack([["", side.totalIn]], top + 6, scale, 0)[0];
    const bar = 12, x0 = Math.max(112, Math.min(width * 0.3, 150)), x1 = width - x0 - bar, xm = (x0 + x1) / 2;
    const room = x0 - 8, most = Math.max(2, ...[...side.in, ...side.out].map(([label]) => linesOf(label, room).length)), row = 19 + 14 * most;
    const inText = textRows(ins, row), outText = textRows(outs, row);
    const height = Math.max(...inText, ...outText, top + tall + gap * Math.max(ins.length, outs.length)) + 14 * most;
    const picture = svg("svg", {viewBox: `0 0 ${width} ${height}`, width, height, role: "img",
      "aria-label": `${name}: ${[...side.in.map(([l, v]) => `${l} ${show(v)} ${unit}`), ...side.out.map(([l, v]) => `${l} ${show(v)} ${unit}`)].join(", ")}`});
    const stream = (xa, ya, xb, yb, h, colour) => {
      const c = (xa + xb) / 2;
      picture.append(svg("path", {fill: colour, opacity: 0.45, d: `M${xa} ${ya}C${c} ${ya} ${c} ${yb} ${xb} ${yb}V${yb + h}C${c} ${yb + h} ${c} ${ya + h} ${xa} ${ya + h}Z`}));
    };
    const write = (x, y, box, anchor) => {
      picture.append(svg("text", {x, y: y - 9, "text-anchor": anchor, "font-size": 14, "font-weight": 600}, `${show(box.amount)} ${unit}`));
      linesOf(box.label, room).forEach((line, i) => picture.append(svg("text", {x, y: y + 6 + 14 * i, "text-anchor": anchor, "font-size": 12, class: "soft"}, line)));
    };
    let ym = middle.y;
    ins.forEach((b, i) => {
      const h = Math.max(b.h, 1);
      stream(x0 + bar, b.y, xm - bar / 2, ym, h, colourFor(b.label));
      picture.append(svg("rect", {x: x0, y: b.y, width: bar, height: h, rx: 2, fill: colourFor(b.label)}));
      write(x0 - 8, inText[i], b, "end");
      ym += b.h;
    });
    ym = middle.y;
    outs.forEach((b, i) => {
      const h = Math.max(b.h, 1);
      stream(xm + bar / 2, ym, x1, b.y, h, colourFor(b.label));
      picture.append(svg("rect", {x: x1, y: b.y, width: bar, height: h, rx: 2, fill: colourFor(b.label)}));
      write(x1 + bar + 8, outText[i], b, "start");
      ym += b.h;
    });
    picture.append(svg("rect", {x: xm - bar / 2, y: middle.y, width: bar, height: middle.h, rx: 2, fill: css("--ink"), opacity: 0.8}));
    host.replaceChildren(el("figcaption", {}, `${name} `, el("span", {}, `with ${titleOf(chosen)}`)), picture,
      el("p", {class: "muted"}, `Residual ${show(side.residual, 2)} of the throughput`));
  }
  const all = () => { for (const host of hosts) draw(...host); };
  for (const host of hosts) onWidth(host[0], all);
  onChoice(all);
  onTheme(all);
}
