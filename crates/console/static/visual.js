// The Visual tab: a policy's statements as rows. The JSON tab's text is the one truth: rows are read from it, and an edit
// puts another text in one place of it. What no row can show is shown as it is written, and stays so.
import { appended, quoted, read, replaced, swapped, Unreadable, without, written } from "./document.js";
import { isPlain, kept, make, sole, texts, values } from "./rows.js";
import { conditions } from "./conditions.js";

const FRESH = { Effect: "Allow", Action: [], Resource: [] };
const WORDS = { Action: "Actions", NotAction: "All but (NotAction)", Resource: "Resources" };
const UNREAD = "This is no JSON yet. Correct it on the JSON tab; here it is as it is written.";
const NO_LIST = "The document holds no list of statements. Correct it on the JSON tab; here it is as it is written.";

/** Makes the tab of an editor; `found` gives what the checker said, in places of the text. */
export const visual = (area, found) => {
  const panel = document.getElementById("panel-visual");
  const tabs = ["json", "visual"].map((name) => document.getElementById(`tab-${name}`));
  const panels = tabs.map((tab) => document.getElementById(tab.getAttribute("aria-controls")));
  const [sheet, add, undo] = ["sheet", "add", "undo"].map((name) => panel.querySelector(`[data-part=${name}]`));
  // What stood before each change, the last change's author, and what we last wrote ourselves.
  let [past, author, ours] = [[], null, null];
  // The inputs on the sheet, and where in the text their values stand now.
  let places = new Map();

  // The text as it was last read; none where it cannot be.
  let [text, tree] = ["", null];
  const root = () => {
    if (text === area.value) { return tree; }
    text = area.value;
    try { tree = read(text); } catch (failed) {
      if (!(failed instanceof Unreadable)) { throw failed; }
      tree = null;
    }
    return tree;
  };
  const holder = () => {
    const tree = root();
    const member = tree?.kind === "object" ? sole(tree, "Statement") : null;
    return ["array", "object"].includes(member?.value.kind) ? member.value : null;
  };
  const nodes = (list = holder()) => (list.kind === "array" ? list.items.map((item) => item.value) : [list]);
  const node = (index) => nodes()[index];

  const write = (text, by) => {
    if (by === null || by !== author) { past.push(area.value); }
    author = by;
    ours = area.value = text;
    undo.disabled = false;
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };
  // What the rows edit with.
  const edit = {
    text: () => area.value,
    node,
    places: (input, at) => places.set(input, at),
    // Within a value, while one types: the rows stay.
    type: (text, by) => { if (text !== area.value) { write(text, by); } },
    // Anything else: the rows are read anew, and the keyboard stays where it was, or goes where it is told.
    change: (text, place) => { write(text, null); render(place); },
  };

  const render = (place) => {
    const at = place ?? document.activeElement?.dataset.place;
    places = new Map();
    const tree = root();
    const list = holder();
    add.hidden = !list && !(tree?.kind === "object" && !tree.items.some((item) => item.key.text === "Statement"));
    if (!list && add.hidden) {
      const why = make("p", { class: "help" }, tree ? NO_LIST : UNREAD);
      sheet.replaceChildren(why, make("pre", { tabindex: 0 }, area.value));
    } else {
      const rest = tree.items.filter((item) => item.value !== list && !isVersion(item));
      const cards = list ? nodes(list).map((one, index) => card(one, index, list)) : [];
      sheet.replaceChildren(...rest.map((item) => kept(area.value, item)), ...cards);
    }
    if (at) { focus(at); }
    findings();
  };
  const focus = (place) => {
    const found = (how) => sheet.querySelector(`[data-place${how}]:not(:disabled)`);
    const target = found(`="${place}"`) ?? found(`^="${place.split(".")[0]}."`) ?? add;
    target.focus();
    if (target.type === "text") { target.setSelectionRange(target.value.length, target.value.length); }
  };

  const card = (one, index, list) => {
    const number = index + 1;
    const count = list.kind === "array" ? list.items.length : 1;
    const tool = (what, label, off, work) => make("button", {
      type: "button", class: "small quiet", disabled: off, "data-place": `${index}.${what}`,
      "aria-label": `${label} statement ${number}`, onclick: work,
    }, label);
    const move = (upper, to, what) => () => edit.change(swapped(area.value, holder(), upper), `${to}.${what}`);
    const remove = () => {
      const now = holder();
      const rest = now.kind === "array" ? without(area.value, now, index) : replaced(area.value, now, "[]");
      edit.change(rest, `${Math.min(index, count - 2)}.remove`);
    };
    const tools = [
      tool("up", "Move up", index === 0, move(index - 1, index - 1, "up")),
      tool("down", "Move down", number === count, move(index, index + 1, "down")),
      tool("remove", "Remove", false, remove),
    ];
    const inside = one.kind === "object" ? fields(one, index) : [kept(area.value, one)];
    return make("fieldset", { class: "statement", "data-index": index }, make("legend", {}, `Statement ${number}`),
      make("div", { class: "row tools" }, ...tools), ...inside, make("ul", { class: "told" }));
  };

  const fields = (one, index) => {
    const shown = new Set();
    const take = (name, fits) => {
      const member = sole(one, name);
      if (!member || !fits(member.value)) { return null; }
      shown.add(member);
      return member;
    };
    const lacks = (...names) => !one.items.some((item) => names.includes(item.key.text));
    const rows = [];
    if (take("Effect", isEffect) || lacks("Effect")) { rows.push(effect(one, index)); }
    if (take("Sid", isPlain)) { rows.push(sid(one, index)); }
    for (const [names, words, label] of [[["Action", "NotAction"], "actions", "Actions"], [["Resource"], false, "Resources"]]) {
      const both = names.every((name) => !lacks(name)) && names.length > 1;
      const name = both ? null : names.find((name) => take(name, texts));
      if (name || lacks(...names)) { rows.push(named(index, names, name, words, label)); }
    }
    if (take("Condition", (value) => value.kind === "object") || lacks("Condition")) { rows.push(conditions(edit, index)); }
    rows.push(...one.items.filter((item) => !shown.has(item)).map((item) => kept(area.value, item)));
    return rows;
  };

  const effect = (one, index) => {
    const now = sole(one, "Effect")?.value.text ?? "";
    const options = ["Allow", "Deny"].map((name) => make("option", { selected: name === now }, name));
    if (!now) { options.unshift(make("option", { value: "", selected: true }, "–")); }
    const choose = ({ target }) => {
      const member = sole(node(index), "Effect");
      const fresh = quoted(target.value);
      const text = area.value;
      edit.change(member ? replaced(text, member.value, fresh) : appended(text, node(index), `"Effect": ${fresh}`, true));
    };
    const which = { "aria-label": `Effect, statement ${index + 1}`, "data-place": `${index}.Effect`, onchange: choose };
    const select = make("select", which, ...options);
    return make("label", { class: "part" }, make("span", {}, "Effect"), select);
  };

  const sid = (one, index) => {
    const at = () => sole(node(index), "Sid").value;
    const type = ({ target }) => edit.type(replaced(area.value, at(), quoted(target.value)), target);
    const box = { type: "text", value: at().text, autocomplete: "off", spellcheck: "false", "data-place": `${index}.Sid` };
    const input = make("input", { ...box, oninput: type });
    edit.places(input, at);
    return make("label", { class: "part" }, make("span", {}, "Sid"), input);
  };

  const named = (index, names, name, words, label) => {
    const member = () => names.map((one) => sole(node(index), one)).find(Boolean);
    const choose = ({ target }) => {
      if (member()) { edit.change(replaced(area.value, member().key, quoted(target.value))); }
    };
    const options = names.map((one) => make("option", { value: one, selected: one === name }, WORDS[one]));
    const which = { "aria-label": `Which actions, statement ${index + 1}`, "data-place": `${index}.which`, onchange: choose };
    const head = names.length > 1 ? make("select", which, ...options) : make("span", {}, label);
    const list = values({
      edit, words, place: `${index}.${names[0]}`, at: () => member()?.value,
      label: (row) => `${label.slice(0, -1)} ${row}, statement ${index + 1}`,
      begin: (typed) => {
        const [text, statement] = [area.value, node(index)];
        const fresh = `${quoted(head.value ?? names[0])}: ${written(text, [typed], statement)}`;
        return appended(text, statement, fresh, true);
      },
    });
    return make("div", { class: "part" }, head, list);
  };

  // What was found, told at the statement and at the value that it is of.
  const findings = () => {
    if (panel.hidden || !holder()) { return; }
    const all = found();
    const within = (one, at) => at && at.from <= one.from && one.from < at.to;
    sheet.querySelectorAll(".statement").forEach((box) => {
      const here = all.filter((one) => within(one, node(+box.dataset.index)));
      const rows = here.map((one) => make("li", { "data-kind": one.kind }, ...told(one)));
      box.querySelector(".told").replaceChildren(...rows);
    });
    places.forEach((at, input) => {
      const wrong = all.some((one) => one.kind === "error" && within(one, at()));
      if (wrong) { input.setAttribute("aria-invalid", "true"); } else { input.removeAttribute("aria-invalid"); }
    });
  };

  add.addEventListener("click", () => {
    const list = holder();
    const text = area.value;
    const index = list ? nodes(list).length : 0;
    const tree = root();
    let fresh;
    if (!list) { fresh = appended(text, tree, `"Statement": ${written(text, [FRESH], tree)}`, true); }
    else if (list.kind === "array") { fresh = appended(text, list, written(text, FRESH, list), true); }
    else { fresh = replaced(text, list, `[${text.slice(list.from, list.to)}, ${JSON.stringify(FRESH)}]`); }
    edit.change(fresh, `${index}.Effect`);
  });
  undo.addEventListener("click", () => {
    const before = past.pop();
    author = null;
    ours = area.value = before;
    undo.disabled = past.length === 0;
    area.dispatchEvent(new Event("input", { bubbles: true }));
    render();
    if (undo.disabled) { add.focus(); }
  });
  // Enter is the way to the next value; it must not send the form.
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.type !== "text") { return; }
    event.preventDefault();
    [...(event.target.closest("ul")?.querySelectorAll("input") ?? [])].at(-1)?.focus();
  });

  const show = (name) => {
    tabs.forEach((tab, index) => {
      const on = tab.id === `tab-${name}`;
      tab.setAttribute("aria-selected", on);
      tab.tabIndex = on ? 0 : -1;
      panels[index].hidden = !on;
    });
    if (name !== "visual") { return; }
    if (ours !== area.value) { [past, author, undo.disabled] = [[], null, true]; }
    render();
  };
  tabs.forEach((tab, index) => {
    tab.hidden = false;
    tab.addEventListener("click", () => show(tab.id.slice("tab-".length)));
    tab.addEventListener("keydown", (event) => {
      if (!["ArrowLeft", "ArrowRight"].includes(event.key)) { return; }
      const other = tabs[1 - index];
      other.click();
      other.focus();
    });
  });
  show("json");
  return { show, findings };
};

const isVersion = (item) => item.key.text === "Version" && item.value.text === "1";

const isEffect = (value) => value.kind === "string" && ["Allow", "Deny"].includes(value.text);

// A finding's words and its remedy; that it is one is told by its place.
const told = ({ words, remedy }) => [...words.childNodes, ...(remedy ? [remedy] : [])]
  .filter((one) => !one.classList?.contains("state")).map((one) => one.cloneNode(true));
