// Everything that a page of the site does beyond showing itself; without scripts every page still says all it has to say.
import { startDrawer } from "./drawer.js";
import { startKeeping } from "./keep.js";
import { revealMails } from "./mail.js";

startDrawer();
startKeeping();
revealMails(document);

const shortlist = document.getElementById("cb-shortlist");
if (shortlist) {
  const { startShortlist } = await import("./shortlist.js");
  startShortlist(shortlist);
}

if (document.getElementById("cb-browse")) {
  const { startBrowsing } = await import("./browse.js");
  startBrowsing(document.getElementById("cb-browse"));
}

const filter = document.getElementById("cb-organisation-filter");
if (filter) {
  const { fold } = await import("./folding.js");
  const entries = [...document.querySelectorAll(".cb-organisation")].map((entry) => {
    const words = entry.querySelector("h2").textContent + " " + (entry.querySelector("p")?.textContent ?? "");
    return [entry, fold(words)];
  });
  filter.closest("[hidden]").hidden = false;
  filter.addEventListener("input", () => {
    const wanted = fold(filter.value.trim());
    for (const [entry, words] of entries) entry.hidden = !words.includes(wanted);
  });
}
