// Codes such as "000 P18" as a reader can follow them: author, title and year at once, and the list of articles.

import { element } from "./element.js";
import { word } from "./words.js";

let articles = {};
let pattern = null;

/** Take in what each key of a source stands for. */
export function useArticles(known) {
  articles = known;
  const keys = Object.keys(known).sort((one, other) => other.length - one.length);
  // A key of digits alone is one only before a paragraph, for texts hold numbers too.
  const names = keys.map((key) => (/^\d+$/.test(key) ? `${key}(?= P\\d)` : key)).join("|");
  pattern = names
    ? new RegExp(`(?<![\\w.,])(${names})(?!\\w)((?: P\\d+(?:[-–]P?\\d+)?)?)`, "gu")
    : null;
}

/** Return text as nodes in which every code leads to its article. */
export function sourced(text) {
  if (!pattern || !text) return [text];
  const nodes = [];
  let from = 0;
  for (const found of text.matchAll(pattern)) {
    nodes.push(text.slice(from, found.index), citation(found[1], found[0], found[2].trim()));
    from = found.index + found[0].length;
  }
  return [...nodes, text.slice(from)];
}

function citation(key, code, place) {
  const says = place ? word("cited_place", { article: articles[key], place }) : articles[key];
  return element(
    "a",
    { href: "#", class: "cite", title: says, "data-says": says, onclick: (event) => go(event, key) },
    code,
  );
}

/** Go to an article in the list; the address holds what is shown and may not change. */
function go(event, key) {
  event.preventDefault();
  const entry = document.getElementById(`article-${key}`);
  entry?.scrollIntoView({ block: "center" });
  entry?.focus({ preventScroll: true });
}

/** Return the list of all articles that the page names, by key. */
export function articleList() {
  return element(
    "ul",
    { class: "articles" },
    Object.entries(articles).map(([key, text]) =>
      element("li", { id: `article-${key}`, tabindex: -1 }, element("b", {}, key), " ", text),
    ),
  );
}
