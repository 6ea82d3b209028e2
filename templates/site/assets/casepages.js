// Reads cases for the shortlist out of their own pages, so that a case says the same there as here.
import { addressOf, revealMails } from "./mail.js";

const SECTIONS = ["problems", "solutions", "results", "commercialisation"];
const SHORTS = { problems: "problem", solutions: "solution", results: "result" };

// A case as it can be listed and compared; `state` is found, withdrawn, unknown or failed, with nothing else unless found.
export async function readCase(id, home) {
  try {
    const address = new URL(`${home}cases/${id}/`, location.href);
    const answer = await fetch(address);
    if (answer.status === 404) return { id, state: "unknown" };
    if (!answer.ok) return { id, state: "failed" };
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const root = page.querySelector("[data-case-id]");
    if (root) return found(root, address);
    const moved = page.querySelector("[data-moved-to]");
    if (moved && moved.dataset.movedTo !== id) return await readCase(moved.dataset.movedTo, home);
    return { id, state: page.querySelector(".cb-withdrawn") ? "withdrawn" : "unknown" };
  } catch {
    return { id, state: "failed" };
  }
}

function found(root, address) {
  root.querySelectorAll("[href]").forEach((each) => each.setAttribute("href", new URL(each.getAttribute("href"), address)));
  root.querySelectorAll("[src]").forEach((each) => each.setAttribute("src", new URL(each.getAttribute("src"), address)));
  root.querySelectorAll("picture source").forEach((each) => each.remove());
  const text = (selector) => root.querySelector(selector)?.textContent.trim() ?? "";
  return {
    id: root.dataset.caseId,
    state: "found",
    address: address.href,
    shade: root.className.split(" ").find((name) => /^cb-f\d/.test(name)) ?? "",
    title: text("h1"),
    language: root.querySelector("h1").lang,
    summary: text(".cb-summary"),
    company: text(".cb-company"),
    region: text(".cb-region"),
    stage: text(".cb-stage"),
    fictional: Boolean(root.querySelector(".cb-case-head .cb-invented")),
    picture: root.querySelector(".cb-picture-first img"),
    facts: factsOf(root),
    figures: figuresOf(root),
    texts: textsOf(root),
    offers: [...root.querySelectorAll(".cb-offers li")].map((each) => each.textContent.trim()),
    contact: contactOf(root),
  };
}

function factsOf(root) {
  return [...root.querySelectorAll("[data-fact]")].map((each) => ({
    key: each.dataset.fact,
    name: each.querySelector("dt").textContent,
    values: [...each.querySelectorAll("dd")].map((value) => value.textContent.trim()),
  }));
}

function figuresOf(root) {
  return [...root.querySelectorAll("tr[data-quantity]")].map((row) => {
    const cell = (name) => row.querySelector(`[data-value="${name}"]`)?.textContent.trim() ?? "";
    const values = Object.fromEntries(["name", "note", "before", "target", "after", "change", "evidence"].map((name) => [name, cell(name)]));
    return { quantity: row.dataset.quantity, ...values };
  });
}

// Section → its heading and its text as nodes: the one short sentence where the case has it, else the whole text.
function textsOf(root) {
  const texts = new Map();
  for (const key of SECTIONS) {
    const section = root.querySelector(`#${key}`);
    const parts = section ? [...section.querySelectorAll(".cb-text")] : [];
    if (parts.length) texts.set(key, { name: section.querySelector("h2").textContent, parts });
  }
  const pairs = root.querySelector(".cb-pairs");
  if (pairs) {
    for (const [key, half] of [["problems", ".cb-problem"], ["solutions", ".cb-solution"]]) {
      texts.set(key, { name: pairs.dataset[key], parts: [...pairs.querySelectorAll(`${half} .cb-text`)] });
    }
  }
  for (const [key, short] of Object.entries(SHORTS)) {
    const sentence = root.querySelector(`[data-short="${short}"]`);
    const named = texts.get(key);
    if (sentence && named) texts.set(key, { ...named, parts: [shown(sentence)] });
  }
  return texts;
}

function shown(sentence) {
  sentence.hidden = false;
  return sentence;
}

function contactOf(root) {
  const box = root.querySelector("#contact");
  const name = box?.querySelector(".cb-contact-name");
  if (!name) return null;
  const mail = box.querySelector(".cb-mail");
  const contact = {
    heading: box.querySelector("h2").textContent,
    name: name.querySelector("strong").textContent,
    lines: [...name.querySelectorAll("span")].map((each) => each.textContent),
    mail: mail ? addressOf(mail) : "",
    phone: box.querySelector(".cb-phone")?.textContent ?? "",
    web: box.querySelector(".cb-web")?.href ?? "",
  };
  revealMails(box);
  return { ...contact, nodes: [name, box.querySelector(".cb-ways")].filter(Boolean) };
}
