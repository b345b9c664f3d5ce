// What a page gains when scripts run; every page does its work without this file.
"use strict";
(() => {
  const each = (root, selector, work) => root.querySelectorAll(selector).forEach((one) => {
    if (!one.dataset.alive) { one.dataset.alive = "1"; work(one); }
  });

  // The policy editor: line numbers, colours and underlines behind the text, findings as one types.
  const KINDS = /("(?:[^"\\\n]|\\.)*"?)(\s*:)?/g;
  const offset = (text, line, column) => {
    let at = 0;
    for (let row = 1; row < line; row += 1) {
      const next = text.indexOf("\n", at);
      if (next < 0) { return text.length; }
      at = next + 1;
    }
    // Columns count characters, not the halves that JavaScript counts.
    for (let step = 1; step < column && at < text.length; step += 1) { at += text.codePointAt(at) > 0xffff ? 2 : 1; }
    return at;
  };
  const paint = (mirror, text, found) => {
    const cuts = new Set([0, text.length]);
    const spans = found.map((one) => ({ from: offset(text, one.line, one.column), to: offset(text, one.toLine, one.toColumn), kind: one.kind }))
      .map((span) => (span.to > span.from ? span : { ...span, to: span.from + 1 }));
    spans.forEach((span) => { cuts.add(Math.min(span.from, text.length)); cuts.add(Math.min(span.to, text.length)); });
    const words = [...text.matchAll(KINDS)].map((word) => ({ from: word.index, to: word.index + word[1].length, kind: word[2] ? "k" : "s" }));
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
  const editor = (box) => {
    const area = box.querySelector("textarea");
    const [lines, mirror] = [box.querySelector(".lines"), box.querySelector(".mirror")];
    const list = () => document.getElementById("found");
    const found = () => [...list().querySelectorAll("[data-line]")].map((one) => ({
      line: +one.dataset.line, column: +one.dataset.column, toLine: +one.dataset.toLine, toColumn: +one.dataset.toColumn, kind: one.dataset.kind,
    }));
    const draw = () => {
      const all = found();
      paint(mirror, area.value, all);
      const numbers = document.createDocumentFragment();
      area.value.split("\n").forEach((_, row) => {
        const here = all.filter((one) => one.line === row + 1);
        const tag = here.some((one) => one.kind === "error") ? "b" : here.length ? "i" : "span";
        const number = document.createElement(tag);
        number.textContent = `${row + 1}\n`;
        numbers.append(number);
      });
      lines.replaceChildren(numbers);
      follow();
    };
    const follow = () => { mirror.scrollTop = lines.scrollTop = area.scrollTop; mirror.scrollLeft = area.scrollLeft; };
    const go = (line, column) => {
      const at = offset(area.value, line, column);
      area.focus();
      area.setSelectionRange(at, at);
      area.scrollTop = Math.max(0, (line - 6) * 19);
    };
    box.classList.add("live");
    area.addEventListener("input", draw);
    area.addEventListener("scroll", follow);
    area.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.ctrlKey || event.metaKey || event.isComposing) { return; }
      const before = area.value.slice(0, area.selectionStart);
      const indent = before.slice(before.lastIndexOf("\n") + 1).match(/^[ \t]*/)[0];
      if (!indent) { return; }
      event.preventDefault();
      area.setRangeText(`\n${indent}`, area.selectionStart, area.selectionEnd, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    });
    document.addEventListener("htmx:afterSwap", (event) => { if (event.target.id === "found") { draw(); } });
    document.addEventListener("click", (event) => {
      const where = event.target.closest(".where");
      if (where) { event.preventDefault(); go(+where.dataset.toLineOf, +where.dataset.toColumnOf); }
    });
    draw();
    if (area.dataset.faultLine) { go(+area.dataset.faultLine, +area.dataset.faultColumn); }
  };

  const wake = (root) => {
    each(root, ".editor", editor);
    // A dialog that the server has opened becomes modal; Escape goes the way of its own Cancel.
    each(root, "dialog[open]", (dialog) => {
      dialog.close();
      dialog.showModal();
      dialog.querySelector("[autofocus]")?.focus();
      dialog.addEventListener("cancel", (event) => {
        const cancel = dialog.querySelector("[data-cancel]");
        if (cancel) { event.preventDefault(); cancel.click(); }
      });
    });
    each(root, "[data-copy]", (button) => {
      button.hidden = false;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
        button.textContent = "Copied";
      });
    });
    // What destroys stays shut until the name is typed.
    each(root, "form[data-typed]", (form) => {
      const [field, button] = [form.querySelector("input[name=typed]"), form.querySelector("button.danger")];
      const look = () => { button.disabled = field.value.trim() !== form.dataset.typed; };
      field.addEventListener("input", look);
      look();
    });
    // A form is sent once, however often one presses.
    each(root, "form[method=post]", (form) => form.addEventListener("submit", (event) => {
      if (form.dataset.sent) { event.preventDefault(); return; }
      form.dataset.sent = "1";
    }));
    // What was refused is read first, unless the editor has a place to show.
    if (!root.querySelector("[data-fault-line]")) { root.querySelector("#notice")?.focus(); }
  };
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; }));
  document.addEventListener("htmx:afterSettle", (event) => wake(event.target));
  wake(document);
})();
