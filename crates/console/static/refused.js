// What a page says when a request behind it is refused, and how it goes on once somebody has signed in again in another tab.
// The page itself stays: what is written on it is not lost.
"use strict";
(() => {
  const OUT = "You are signed out. Sign in in another tab, then go on here.";
  const BACK = "You are signed in again. Go on.";
  const OTHER = "Somebody else is signed in by now. Copy what you need, then reload this page.";
  const AWAY = "The server cannot be reached. What is written here stays; try again in a moment.";
  const who = (page) => { const name = page.querySelector(".who-name"); return name && `${name.title} ${name.textContent}`; };
  let box = null;

  const say = (kind, ...words) => {
    if (!box?.isConnected) {
      box = document.createElement("div");
      box.setAttribute("role", "alert");
      document.getElementById("main").prepend(box);
    }
    box.className = `notice behind ${kind}`;
    box.replaceChildren(...words);
  };
  const out = () => {
    document.body.dataset.out = "1";
    const link = document.createElement("a");
    Object.assign(link, { href: "/console/sign-in", target: "_blank", rel: "noopener", textContent: "Sign in" });
    say("warn", OUT, " ", link);
  };
  // Takes over the session that the browser has by now; whether it has one.
  const renew = async () => {
    const answer = await fetch("/console/password", { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!who(page)) { out(); return false; }
    if (who(page) !== who(document)) { say("warn", OTHER); return false; }
    const fresh = page.querySelector(".who input[name=csrf]").value;
    document.querySelectorAll("input[name=csrf]").forEach((field) => { field.value = fresh; });
    delete document.body.dataset.out;
    return true;
  };
  // Whether a refusal is told by a page of somebody who is signed in: then it says why.
  const told = (text) => new DOMParser().parseFromString(text, "text/html").getElementById("notice");

  document.addEventListener("htmx:responseError", async ({ detail: { xhr, elt } }) => {
    const notice = told(xhr.responseText);
    if (notice) { say("bad", ...notice.childNodes); return; }
    if (xhr.status === 401) { out(); return; }
    // A form's token is an earlier session's: somebody signed in anew elsewhere.
    if (xhr.status === 403) { if (await renew()) { window.htmx.trigger(elt, "again"); } return; }
    say("bad", AWAY);
  });
  document.addEventListener("htmx:sendError", () => say("bad", AWAY));
  document.addEventListener("htmx:afterRequest", ({ detail }) => { if (detail.successful) { box?.remove(); } });
  const look = async () => {
    if (document.hidden || !document.body.dataset.out || !await renew()) { return; }
    say("good", BACK);
    document.querySelectorAll("[hx-trigger~=again]").forEach((one) => window.htmx.trigger(one, "again"));
  };
  window.addEventListener("focus", look);
  document.addEventListener("visibilitychange", look);
})();
