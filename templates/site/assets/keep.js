// Cases that the reader keeps: ids in this browser's own storage, and nowhere else.
const KEY = "casebook.kept";

export function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return new Set(Array.isArray(found) ? found : []);
  } catch {
    return new Set();
  }
}

function toggle(id) {
  const ids = kept();
  if (!ids.delete(id)) ids.add(id);
  try {
    localStorage.setItem(KEY, JSON.stringify([...ids].sort()));
  } catch {
    // A browser that stores nothing keeps the case until the page is left.
  }
  document.dispatchEvent(new CustomEvent("casebook:kept"));
  return ids;
}

export function showKept(button, ids = kept()) {
  const is = ids.has(button.dataset.keep);
  button.hidden = false;
  button.setAttribute("aria-pressed", String(is));
  button.textContent = is ? button.dataset.keptWord : button.dataset.keepWord;
}

export function startKeeping() {
  const ids = kept();
  for (const button of document.querySelectorAll("[data-keep]")) showKept(button, ids);
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-keep]");
    if (!button) return;
    const now = toggle(button.dataset.keep);
    for (const other of document.querySelectorAll("[data-keep]")) showKept(other, now);
  });
}
