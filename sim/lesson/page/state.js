// What the page shows, in one place: every panel reads it, every change goes through `change`.

/** Return the state of a page that nobody has touched: World B as the lesson opens it. */
export function openingState(lesson) {
  const { low = 0, high = 100 } = lesson.bet ?? {};
  return {
    scenario: lesson.world,
    changes: openingChanges(lesson),
    seed: 1,
    twin: null,
    month: null,
    bet: Math.max(low, Math.min(high, 50)),
    hasBet: false,
    // What the class is asked about, and what World B changed when it saw the answer.
    asked: openingChanges(lesson),
    betOn: openingChanges(lesson),
    // "ask": a button reveals; "off": only the key R does; "on": revealed.
    reveal: "ask",
    order: "kind",
    language: "en",
    theme: "auto",
    // null: the lesson's own levers.
    levers: null,
    hidden: [],
    bands: false,
    // How often a lever was set by hand: a puzzle counts these settings alone.
    hand: 0,
    // A running puzzle: what its strip says, whether that is enough, and what was tried.
    puzzle: null,
  };
}

/** Return the changes with which World B opens. */
function openingChanges(lesson) {
  const levers = lesson.levers.filter((lever) => lever.to !== undefined && lever.to !== null);
  return Object.fromEntries(levers.map((lever) => [lever.key, lever.to]));
}

/** Return changes in the order of levers, then as they came. */
export function inOrder(changes, keys) {
  const place = (key) => (keys.includes(key) ? keys.indexOf(key) : keys.length);
  return Object.fromEntries(
    Object.entries(changes).sort(([one], [other]) => place(one) - place(other)),
  );
}

/** Make a store: `change` merges a patch and tells all who listen which names changed; `keys` are the lesson's levers. */
export function createStore(opening, keys) {
  const listeners = new Set();
  const store = {
    state: opening,
    change(asked) {
      const patch = { ...asked };
      const order = patch.levers ?? store.state.levers ?? keys;
      if (patch.changes) patch.changes = inOrder(patch.changes, order);
      const names = Object.keys(patch).filter((name) => !sameValue(patch[name], store.state[name]));
      if (!names.length) return;
      store.state = { ...store.state, ...patch };
      for (const listener of listeners) listener(new Set(names));
    },
    listen(listener) {
      listeners.add(listener);
    },
  };
  return store;
}

/** Return whether two values of the state are alike. */
export function sameValue(one, other) {
  return (
    one === other || (typeof one === "object" && JSON.stringify(one) === JSON.stringify(other))
  );
}

/** Return the changes with one lever set, or as in World A where `value` is undefined. */
export function withChange(changes, key, value) {
  const rest = Object.fromEntries(Object.entries(changes).filter(([name]) => name !== key));
  return value === undefined ? rest : { ...rest, [key]: value };
}
