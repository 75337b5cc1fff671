// A person as a drawing, seen from the front: x to the person's left, y up, in cm from the lower end of the trunk.
// The person's left lies on the viewer's right; the view of the back is its mirror image.
const soleShare = 0.5, headBreadth = 0.97;  // a foot seen from above; heads are deeper than broad
const sideless = (name) => name.replace(/^(left|right) /, "");

// Half breadth between knots [s, half], straight.
function between(knots, s) {
  if (s <= knots[0][0]) return knots[0][1];
  for (let i = 1; i < knots.length; ++i) {
    const [a, wa] = knots[i - 1], [b, wb] = knots[i];
    if (s <= b) return wa + (wb - wa) * (s - a) / (b - a || 1);
  }
  return knots[knots.length - 1][1];
}

// A limb of the body, its hand as that of the right or mirrored for the left.
function limbOfBody(regions, side) {
  const shape = limbShape(regions), foot = regions[0].name === "foot" ? regions[0].to : 0;
  const along = (s) => s < foot ? s * soleShare : s - foot * (1 - soleShare);
  const tube = shape.shapes[shape.shapes.length - 1], w = shape.half(0), top = shape.half(shape.total), cap = shape.total;
  if (!shape.hand) tube.points = [[-w * 0.8, -1.1], [-w * 0.35, -2.1], [w * 0.35, -2.1], [w * 0.8, -1.1], ...tube.points];
  // A limb ends round, where it goes over into the trunk.
  const end = tube.points.findIndex(([x, s]) => s > cap + 0.01 && x > 0);
  if (shape.hand) tube.points.splice(end, 3, [top * 0.86, cap + top * 0.42], [top * 0.5, cap + top * 0.76], [0, cap + top * 0.88], [-top * 0.5, cap + top * 0.76], [-top * 0.86, cap + top * 0.42]);
  const shapes = shape.shapes.map(({points, smooth}) => ({smooth, points: points.map(([x, s]) => [side > 0 ? -x : x, s])}));
  return {...shape, shapes, along};
}

function headOfBody(regions) {
  const total = regions[regions.length - 1].to, neck = regions.length > 1 ? regions[regions.length - 1] : null;
  const chin = neck ? neck.from : total, breadth = headBreadth * Math.max(regions[0].g0, regions[0].g1) / (2 * Math.PI);
  const profile = [[0, 0], [0.015, 0.24], [0.06, 0.5], [0.14, 0.74], [0.26, 0.93], [0.4, 1], [0.55, 0.97], [0.7, 0.86], [0.82, 0.72], [0.92, 0.52], [0.98, 0.28], [1, 0]]
    .map(([f, w]) => [f * chin, w * breadth]);
  const throat = neck ? neck.g0 / (2 * Math.PI) : 0, root = neck ? neck.g1 / (2 * Math.PI) : 0;
  const neckHalf = (s) => throat + (root - throat) * Math.max(0, (s - chin) / (total - chin || 1));
  const egg = {smooth: true, points: [...profile.map(([f, w]) => [w, f]), ...profile.slice(1, -1).reverse().map(([f, w]) => [-w, f])]};
  const ear = (side) => ({smooth: true, points: [[0.96, 0.42], [1.08, 0.40], [1.13, 0.46], [1.08, 0.55], [0.97, 0.6]].map(([x, f]) => [side * x * breadth, f * chin])});
  const shapes = [ear(-1), ear(1), egg];
  if (neck) shapes.push({smooth: false, points: [[throat * 0.96, chin * 0.78], [throat, chin], [root, total + 1], [-root, total + 1], [-throat, chin], [-throat * 0.96, chin * 0.78]]});
  const half = (s) => s >= chin ? neckHalf(s) : Math.max(between(profile, s), s > chin * 0.78 ? throat : 0);
  return {total, hand: null, half, shapes, along: (s) => s, chin, breadth};
}

