// The drawer of narrow screens. The theme opens it by a label, which no keyboard reaches: a button takes the label's place.
export function startDrawer() {
  const toggle = document.getElementById("__drawer");
  const drawer = document.querySelector(".md-sidebar--primary");
  const button = document.querySelector(".cb-menu");
  if (!toggle || !drawer || !button) return;
  button.hidden = false;
  toggle.addEventListener("change", () => button.setAttribute("aria-expanded", String(toggle.checked)));
  document.addEventListener("focusin", ({ target }) => {
    if (toggle.checked && !drawer.contains(target)) toggle.click();
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && toggle.checked) button.focus();
  });
  button.addEventListener("click", () => drawer.querySelectorAll("label[for^=__nav]").forEach((fold) => startFold(fold, drawer)), { once: true });
  button.addEventListener("click", () => {
    toggle.click();
    firstIn(drawer)?.focus();
  });
}

function firstIn(box) {
  const places = [...box.querySelectorAll("a, label[tabindex='0']")];
  return places.find((place) => place.checkVisibility({ visibilityProperty: true }));
}

// A part of the navigation is unfolded by a label beside the link to its first page, and folded by its own title.
// Enter is the theme's; the keyboard goes on in what has come to light.
function startFold(fold, drawer) {
  const name = (fold.previousElementSibling ?? fold).textContent.trim();
  fold.tabIndex = 0;
  fold.setAttribute("role", "button");
  fold.setAttribute("aria-label", name);
  fold.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    fold.click();
  });
  fold.control.addEventListener("change", () => drawer.contains(document.activeElement) && firstIn(drawer)?.focus());
}
