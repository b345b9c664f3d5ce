// The conditions of a statement: an operator, a key and its values a row.
import { appended, quoted, replaced, read, without } from "./document.js";
import { isPlain, kept, make, scalars, sole, values } from "./rows.js";

const operators = () => [...document.querySelectorAll("#operators option")].map((option) => option.value);

/** The conditions of one statement, and an empty row to go on with. */
export const conditions = (edit, index) => {
  const held = () => sole(edit.node(index), "Condition")?.value;
  const rows = [];
  let number = 0;
  (held()?.items ?? []).forEach((operator, one) => {
    if (!isShown(operator)) { rows.push(kept(edit.text(), operator)); return; }
    operator.value.items.forEach((_, key) => rows.push(row(edit, index, held, [one, key], (number += 1))));
  });
  rows.push(draft(edit, index, held));
  return make("div", { class: "part" }, make("span", {}, "Conditions"), make("div", { class: "conditions" }, ...rows));
};

const isShown = ({ key, value }) => isPlain(key) && value.kind === "object" && value.items.length > 0
  && value.items.every((item) => isPlain(item.key) && scalars(item.value));

const choice = (now, attributes) => {
  const known = operators();
  const all = known.includes(now) ? known : [now, ...known];
  return make("select", attributes, ...all.map((name) => make("option", { selected: name === now }, name)));
};

const box = (value, place, label, type) => make("input", {
  type: "text", value, list: "condition-keys", autocomplete: "off", spellcheck: "false", autocapitalize: "none",
  placeholder: "Key", "data-place": place, "aria-label": label, oninput: type,
});

const row = (edit, index, held, [one, key], number) => {
  const place = `${index}.Condition.${one}.${key}`;
  const which = `condition ${number}, statement ${index + 1}`;
  const operator = () => held().items[one];
  const member = () => operator().value.items[key];
  const remove = () => edit.change(gone(edit, index, held, one, key, false), `${index}.Condition.key`);
  const choose = ({ target }) => {
    const [text, to] = [edit.text(), target.value];
    const others = held().items.some((item) => item.key.text === to);
    if (operator().value.items.length === 1 && !others) {
      edit.change(replaced(text, operator().key, quoted(to)), `${place}.operator`);
      return;
    }
    const piece = text.slice(member().from, member().to);
    const rest = gone(edit, index, held, one, key, true);
    const fresh = added(rest, index, to, piece);
    edit.change(fresh.text, `${fresh.place}.operator`);
  };
  const type = ({ target }) => edit.type(replaced(edit.text(), member().key, quoted(target.value)), target);
  const input = box(member().key.text, `${place}.key`, `Key of ${which}`, type);
  edit.places(input, () => member().key);
  const list = values({
    edit, words: false, place: `${place}.value`, at: () => member().value, begin: () => edit.text(),
    label: (value) => `Value ${value} of ${which}`,
  });
  return make("div", { class: "condition" },
    choice(operator().key.text, { "aria-label": `Operator of ${which}`, "data-place": `${place}.operator`, onchange: choose }), input,
    make("button", { type: "button", class: "small quiet", "aria-label": `Remove ${which}`, onclick: remove }, "Remove"),
    list);
};

// The text without a condition; without its operator, and without Condition, where nothing is left of these.
const gone = (edit, index, held, one, key, stays) => {
  const [text, condition] = [edit.text(), held()];
  const operator = condition.items[one].value;
  if (operator.items.length > 1) { return without(text, operator, key); }
  if (condition.items.length > 1 || stays) { return without(text, condition, one); }
  const statement = edit.node(index);
  return without(text, statement, statement.items.findIndex((item) => item.value === condition));
};

// The text with one more condition, and its place on the sheet.
const added = (text, index, operator, member) => {
  const list = sole(read(text), "Statement").value;
  const statement = list.kind === "array" ? list.items[index].value : list;
  const condition = sole(statement, "Condition")?.value;
  if (!condition) { return added(appended(text, statement, '"Condition": {}', true), index, operator, member); }
  const at = condition.items.findIndex((item) => item.key.text === operator && item.value.kind === "object");
  if (at < 0) { return added(appended(text, condition, `${quoted(operator)}: {}`, true), index, operator, member); }
  const into = condition.items[at].value;
  return { text: appended(text, into, member, true), place: `${index}.Condition.${at}.${into.items.length}` };
};

const draft = (edit, index, held) => {
  const which = `a new condition, statement ${index + 1}`;
  const operator = choice("StringEquals", { "aria-label": `Operator of ${which}`, "data-place": `${index}.Condition.operator` });
  const key = box("", `${index}.Condition.key`, `Key of ${which}`, ({ target }) => {
    if (!target.value) { return; }
    const fresh = added(edit.text(), index, operator.value, `${quoted(target.value)}: []`);
    edit.change(fresh.text, `${fresh.place}.key`);
  });
  return make("div", { class: "condition" }, operator, key);
};