function trunkOfBody(regions, members, limbs) {
  const total = regions[regions.length - 1].to, flat = 1.15 / (2 * Math.PI);
  const arms = members.filter((m) => m.kind === "arm"), legs = members.filter((m) => m.kind === "leg");
  const head = members.findIndex((m) => m.kind === "head");
  const neck = head < 0 ? total / 10 : limbs[head].half(limbs[head].total);
  const hip = Math.max(regions[0].g0 * flat, ...legs.map((m) => Math.abs(m.x) + limbs[members.indexOf(m)].half(1e9) * 1.02));
  const shoulder = arms.length ? arms[0].y : total * 0.95;
  const knots = [[0, hip], [total * 0.08, hip * 0.99], [total * 0.2, (hip + regions[0].g0 * flat) / 2]];
  regions.forEach((r, i) => {
    const middle = (r.from + r.to) / 2;
    knots.push([middle, (r.g0 + r.g1) / 2 * flat * (i === 0 && regions.length > 1 ? 0.97 : 1)]);
    if (i + 1 < regions.length) knots.push([r.to, (r.g1 + regions[i + 1].g0) / 2 * flat * 0.96]);
  });
  const chest = regions[regions.length - 1].g1 * flat;
  knots.push([shoulder - 8, chest * 0.99], [shoulder, chest]);
  const half = (s) => between(knots.filter((k, i) => i === 0 || k[0] > knots[i - 1][0]), s);
  const side = [[hip * 0.55, -3], [hip * 0.99, -1.5]];
  for (let i = 1; i <= 12; ++i) side.push([half(shoulder * i / 12), shoulder * i / 12]);
  side.push([chest * 0.88, shoulder + (total - shoulder) * 0.6], [chest * 0.62, total + 0.2], [neck * 1.24, total + 2.4], [neck * 0.99, total + 6], [neck * 0.6, total + 6.6]);
  const outline = {smooth: true, points: [...side, ...side.map(([x, s]) => [-x, s]).reverse()]};
  return {total, hand: null, half, shapes: [outline], along: (s) => s, shoulder, chest, top: 8};
}

// Every member with its shape, where it stands and how to put its points: put([x, s]) -> [X, Y].
function bodyShape(members, regions) {
  const own = members.map((m) => regions.slice(m.first, m.first + m.count)
    .map((r) => ({...r, name: sideless(r.name), from: r.from - m.from, to: r.to - m.from})));
  const limbs = members.map((m, i) => m.kind === "head" ? headOfBody(own[i]) : m.kind === "trunk" ? null : limbOfBody(own[i], m.side));
  return members.map((m, i) => {
    const shape = limbs[i] || trunkOfBody(own[i], members, limbs);
    const c = Math.cos(m.turn), d = Math.sin(m.turn), end = shape.along(shape.total);
    const put = m.kind === "trunk" ? ([x, s]) => [x, s] : m.kind === "head" ? ([x, s]) => [m.x + x, m.y + shape.total - s]
      : ([x, s]) => { const down = end - shape.along(s); return [m.x + c * x + d * down, m.y + d * x - c * down]; };
    return {...m, shape, put, regions: own[i]};
  });
}

// The part of a patch that a view shows as a polygon in X and Y, or null.
function patchOnBody(member, patch, back) {
  const [s0, s1, a0, a1, region] = patch, {shape} = member;
  const local = [s0 - member.from, s1 - member.from, a0, a1, region];
  // The rings at the open ends of a member reach under what it hangs on; the outline cuts them.
  if (member.kind === "trunk") {
    if (local[0] < 0.1) local[0] = -4;
    if (local[1] > shape.total - 0.1) local[1] += shape.top;
  }
  if (member.kind === "arm" && local[1] > shape.total - 0.1) local[1] += shape.half(shape.total);
  if (member.kind === "leg" && local[0] < 0.1) local[0] = -4;
  if (member.kind === "head" && local[1] > shape.total - 0.1) local[1] += 2;
  const corners = patchCorners(shape, local, back);
  return corners && corners.map(([x, s]) => member.put([back ? -x : x, s]));
}

// Where around a member an angle lies, in words.
function sideOnBody(member, angle) {
  const quarter = (a) => Math.round(a / (Math.PI / 2)) & 3;
  if (member.kind === "trunk" || member.kind === "head") return ["front", "left side", "back", "right side"][quarter(angle)];
  return limbWords(member.regions).sides[quarter(member.side > 0 ? -angle : angle)];
}
const endOfMember = (member) => ({trunk: "perineum", head: "crown"}[member.kind] || limbWords(member.regions).tip);
