// What is written in the policy editor is kept in this tab's own storage while it is under way to the server, and put back where
// it was refused for want of a session. The next page of somebody who is signed in takes it away, be it used or not; no other
// field is kept, and nobody reads another's.
"use strict";
(() => {
  const KEY = "rampart-draft";
  const BACK = "What you had written is here again. It is not saved yet.";
  const area = document.querySelector("textarea#document");
  const version = area?.form.elements.version;
  const name = document.querySelector(".who-name");
  const who = `${name.title} ${name.textContent}`;

  const keep = () => sessionStorage.setItem(KEY, JSON.stringify({
    who, at: window.location.pathname, document: area.value, version: version?.value,
  }));
  const kept = JSON.parse(sessionStorage.getItem(KEY));
  sessionStorage.removeItem(KEY);
  if (!area) { return; }
  area.form.addEventListener("submit", keep);
  window.addEventListener("pagehide", () => { if (document.body.dataset.out) { keep(); } });
  if (kept?.who !== who || kept.at !== window.location.pathname || kept.document === area.value) { return; }
  area.value = kept.document;
  if (version && kept.version) { version.value = kept.version; }
  const told = document.createElement("div");
  told.className = "notice warn";
  told.setAttribute("role", "status");
  told.textContent = BACK;
  area.form.before(told);
  // The rest of the page's scripts stand by then.
  document.addEventListener("DOMContentLoaded", () => window.htmx.trigger(area, "again"));
})();
