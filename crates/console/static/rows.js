// The pieces that the Visual tab's rows are made of: elements, a list of values, and what is kept as it is written.
import { appended, quoted, replaced, without } from "./document.js";

/** An element with these attributes (`on…` is what it does) and what stands inside. Texts stay texts. */
export const make = (name, attributes, ...inside) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) { made.addEventListener(key.slice(2), value); }
    else if (value !== false) { made.setAttribute(key, value === true ? "" : value); }
  }
  made.append(...inside);
  return made;
};

/** The member of this name, where there is exactly one. */
export const sole = (object, name) => {
  const all = object.items.filter((item) => item.key.text === name);
  return all.length === 1 ? all[0] : null;
};

/** Whether one line of input shows a string as it is. */
export const isPlain = (value) => value.kind === "string" && !/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(value.text);

/** The strings of a value, where it holds nothing else: one, or a list of them. */
export const texts = (value) => many(value, isPlain);

/** The same where numbers and the words true and false may stand too. */
export const scalars = (value) => many(value, (one) => isPlain(one) || one.kind === "number" || one.kind === "word");

const many = (value, fits) => {
  const all = value.kind === "array" ? value.items.map((item) => item.value) : [value];
  return all.every(fits) ? all : null;
};

/** What no row can show, in its own bytes. */
export const kept = (text, item) => make("div", { class: "part kept" },
  make("span", {}, "Kept as written"), make("pre", { tabindex: 0 }, text.slice(item.from, item.to)));

/**
 * A list of values with an empty one behind them to go on with. `at` gives the value that holds them now, if there is
 * one; `begin` gives the text with one that begins with what is typed.
 */
export const values = ({ edit, words, place, label, at, begin }) => {
  const all = at() ? scalars(at()) : [];
  const now = (row) => scalars(at() ?? { kind: "array", items: [] })?.[row];
  const box = (row, value) => ({
    type: "text", value, list: words, autocomplete: "off", spellcheck: "false", autocapitalize: "none",
    "data-place": `${place}.${row}`, "aria-label": label(row + 1),
  });
  const lines = all.map((one, row) => {
    const text = edit.text();
    const shown = one.kind === "string" ? one.text : text.slice(one.from, one.to);
    const type = ({ target }) => edit.type(replaced(edit.text(), now(row), literal(one, target.value)), target);
    const remove = () => {
      const held = at();
      const rest = held.kind === "array" ? without(edit.text(), held, row) : replaced(edit.text(), held, "[]");
      edit.change(rest, `${place}.${Math.min(row, all.length - 1)}`);
    };
    const input = make("input", { ...box(row, shown), oninput: type });
    edit.places(input, () => now(row));
    const button = { type: "button", class: "small quiet", "aria-label": `Remove ${label(row + 1)}`, onclick: remove };
    return make("li", {}, input, make("button", button, "Remove"));
  });
  const go = ({ target }) => {
    if (!target.value) { return; }
    const [text, held, fresh] = [edit.text(), at(), quoted(target.value)];
    let next;
    if (!held) { next = begin(target.value); }
    else if (held.kind === "array") { next = appended(text, held, fresh, true); }
    else { next = replaced(text, held, `[${text.slice(held.from, held.to)}, ${fresh}]`); }
    edit.change(next, `${place}.${all.length}`);
  };
  lines.push(make("li", {}, make("input", { ...box(all.length, ""), placeholder: "Add", oninput: go })));
  return make("ul", { class: "values" }, ...lines);
};

// A number stays one while what is typed is one, and so do true and false.
const BARE = { number: /^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$/, word: /^(true|false|null)$/ };
const literal = (before, typed) => (BARE[before.kind]?.test(typed) ? typed : quoted(typed));
