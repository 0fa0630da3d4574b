// Between the bet and the answer: the reveal, and back to the bet for the next class.

/** Show the answer to what World B changes now. */
export function reveal(page) {
  page.store.change({ reveal: "on", betOn: page.store.state.changes });
}

/** Go back to the bet, with the change that the lesson asks about. */
export function betAgain(page) {
  const { asked } = page.store.state;
  page.store.change({
    reveal: "ask",
    bet: page.opening.bet,
    hasBet: false,
    changes: asked,
    betOn: asked,
    twin: null,
    month: null,
  });
  focusSoon("#bet-slider");
}

/** Move the focus to what will be shown once the page has followed. */
export function focusSoon(place) {
  requestAnimationFrame(() => requestAnimationFrame(() => document.querySelector(place)?.focus()));
}
