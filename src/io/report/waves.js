// Space-time pictures of the fast window on canvases that share time and place.
function wavesSection() {
  const controls = byId("waves-controls"), readout = byId("waves-readout"), {vessels, paths, runs} = study.waves;
  if (!runs.some((w) => w) || !vessels.length) { byId("waves").remove(); return; }
  const decoded = new Map();
  // A limb, or of a body the member that is chosen: its ways, its stretch of the axis, its regions.
  const limbs = study.body ? study.body.members.map((m) => ({...m, regions: study.body.regions.slice(m.first, m.first + m.count)}))
    : [{from: 0, regions: study.arm.regions, to: study.arm.regions.length ? study.arm.regions[study.arm.regions.length - 1].to : 1}];
  const member = el("select", {"aria-label": "Member"});
  limbs.forEach((m, i) => member.append(el("option", {value: i}, m.name || "")));
  const limb = () => limbs[member.value];
  const tip = () => study.body ? endOfMember({...limb(), regions: limb().regions.map((r) => ({...r, name: sideless(r.name)}))}) : limbWords(limb().regions).tip;
  const within = (path) => study.body ? path.filter((v) => vessels[v].member === Number(member.value)) : path;
  const sizeOf = (path) => path.reduce((n, v) => n + vessels[v].from.length, 0);
  const nameOf = (path) => path.map((v) => vessels[v].name).join(" \u2192 ") + (path.every((v) => vessels[v].deep) ? " (deep)" : "");
  const vessel = el("select", {"aria-label": "Way of the lymph"});
  // First shown: the longest superficial way, the one that imaging sees.
  const rank = (path) => (vessels[path[0]].deep ? 0 : 1e6) + sizeOf(path);
  let ways = [];
  function offer() {
    const seen = new Set();
    ways = paths.map(within).filter((path) => path.length && !seen.has(String(path)) && seen.add(String(path)));
    vessel.replaceChildren(...ways.map((path, i) => el("option", {value: i}, nameOf(path))));
    vessel.value = ways.reduce((best, path, i) => rank(path) > rank(ways[best]) ? i : best, 0);
  }
  // First of a body: the member that is pressed hardest, or an arm where none is.
  function mostPressed() {
    const sums = limbs.map((m) => m.kind === "arm" ? 1e-6 : 0), run = runs[chosen];
    if (run) bytes(run.surface.data).forEach((code, k) => {
      const s = run.surface.from[Math.floor(k / run.t.length)];
      if (code !== 255) sums[limbs.findIndex((m) => s >= m.from - 0.01 && s < m.to)] += code;
    });
    return sums.indexOf(Math.max(...sums));
  }
  let picked = false;  // the reader chose a member
  if (study.body) member.value = mostPressed();
  offer();
  const what = el("select", {"aria-label": "Quantity"}, el("option", {value: "diameter"}, "diameter (contractions)"), el("option", {value: "pressure"}, "pressure inside"));
  if (study.body) controls.append(el("label", {}, "Member ", member));
  controls.append(el("label", {}, "Way of the lymph ", vessel), el("label", {}, "Show ", what));
  const hint = "Point at a picture to read values.";
  const left = 38, bottom = 34, top = 4;

  function bytes(text) {
    if (!decoded.has(text)) decoded.set(text, Uint8Array.from(atob(text), (c) => c.charCodeAt(0)));
    return decoded.get(text);
  }
  // Vessels along a path, one above the other in one picture.
  function joined(path, run, key) {
    const list = path.map((v) => bytes(run.vessels.data[v][key])), data = new Uint8Array(list.reduce((n, d) => n + d.length, 0));
    let at = 0;
    for (const d of list) { data.set(d, at); at += d.length; }
    return {data, ...run.vessels[key], from: path.flatMap((v) => vessels[v].from), to: path.flatMap((v) => vessels[v].to)};
  }
  const total = () => limb().to - limb().from;
  const valueAt = (picture, code) => code === 255 ? null : picture.lo + (picture.hi - picture.lo) * code / 254;

  // One picture: rows lie from `from` to `to` (cm), columns at times t.
  function draw(host, spec) {
    const {picture, t, title, unit, palette, flip} = spec;
    const width = host.clientWidth, height = Math.round(Math.max(230, Math.min(380, width * 0.72)));
    host.replaceChildren(el("figcaption", {}, title + " ", withChosen()));
    if (!picture || width < 80) { host.append(el("p", {class: "muted"}, "Nothing was recorded.")); return; }
    const scale = Math.min(2, window.devicePixelRatio || 1);
    const canvas = el("canvas", {width: width * scale, height: height * scale, style: `height:${height}px`, role: "img", "aria-label": title});
    const paper = canvas.getContext("2d");
    const wide = Math.round((width - left - 4) * scale), high = Math.round((height - bottom - top) * scale);
    const image = paper.createImageData(wide, high), data = picture.data, frames = t.length, length = total();
    const table = lookup(palette, 255), rowOf = new Int32Array(high).fill(-1);
    for (let y = 0; y < high; ++y) {
      const s = limb().from + length * (1 - (y + 0.5) / high);
      for (let r = 0; r < picture.from.length; ++r) if (s >= picture.from[r] && s < picture.to[r]) { rowOf[y] = r; break; }
    }
    for (let y = 0; y < high; ++y) {
      const r = rowOf[y];
      if (r < 0) continue;
      for (let x = 0; x < wide; ++x) {
        const code = data[r * frames + Math.min(frames - 1, Math.floor(x / wide * frames))];
        if (code === 255) continue;
        const c = 3 * (flip ? 254 - code : code), k = 4 * (y * wide + x);
        image.data[k] = table[c]; image.data[k + 1] = table[c + 1]; image.data[k + 2] = table[c + 2]; image.data[k + 3] = 255;
      }
    }
    paper.putImageData(image, left * scale, top * scale);
    paper.scale(scale, scale);
    axes(paper, width, height, t);
    host.append(canvas, scaleBar(picture, unit, palette, flip));
    const tell = (event) => {
      const box = canvas.getBoundingClientRect();
      const fx = (event.clientX - box.left - left) / (width - left - 4), fy = (event.clientY - box.top - top) / (height - bottom - top);
      if (fx < 0 || fx >= 1 || fy < 0 || fy >= 1) return;
      const s = limb().from + length * (1 - fy), r = picture.from.findIndex((a, i) => s >= a && s < picture.to[i]), f = Math.floor(fx * frames);
      readout.textContent = `${title}: ${r < 0 ? "no vessel here" : show(valueAt(picture, data[r * frames + f])) + " " + unit} at ${show(t[f], 4)} s, ${show(s - limb().from, 2)} cm from the ${tip()}`;
    };
    canvas.addEventListener("pointermove", tell);
    canvas.addEventListener("pointerdown", tell);
  }

  function axes(paper, width, height, t) {
    const length = total(), plotHeight = height - bottom - top;
    paper.font = "12px system-ui, sans-serif";
    paper.fillStyle = css("--soft");
    paper.strokeStyle = css("--line");
    paper.strokeRect(left, top, width - left - 4, plotHeight);
    paper.textAlign = "right";
    paper.textBaseline = "middle";
    for (const s of ticks(0, length, 5)) if (s < length * 0.97) paper.fillText(show(s, 3).replace(/\.0+$/, ""), left - 5, top + plotHeight * (1 - s / length));
    paper.textAlign = "center";
    paper.textBaseline = "top";
    const span = t[t.length - 1] - t[0] || 1;
    for (const v of ticks(0, span, width < 420 ? 4 : 6)) if (v < span * 0.98) paper.fillText(show(v, 3).replace(/\.0+$/, ""), left + (width - left - 4) * v / span, height - bottom + 4);
    paper.textAlign = "right";
    paper.fillText(`s after ${show(t[0] / 60, 3).replace(/\.0+$/, "")} min`, width - 4, height - bottom + 18);
    paper.textAlign = "left";
    paper.fillText(`cm from ${tip()}`, 0, height - bottom + 18);
    for (const r of limb().regions.slice(1)) {
      const y = top + plotHeight * (1 - (r.from - limb().from) / length);
      paper.setLineDash([3, 3]);
      paper.strokeStyle = "#99999988";
      paper.beginPath(); paper.moveTo(left, y); paper.lineTo(width - 4, y); paper.stroke();
    }
    paper.setLineDash([]);
  }

  function scaleBar(picture, unit, palette, flip) {
    return el("div", {}, el("div", {class: "scale", style: `background:${gradient(palette)};${flip ? "transform:scaleX(-1)" : ""}`}),
      el("div", {class: "scale-labels"}, el("span", {}, `${show(picture.lo)} ${unit}`), el("span", {}, `${show(picture.hi)} ${unit}`)));
  }

  function all() {
    readout.textContent = hint;
    const run = runs[chosen], surface = byId("waves-surface"), inside = byId("waves-vessel");
    if (!run) {
      for (const host of [surface, inside]) host.replaceChildren(el("p", {class: "muted"}, `Nothing was recorded with ${titleOf(chosen)}.`));
      return;
    }
    const skin = {data: bytes(run.surface.data), ...run.surface.scale, from: run.surface.from, to: run.surface.to};
    draw(surface, {picture: skin, t: run.t, title: `Pressure on the skin, highest around the ${limb().name || "limb"}`, unit: "mmHg", palette: "sequential"});
    const picture = ways.length ? joined(ways[vessel.value], run, what.value) : null;
    draw(inside, what.value === "diameter"
      ? {picture, t: run.t, title: "Diameter, share of the largest of each lymphangion", unit: "%", palette: "wave", flip: true}
      : {picture, t: run.t, title: "Pressure inside the lymphangions", unit: "mmHg", palette: "wave"});
  }
  onWidth(byId("waves-surface"), all);
  onChoice(() => {
    const first = String(study.body && !picked ? mostPressed() : member.value);
    if (first !== String(member.value)) { member.value = first; offer(); }
    all();
  });
  onTheme(all);
  vessel.addEventListener("change", all);
  member.addEventListener("change", () => { picked = true; offer(); all(); });
  what.addEventListener("change", all);
}
