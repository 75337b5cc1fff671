// Colours. Blue against orange is told apart with every common colour blindness.
const stops = {
  diverging: {
    light: ["#7f3b08", "#c0651a", "#eda862", "#f8dcbb", "#f4f2ee", "#c8dcec", "#7fb0d5", "#2f78b7", "#0a3c74"],
    dark: ["#ffc48a", "#f0954a", "#b9652a", "#6e452b", "#363c3e", "#2c506b", "#327cb0", "#62aee2", "#b0dcff"]},
  sequential: {
    light: ["#f6f4ec", "#dbe9d0", "#a9d3bf", "#6bb3b0", "#33899b", "#1f5f86", "#1b3768", "#150f3e"],
    dark: ["#1e2629", "#1f3a4c", "#23576e", "#2f7d86", "#54a394", "#8fc79c", "#cfe5a6", "#fdfbd0"]},
  wave: {
    light: ["#0d0829", "#3b0f6f", "#8c2981", "#de4968", "#fe9f6d", "#fcfdbf"],
    dark: ["#0d0829", "#3b0f6f", "#8c2981", "#de4968", "#fe9f6d", "#fcfdbf"]}};
const darkMode = matchMedia("(prefers-color-scheme: dark)");
const components = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));

function lookup(name, size = 256) {
  const list = stops[name][darkMode.matches ? "dark" : "light"].map(components);
  const table = new Uint8Array(size * 3);
  for (let i = 0; i < size; ++i) {
    const at = i / (size - 1) * (list.length - 1), k = Math.min(list.length - 2, Math.floor(at));
    for (let c = 0; c < 3; ++c) table[3 * i + c] = list[k][c] + (at - k) * (list[k + 1][c] - list[k][c]);
  }
  return table;
}
function colourOf(name) {
  const table = lookup(name);
  return (fraction) => {
    const i = 3 * Math.round(255 * Math.max(0, Math.min(1, fraction)));
    return `rgb(${table[i]},${table[i + 1]},${table[i + 2]})`;
  };
}
const gradient = (name) => `linear-gradient(90deg,${stops[name][darkMode.matches ? "dark" : "light"].join(",")})`;
// The control is grey; treatments take the eight categorical colours in turn.
const protocolColour = (p) => p === 0 && study.protocols.length > 1 ? css("--control") : css(`--c${(p + 7) % 8}`);
const kindColour = (k) => css(`--c${k % 8}`);
