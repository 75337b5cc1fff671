// A person in two views, coloured patch by patch: over the session, or at a moment of it.
function bodySection() {
  if (!study.body) return;
  const {regions, patches, members, vessels, nodes, maps} = study.body;
  const host = byId("body-views"), controls = byId("body-controls"), readout = byId("body-readout");
  const figures = bodyShape(members, regions);
  const memberOf = patches.map((p) => members.findIndex((m) => p[4] >= m.first && p[4] < m.first + m.count));
  const choice = mapChoice(maps, patches.length), {field, values, momentary} = choice;
  const part = el("select", {"aria-label": "Part shown"}, el("option", {value: -1}, "whole body"), ...members.map((m, i) => el("option", {value: i}, m.name)));
  const collectors = el("input", {type: "checkbox"});
  controls.append(el("label", {}, "Colour by ", choice.select), el("label", {}, "Show ", part), el("label", {class: "check"}, collectors, "superficial collectors"));
  let pieces = [], selected = null;
  const known = (v) => v !== null && v !== undefined;

  function paint() {
    const map = field(), {c, at} = values(), colour = colourOf(map.diverging ? "diverging" : "sequential");
    for (const {node, patch} of pieces) node.setAttribute("fill", known(c[patch]) ? colour(at(c[patch])) : "url(#body-unknown)");
    choice.legend(byId("body-legend"));
    tell();
  }

  function tell() {
    for (const node of host.querySelectorAll(".chosen")) node.remove();
    if (selected === null) { readout.textContent = "Point at or tap a place on the body; arrow keys walk over it."; return; }
    const [s0, s1, a0, a1, region] = patches[selected], member = figures[memberOf[selected]], map = field(), all = values();
    const at = (list, i) => list ? {c: list.c[i], l: list.l && list.l[i] !== null ? list.l[i] : undefined, h: list.h ? list.h[i] : undefined} : {c: null};
    const write = (m, v) => known(v.c) ? `${range(v, 2, m.diverging ? signed : show)} ${m.unit}` : "not known";
    const place = `${regions[region].name}, ${sideOnBody(member, (a0 + a1) / 2)}`;
    readout.replaceChildren(el("b", {}, place), el("br"), `${map.label}${momentary() && moment !== null ? ` at ${clockTime(moment)} min` : ""}: ${write(map, at(all, selected))}`, el("br"),
      el("span", {class: "muted"}, `${show(s0 - member.from, 2)} to ${show(s1 - member.from, 2)} cm from the ${endOfMember(member)}`),
      el("dl", {class: "facts small"}, ...maps.filter((m) => m !== map).flatMap((m) => [el("dt", {}, m.label), el("dd", {}, write(m, at(m.values[chosen], selected)))])));
    for (const piece of pieces) if (piece.patch === selected)
      piece.node.parentNode.append(svg("path", {class: "chosen", d: piece.node.getAttribute("d"), "vector-effect": "non-scaling-stroke"}));
  }

  // Both views on one sheet: [X, Y] of the body -> [x, y] of the picture.
  function layout(shown) {
    const points = shown.flatMap((f) => f.shape.shapes.flatMap((s) => s.points.map(f.put)));
    const xs = points.map((p) => p[0]), ys = points.map((p) => p[1]);
    const west = Math.min(...xs), east = Math.max(...xs), top = Math.max(...ys), margin = 2, head = (top - Math.min(...ys)) * 0.055 + 2;
    const wide = east - west, gap = Math.max(6, wide * 0.06);
    return {width: 2 * wide + gap + 2 * margin, height: head + top - Math.min(...ys) + margin, head, wide,
      middle: (back) => margin + wide / 2 + (back ? wide + gap : 0),
      place: (back) => ([X, Y]) => back ? [margin + wide + gap + (east - X), head + top - Y] : [margin + (X - west), head + top - Y]};
  }

  function drawView(plan, shown, back) {
    const view = svg("g", {}), put = plan.place(back), side = back ? "back" : "front";
    const outlines = shown.map((f) => f.shape.shapes.map((s) => pathThrough(s.points.map(f.put).map(put), true, s.smooth)));
    for (const d of outlines.flat()) view.append(svg("path", {d, fill: "none", stroke: css("--outline"), "stroke-width": plan.height * 0.006, "stroke-linejoin": "round"}));
    for (const d of outlines.flat()) view.append(svg("path", {d, fill: css("--skin")}));
    shown.forEach((f, k) => {
      const id = `body-clip-${side}-${k}`, inside = svg("g", {"clip-path": `url(#${id})`});
      view.append(svg("clipPath", {id}, ...outlines[k].map((d) => svg("path", {d}))));
      patches.forEach((patch, i) => {
        if (members[memberOf[i]].name !== f.name) return;
        const corners = patchOnBody(f, patch, back);
        if (!corners) return;
        const node = svg("path", {class: "patch", d: pathThrough(corners.map(put), true, false), stroke: css("--card"), "stroke-width": plan.height * 0.0009});
        const pick = () => { selected = i; tell(); };
        node.addEventListener("pointerenter", pick);
        node.addEventListener("click", pick);
        inside.append(node);
        pieces.push({node, patch: i});
      });
      view.append(inside);
      drawMarks(view, plan, f, back);
    });
    if (collectors.checked) drawCollectors(view, plan, shown, back);
    if (!back) drawNodes(view, plan, shown);
    return view;
  }

  // Borders of regions, and a few lines by which a body is known as one.
  function drawMarks(view, plan, f, back) {
    const put = (p) => plan.place(back)(f.put(p)), size = plan.height, {shape} = f;
    const line = {fill: "none", stroke: css("--ink"), "stroke-width": size * 0.0022, "stroke-opacity": 0.45, "pointer-events": "none", "stroke-linecap": "round"};
    const draw = (points, more = {}) => view.append(svg("path", {...line, ...more, d: pathThrough(points.map(put), false, true)}));
    for (const r of f.regions.slice(1)) {
      const w = shape.half(r.from + 0.01);
      draw([[-w, r.from], [0, r.from - 0.4], [w, r.from]], {"stroke-dasharray": `${size * 0.006} ${size * 0.006}`});
    }
    if (f.kind === "head" && !back) {
      const w = shape.breadth, h = shape.chin;
      for (const side of [-1, 1]) {
        draw([[side * 0.2 * w, 0.47 * h], [side * 0.38 * w, 0.455 * h], [side * 0.56 * w, 0.475 * h]]);
        draw([[side * 0.18 * w, 0.405 * h], [side * 0.4 * w, 0.375 * h], [side * 0.62 * w, 0.405 * h]]);
      }
      draw([[0.02 * w, 0.48 * h], [0.1 * w, 0.63 * h], [-0.02 * w, 0.655 * h]]);
      draw([[-0.28 * w, 0.775 * h], [0, 0.795 * h], [0.28 * w, 0.775 * h]]);
    }
    if (f.kind === "trunk" && !back) {
      for (const side of [-1, 1]) draw([[side * 2, shape.total - 1], [side * shape.chest * 0.45, shape.total - 0.4], [side * shape.chest * 0.85, shape.shoulder + 1.2]]);
      draw([[-0.5, shape.total * 0.3], [0, shape.total * 0.3 - 0.6], [0.5, shape.total * 0.3]]);
    }
    if (f.kind === "trunk" && back) {
      draw([[0, 4], [0, shape.total * 0.35], [0, shape.total * 0.8], [0, shape.total + 2]]);
      for (const side of [-1, 1]) draw([[side * 3.2, shape.shoulder - 4], [side * 4.4, shape.shoulder - 11], [side * 7.5, shape.shoulder - 17], [side * 10.5, shape.shoulder - 11]]);
    }
  }

  function drawCollectors(view, plan, shown, back) {
    for (const vessel of vessels) {
      const f = shown.find((g) => vessel.member >= 0 && g.name === members[vessel.member].name);
      if (!f || vessel.deep) continue;
      const put = (p) => plan.place(back)(f.put(p));
      const run = vessel.s.map((s, i) => [s - f.from, vessel.a[i]]).filter(([, a]) => (Math.cos(a) >= 0) !== back).map(([s, a]) => [Math.sin(a) * f.shape.half(s) * 0.97, s]);
      if (run.length > 1) view.append(svg("path", {d: pathThrough(run.map(put), false, true), fill: "none", stroke: css("--ink"),
        "stroke-width": plan.height * 0.0022, "stroke-opacity": 0.6, "pointer-events": "none", "stroke-linecap": "round"}));
    }
  }

  // Node groups: on a limb at its inner side, on trunk and neck on the side in their name.
  function drawNodes(view, plan, shown) {
    for (const [name, s] of nodes) {
      const f = shown.find((g) => s >= g.from - 0.01 && s <= g.to + 0.01);
      if (!f) continue;
      const own = /^left /.test(name) ? 1 : /^right /.test(name) ? -1 : 0;
      const share = f.side ? -0.4 * f.side : 0.4 * own, [cx, cy] = plan.place(false)(f.put([share * f.shape.half(s - f.from), s - f.from]));
      view.append(svg("circle", {cx, cy, r: plan.height * 0.0068, fill: css("--vessel"), stroke: css("--card"), "stroke-width": plan.height * 0.002}, svg("title", {}, `${name} nodes`)));
    }
  }

  function draw() {
    const shown = figures.filter((_, i) => Number(part.value) < 0 || Number(part.value) === i);
    shown.sort((a, b) => ["trunk", "leg", "head", "arm"].indexOf(a.kind) - ["trunk", "leg", "head", "arm"].indexOf(b.kind));
    const plan = layout(shown), size = plan.height * 0.027;
    pieces = [];
    const picture = svg("svg", {viewBox: `0 0 ${plan.width.toFixed(1)} ${plan.height.toFixed(1)}`, tabindex: 0, role: "application",
      "aria-label": "Body, front and back. The person's right lies on the left of the front view. Arrow keys walk over the patches."});
    picture.append(svg("defs", {}, svg("pattern", {id: "body-unknown", width: 1.6, height: 1.6, patternUnits: "userSpaceOnUse"},
      svg("rect", {width: 1.6, height: 1.6, fill: css("--skin")}), svg("path", {d: "M0 1.6L1.6 0", stroke: css("--line"), "stroke-width": 0.3}))));
    for (const back of [false, true]) {
      picture.append(drawView(plan, shown, back));
      const text = (x, anchor, words, more) => picture.append(svg("text", {x, y: size * 1.05, "text-anchor": anchor, "font-size": size, class: "soft", ...more}, words));
      text(plan.middle(back), "middle", back ? "Back" : "Front", {"font-weight": 600});
      if (shown.length < 2) continue;
      const [west, east] = back ? ["left", "right"] : ["right", "left"];
      text(plan.middle(back) - plan.wide / 2, "start", west);
      text(plan.middle(back) + plan.wide / 2, "end", east);
    }
    picture.addEventListener("keydown", (event) => {
      const step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
      if (!step) return;
      event.preventDefault();
      selected = selected === null ? 0 : (selected + step + patches.length) % patches.length;
      tell();
    });
    picture.style.maxHeight = "min(46rem, 92vh)";
    host.replaceChildren(picture);
    paint();
  }

  onWidth(host, draw);
  onChoice(paint);
  onMoment(paint);
  onTheme(draw);
  choice.select.addEventListener("change", paint);
  part.addEventListener("change", draw);
  collectors.addEventListener("change", draw);
}
