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
    const told = element("p", { class: "told-here", role: "status" });
    const put = () => {
      const asked = Number(seed.value);
      const fits =
        seed.value.trim() !== "" && Number.isInteger(asked) && asked >= 0 && asked <= LAST_SEED;
      set(seed, { "aria-invalid": fits ? false : "true" });
      set(told, { class: fits ? "told-here" : "told-here fault" });
      if (fits) store.change({ seed: asked });
      say(
        told,
        fits
          ? word("set_luck", { value: asked })
          : word("field_fault", { found: seed.value.slice(0, 40), wanted: `0–${LAST_SEED}` }),
      );
    };
    return element(
      "div",
      {},
      element(
        "p",
        { class: "row" },
        element("label", { for: "seed" }, word("seed")),
        seed,
        button(word("set"), put),
        element("code", {}, "seed"),
      ),
      told,
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
    const told = element("p", { class: "told-here", role: "status" });
    const see = button(word("set_see"), () => showLever(key), { class: "quiet" });
    see.hidden = true;
    const put = () => {
      try {
        const value = valueOf(input.value.trim());
        const { planA, overrides } = page.comparison;
        page.model.plan(store.state.scenario, {
          ...overrides.a,
          ...(value === undefined ? {} : { [key]: value }),
        });
        const same = value !== undefined && registry.asInA(planA.world, key, value);
        const kept = value === undefined || same ? undefined : value;
        store.change({
          changes: withChange(store.state.changes, key, kept),
          hand: store.state.hand + 1,
        });
        set(input, { "aria-invalid": false });
        set(told, { class: "told-here" });
        say(
          told,
          kept === undefined
            ? word("set_as_in_a")
            : word("set_done", { value: registry.valueWords(kept) }),
        );
        see.hidden = kept === undefined;
        if (kept !== undefined) markLever(key);
      } catch (fault) {
        set(input, { "aria-invalid": "true" });
        set(told, { class: "told-here fault" });
        say(told, String(fault.message ?? fault));
        see.hidden = true;
      }
    };
    /** Return what a field asks for; undefined where it is empty. */
    function valueOf(text) {
      // What the address cannot hold is no change: the next reader of the link would not have it.
      const asked = text === "" ? {} : changeAsked(key, text, registry);
      if (!asked) throw new Error(word("field_fault", { found: text, wanted: example }));
      return asked.value;
    }
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
      told,
      see,
    );
  }

  /** Bring the lever of a key to notice among World B's. */
  function markLever(key) {
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        const lever = leverOf(key)?.closest(".lever");
        lever?.classList.add("fresh");
        setTimeout(() => lever?.classList.remove("fresh"), 2500);
      }),
    );
  }
  function showLever(key) {
    leverOf(key)?.closest(".lever").scrollIntoView({ block: "center" });
    leverOf(key)?.focus({ preventScroll: true });
    markLever(key);
  }
  function leverOf(key) {
    return document.getElementById(`lever-${key.replace(/\W/g, "-")}`);
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
