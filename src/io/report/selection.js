// Which treatment the page shows. Sections register once and are told of every change.
const study = JSON.parse(byId("study").textContent);
const compared = study.protocols.length > 1;
let chosen = Number((document.querySelector("input[name=protocol]:checked") || {value: 0}).value);
const listeners = [];
const redraws = [];

function onChoice(draw) { listeners.push(draw); }
function onTheme(draw) { redraws.push(draw); }
function choose(p) {
  chosen = p;
  for (const radio of document.querySelectorAll("input[name=protocol]")) radio.checked = Number(radio.value) === p;
  for (const draw of listeners) draw();
  showChosen();
}
// On a phone the treatments stand in one row that scrolls sideways.
function showChosen() {
  const pill = document.querySelector("input[name=protocol]:checked"), row = pill && pill.closest(".pills");
  if (!row) return;
  const at = pill.parentElement.getBoundingClientRect(), frame = row.getBoundingClientRect();
  if (at.left < frame.left || at.right > frame.right) row.scrollLeft += at.left - frame.left - (frame.width - at.width) / 2;
}
for (const radio of document.querySelectorAll("input[name=protocol]"))
  radio.addEventListener("change", () => choose(Number(radio.value)));
showChosen();
darkMode.addEventListener("change", () => { for (const draw of redraws) draw(); });
const titleOf = (p) => study.protocols[p].title;
// Behind the title of whatever shows one treatment alone, on paper too.
const withChosen = (more = "") => el("span", {}, `with ${titleOf(chosen)}${more}`);
