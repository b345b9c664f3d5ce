// What a page gains when scripts run; every page does its work without this file.
"use strict";
(() => {
  const each = (root, selector, work) => root.querySelectorAll(selector).forEach((one) => {
    if (!one.dataset.alive) { one.dataset.alive = "1"; work(one); }
  });

  const wake = (root) => {
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
  // On a narrow screen the menu is a row that scrolls: one begins where one is.
  document.querySelector(".side [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  document.addEventListener("htmx:afterSettle", (event) => wake(event.target));
  wake(document);
})();
