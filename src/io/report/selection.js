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
}
for (const radio of document.querySelectorAll("input[name=protocol]"))
  radio.addEventListener("change", () => choose(Number(radio.value)));
darkMode.addEventListener("change", () => { for (const draw of redraws) draw(); });
const titleOf = (p) => study.protocols[p].title;
