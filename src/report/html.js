"use strict";
(() => {
  const search = document.getElementById("search");
  const none = document.getElementById("none");
  const bar = document.getElementById("bar");
  const open = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const details = target && target.closest("details");
    if (details && !details.open) {
      details.open = true;
      target.scrollIntoView();
    }
  };
  const sift = () => {
    const wanted = search.value.trim().toLowerCase();
    let shown = 0;
    for (const story of document.querySelectorAll(".story")) {
      let here = 0;
      story.hidden = false;
      for (const finding of story.querySelectorAll(".finding")) {
        finding.hidden = wanted !== "" && !finding.textContent.toLowerCase().includes(wanted);
        if (getComputedStyle(finding).display !== "none") here += 1;
      }
      story.hidden = here === 0;
      shown += here;
    }
    none.hidden = shown > 0;
  };
  addEventListener("hashchange", open);
  open();
  if (search && none && bar) {
    search.parentElement.hidden = false;
    search.addEventListener("input", sift);
    bar.addEventListener("change", sift);
    sift();
  }
})();
