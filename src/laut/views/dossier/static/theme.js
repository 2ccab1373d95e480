"use strict";
// Before the first paint: the reader's choice of theme, if there is one.
document.documentElement.classList.add("js");
try {
  const chosen = localStorage.getItem("laut-theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch { /* pages opened from disk may have no storage */ }
