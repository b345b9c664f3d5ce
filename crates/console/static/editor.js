// The policy editor: its JSON tab, with line numbers, colours and underlines behind the text and findings as one types.
// The tab beside it is visual.js.
import { offset } from "./document.js";
import { visual } from "./visual.js";

const WORDS = /("(?:[^"\\\n]|\\.)*"?)(\s*:)?|-?\b[0-9][0-9.eE+-]*|\b(?:true|false|null)\b/g;
const LINE_PIXELS = 19;

const paint = (mirror, text, found) => {
  const cuts = new Set([0, text.length]);
  const spans = found.map((one) => (one.to > one.from ? one : { ...one, to: one.from + 1 }));
  spans.forEach((span) => { cuts.add(Math.min(span.from, text.length)); cuts.add(Math.min(span.to, text.length)); });
  const words = [...text.matchAll(WORDS)].map((word) => {
    const kind = word[1] === undefined ? "n" : word[2] ? "k" : "s";
    return { from: word.index, to: word.index + (word[1] ?? word[0]).length, kind };
  });
  words.forEach((word) => { cuts.add(word.from); cuts.add(word.to); });
  const places = [...cuts].sort((a, b) => a - b);
  const out = document.createDocumentFragment();
  let word = 0;
  for (let i = 0; i + 1 < places.length; i += 1) {
    const [from, to] = [places[i], places[i + 1]];
    while (word < words.length && words[word].to <= from) { word += 1; }
    const classes = [];
    if (word < words.length && words[word].from <= from) { classes.push(words[word].kind); }
    const hit = spans.filter((span) => span.from <= from && to <= span.to);
    if (hit.some((span) => span.kind === "error")) { classes.push("u"); } else if (hit.length) { classes.push("w"); }
    const piece = document.createElement("span");
    piece.className = classes.join(" ");
    piece.textContent = text.slice(from, to);
    out.append(piece);
  }
  out.append("\n");
  mirror.replaceChildren(out);
};

const numbered = (lines, text, found) => {
  const numbers = document.createDocumentFragment();
  let [from, to] = [0, -1];
  text.split("\n").forEach((line, row) => {
    [from, to] = [to + 1, to + 1 + line.length];
    const here = found.filter((one) => from <= one.from && one.from <= to);
    const number = document.createElement(here.some((one) => one.kind === "error") ? "b" : here.length ? "i" : "span");
    number.textContent = `${row + 1}\n`;
    numbers.append(number);
  });
  lines.replaceChildren(numbers);
};

// What was found in one text, as places of the text that came of it by one change.
const moved = (found, before, after) => {
  let same = 0;
  while (same < before.length && before[same] === after[same]) { same += 1; }
  const by = after.length - before.length;
  const place = (at) => (at > same ? Math.max(same, at + by) : at);
  return found.map((one) => ({ ...one, from: place(one.from), to: place(one.to) }));
};

const editor = (box) => {
  const area = box.querySelector("textarea");
  const [lines, mirror] = [box.querySelector(".lines"), box.querySelector(".mirror")];
  // What was found, and in which text.
  let [found, seen] = [[], ""];
  const look = () => {
    const text = (seen = area.value);
    found = [...document.querySelectorAll("#found [data-line]")].map(({ dataset, children }) => ({
      kind: dataset.kind, words: children[1], remedy: children[2],
      from: offset(text, +dataset.line, +dataset.column), to: offset(text, +dataset.toLine, +dataset.toColumn),
    }));
  };
  const follow = () => { mirror.scrollTop = lines.scrollTop = area.scrollTop; mirror.scrollLeft = area.scrollLeft; };
  const draw = () => {
    if (seen !== area.value) { found = moved(found, seen, area.value); }
    seen = area.value;
    paint(mirror, area.value, found);
    numbered(lines, area.value, found);
    follow();
  };
  const go = (line, column) => {
    tabs.show("json");
    const at = offset(area.value, line, column);
    area.focus();
    area.setSelectionRange(at, at);
    area.scrollTop = Math.max(0, (line - 6) * LINE_PIXELS);
  };
  const tabs = visual(area, () => found);
  box.classList.add("live");
  area.addEventListener("input", draw);
  area.addEventListener("scroll", follow);
  // A new line begins where the one before it did.
  area.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.isComposing) { return; }
    const before = area.value.slice(0, area.selectionStart);
    const indent = before.slice(before.lastIndexOf("\n") + 1).match(/^[ \t]*/)[0];
    if (!indent) { return; }
    event.preventDefault();
    area.setRangeText(`\n${indent}`, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id !== "found") { return; }
    look();
    draw();
    tabs.findings();
  });
  document.addEventListener("click", (event) => {
    const where = event.target.closest(".where");
    if (where) { event.preventDefault(); go(+where.dataset.toLineOf, +where.dataset.toColumnOf); }
  });
  look();
  draw();
  if (area.dataset.faultLine) { go(+area.dataset.faultLine, +area.dataset.faultColumn); }
};

document.querySelectorAll(".editor").forEach(editor);
