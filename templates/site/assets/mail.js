// Mail addresses stand in the pages in two parts, which keeps them from simple harvesters; here they become links.
export function addressOf(place) {
  return `${place.dataset.user}@${place.dataset.host}`;
}

export function revealMails(root) {
  for (const place of root.querySelectorAll(".cb-mail[data-user]")) {
    const address = addressOf(place);
    const link = document.createElement("a");
    link.href = `mailto:${encodeURIComponent(place.dataset.user)}@${place.dataset.host}?subject=${encodeURIComponent(place.dataset.subject)}`;
    const button = link.cloneNode();
    link.className = "cb-address";
    link.textContent = address;
    button.className = "cb-button";
    button.textContent = place.dataset.word;
    place.replaceChildren(button, " ", link);
    delete place.dataset.user;
  }
}
