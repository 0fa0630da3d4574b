// Any lever, behind one button: everything that the model lets one change, under the command line's own names.

import { button, element, fill, say, set } from "./element.js";
import { LAST_SEED, changeAsked } from "./address.js";
import { withChange } from "./state.js";
import { rangeWords } from "./levers.js";
import { plain, word } from "./words.js";

/** Keys that a search shows at most. */
const FOUND = 25;

export function createDrawer(page) {
  let seed = null;
  const { registry, store } = page;
  const search = element("input", {
    type: "search",
    id: "search-lever",
    maxlength: 60,
    autocomplete: "off",
    oninput: find,
  });
  const list = element("ul", { class: "found" });
  const amount = element("p", { class: "note", role: "status" });
  const start = element("input", { type: "checkbox", id: "from-start", oninput: find });
  const node = element(
    "details",
    { class: "card drawer" },
    element("summary", { class: "drawer-title" }, word("any_lever")),
    element("p", { class: "note" }, word("any_lever_says")),
    element(
      "p",
      { class: "search" },
      element("label", { for: "search-lever" }, word("search")),
      search,
    ),
    element(
      "p",
      { class: "note" },
      start,
      element("label", { for: "from-start" }, word("from_start_says")),
    ),
    amount,
    list,
    seedBox(),
  );
  node.addEventListener("toggle", find);

  function seedBox() {
    seed = element("input", {
      type: "number",
      id: "seed",
      min: 0,
      max: LAST_SEED,
      step: 1,
      value: store.state.seed,
    });
    const put = () => {
      const asked = Number(seed.value);
      if (Number.isInteger(asked) && asked >= 0 && asked <= LAST_SEED)
        store.change({ seed: asked });
      else
        page.notice(
          word("field_fault", {
            found: `seed=${seed.value.slice(0, 40)}`,
            wanted: `0–${LAST_SEED}`,
          }),
        );
    };
    return element(
      "p",
      { class: "row" },
      element("label", { for: "seed" }, word("seed")),
      seed,
      button(word("set"), put),
      element("code", {}, "seed"),
    );
  }

  /** Return keys whose name or meaning holds every word that is searched for. */
  function matching(text) {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const world = page.comparison.planA.world;
    return registry.all(world).filter((key) => {
      const all =
        `${key} ${registry.label(key)} ${registry.spec(key)?.meaning ?? ""}`.toLowerCase();
      return words.every((one) => all.includes(one));
    });
  }

  function find() {
    if (!node.open) return;
    const keys = matching(search.value);
    say(
      amount,
      keys.length
        ? word("found", { n: keys.length, shown: Math.min(FOUND, keys.length) })
        : word("found_none"),
    );
    fill(
      list,
      keys
        .slice(0, FOUND)
        .map((key) =>
          entry(
            start.checked && registry.spec(`start.${key}`) && key !== "months"
              ? `start.${key}`
              : key,
          ),
        ),
    );
  }

  /** Make one row: what it is, where A stands, a field for any value that the command line takes. */
  function entry(key) {
    const spec = registry.spec(key);
    const id = `any-${key.replace(/\W/g, "-")}`;
    const ranges = registry.rangesIn(page.comparison.planA.world, key);
    const now = store.state.changes[key];
    const example =
      spec.kind === "switch"
        ? "true, false"
        : spec.kind === "stream"
          ? "given, generated, off"
          : `${plain(spec.low)} … ${plain(spec.high)}`;
    const input = element("input", {
      type: "text",
      id,
      maxlength: 60,
      autocomplete: "off",
      autocapitalize: "off",
      placeholder: example,
      value: now === undefined ? "" : Array.isArray(now) ? `[${now.join(",")}]` : String(now),
    });
    const put = () => {
      try {
        const text = input.value.trim();
        // What the address cannot hold is no change: the next reader of the link would not have it.
        const asked = text === "" ? {} : changeAsked(key, text, registry);
        if (!asked)
          throw new Error(word("field_fault", { found: text, wanted: word("wanted_value") }));
        const { value } = asked;
        page.model.plan(store.state.scenario, {
          ...page.comparison.overrides.a,
          ...(value === undefined ? {} : { [key]: value }),
        });
        store.change({ changes: withChange(store.state.changes, key, value) });
        set(input, { "aria-invalid": false });
        page.notice("");
      } catch (fault) {
        set(input, { "aria-invalid": "true" });
        page.notice(`${key}: ${fault.message ?? fault}`);
      }
    };
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") put();
    });
    return element(
      "li",
      {},
      element("label", { for: id, class: "lever-name" }, registry.label(key)),
      element("p", { class: "in-a" }, word("in_a", { value: rangeWords(registry, ranges) })),
      element("code", {}, key),
      element("span", { class: "row" }, input, button(word("set"), put)),
    );
  }

  return {
    node,
    follows: ["result"],
    update() {
      // Rows made anew would take the field away from whoever types in one.
      if (!list.contains(document.activeElement)) find();
      if (document.activeElement !== seed) seed.value = String(store.state.seed);
    },
  };
}
