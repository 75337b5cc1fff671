// The outline of a right hand seen from the palm, thumb to the left (lateral, x < 0), in units of
// half the breadth of the palm across and of the length of the hand along (0 = tip of the middle finger).
const fingers = [
  {x0: -0.70, s0: 0.56, x1: -0.80, s1: 0.055, r0: 0.250, r1: 0.185},
  {x0: -0.24, s0: 0.55, x1: -0.27, s1: 0.000, r0: 0.255, r1: 0.190},
  {x0: 0.23, s0: 0.56, x1: 0.27, s1: 0.040, r0: 0.245, r1: 0.180},
  {x0: 0.68, s0: 0.60, x1: 0.84, s1: 0.165, r0: 0.225, r1: 0.155}];
const thumb = [
  {x0: -0.52, s0: 0.86, x1: -1.22, s1: 0.665, r0: 0.46, r1: 0.285},
  {x0: -1.22, s0: 0.665, x1: -1.62, s1: 0.445, r0: 0.285, r1: 0.20}];
const palm = [[-0.70, 0.985], [-0.93, 0.86], [-1.0, 0.72], [-0.965, 0.60], [-0.93, 0.52], [-0.6, 0.475], [-0.24, 0.462],
  [0.24, 0.475], [0.66, 0.515], [0.90, 0.57], [0.985, 0.68], [0.96, 0.80], [0.85, 0.91], [0.74, 0.985]];
const web = [[-0.92, 0.54], [-1.02, 0.60], [-1.30, 0.60], [-1.05, 0.80], [-0.6, 0.86]];

// Outline of two circles and their common tangents. Widths are in cm, like lengths.
function capsule(x0, s0, r0, x1, s1, r1) {
  const length = Math.hypot(x1 - x0, s1 - s0), heading = Math.atan2(s1 - s0, x1 - x0);
  const open = Math.acos(Math.max(-1, Math.min(1, (r0 - r1) / length))), points = [];
  const arc = (x, s, r, from, to) => {
    for (let i = 0; i <= 10; ++i) {
      const a = from + (to - from) * i / 10;
      points.push([x + r * Math.cos(a), s + r * Math.sin(a)]);
    }
  };
  arc(x1, s1, r1, heading - open, heading + open);
  arc(x0, s0, r0, heading + open, heading + 2 * Math.PI - open);
  return points;
}

// Shapes whose union is the hand: {points, smooth}, in cm from the finger tips.
function handShapes(length, half, wrist) {
  const shapes = [];
  const finger = (f) => shapes.push({points: capsule(f.x0 * half, f.s0 * length, f.r0 * half,
    f.x1 * half, f.s1 * length + f.r1 * half, f.r1 * half), smooth: false});
  fingers.forEach(finger);
  thumb.forEach(finger);
  const sides = palm.map(([x, s]) => [s > 0.95 ? Math.sign(x) * wrist : x * half, s * length]);
  // The ends of palm and forearm lie inside one another, so that no corner of either shows at the wrist.
  shapes.push({points: [...sides, [wrist * 0.9, length * 1.04], [wrist * 0.5, length * 1.1], [-wrist * 0.5, length * 1.1], [-wrist * 0.9, length * 1.04]], smooth: true});
  shapes.push({points: web.map(([x, s]) => [x * half, s * length]), smooth: true});
  return shapes;
}

// Creases of the palm and fingers, or knuckles and nails of the back: open curves.
function handMarks(length, half, back) {
  const marks = [];
  const across = (f, at, share) => {
    const x = f.x0 + (f.x1 - f.x0) * at, s = f.s0 + (f.s1 - f.s0) * at, r = (f.r0 + (f.r1 - f.r0) * at) * share;
    marks.push([[x - r, s], [x, s + (back ? -0.008 : 0.008)], [x + r, s]]);
  };
  for (const f of fingers) {
    across(f, 0.42, 0.6);
    across(f, 0.68, 0.55);
    if (back) {
      const r = f.r1 * 0.55, tip = f.s1 + 0.018;
      marks.push([[f.x1 - r, tip + 0.062], [f.x1 - r, tip + 0.02], [f.x1, tip], [f.x1 + r, tip + 0.02], [f.x1 + r, tip + 0.062],
        [f.x1, tip + 0.074], [f.x1 - r, tip + 0.062]]);
      marks.push([[f.x0 - 0.1, f.s0 - 0.03], [f.x0, f.s0 - 0.05], [f.x0 + 0.1, f.s0 - 0.03]]);
    }
  }
  if (!back) {
    marks.push([[-0.80, 0.60], [-0.45, 0.66], [-0.30, 0.78], [-0.36, 0.95]]);
    marks.push([[-0.82, 0.62], [-0.2, 0.66], [0.3, 0.74], [0.72, 0.80]]);
    marks.push([[0.88, 0.62], [0.5, 0.605], [0.1, 0.60], [-0.30, 0.55]]);
  }
  return marks.map((mark) => mark.map(([x, s]) => [x * half, s * length]));
}
