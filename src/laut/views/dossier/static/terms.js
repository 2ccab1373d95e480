// Terms: what one means comes up beside it, when it is pointed at or has the focus. Enter follows it to the
// list of terms at the end of the page; without scripts that is what every click does.
(() => {
  const gloss = document.getElementById("gloss");
  let at = null, timer = 0;

  function show(term) {
    clearTimeout(timer);
    const entry = document.querySelector(term.hash);
    if (!entry || at === term) return;
    hide();
    const head = document.createElement("b");
    head.textContent = entry.querySelector("dt").textContent;
    gloss.replaceChildren(head, entry.querySelector("dd").textContent);
    gloss.hidden = false;
    const box = term.getBoundingClientRect(), gap = 7, height = gloss.offsetHeight;
    const x = Math.max(gap, Math.min(box.left - 12, document.documentElement.clientWidth - gloss.offsetWidth - gap));
    const y = box.bottom + gap + height < innerHeight ? box.bottom + gap : box.top - gap - height;
    gloss.style.left = `${x + scrollX}px`;
    gloss.style.top = `${Math.max(gap, y) + scrollY}px`;
    term.setAttribute("aria-describedby", "gloss");
    at = term;
  }

  function hide() {
    clearTimeout(timer);
    gloss.hidden = true;
    at?.removeAttribute("aria-describedby");
    at = null;
  }

  const later = (act, delay) => { clearTimeout(timer); timer = setTimeout(act, delay); };
  const termOf = (event) => event.target.closest?.("a.t");
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const term = termOf(event);
    if (term) later(() => show(term), at ? 60 : 180);
    else if (event.target.closest?.("#gloss")) clearTimeout(timer);
    else if (at && at !== document.activeElement) later(hide, 220);
    else if (!at) clearTimeout(timer);
  });
  document.addEventListener("focusin", (event) => { if (termOf(event)) show(termOf(event)); });
  document.addEventListener("focusout", (event) => { if (termOf(event)) hide(); });
  document.addEventListener("click", (event) => {
    const term = termOf(event);
    if (term && event.detail > 0) {
      event.preventDefault();
      show(term);
    } else if (at) {
      hide();
    }
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
})();
