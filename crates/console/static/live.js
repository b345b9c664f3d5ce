// What changes by itself on a page, put in its place as the server tells it. Without this file a reload shows the same.
"use strict";
(() => {
  let source = null;
  const followed = () => document.querySelector("[data-live]");
  // Where the page is asked for: a form that was refused has left its own address in the browser. Whether what was told still holds
  // the page knows.
  const address = () => {
    const page = followed().dataset.page;
    const { pathname, search } = window.location;
    return pathname === page ? `${pathname}${search}` : page;
  };
  // Whether somebody has begun to fill in a form: then it stays as it is.
  const begun = () => [...document.querySelectorAll("main input:not([type=hidden]), main textarea, main select")].some((field) => {
    if (field.tagName === "SELECT") { return [...field.options].some((one) => one.selected !== one.defaultSelected && field.selectedIndex > 0); }
    return field.type === "checkbox" || field.type === "radio" ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
  });
  const put = (fresh) => {
    const old = fresh.id && document.getElementById(fresh.id);
    if (!old) { return false; }
    const held = old.contains(document.activeElement) ? document.activeElement : null;
    old.replaceWith(fresh);
    if (held?.value) { [...fresh.querySelectorAll(held.tagName)].find((one) => one.value === held.value)?.focus(); }
    // The rest of the page's script wakes what has come.
    fresh.dispatchEvent(new CustomEvent("htmx:afterSettle", { bubbles: true }));
    return old.dataset.state !== fresh.dataset.state;
  };
  const part = (event) => {
    followed().dataset.seen = event.lastEventId;
    const told = new DOMParser().parseFromString(event.data, "text/html").body;
    const turned = [...told.children].map(put).some(Boolean);
    // What else is offered depends on it.
    if (turned && !begun()) { window.htmx.ajax("GET", address(), { target: "#main", select: "#main", swap: "outerHTML" }); }
  };
  const close = () => { source?.close(); source = null; };
  const open = () => {
    const place = followed();
    if (!place || source || document.hidden) { return; }
    source = new EventSource(`${place.dataset.live}?seen=${encodeURIComponent(place.dataset.seen)}`);
    source.addEventListener("part", part);
    source.addEventListener("end", close);
    source.addEventListener("out", () => { close(); window.location.assign(address()); });
  };
  // Browsers open few connections to one server: a page that nobody sees holds none.
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  window.addEventListener("pagehide", close);
  window.addEventListener("pageshow", open);
})();
