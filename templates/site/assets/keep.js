// Cases that the reader keeps: ids in this browser's own storage, and nowhere else.
const KEY = "casebook.kept";
const ID = /^[a-z0-9-]{3,64}$/;

// Where a browser stores nothing, the list lives until the page is left.
let held = [];

export function areIds(ids) {
  return [...new Set(ids)].filter((id) => typeof id === "string" && ID.test(id));
}

// The ids in the order in which they were kept.
export function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    held = Array.isArray(found) ? areIds(found) : [];
  } catch {
    // Nothing stored, or nothing that we stored.
  }
  return new Set(held);
}

export function keepOnly(ids) {
  held = areIds(ids);
  try {
    localStorage.setItem(KEY, JSON.stringify(held));
  } catch {
    // The list held in memory stands.
  }
  document.dispatchEvent(new CustomEvent("casebook:kept"));
}

function toggle(id) {
  const ids = kept();
  if (!ids.delete(id)) ids.add(id);
  keepOnly([...ids]);
}

export function showKept(button, ids = kept()) {
  const is = ids.has(button.dataset.keep);
  button.hidden = false;
  button.setAttribute("aria-pressed", String(is));
  button.textContent = is ? button.dataset.keptWord : button.dataset.keepWord;
}

function showAll() {
  const ids = kept();
  for (const button of document.querySelectorAll("[data-keep]")) showKept(button, ids);
  for (const place of document.querySelectorAll("[data-kept-count]")) place.textContent = ids.size || "";
}

export function startKeeping() {
  showAll();
  document.addEventListener("casebook:kept", showAll);
  addEventListener("storage", (event) => event.key === KEY && document.dispatchEvent(new CustomEvent("casebook:kept")));
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-keep]");
    if (button) toggle(button.dataset.keep);
  });
}
