// Long work in slices, so that the page stays alive: a slice a frame, until it is done or stopped.

import { button, element, say } from "./element.js";
import { word } from "./words.js";

/** Most milliseconds that the slices of one frame may take. */
const FRAME = 24;

/** Run the steps of a generator in slices. Returns a function that stops it; `done(finished)` is called at the end. */
function inSlices(steps, done) {
  let stopped = false;
  const go = () => {
    if (stopped) return;
    const until = performance.now() + FRAME;
    try {
      do {
        if (steps.next().done) {
          stopped = true;
          done(true);
          return;
        }
      } while (performance.now() < until);
    } catch (fault) {
      stopped = true;
      done(false, fault);
      return;
    }
    // A hidden page has no frames; a timer goes on there.
    setTimeout(go, 0);
  };
  setTimeout(go, 0);
  return () => {
    if (stopped) return;
    stopped = true;
    done(false);
  };
}

/** Make a button that starts and stops work, with its progress. */
export function createWork(label, steps, shown) {
  let halt = null;
  const progress = element("progress", { max: 1, value: 0, "aria-label": label });
  progress.hidden = true;
  const press = button(label, () => (halt ? halt() : begin()), { class: "quiet" });
  const node = element("div", { class: "row" }, press, progress);
  function begin() {
    if (halt) return;
    progress.hidden = false;
    progress.value = 0;
    say(press, word("stop"));
    halt = inSlices(
      steps((share) => (progress.value = share)),
      (finished, fault) => {
        halt = null;
        progress.hidden = true;
        say(press, label);
        shown(finished, fault);
      },
    );
  }
  return { node, press, begin, stop: () => halt?.(), running: () => halt !== null };
}
