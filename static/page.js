/*
 * Large print (大字版), kept on every page of the site by this browser. It stands in the head, so that a page is
 * never painted small first. Without scripts the links to #large-print and # do the same for one page.
 */
(function () {
  "use strict";
  const root = document.documentElement;
  const place = "#" + root.id;
  const key = "tongbao-large-print";

  // A browser may be set to keep nothing; the button then holds for the page.
  function read() {
    try {
      return localStorage.getItem(key) === "yes";
    } catch (error) {
      return false;
    }
  }

  function keep(large) {
    try {
      localStorage.setItem(key, large ? "yes" : "no");
    } catch (error) {
      return;
    }
  }

  function show(large) {
    root.classList.toggle("large", large);
    if (!large && location.hash === place) {
      location.hash = "";
    }
  }

  function makeButton(links) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "size";
    button.textContent = links.querySelector("a").textContent;
    button.setAttribute("aria-pressed", String(root.classList.contains("large")));
    button.addEventListener("click", function () {
      const large = !root.classList.contains("large");
      show(large);
      keep(large);
      button.setAttribute("aria-pressed", String(large));
    });
    links.textContent = "";
    links.appendChild(button);
  }

  show(read() || location.hash === place);
  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll(".sizes").forEach(makeButton);
  });
})();
