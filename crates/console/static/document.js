// A policy's text as a tree of places, and texts in which one place is another: every byte around it stays.
// No page is known here.

/** The text is no JSON (RFC 8259) from `at` on. */
export class Unreadable extends Error {
  constructor(at) { super(`no JSON at ${at}`); this.at = at; }
}

// A policy needs six.
const DEPTH_MAX = 32;
const BLANK = /[ \t\n\r]*/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const WORD = /true|false|null/y;

/**
 * Reads a text. A node has `kind`, `from` and `to`; a string its `text`; an object or array its `items`, each with a
 * `value`, its own `from` and `to`, and in an object a `key`, which is a node too.
 */
export const read = (text) => {
  let at = 0;
  const fail = () => { throw new Unreadable(at); };
  const take = (pattern) => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (!found) { return null; }
    at = pattern.lastIndex;
    return found[0];
  };
  const leaf = (kind, pattern) => {
    const [from, raw] = [at, take(pattern)];
    return raw === null ? null : { kind, from, to: at, ...(kind === "string" && { text: JSON.parse(raw) }) };
  };
  const sign = (letter) => {
    take(BLANK);
    if (text[at] !== letter) { return false; }
    at += 1;
    return true;
  };
  const list = (kind, end, item, depth) => {
    const node = { kind, from: at, items: [] };
    at += 1;
    if (depth > DEPTH_MAX) { fail(); }
    if (!sign(end)) {
      do { node.items.push(item(depth)); } while (sign(","));
      if (!sign(end)) { fail(); }
    }
    return { ...node, to: at };
  };
  const member = (depth) => {
    take(BLANK);
    const key = leaf("string", STRING) ?? fail();
    if (!sign(":")) { fail(); }
    const held = value(depth);
    return { key, value: held, from: key.from, to: held.to };
  };
  const element = (depth) => {
    const held = value(depth);
    return { value: held, from: held.from, to: held.to };
  };
  const value = (depth) => {
    take(BLANK);
    switch (text[at]) {
      case "{": return list("object", "}", member, depth + 1);
      case "[": return list("array", "]", element, depth + 1);
      case '"': return leaf("string", STRING) ?? fail();
      default: return leaf("number", NUMBER) ?? leaf("word", WORD) ?? fail();
    }
  };
  const root = value(0);
  take(BLANK);
  return at === text.length ? root : fail();
};

/** A text as JSON writes it. */
export const quoted = (text) => JSON.stringify(text);

const spliced = (text, from, to, fresh) => text.slice(0, from) + fresh + text.slice(to);

/** With `fresh` where a node stood. */
export const replaced = (text, node, fresh) => spliced(text, node.from, node.to, fresh);

/** With `fresh` at the end of a list, set off as the one before it is; a list's first stands on a line of its own where
 * `broad` and the text has lines. */
export const appended = (text, list, fresh, broad) => {
  const last = list.items.at(-1);
  if (!last) {
    const edge = `\n${indentAt(text, list.from)}`;
    const inside = broad && text.includes("\n") ? `${edge}${step(text)}${fresh}${edge}` : fresh;
    return spliced(text, list.from + 1, list.to - 1, inside);
  }
  const before = list.items.at(-2);
  const lead = text.slice(list.from + 1, last.from);
  const gap = before ? text.slice(before.to, last.from) : `,${lead.includes("\n") ? lead : " "}`;
  return spliced(text, last.to, last.to, gap + fresh);
};

/** Without one of a list. */
export const without = (text, list, index) => {
  const { items } = list;
  if (items.length === 1) { return spliced(text, list.from + 1, list.to - 1, ""); }
  return index ? spliced(text, items[index - 1].to, items[index].to, "") : spliced(text, items[0].from, items[1].from, "");
};

/** With two of a list, the earlier first, in each other's place. */
export const swapped = (text, list, index) => {
  const [one, other] = [list.items[index], list.items[index + 1]];
  const piece = (item) => text.slice(item.from, item.to);
  return text.slice(0, one.from) + piece(other) + text.slice(one.to, other.from) + piece(one) + text.slice(other.to);
};

/** A value written out to stand in a list of the text: on lines as the text has them. */
export const written = (text, value, list) => {
  if (!text.includes("\n")) { return JSON.stringify(value); }
  const last = list.items?.at(-1);
  const indent = last ? indentAt(text, last.from) : indentAt(text, list.from) + step(text);
  return JSON.stringify(value, null, step(text)).replaceAll("\n", `\n${indent}`);
};

const indentAt = (text, at) => /^[ \t]*/.exec(text.slice(text.lastIndexOf("\n", at - 1) + 1))[0];

const step = (text) => /\n([ \t]+)/.exec(text)?.[1] ?? "    ";

/** Where a line and column are, both counted from 1. Columns count characters, not the halves that JavaScript counts. */
export const offset = (text, line, column) => {
  let at = 0;
  for (let row = 1; row < line; row += 1) {
    const next = text.indexOf("\n", at);
    if (next < 0) { return text.length; }
    at = next + 1;
  }
  for (let letter = 1; letter < column && at < text.length; letter += 1) { at += text.codePointAt(at) > 0xffff ? 2 : 1; }
  return at;
};
