"use strict";
(() => {
  const $ = (query, root = document) => root.querySelector(query);
  const $$ = (query, root = document) => root.querySelectorAll(query);
  const root = document.documentElement;
  const card = $("#card");
  const narrow = matchMedia("(max-width: 63.99em)");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const scrolling = () => (still.matches ? "auto" : "smooth");
  const ROLES = { f: "frame", c: "cue", s: "speaker", a: "addressee", h: "hop", m: "marker", w: "when" };

  // --- Which elements belong to which statement: built once per article, when it is first touched.
  const known = new WeakMap();
  function parts(article) {
    if (known.has(article)) return known.get(article);
    const map = new Map();
    const add = (key, element, name) => {
      if (!map.has(key)) map.set(key, []);
      map.get(key).push([element, name]);
    };
    for (const mark of $$("mark", article)) add(mark.dataset.s, mark, "on");
    for (const entry of $$(".e", article)) add(entry.dataset.s, entry, "on");
    for (const span of $$("[data-r]", article)) {
      for (const code of span.dataset.r.split(" ")) add(code.slice(1), span, ROLES[code[0]]);
    }
    known.set(article, map);
    return map;
  }

  // --- Lighting one statement: at most one is lit; `pinned` keeps it lit until another act of the reader.
  let lit = null, pinned = false, timer = 0;

  function light(element, { withCard = true, pin = false } = {}) {
    clearTimeout(timer);
    const article = element.closest("article");
    const key = element.closest("[data-s]").dataset.s;
    if (lit?.key !== key) {
      douse();
      const members = parts(article).get(key) ?? [];
      for (const [member, name] of members) member.classList.add(name);
      const entry = members.find(([member]) => member.matches(".e"))?.[0];
      const colour = [...entry.classList].find((name) => /^p\d$/.test(name)) ?? "p0";
      article.style.setProperty("--on", `var(--${colour})`);
      lit = { key, article, members, entry };
      reveal(entry);
    }
    lit.at = element;
    pinned = pin;
    if (withCard) showCard(); else card.hidden = true;
    lit.entry.classList.toggle("full", !withCard);
  }

  function douse() {
    clearTimeout(timer);
    card.hidden = true;
    pinned = false;
    if (!lit) return;
    for (const [member, name] of lit.members) member.classList.remove(name);
    lit.entry.classList.remove("full");
    lit = null;
  }

  function later(act, delay) {
    clearTimeout(timer);
    timer = setTimeout(act, delay);
  }

  /** Scroll the side list, not the page, so that the entry can be seen. */
  function reveal(entry) {
    const pane = entry.closest(".pane");
    if (narrow.matches || pane.scrollHeight <= pane.clientHeight) return;
    const there = entry.getBoundingClientRect(), here = pane.getBoundingClientRect();
    if (there.top >= here.top && there.bottom <= here.bottom) return;
    const top = pane.scrollTop + there.top - here.top - (here.height - there.height) / 3;
    pane.scrollTo({ top, behavior: scrolling() });
  }

  // --- The card: what the list knows of the statement, beside the text.
  function showCard() {
    const { entry, members } = lit;
    const head = document.createElement("p");
    head.append($("u", entry).cloneNode(true), $(".form", entry).cloneNode(true));
    const list = $("dl", entry).cloneNode(true);
    list.removeAttribute("id");
    for (const link of $$("a", list)) link.tabIndex = -1; // the list beside the text has them for the keyboard
    card.replaceChildren(head, list);
    card.className = `card ${[...entry.classList].find((name) => /^p\d$/.test(name)) ?? "p0"}`;
    card.hidden = false;
    place(members.filter(([member, name]) => name !== "hop" && !member.matches(".e")).map(([m]) => m));
  }

  /** Beside the lit words, over the list, so that the text stays free; on a phone at the foot of the screen. */
  function place(elements) {
    card.removeAttribute("style");
    const block = (lit.at.closest(".text > *") ?? $("mark.on", lit.article)?.closest(".text > *"));
    const boxes = elements.filter((e) => block?.contains(e)).flatMap((e) => [...e.getClientRects()]);
    if (!boxes.length) return;
    const top = Math.min(...boxes.map((box) => box.top)), bottom = Math.max(...boxes.map((box) => box.bottom));
    const gap = 12;
    if (narrow.matches) {
      const hidden = bottom + gap - card.getBoundingClientRect().top;
      if (hidden > 0) scrollBy({ top: Math.min(hidden, top - 2 * gap), behavior: "auto" });
      return;
    }
    const side = $("aside", lit.article).getBoundingClientRect();
    const width = Math.max(side.width + 2 * gap, 360);
    card.style.width = `${width}px`;
    const lowest = innerHeight - card.offsetHeight - gap;
    card.style.left = `${side.right + gap - width + scrollX}px`;
    card.style.top = `${Math.max(gap, Math.min(top - gap, lowest)) + scrollY}px`;
  }

  // --- Going to and fro.
  function toText(anchor, options) {
    const number = document.getElementById(`s-${anchor}`);
    if (!number?.matches(".text a.n")) return false;
    number.scrollIntoView({ block: "center", behavior: "auto" });
    number.focus({ preventScroll: true });
    light(number, { pin: true, ...options });
    return true;
  }

  function toList(anchor) {
    const entry = document.getElementById(`l-${anchor}`);
    entry.closest("details").open = true;
    if (narrow.matches) entry.scrollIntoView({ block: "center", behavior: "auto" });
    else reveal(entry);
    $("a", entry).focus({ preventScroll: true });
    light(entry, { withCard: false, pin: true });
  }

  const remember = (anchor) => history.replaceState(null, "", `#s-${anchor}`);
  const follow = () => {
    const [, side, anchor] = /^#([sl])-(.+)$/.exec(location.hash) ?? [];
    if (side === "s") requestAnimationFrame(() => toText(anchor));
    if (side === "l" && document.getElementById(location.hash.slice(1))) requestAnimationFrame(() => toList(anchor));
  };

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const number = event.target.closest("a.n");
    const entry = event.target.closest(".e > a[href], .notes a[href^='#s-'], .link a[href^='#s-']");
    const mark = event.target.closest("mark");
    const choice = event.target.closest("button[data-w], button[data-form]");
    if (number) {
      event.preventDefault();
      remember(number.id.slice(2));
      toList(number.id.slice(2));
    } else if (entry) {
      event.preventDefault();
      remember(entry.hash.slice(3));
      toText(entry.hash.slice(3));
    } else if (mark && getSelection().isCollapsed) {
      light(mark, { pin: true });
      remember(lit.entry.id.slice(2));
    } else if (choice) {
      choose(choice);
    } else if (!event.target.closest("#card, #gloss, a.t")) {
      douse();
    }
  });

  // --- Pointing and focusing.
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch" || pinned) return;
    const mark = event.target.closest?.("mark, a.n");
    if (mark && lit?.key !== mark.dataset.s) later(() => light(mark), lit ? 160 : 130); // on the way to the card, others are crossed
    else if (mark || event.target.closest?.("#card, #gloss")) clearTimeout(timer);
    else if (lit) later(douse, 280);
  });
  document.addEventListener("focusin", (event) => {
    if (event.target.matches("a.n")) light(event.target);
    else if (event.target.matches(".e > a")) light(event.target, { withCard: false });
  });
  document.addEventListener("focusout", (event) => {
    // Tab goes on from an entry to the terms inside it: it stays open for them.
    const stays = event.target.closest(".e")?.contains(event.relatedTarget);
    if (event.target.matches("a.n, .e a") && !pinned && !stays) douse();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    douse();
    choose(null);
  });

  // --- One form or one speaker alone.
  const rules = document.head.appendChild(document.createElement("style"));
  const pill = $("#filter");
  let chosen = null;
  function choose(button) {
    const { w, form } = button?.dataset ?? {};
    const same = chosen !== null && chosen === (w ?? form);
    chosen = button && !same ? w ?? form : null;
    for (const other of $$("button[data-w], button[data-form]")) {
      other.setAttribute("aria-pressed", String(chosen !== null && (other.dataset.w ?? other.dataset.form) === chosen));
    }
    pill.hidden = chosen === null;
    if (chosen === null) { rules.textContent = ""; return; }
    const [mark, entry] = w ? [`[data-w="${w}"]`, `[data-w="${w}"]`] : [`.${form}`, `[data-f="${form}"]`];
    rules.textContent = `
      .text mark:not(${mark}) { text-decoration-color: transparent }
      .text .n:has(+ mark:not(${mark})) { opacity: .25 }
      .text mark${mark} { background: color-mix(in oklab, var(--p) 10%, transparent) }
      .e:not(${entry}) { display: none }`;
    const clear = document.createElement("button");
    clear.type = "button";
    clear.textContent = "show all";
    clear.addEventListener("click", () => choose(null));
    pill.replaceChildren(`Only ${button.textContent.trim()} `, clear);
  }

  // --- Theme, print, phone.
  const toggle = $("#theme");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : dark.matches);
  const label = () => { toggle.textContent = isDark() ? "Light" : "Dark"; toggle.title = `Switch to ${isDark() ? "light" : "dark"}`; };
  toggle.hidden = false;
  toggle.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    try { localStorage.setItem("laut-theme", root.dataset.theme); } catch { /* it holds for this visit */ }
    label();
  });
  dark.addEventListener("change", label);
  label();

  let closed = [];
  addEventListener("beforeprint", () => {
    douse();
    closed = [...$$("details:not([open])")];
    for (const details of closed) details.open = true;
  });
  addEventListener("afterprint", () => { for (const details of closed) details.open = false; });

  const fold = () => { for (const side of $$(".side")) side.open = !narrow.matches; };
  narrow.addEventListener("change", fold);
  if (narrow.matches) fold();
  addEventListener("hashchange", follow);
  follow();
})();
