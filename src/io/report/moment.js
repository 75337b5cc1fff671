// The moment of the session that the page shows: one slider, followed by the bars of actions, the maps and the charts.
// null: the session as a whole.
let moment = null;
const followers = [];
function onMoment(draw) { followers.push(draw); }
const momentTimes = (p = chosen) => study.moments.t[p] || [];
// Row of the moment among those of a treatment.
function momentRow(p = chosen) {
  const times = momentTimes(p), row = times.findIndex((t) => t >= moment - 1e-9);
  return row < 0 ? times.length - 1 : row;
}
function setMoment(t) {
  moment = t;
  for (const draw of followers) draw();
}
// A moment is the end of an interval: a step that begins there has not begun.
function stepsAt(p, t) {
  const names = study.protocols[p].steps.filter(([start, end]) => start < t - 1e-9 && t <= end + 1e-9).map((s) => s[3]);
  return names.length ? [...new Set(names)].join(" and ") : "nothing is done";
}

// Charts of uPlot: a line at the moment, and the legend's numbers there.
function momentLine(u) {
  if (moment === null) return;
  const x = u.valToPos(moment, "x", true), {top, height} = u.bbox, {ctx} = u;
  ctx.save();
  ctx.strokeStyle = css("--ink");
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(x, top);
  ctx.lineTo(x, top + height);
  ctx.stroke();
  ctx.restore();
}
function followMoment(plot) {
  if (!plot) return;
  plot.redraw(false);
  if (moment !== null) plot.setLegend({idx: plot.valToIdx(moment)});
}

function momentSection() {
  const host = byId("moment"), play = el("button", {type: "button"}, "Play"), whole = el("button", {type: "button"}, "Whole session");
  const slider = el("input", {type: "range", min: 0, step: 1, value: 0, "aria-label": "Moment of the session"});
  const clock = el("output", {}), step = el("p", {class: "doing"});
  host.append(play, slider, clock, whole, step);
  let timer = null;

  function halt() {
    clearInterval(timer);
    timer = null;
    play.textContent = "Play";
  }
  function go(row) { setMoment(momentTimes()[row]); }
  function tell() {
    const times = momentTimes(), length = show(study.protocols[chosen].duration);
    host.hidden = !study.moments.t.some((list) => list.length);
    slider.disabled = play.disabled = !times.length;
    slider.max = Math.max(0, times.length - 1);
    whole.hidden = moment === null;
    if (!times.length) { halt(); clock.textContent = ""; step.textContent = "Nothing was recorded of this session."; return; }
    slider.value = moment === null ? 0 : momentRow();
    clock.textContent = moment === null ? `whole session, ${length} min` : `${clockTime(moment)} of ${length} min`;
    step.replaceChildren(moment === null ? "Slide or press Play to see it moment by moment."
      : el("b", {}, stepsAt(chosen, moment)));
    slider.setAttribute("aria-valuetext", moment === null ? "whole session" : `${clock.textContent}: ${stepsAt(chosen, moment)}`);
  }
  play.addEventListener("click", () => {
    if (timer) return halt();
    play.textContent = "Pause";
    go(moment === null || momentRow() >= Number(slider.max) ? 0 : momentRow());
    timer = setInterval(() => {
      if (moment === null || momentRow() >= Number(slider.max)) return halt();
      go(momentRow() + 1);
    }, 100);
  });
  slider.addEventListener("input", () => go(Number(slider.value)));
  whole.addEventListener("click", () => { halt(); setMoment(null); });
  onMoment(tell);
  // Another treatment at the same time, or at its end where it is shorter.
  onChoice(() => {
    const times = momentTimes();
    if (moment !== null && times.length) setMoment(times[momentRow()]); else tell();
  });
  tell();
}
// Tenths of a minute keep their place while the slider moves.
const clockTime = (t) => study.protocols[chosen].duration < 3 ? t.toFixed(2) : t.toFixed(1);

// What a map's colours show: entries over the session, and entries that follow the slider.
const decodedPictures = new Map();
function pictureBytes(text) {
  if (!decodedPictures.has(text)) decodedPictures.set(text, Uint8Array.from(atob(text), (c) => c.charCodeAt(0)));
  return decodedPictures.get(text);
}
function mapChoice(maps, patches) {
  const {fields} = study.moments, entry = (list, from) => list.map((m, i) => el("option", {value: from + i}, from ? m.label + ", at a moment" : m.label));
  const select = el("select", {"aria-label": "What the colours show"}, el("optgroup", {label: "Over the session"}, ...entry(maps, 0)),
    el("optgroup", {label: "Moment by moment"}, ...entry(fields, maps.length)));
  let last = [0, maps.length], before = moment;
  const momentary = () => Number(select.value) >= maps.length;
  const remember = () => { last[momentary() ? 1 : 0] = Number(select.value); };
  // The colours of a moment need one; those of the session stay beside a moment where somebody chose them.
  select.addEventListener("change", () => {
    remember();
    if (momentary() && moment === null && momentTimes().length) setMoment(momentTimes()[0]);
  });
  onMoment(() => {
    if ((before === null) !== (moment === null) && fields.length) select.value = last[moment === null ? 0 : 1];
    before = moment;
  });
  const field = () => momentary() ? fields[select.value - maps.length] : maps[select.value];
  // The value of each patch, unknown ones null; and where its colour lies from 0 to 1.
  function values() {
    const map = field();
    if (!momentary()) return {...map.values[chosen], at: (v) => map.diverging ? 0.5 + v / (2 * map.limit) : v / map.limit};
    const {lo, hi} = map.scale, data = pictureBytes(map.data[chosen]), from = momentRow() * patches;
    const c = Array.from({length: patches}, (_, i) => data[from + i] === 255 || data[from + i] === undefined ? null : lo + (hi - lo) * data[from + i] / 254);
    return {c, at: (v) => (v - lo) / (hi - lo)};
  }
  function legend(host) {
    const map = field(), least = map.scale ? map.scale.lo : map.diverging ? -map.limit : 0, most = map.scale ? map.scale.hi : map.limit;
    const ends = map.diverging ? [`\u2264 ${signed(least, 2)}`, "0", `\u2265 ${signed(most, 2)} ${map.unit}`]
      : [map.scale ? `\u2264 ${show(least, 2)}` : "0", `\u2265 ${show(most, 2)} ${map.unit}`];
    const when = momentary() && moment !== null ? ` at ${clockTime(moment)} min` : "", palette = map.diverging ? "diverging" : "sequential";
    host.replaceChildren(el("figcaption", {}, map.label + " ", withChosen(when)),
      el("div", {class: "scale", style: `background:${gradient(palette)}`}), el("div", {class: "scale-labels"}, ...ends.map((t) => el("span", {}, t))),
      map.diverging ? el("div", {class: "scale-labels"}, ...["less", "no change", "more"].map((t) => el("span", {}, t))) : "", el("p", {class: "muted"}, map.note + "."));
  }
  return {select, field, values, legend, momentary};
}
