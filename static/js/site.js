/* Progressive enhancement only: every page works without this file. No eval, no inline handlers, no dependency
   (htmx events are listened to where htmx is loaded). Texts come from the page, so they are translated there. */
(function () {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");
  const all = (selector, scope) => Array.from((scope || document).querySelectorAll(selector));
  const on = (type, selector, handler, capture) =>
    document.addEventListener(type, (event) => {
      const target = event.target instanceof Element ? event.target.closest(selector) : null;
      if (target) handler(event, target);
    }, Boolean(capture));

  /* Theme: kept in a cookie, so that the server writes the attribute and no page flashes in the other theme. */
  on("click", "[data-theme-toggle]", () => {
    const system = window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    const next = (root.dataset.theme || system) === "dark" ? "light" : "dark";
    root.dataset.theme = next;
    document.cookie = "theme=" + next + ";path=/;max-age=31536000;samesite=lax";
  });

  /* Menus are <details>: close them on Escape, on a click elsewhere, and when another opens. */
  const closeMenus = (except) => all("details.menu[open]").forEach((menu) => { if (menu !== except) menu.open = false; });
  document.addEventListener("click", (event) => closeMenus(event.target instanceof Element ? event.target.closest("details.menu") : null));

  /* Keyboard: "/" goes to the search field of the page, or to the search page; Escape closes what floats. */
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      const open = document.querySelector("details.menu[open]");
      closeMenus();
      if (open) open.querySelector("summary").focus();
      return;
    }
    const typing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const field = document.querySelector("[data-search-field]");
    const link = document.querySelector("[data-search-link]");
    if (!field && !link) return;
    event.preventDefault();
    if (field) { field.focus(); field.select(); } else link.click();
  });

  on("click", "[data-dismiss]", (event, button) => {
    const note = button.closest(".note");
    if (note) note.remove();
  });

  /* Copy a link (or the text of another element) and say so on the button itself. */
  on("click", "[data-copy]", async (event, button) => {
    event.preventDefault();
    const text = button.dataset.copy || window.location.href;
    try {
      await navigator.clipboard.writeText(text);
    } catch (error) {
      const field = document.createElement("textarea");
      field.value = text;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    toast(button.dataset.copied || "", "good");
  });

  on("click", "[data-print]", () => window.print());

  /* Counters count characters, not UTF-16 units. The browser's own maxlength cuts a paste in silence, so it is taken
     off here: the writer sees by how much the text is too long, and the server refuses what is still over. */
  function counters(scope) {
    all("[data-counter-for]", scope).forEach((counter) => {
      const field = document.getElementById(counter.dataset.counterFor);
      if (!field || counter.dataset.ready) return;
      counter.dataset.ready = "1";
      const limit = Number(counter.dataset.limit);
      field.removeAttribute("maxlength");
      const show = () => {
        const left = limit - Array.from(field.value).length;
        counter.classList.toggle("over", left < 0);
        counter.hidden = left > limit / 5 && limit > 1000; // a bound that nobody comes near is no news
        counter.textContent = (left < 0 ? counter.dataset.over : counter.dataset.left).replace("{n}", String(Math.abs(left)));
      };
      field.addEventListener("input", show);
      show();
    });
  }

  /* Filters that apply as soon as they change (htmx does the same for those that carry hx-trigger). */
  on("change", "form[data-autosubmit] select, form[data-autosubmit] input[type=checkbox], form[data-autosubmit] input[type=radio]", (event, field) => {
    field.form.requestSubmit();
  });

  /* One <dialog> at the foot of the page asks before anything that cannot be undone. */
  function ask(text, label, yes) {
    const dialog = document.getElementById("confirm");
    if (!dialog || !dialog.showModal) { if (window.confirm(text)) yes(); return; }
    dialog.querySelector("[data-confirm-text]").textContent = text;
    const ok = dialog.querySelector("[data-confirm-ok]");
    ok.textContent = label || ok.dataset.label;
    dialog.returnValue = "";
    dialog.onclose = () => { if (dialog.returnValue === "ok") yes(); };
    dialog.showModal();
  }
  on("submit", "form", (event, form) => {
    const source = event.submitter && event.submitter.dataset.confirm ? event.submitter : form;
    if (!source.dataset.confirm || form.dataset.confirmed) { delete form.dataset.confirmed; return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    const submitter = event.submitter;
    ask(source.dataset.confirm, source.dataset.confirmLabel, () => {
      form.dataset.confirmed = "1";
      form.requestSubmit(submitter || undefined);
    });
  }, true);  // captured, so that a form driven by htmx waits for the answer too
  document.addEventListener("htmx:confirm", (event) => {
    if (!event.detail.question) return;
    event.preventDefault();
    ask(event.detail.question, event.detail.elt.dataset.confirmLabel, () => event.detail.issueRequest(true));
  });
  on("click", "[data-open-dialog]", (event, button) => {
    const dialog = document.getElementById(button.dataset.openDialog);
    if (dialog && dialog.showModal) { event.preventDefault(); dialog.showModal(); }
  });
  on("click", "[data-close-dialog]", (event, button) => { event.preventDefault(); button.closest("dialog").close(); });

  /* Toasts: from the server by the header HX-Trigger: {"toast": {"text": "…", "tone": "good"}}, or from this file. */
  function toast(text, tone) {
    const box = document.getElementById("toasts");
    const template = document.getElementById("toast-template");
    if (!text || !box || !template) return;
    const note = template.content.firstElementChild.cloneNode(true);
    if (tone) note.classList.add(tone);
    note.querySelector("[data-toast-text]").textContent = text;
    box.append(note);
    window.setTimeout(() => note.remove(), 8000);
  }
  document.addEventListener("toast", (event) => toast(event.detail.text || event.detail.value, event.detail.tone));
  const failed = () => { const box = document.getElementById("toasts"); if (box) toast(box.dataset.failed, "bad"); };
  document.addEventListener("htmx:sendError", failed);
  document.addEventListener("htmx:timeout", failed);
  document.addEventListener("htmx:responseError", (event) => { if (event.detail.xhr.status >= 500) failed(); });

  function ready(scope) {
    counters(scope);
    const summary = scope.querySelector(".error-summary");
    if (summary && !summary.closest(".gallery-pane")) summary.focus();
  }
  document.addEventListener("htmx:load", (event) => { if (event.detail.elt !== document.body) ready(event.detail.elt); });
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => ready(document));
  else ready(document);
})();
