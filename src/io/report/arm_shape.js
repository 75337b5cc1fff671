// The limb as a drawing: half width along it, outline shapes, and where patches lie in a view.
// Lengths in cm; s from the distal end; x to the right in the front (palm-side) view of a right limb.
const visibleEdge = 0.999, beyond = 4;  // patches at the rim reach past it: the outline cuts them

// What the sides and the distal end of this limb are called; sides by quarter turns from the front.
function limbWords(regions) {
  return regions[0].name === "hand"
    ? {front: "Palm side", tip: "finger tips", sides: ["palm side", "little-finger side", "back", "thumb side"]}
    : {front: "Front", tip: regions[0].name === "foot" ? "toes" : "distal end", sides: ["front", "inner side", "back", "outer side"]};
}

function limbShape(regions) {
  const total = regions[regions.length - 1].to;
  const hand = regions[0].name === "hand" ? regions[0] : null;
  const palmHalf = hand ? Math.max(hand.g0, hand.g1) / 4.7 : 0;
  const tubes = hand ? regions.slice(1) : regions;
  // Girth gives the width; a few percent of muscle and joint make the drawing look like a limb.
  const knots = [];
  tubes.forEach((r, i) => {
    const half = (f) => (r.g0 + f * (r.g1 - r.g0)) / (2 * Math.PI);
    const length = r.to - r.from;
    knots.push([r.from, half(0) * (i === 0 ? 1.08 : 0.99)]);
    knots.push([r.from + 0.35 * length, half(0.35) * 1.02]);
    knots.push([r.from + 0.7 * length, half(0.7) * (i === 0 ? 1.07 : 1.03)]);
  });
  const last = regions[regions.length - 1];
  knots.push([total, last.g1 / (2 * Math.PI) * 1.04]);
  const tubeHalf = (s) => {
    if (s <= knots[0][0]) return knots[0][1];
    const k = Math.max(1, knots.findIndex((p) => p[0] >= s) === -1 ? knots.length - 1 : knots.findIndex((p) => p[0] >= s));
    const [a, wa] = knots[k - 1], [b, wb] = knots[k];
    const f = Math.min(1, (s - a) / (b - a)), smooth = f * f * (3 - 2 * f);
    return wa + smooth * (wb - wa);
  };
  const half = (s) => hand && s < hand.to ? palmHalf : tubeHalf(s);

  const start = tubes.length ? tubes[0].from : 0, side = [];
  if (hand) side.push([tubeHalf(start) * 0.5, start - 1.6], [tubeHalf(start) * 0.9, start - 0.9]);
  for (let i = 0; i <= 40; ++i) {
    const s = start + (total - start) * i / 40;
    side.push([tubeHalf(s), s]);
  }
  const w = tubeHalf(total);
  const shoulder = [[w * 0.55, total + w * 0.16], [0, total + w * 0.22], [-w * 0.55, total + w * 0.16]];
  const tube = {points: [...side, ...shoulder, ...side.map(([x, s]) => [-x, s]).reverse()], smooth: true};
  const shapes = hand ? [...handShapes(hand.to, palmHalf, tubeHalf(hand.to)), tube] : [tube];
  return {total, hand, palmHalf, half, shapes, reach: hand ? 1.9 * palmHalf : tubeHalf(total), side: Math.max(palmHalf, w) * 1.05};
}

// Corners of the part of a patch that a view shows, or null. Front: cos(angle) > 0.
function patchCorners(shape, patch, back) {
  let [s0, s1, a0, a1] = patch;
  const turn = 2 * Math.PI, middle = (a0 + a1) / 2 - (back ? Math.PI : 0);
  const shift = Math.round(middle / turn) * turn + (back ? Math.PI : 0);
  a0 = Math.max(a0 - shift, -Math.PI / 2);
  a1 = Math.min(a1 - shift, Math.PI / 2);
  if (a1 - a0 < 1e-3) return null;
  // Turned by half, sin changes sign: the back view keeps the ulnar side where a mirror would put it.
  const edge = (a) => Math.abs(Math.sin(a)) > visibleEdge ? Math.sign(a) * beyond : Math.sin(a);
  const u0 = edge(a0), u1 = edge(a1), low = [], high = [];
  if (shape.hand && s0 < 0.1) s0 = -1;
  if (s1 > shape.total - 0.1) s1 += shape.half(shape.total) * 0.3;
  for (let i = 0; i <= 4; ++i) {
    const s = s0 + (s1 - s0) * i / 4;
    low.push([u0 * shape.half(s), s]);
    high.push([u1 * shape.half(s), s]);
  }
  return [...low, ...high.reverse()];
}

// An SVG path through placed points; closed curves are Catmull-Rom splines when smooth.
function pathThrough(points, closed, smooth) {
  const p = (v) => v.map((c) => c.toFixed(2)).join(" ");
  const n = points.length;
  let d = "M" + p(points[0]);
  for (let i = 0; i < (closed ? n : n - 1); ++i) {
    const at = (k) => closed ? points[(k + n) % n] : points[Math.max(0, Math.min(n - 1, k))];
    const [a, b, c, e] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
    d += smooth ? `C${p([b[0] + (c[0] - a[0]) / 6, b[1] + (c[1] - a[1]) / 6])} ${p([c[0] - (e[0] - b[0]) / 6, c[1] - (e[1] - b[1]) / 6])} ${p(c)}`
      : "L" + p(c);
  }
  return d + (closed ? "Z" : "");
}
