// The limb in two views, coloured patch by patch.
function armSection() {
  if (study.body) return;
  const {regions, patches, vessels, nodes, maps, byRegion} = study.arm;
  const host = byId("arm-views"), controls = byId("arm-controls"), readout = byId("arm-readout");
  if (!regions.length || !patches.length) { byId("arm").remove(); return; }
  const shape = limbShape(regions), words = limbWords(regions);
  const choice = mapChoice(maps, patches.length), {field, values, momentary} = choice;
  const collectors = el("input", {type: "checkbox", checked: ""});
  controls.append(el("label", {}, "Colour by ", choice.select), el("label", {class: "check"}, collectors, "superficial collectors"));
  let pieces = [], selected = null;

  // Views side by side, distal end down; on a wide page the limb lies with it to the right.
  function layout(width) {
    const flat = width > 640, margin = flat ? 2.2 : 1.2, gap = flat ? 1.5 : 3;
    const first = margin + (flat ? shape.side : shape.reach), apart = flat ? 2 * shape.reach + gap : 2 * shape.side + gap;
    const across = first + apart + (flat ? shape.side : shape.reach) + margin, along = shape.total + 2 * margin + 1;
    const place = (back) => ([x, s]) => {
      const lateral = back ? -x : x, centre = first + (back ? apart : 0);
      return flat ? [margin + 1 + shape.total - s, centre - lateral] : [centre + lateral, margin + 1 + shape.total - s];
    };
    return {flat, place, width: flat ? along : across, height: (flat ? across : along) + (flat ? 0 : 1.5)};
  }

  function paint() {
    const map = field(), {c, at} = values(), colour = colourOf(map.diverging ? "diverging" : "sequential");
    for (const {node, patch} of pieces) {
      const v = c[patch];
      node.setAttribute("fill", v === null || v === undefined ? "url(#unknown)" : colour(at(v)));
    }
    choice.legend(byId("arm-legend"));
    regionTable();
    tell(selected);
  }

  function regionTable() {
    const head = el("tr", {}, ...["Region", "Taken up, mL", ...(compared ? ["Against control"] : [])].map((t) => el("th", {scope: "col"}, t)));
    const rows = regions.map((r, i) => {
      const row = byRegion[chosen][i];
      return el("tr", {}, el("th", {scope: "row"}, r.name), el("td", {}, show(row.volume.c)),
        ...(compared ? [el("td", {}, row.change.c === null ? "\u2013" : range(row.change, 2, signed) + " %")] : []));
    });
    byId("arm-regions").replaceChildren(el("div", {class: "scroll"}, el("table", {class: "numbers"}, el("thead", {}, head), el("tbody", {}, ...rows))));
  }

  function sideOf(angle) {
    const quarter = Math.round(angle / (Math.PI / 2)) & 3;
    return words.sides[quarter];
  }
  function tell(i) {
    for (const node of host.querySelectorAll(".chosen")) node.remove();
    if (i === null) { readout.textContent = "Point at or tap a place on the limb; arrow keys walk over it."; return; }
    const [s0, s1, a0, a1, region] = patches[i], map = field(), row = values();
    const value = {c: row.c[i] === undefined ? null : row.c[i], l: row.l ? row.l[i] : undefined, h: row.h ? row.h[i] : undefined};
    if (value.l === null) value.l = undefined;
    readout.replaceChildren(el("b", {}, value.c === null ? "not known" : range(value, 2, map.diverging ? signed : show) + " " + map.unit),
      el("br"), `${map.label}${momentary() && moment !== null ? ` at ${clockTime(moment)} min` : ""}`, el("br"), `${regions[region].name}, ${sideOf((a0 + a1) / 2)}, ${show(s0, 2)} to ${show(s1, 2)} cm from the ${words.tip}`);
    for (const piece of pieces) if (piece.patch === i)
      piece.node.parentNode.append(svg("path", {class: "chosen", d: piece.node.getAttribute("d"), "vector-effect": "non-scaling-stroke"}));
  }

  function drawView(plan, back) {
    const put = plan.place(back), id = back ? "clip-back" : "clip-front";
    const outline = shape.shapes.map((s) => pathThrough(s.points.map(put), true, s.smooth));
    const view = svg("g", {});
    view.append(svg("clipPath", {id}, ...outline.map((d) => svg("path", {d}))));
    for (const d of outline) view.append(svg("path", {d, fill: "none", stroke: css("--outline"), "stroke-width": 0.32, "stroke-linejoin": "round"}));
    for (const d of outline) view.append(svg("path", {d, fill: css("--skin")}));
    const inside = svg("g", {"clip-path": `url(#${id})`});
    patches.forEach((patch, i) => {
      const corners = patchCorners(shape, patch, back);
      if (!corners) return;
      const turned = back ? corners.map(([x, s]) => [-x, s]) : corners;
      const node = svg("path", {class: "patch", d: pathThrough(turned.map(put), true, false), stroke: css("--card"), "stroke-width": 0.08});
      const pick = () => { selected = i; tell(i); };
      node.addEventListener("pointerenter", pick);
      node.addEventListener("click", pick);
      inside.append(node);
      pieces.push({node, patch: i});
    });
    if (collectors.checked) drawCollectors(inside, put, back);
    view.append(inside);
    drawMarks(view, put, back);
    return view;
  }

  function drawCollectors(group, put, back) {
    for (const vessel of vessels) {
      if (vessel.deep) continue;
      let run = [];
      const flush = () => {
        if (run.length > 1) group.append(svg("path", {d: pathThrough(run.map(put), false, true), fill: "none", stroke: css("--ink"),
          "stroke-width": 0.16, "stroke-opacity": 0.5, "pointer-events": "none", "stroke-linecap": "round"}));
        run = [];
      };
      vessel.s.forEach((s, i) => {
        const a = vessel.a[i];
        if ((Math.cos(a) > 0) !== back) run.push([Math.sin(a) * shape.half(s) * 0.97, s]); else flush();
      });
      flush();
    }
  }

  function drawMarks(view, put, back) {
    const line = {fill: "none", stroke: css("--ink"), "stroke-width": 0.1, "stroke-opacity": 0.4, "pointer-events": "none", "stroke-linecap": "round"};
    if (shape.hand) for (const mark of handMarks(shape.hand.to, shape.palmHalf, back))
      view.append(svg("path", {...line, d: pathThrough(mark.map(put), false, true)}));
    for (const r of regions.slice(1)) {
      const w = shape.half(r.from + 0.01);
      view.append(svg("path", {...line, "stroke-dasharray": "0.4 0.4", d: pathThrough([[-w, r.from], [0, r.from - 0.25], [w, r.from]].map(put), false, true)}));
    }
    if (!back) nodes.forEach(([name, s], n) => {
      // Groups at one height stand side by side: the second on the outer side.
      const w = shape.half(s), side = nodes.slice(0, n).some((other) => Math.abs(other[1] - s) < 4) ? -1 : 1;
      [[0.62, 0.5], [0.78, -0.4], [0.55, -0.7]].forEach(([u, ds]) => {
        const [cx, cy] = put([side * u * w, s + ds]);
        view.append(svg("circle", {cx, cy, r: 0.42, fill: css("--vessel"), stroke: css("--card"), "stroke-width": 0.12}, svg("title", {}, `${name} nodes`)));
      });
    });
  }

  function labels(plan, picture) {
    const size = plan.flat ? 1.25 : 1.35, soft = {"font-size": size, class: "soft"};
    if (plan.flat) {
      picture.append(svg("text", {...soft, x: 1.2, y: plan.place(false)([shape.side, shape.total])[1] - 0.3, "font-weight": 600}, words.front));
      picture.append(svg("text", {...soft, x: 1.2, y: plan.place(true)([-shape.side, shape.total])[1] - 0.3, "font-weight": 600}, "Back"));
      for (const r of regions)
        picture.append(svg("text", {...soft, x: plan.place(false)([0, (r.from + r.to) / 2])[0], y: plan.height / 2 + 0.4, "text-anchor": "middle",
          ...(r === shape.hand ? {x: plan.place(false)([0, r.to * 0.22])[0]} : {})}, r.name));
      return;
    }
    for (const back of [false, true]) {
      const [x] = plan.place(back)([0, 0]);
      picture.append(svg("text", {...soft, x, y: plan.height - 0.4, "text-anchor": "middle", "font-weight": 600}, back ? "Back" : words.front));
    }
  }

  function draw(width) {
    const plan = layout(width);
    pieces = [];
    const picture = svg("svg", {viewBox: `0 0 ${plan.width.toFixed(1)} ${plan.height.toFixed(1)}`, tabindex: 0, role: "application",
      "aria-label": `Limb, ${words.sides[0]} and back. Arrow keys walk over the patches.`});
    picture.append(svg("defs", {}, svg("pattern", {id: "unknown", width: 0.8, height: 0.8, patternUnits: "userSpaceOnUse"},
      svg("rect", {width: 0.8, height: 0.8, fill: css("--skin")}), svg("path", {d: "M0 0.8L0.8 0", stroke: css("--line"), "stroke-width": 0.15}))));
    picture.append(drawView(plan, false), drawView(plan, true));
    labels(plan, picture);
    picture.addEventListener("keydown", (event) => {
      const step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
      if (!step) return;
      event.preventDefault();
      selected = selected === null ? 0 : (selected + step + patches.length) % patches.length;
      tell(selected);
    });
    host.replaceChildren(picture);
    paint();
  }
  const again = () => draw(host.clientWidth);
  onWidth(host, draw);
  onChoice(paint);
  onMoment(paint);
  onTheme(again);
  choice.select.addEventListener("change", paint);
  collectors.addEventListener("change", again);
}
