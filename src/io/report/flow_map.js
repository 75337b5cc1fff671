// From the heart through the arteries into each part, from its capillaries into tissue, and as lymph back to the veins:
// streams as thick as they are large, fluid and lymph magnified; over the session or at a moment of it.
function flowMapSection() {
  const map = study.flow_map;
  if (!map) return;
  const host = byId("flow-map-picture"), controls = byId("flow-map-controls"), readout = byId("flow-map-readout");
  const note = el("span", {class: "muted"});
  controls.append(note);
  // 0: mean of the session; else the stretch in which the moment lies.
  function stretch() {
    const run = map.runs[chosen];
    if (moment === null || !run || !run.t.length) return 0;
    const k = run.t.findIndex((t) => t >= moment - 1e-9);
    return k < 0 ? run.t.length : k + 1;
  }
  const tall = 180, gap = 8, textHeight = 50, thick = 9;
  const at = (list) => list ? list[stretch()] : null;
  const amount = (v) => Math.max(0, v || 0);
  const upper = (text) => text[0].toUpperCase() + text.slice(1);
  const most = (key) => Math.max(0, ...map.runs.flatMap((run) => run && run[key] ? run[key] : []));
  const blood = tall / Math.max(most("output"), 1e-9);
  let times = 1, fluid = blood;
  // One magnification for all moments of a session, so that streams can be compared while the slider moves.
  function magnify(run) {
    const all = [...run.filtered, ...run.lymph], shown = stretch() ? all : [run.filtered[0], run.lymph[0]];
    times = [2000, 1000, 500, 200, 100, 50, 20, 10].find((m) => Math.max(...shown) * m * blood <= 1.4 * tall) || 1;
    fluid = blood * times;
  }

  // Where everything stands, for a picture of that width. Rows keep their places from moment to moment.
  function layout(width, run) {
    const narrow = width < 640, text = narrow ? 176 : 250, left = Math.round(narrow ? width * 0.13 : width * 0.2);
    const right = narrow ? 114 : 130, lymph = width - right - (narrow ? 22 : 70) - thick;
    let y = 44;
    const rows = run.parts.map((part) => {
      const mean = (list, scale) => list ? amount(list[0]) * scale : 0;
      const high = Math.max(textHeight, map.parts[run.parts.indexOf(part)].all ? 0 : mean(part.blood, blood), mean(part.filtered, fluid), mean(part.lymph, fluid));
      const row = {part, middle: y + high / 2};
      y += high + gap;
      return row;
    });
    return {width, text, left, fluidX: left + 12 + text, lymph, veins: width - right, rows, bottom: y, middle: (44 + y) / 2};
  }
  const stream = (xa, ya, ha, xb, yb, hb, colour, title) => {
    const c = (xa + xb) / 2;
    return svg("path", {fill: colour, opacity: 0.5, d: `M${xa} ${ya}C${c} ${ya} ${c} ${yb} ${xb} ${yb}V${yb + hb}C${c} ${yb + hb} ${c} ${ya + ha} ${xa} ${ya + ha}Z`}, svg("title", {}, title));
  };
  const box = (x, y, height, colour) => svg("rect", {x, y, width: thick, height: Math.max(height, 0.8), rx: 2, fill: colour});
  const words = (x, y, size, text, more) => svg("text", {x, y, "font-size": size, ...more}, text);
  const change = (now, before) => !before ? "" : Math.abs(now / before - 1) < 5e-3 ? " (as at rest)" : ` (${signed(100 * (now / before - 1), 2)} %)`;

  function drawBlood(picture, plan, run) {
    const colour = css("--c7"), total = run.parts.reduce((sum, p, i) => sum + (map.parts[i].all ? 0 : amount(at(p.blood))), 0);
    let y = plan.middle - total * blood / 2;
    picture.append(box(0, y, total * blood, colour));
    plan.rows.forEach(({part, middle}, i) => {
      if (map.parts[i].all || at(part.blood) === null) return;
      const h = amount(at(part.blood)) * blood;
      picture.append(stream(thick, y, h, plan.left, middle - h / 2, h, colour, `Blood to ${map.parts[i].name}: ${show(at(part.blood))} mL/min`), box(plan.left, middle - h / 2, h, colour));
      y += h;
    });
  }
  function drawTexts(picture, plan) {
    const x = plan.left + thick + 7;
    plan.rows.forEach(({part, middle}, i) => {
      const {name, lymph, all} = map.parts[i];
      picture.append(words(x, middle - 9, 13.5, upper(name), {"font-weight": 600}),
        words(x, middle + 7, 12.5, all ? `all ${show(at(part.blood))} blood, in series` : `${show(at(part.blood))} blood${change(at(part.blood), part.rest)}`),
        words(x, middle + 22, 12.5, lymph ? `${show(at(part.filtered), 2)} filtered, ${show(at(part.lymph), 2)} lymph` : "no lymph in the model", {class: "soft"}));
    });
  }
  function drawFluid(picture, plan, run) {
    const green = css("--vessel"), blue = css("--c4"), ends = map.veins.map((name, i) => [name, at(run.veins[i])]);
    const taken = run.parts.map((p) => amount(at(p.lymph))), total = taken.reduce((a, b) => a + b, 0), left = total - ends.reduce((sum, e) => sum + amount(e[1]), 0);
    if (left > 0.005 * total) ends.push(["to blood in nodes, or kept", left]);
    let y = plan.middle - total * fluid / 2, out = y;
    picture.append(svg("defs", {}, svg("linearGradient", {id: "flow-map-blend"}, svg("stop", {offset: 0, "stop-color": blue}), svg("stop", {offset: 1, "stop-color": green}))));
    plan.rows.forEach(({part, middle}, i) => {
      if (at(part.filtered) === null && at(part.lymph) === null) return;
      const f = amount(at(part.filtered)) * fluid, l = taken[i] * fluid;
      picture.append(stream(plan.fluidX + thick, middle - f / 2, f, plan.lymph, y, l, "url(#flow-map-blend)", `${upper(map.parts[i].name)}: ${show(at(part.filtered))} mL/min filtered, ${show(at(part.lymph))} taken up as lymph`),
        box(plan.fluidX, middle - f / 2, f, blue));
      y += l;
    });
    picture.append(box(plan.lymph, out, total * fluid, green));
    // Each end has room for its words.
    const high = ends.map((e) => amount(e[1]) * fluid), slots = high.map((h) => Math.max(h + 6, 54));
    let slot = plan.middle - slots.reduce((a, b) => a + b, 0) / 2;
    ends.forEach(([name, v], i) => {
      const last = name.startsWith("to blood"), colour = last ? css("--c5") : green, x = plan.veins + thick + 6, middle = slot + slots[i] / 2, end = middle - high[i] / 2;
      picture.append(stream(plan.lymph + thick, out, high[i], plan.veins, end, high[i], colour, `${name}: ${show(v)} mL/min`), box(plan.veins, end, high[i], colour));
      const parts = last ? ["to blood in", "nodes, or kept"] : name.split(/ (?=venous)/);
      picture.append(words(x, middle - 8, 13.5, show(v, 3), {"font-weight": 600}), ...parts.map((t, k) => words(x, middle + 7 + 14 * k, 12, t, {class: "soft"})));
      out += high[i];
      slot += slots[i];
    });
  }
  // What the magnified streams are beside blood, to one scale.
  function drawScale(picture, plan, run) {
    const y = plan.bottom + 22, scale = plan.width / Math.max(at(run.output) || 0, 1e-9), rows = [["Blood", at(run.output), css("--c7")], ["Filtered into tissue", at(run.filtered), css("--c4")], ["Taken up as lymph", at(run.lymph), css("--vessel")]];
    picture.append(words(0, y, 13.5, "The same to one scale", {"font-weight": 600}));
    rows.forEach(([name, v, colour], k) => {
      const top = y + 10 + 30 * k;
      picture.append(svg("rect", {x: 0, y: top, width: Math.max(amount(v) * scale, 0.3), height: 10, fill: colour}), words(0, top + 23, 12, `${name}: ${show(v)} mL/min`, {class: "soft"}));
    });
    return y + 10 + 30 * rows.length;
  }
  function tell(run) {
    const litre = (v) => show(1000 * v / at(run.output), 2), back = run.veins.reduce((sum, v) => sum + (at(v) || 0), 0), kept = at(run.filtered) - at(run.lymph);
    readout.textContent = `Of every litre of blood that the heart pumped, ${litre(at(run.filtered))} mL was filtered into tissue, ${litre(at(run.lymph))} mL taken up by lymphatics, and ${litre(back)} mL came back at the veins. Tissue ${kept < 0 ? "gave up" : "kept"} ${show(Math.abs(kept), 2)} mL/min. Output at rest, before: ${show(run.rest, 4)} mL/min.`;
    const control = compared && chosen > 0 && map.runs[0];
    if (control && !stretch()) readout.textContent += ` With ${titleOf(0)}: ${show(control.filtered[0])} mL/min filtered, ${show(control.lymph[0])} taken up; here ${show(run.filtered[0])} and ${show(run.lymph[0])}.`;
  }
  function draw() {
    const width = Math.floor(host.clientWidth), run = map.runs[chosen];
    if (!width) return;
    if (!run) { host.replaceChildren(el("p", {class: "muted"}, "Not computed.")); readout.textContent = ""; return; }
    const when = stretch() ? `mean until ${clockTime(run.t[stretch() - 1])} min` : "mean of the session; the slider above shows it moment by moment";
    note.textContent = `mL/min, with ${titleOf(chosen)}, ${when}; in brackets: against rest before`;
    magnify(run);
    const plan = layout(width, run), picture = svg("svg", {width, role: "img", "aria-label": `Flows in mL/min. Blood ${show(at(run.output))}, filtered ${show(at(run.filtered))}, taken up as lymph ${show(at(run.lymph))}.`});
    picture.append(words(0, 14, 13.5, `Blood, ${show(at(run.output), 4)}`, {"font-weight": 600}), words(0, 30, 12, "from the heart", {class: "soft"}),
      words(width, 14, 13.5, `Filtered ${show(at(run.filtered))}, lymph ${show(at(run.lymph))}`, {"font-weight": 600, "text-anchor": "end"}), words(width, 30, 12, `drawn ${times} times as thick as blood`, {class: "soft", "text-anchor": "end"}));
    drawBlood(picture, plan, run);
    drawFluid(picture, plan, run);
    drawTexts(picture, plan);
    const height = Math.ceil(drawScale(picture, plan, run));
    picture.setAttribute("viewBox", `0 0 ${width} ${height}`);
    picture.setAttribute("height", height);
    host.replaceChildren(picture);
    tell(run);
  }
  onWidth(host, draw);
  onChoice(draw);
  onMoment(draw);
  onTheme(draw);
}
