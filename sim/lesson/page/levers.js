// World B's levers: each shows where World A stands, is marked when it differs, and goes back by one press.

import { button, element, fill, say, set } from "./element.js";
import { fixed, plain, word } from "./words.js";
import { withChange } from "./state.js";
import { SHARED_KEYS } from "./worlds.js";

/** Return World A's values of a lever in words: "0 to 0.1", or a leader's each. */
export function rangeWords(registry, ranges) {
  if (!ranges.length) return word("unknown");
  if ("value" in ranges[0]) return registry.valueWords(ranges[0].value);
  const low = Math.min(...ranges.map((range) => range.low));
  const high = Math.max(...ranges.map((range) => range.high));
  return low === high ? plain(low) : word("range", { low: plain(low), high: plain(high) });
}

/** Make one lever. `update(state, world)` brings it to what is shown. */
function createLever(page, key, { showKey = true } = {}) {
  const spec = page.registry.spec(key);
  const id = `lever-${key.replace(/\W/g, "-")}`;
  const reading = element("output", { for: id, class: "reading" });
  const back = button("↺", () => put(undefined), {
    class: "small",
    title: word("as_in_a"),
    "aria-label": word("lever_back", { lever: page.registry.label(key) }),
  });
  const inA = element("p", { class: "in-a", id: `${id}-a` });
  const name = element("label", { for: id, class: "lever-name" }, page.registry.label(key));
  const input = inputOf();
  const bands = element("span", { class: "bands", "aria-hidden": "true" });
  const ends = page.registry.ends(key).map((text) => element("span", {}, text));
  const track = element(
    "span",
    { class: `track ${spec.kind}` },
    spec.kind === "number" ? bands : null,
    input,
  );
  const node = element(
    "div",
    { class: "lever" },
    element(
      "div",
      { class: "lever-head" },
      name,
      element(
        "span",
        { class: "lever-value" },
        reading,
        spec.kind === "number" ? null : track,
        back,
      ),
    ),
    spec.kind === "number" ? track : null,
    ends.length ? element("p", { class: "ends" }, ends) : null,
    inA,
    showKey ? element("code", { class: "key" }, key) : null,
  );

  function inputOf() {
    const shared = { id, "aria-describedby": `${id}-a` };
    if (spec.kind === "switch")
      return element("input", {
        type: "checkbox",
        role: "switch",
        ...shared,
        oninput: () => put(input.checked),
      });
    if (spec.kind === "stream") {
      const options = ["given", "generated", "off"].map((name) =>
        element("option", { value: name }, page.registry.valueWords(name)),
      );
      return element("select", { ...shared, oninput: () => put(input.value) }, options);
    }
    const step = spec.whole
      ? 1
      : (spec.high - spec.low) / 20 >= 0.05 - 1e-9
        ? 0.05 * Math.max(1, Math.round((spec.high - spec.low) / 2))
        : (spec.high - spec.low) / 20;
    return element("input", {
      type: "range",
      ...shared,
      min: spec.low,
      max: spec.high,
      step: spec.whole ? 1 : step,
      oninput: () => put(Number(input.value)),
    });
  }

  function put(value) {
    // What is again as in A is no change.
    const same = value !== undefined && page.registry.asInA(shownWorld, key, value);
    page.store.change({
      changes: withChange(page.store.state.changes, key, same ? undefined : value),
      hand: page.store.state.hand + 1,
    });
  }

  let ranges = [];
  let shownWorld = null;
  function showA(world) {
    if (world === shownWorld) return;
    shownWorld = world;
    ranges = page.registry.rangesIn(world, key);
    say(
      inA,
      SHARED_KEYS.includes(key)
        ? word("both_worlds")
        : word("in_a", { value: rangeWords(page.registry, ranges) }),
    );
    const place = (value) => `${(100 * (value - spec.low)) / (spec.high - spec.low || 1)}%`;
    fill(
      bands,
      ranges
        .filter((range) => "low" in range)
        .map((range) => element("i", { "--from": place(range.low), "--to": place(range.high) })),
    );
  }

  function update(state, world) {
    showA(world);
    const value = state.changes[key];
    const changed = value !== undefined;
    node.classList.toggle("changed", changed);
    back.hidden = !changed;
    if (spec.kind === "number") {
      const middle = ranges.length
        ? (Math.min(...ranges.map((r) => r.low)) + Math.max(...ranges.map((r) => r.high))) / 2
        : spec.low;
      const at = changed ? (Array.isArray(value) ? (value[0] + value[1]) / 2 : value) : middle;
      if (document.activeElement !== input || Number(input.value) !== at) input.value = String(at);
      const text = changed
        ? Array.isArray(value)
          ? plain(value)
          : spec.whole
            ? plain(value)
            : fixed(value, 2)
        : word("as_in_a");
      say(reading, text);
      set(input, {
        "aria-valuetext": changed
          ? text
          : `${word("as_in_a")}: ${rangeWords(page.registry, ranges)}`,
      });
    } else {
      const at = changed ? value : ranges[0]?.value;
      if (spec.kind === "switch") input.checked = at !== false;
      else input.value = at;
      say(reading, changed ? page.registry.valueWords(value) : word("as_in_a"));
    }
  }
  return { node, update, key };
}

/** Make the panel of World B's levers, with what is changed beyond them. */
export function createLevers(page) {
  const list = element("div", { class: "levers" });
  const beyond = element("div", { class: "levers" });
  const shared = element("p", { class: "note" });
  const reset = button(word("reset"), () => page.store.change({ changes: {} }), { class: "quiet" });
  const open = button(word("opening"), () => page.store.change({ changes: page.opening.changes }), {
    class: "quiet",
  });
  const node = element(
    "section",
    { class: "card world-b", "aria-labelledby": "world-b" },
    element(
      "h2",
      { id: "world-b" },
      element("span", { class: "mark b", "aria-hidden": "true" }, "B"),
      word("world_b"),
    ),
    element("p", { class: "lead" }, word("world_b_says")),
    list,
    beyond,
    shared,
    element("p", { class: "row" }, reset, open),
  );
  let levers = [];
  let extra = [];
  let listed = "";

  function build(state) {
    const own = state.levers ?? page.lesson.levers.map((lever) => lever.key);
    const others = Object.keys(state.changes).filter(
      (key) => !own.includes(key) && page.registry.spec(key),
    );
    const name = JSON.stringify([own, others]);
    if (name === listed) return;
    listed = name;
    levers = own.map((key) => createLever(page, key));
    extra = others.map((key) => createLever(page, key));
    fill(
      list,
      levers.map((lever) => lever.node),
    );
    fill(
      beyond,
      extra.length ? element("h3", {}, word("also_changed")) : null,
      extra.map((lever) => lever.node),
    );
  }

  return {
    node,
    follows: ["result"],
    update() {
      const { state } = page.store;
      build(state);
      for (const lever of [...levers, ...extra]) lever.update(state, page.comparison.planA.world);
      reset.disabled = !Object.keys(state.changes).length;
      open.disabled = JSON.stringify(state.changes) === JSON.stringify(page.opening.changes);
      const ranged = [...levers, ...extra].some((lever) => {
        const ranges = page.registry.rangesIn(page.comparison.planA.world, lever.key);
        return (
          state.changes[lever.key] !== undefined && ranges.some((range) => range.low < range.high)
        );
      });
      say(shared, ranged ? word("range_to_point") : "");
    },
  };
}
