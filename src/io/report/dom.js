// Building elements. All text goes through text nodes: nothing from the data is ever parsed as HTML.
const svgSpace = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {}))
    if (value !== null && value !== undefined) node.setAttribute(name, value);
  for (const child of children || []) node.append(child);
  return node;
}
const el = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
const svg = (tag, attributes, ...children) => fill(document.createElementNS(svgSpace, tag), attributes, children);
const byId = (id) => document.getElementById(id);
const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

// Numbers as the text of the page writes them.
function show(x, digits = 3) {
  if (x === null || x === undefined) return "\u2013";
  if (x === 0) return "0";
  const size = Math.abs(x);
  const exponent = Math.floor(Math.log10(size));
  if (exponent < -3 || exponent > 6) {
    const [mantissa, power] = size.toExponential(digits - 1).split("e");
    return (x < 0 ? "\u2212" : "") + Number(mantissa) + " \u00d7 10" +
      power.replace("+", "").replace(/[-0-9]/g, (c) => c === "-" ? "\u207b" : "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079"[c]);
  }
  return (x < 0 ? "\u2212" : "") + size.toFixed(Math.max(0, Math.min(8, digits - 1 - exponent)));
}
const signed = (x, digits = 3) => (x > 0 ? "+" : "") + show(x, digits);
function range(i, digits = 3, write = show) {
  const text = write(i.c, digits);
  return i.l === undefined ? text : `${text} (${drawn(i, digits, write)})`;
}
// What the draws gave; with their median where the central parameters give what nearly none of them does.
function drawn(i, digits = 3, write = show) {
  return (i.m === undefined || i.m === null ? "" : `median ${write(i.m, digits)}, `) + `${write(i.l, digits)} to ${write(i.h, digits)}`;
}

// Whether a title needs a second line in that width.
const titleLetter = 9.4;  // of a bold title, broad fonts included [px]
const wraps = (title, width) => title.length * titleLetter > width;
// A title in at most two lines of about `width`, their middle at y.
function titleText(title, x, y, width) {
  const room = Math.max(8, Math.floor(width / titleLetter)), lines = [""];
  for (const word of title.split(" ")) {
    const last = lines[lines.length - 1];
    if (last && last.length + 1 + word.length > room && lines.length < 2) lines.push(word);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  const top = y - (lines.length - 1) * 9;
  return svg("text", {x, y: top, "font-size": 15, "font-weight": 600, class: "halo"},
    ...lines.map((line, i) => svg("tspan", {x, dy: i ? 18 : 0}, line.length > room + 3 ? line.slice(0, room) + "\u2026" : line)));
}

// Ticks at 1, 2 or 5 times a power of ten.
function ticks(low, high, count) {
  const raw = (high - low) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= raw * 0.999);
  const list = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; ++k) list.push(k * step);
  return list;
}

// Calls draw(width) now and whenever the width of the element changes.
function onWidth(element, draw) {
  let last = 0;
  new ResizeObserver(() => {
    const width = Math.floor(element.clientWidth);
    // In the next frame: drawing at once would change sizes while they are being reported.
    if (width > 0 && width !== last) requestAnimationFrame(() => draw(last = width));
  }).observe(element);
}
