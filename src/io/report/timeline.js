// A strip under each treatment: which action at which time.
function timelineSection() {
  const kinds = [];
  let cursors = [];
  for (const protocol of study.protocols)
    for (const [, , kind] of protocol.steps) if (kind !== "rest" && !kinds.includes(kind)) kinds.push(kind);
  const longest = Math.max(...study.protocols.map((p) => p.duration || 0));

  function draw(host) {
    const {steps} = study.protocols[host.dataset.protocol];
    host.replaceChildren();
    if (!steps.length || !longest) return;
    const strip = svg("svg", {viewBox: "0 0 1000 26", preserveAspectRatio: "none", height: 22, role: "img",
      "aria-label": "Actions in time"});
    strip.append(svg("rect", {x: 0, y: 20, width: 1000 * study.protocols[host.dataset.protocol].duration / longest,
      height: 2, fill: css("--line")}));
    const used = new Set();
    for (const [start, end, kind, label] of steps) {
      if (kind === "rest") continue;
      used.add(kind);
      strip.append(svg("rect", {x: 1000 * start / longest, width: Math.max(1, 1000 * (end - start) / longest - 0.6), y: 0,
        height: 20, fill: kindColour(kinds.indexOf(kind))},
        svg("title", {}, `${label}: ${show(start)} to ${show(end)} min`)));
    }
    const cursor = svg("line", {class: "cursor", y1: 0, y2: 26, stroke: css("--ink"), "stroke-width": 2.5, "vector-effect": "non-scaling-stroke"});
    strip.append(cursor);
    cursors.push({cursor, p: Number(host.dataset.protocol)});
    host.append(strip);
    const key = el("ul", {class: "key"});
    for (const kind of used)
      key.append(el("li", {}, el("i", {style: `background:${kindColour(kinds.indexOf(kind))}`}), kind));
    if (!used.size) key.append(el("li", {}, `nothing touches the ${study.body ? "body" : "limb"}`));
    host.append(key);
  }
  // Every bar at the same time of its session; one that has ended by then has none.
  function follow() {
    for (const {cursor, p} of cursors) {
      cursor.style.display = moment === null || moment > study.protocols[p].duration + 1e-9 ? "none" : "";
      for (const end of ["x1", "x2"]) cursor.setAttribute(end, 1000 * (moment || 0) / longest);
    }
  }
  const all = () => {
    cursors = [];
    document.querySelectorAll(".timeline").forEach(draw);
    follow();
  };
  all();
  onMoment(follow);
  onTheme(all);
}
