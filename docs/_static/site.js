document.addEventListener("DOMContentLoaded", () => {
  // A table that is wider than the page scrolls by itself; the keyboard has to reach it, too.
  for (const table of document.querySelectorAll(".bd-article table")) {
    if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
  }
  // The theme's buttons that unfold a part of the sidebar have no name.
  for (const button of document.querySelectorAll("nav summary")) {
    button.setAttribute("aria-label", "Pages below this one");
  }
});
