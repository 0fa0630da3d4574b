// The page: reads its data, makes the model, checks it, and keeps what is shown in step with the state.

import { createModel } from "../../browser/model.js";
import { readAddress, writeAddress } from "./address.js";
import { forgetPictures, setLastKnown, settlePictures } from "./chart.js";
import { useArticles } from "./cite.js";
import { element, fill, say, set } from "./element.js";
import { PRINTED } from "./handout.js";
import { createHead } from "./head.js";
import { createRegistry } from "./registry.js";
import { reveal } from "./reveal.js";
import { createStore, inOrder, openingState } from "./state.js";
import { allPanels } from "./panels.js";
import { ofLesson, useWords, word } from "./words.js";
import { createWorlds } from "./worlds.js";
import { offerRuns } from "./offer.js";

/** Return the bytes that lie packed in the page: a third of the size as they are. */
async function packedOf(id) {
  const text = atob(document.getElementById(id).textContent);
  const packed = new Uint8Array(text.length);
  // Ten times as fast as Uint8Array.from with a function.
  for (let k = 0; k < text.length; k++) packed[k] = text.charCodeAt(k);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Return the data that lie packed in the page. */
async function dataOf(id) {
  return JSON.parse(new TextDecoder().decode(await packedOf(id)));
}

/** Names of the state after which worlds are run anew. */
const RUNS = ["scenario", "changes", "seed"];

/** Start the page; resolves once the first picture stands. */
async function start() {
  const [data, packed, wasm] = await Promise.all([
    dataOf("lesson-data"),
    dataOf("model-data"),
    packedOf("month-data"),
  ]);
  useWords(data.words, document.documentElement.lang, data.numbers);
  setLastKnown(data.last_known);
  useArticles(data.articles);
  const page = {
    data,
    lesson: data.lesson,
    lessonName: data.name,
    comparison: null,
    opening: openingState(data.lesson),
  };
  const model = await createModel({ ...packed, wasm });
  page.model = model;
  if (!model.check()) {
    fill(
      document.getElementById("page").querySelector("main"),
      element("p", { class: "notice", role: "alert" }, word("model_differs")),
    );
    return null;
  }
  page.triangles = data.triangles;
  let read = null;
  page.assumptions = () => (read ??= dataOf("assumption-data"));
  page.registry = createRegistry(model, page.lesson, page.lessonName);
  page.worlds = createWorlds(model, page.lesson, data.measures);
  const levers = page.lesson.levers.map((lever) => lever.key);
  page.store = createStore(page.opening, levers);
  const notice = element("p", { class: "notice", role: "status" });
  notice.hidden = true;
  page.notice = (text) => {
    say(notice, text);
    notice.hidden = !text;
  };
  page.registry.setLongest(model.plan(page.lesson.world, page.lesson.given).months.length);

  const everything = new Set([...Object.keys(page.store.state), "result"]);

  let panels = [];
  let printing = false;
  let held = page.opening;
  /** Run what the state asks for; where the model refuses, say so and go back to what it took last. */
  function run() {
    try {
      page.comparison = page.worlds.compare(page.store.state);
      held = page.store.state;
    } catch (fault) {
      page.notice(String(fault.message ?? fault));
      page.store.state = held;
      page.comparison ??= page.worlds.compare(held);
    }
  }
  let later = 0;
  let rest = () => {};
  /** Make all panels anew, in the language that is shown: those of the stage now, those below it when it stands. */
  function build() {
    const { state } = page.store;
    clearTimeout(later);
    for (const panel of panels) panel.leave?.();
    forgetPictures();
    useWords(data.words, state.language, data.numbers);
    set(document.documentElement, { lang: state.language });
    document.title = ofLesson(page.lessonName, "title", page.lesson.title);
    const made = allPanels(page);
    panels = made.list;
    fill(document.getElementById("page"), createHead(page, notice), made.layout);
    show(everything);
    rest = () => {
      clearTimeout(later);
      rest = () => {};
      for (const panel of made.rest()) showPanel(panel, everything);
    };
    later = setTimeout(() => rest(), 0);
  }
  /** Bring panels to what is shown; those that are hidden wait. */
  function show(changed) {
    const { state } = page.store;
    set(document.documentElement, {
      "data-theme": state.theme,
      "data-reveal": state.reveal === "on" ? "on" : "off",
    });
    for (const panel of panels) showPanel(panel, changed);
  }
  function showPanel(panel, changed) {
    const { state } = page.store;
    const revealed = state.reveal === "on";
    // Pupils get the pictures on paper, to be turned over after the bet.
    const onPaper = printing && PRINTED.includes(panel.name);
    const closed =
      (panel.answers && !revealed && !onPaper) ||
      (panel.questions && revealed) ||
      // Where a teacher reveals, nothing is told before.
      (panel.tells && state.reveal === "off") ||
      state.hidden.includes(panel.name);
    const opens = panel.node.hidden && !closed;
    panel.node.hidden = closed;
    const concerned = changed === everything || panel.follows.some((name) => changed.has(name));
    if (!closed && (opens || concerned)) panel.update(opens ? everything : changed);
  }

  let written = "";
  let writing = 0;
  function keepAddress() {
    clearTimeout(writing);
    // Browsers refuse more than some hundred changes of the address in half a minute.
    writing = setTimeout(() => {
      written = writeAddress(page.store.state, page.opening);
      try {
        history.replaceState(null, "", written);
      } catch {
        // A page within a preview may not write its address; all else works.
      }
    }, 250);
  }

  function fromAddress() {
    const context = {
      lesson: page.lesson,
      worlds: Object.keys(model.checks),
      registry: page.registry,
      check: (scenario, overrides) => model.plan(scenario, overrides),
    };
    const { patch, faults } = readAddress(location.hash, context);
    const more = faults.length > 1 ? ` ${word("address_more", { n: faults.length - 1 })}` : "";
    told = faults.length ? faults[0] + more : "";
    page.notice(told);
    return patch;
  }

  let told = ""; // of an address that has just been read: it stays while what it asks for is run
  let frame = 0;
  let pending = new Set();
  page.store.listen((names) => {
    names.forEach((name) => pending.add(name));
    if (!frame) frame = requestAnimationFrame(follow);
  });
  function follow() {
    frame = 0;
    const changed = pending;
    pending = new Set();
    if (RUNS.some((name) => changed.has(name))) {
      page.notice(told);
      run();
      changed.add("result");
    }
    told = "";
    if (["language", "levers", "hidden"].some((name) => changed.has(name))) {
      build();
    } else {
      show(changed);
    }
    keepAddress();
  }

  /** Return the state that an address opens; before the reveal its changes are what is bet on. */
  function opened() {
    const state = { ...page.opening, ...fromAddress() };
    state.changes = inOrder(state.changes, state.levers ?? levers);
    if (state.reveal !== "on") state.asked = state.betOn = state.changes;
    return state;
  }

  page.store.state = opened();
  run();
  build();
  told = "";
  addEventListener("hashchange", () => {
    if (location.hash === written) return;
    page.store.change(opened());
    if (!frame) told = "";
  });
  addEventListener("beforeprint", () => {
    printing = true;
    rest();
    show(everything);
    settlePictures();
  });
  addEventListener("afterprint", () => {
    printing = false;
    // The browser's own menu prints for pupils.
    set(document.documentElement, { "data-print": false });
    show(everything);
  });
  addEventListener("keydown", (event) => {
    const free = !(
      event.target instanceof Element &&
      event.target.closest(
        "input[type=search], input[type=text], input[type=number], textarea, select",
      )
    );
    if (
      event.key.toLowerCase() === "r" &&
      free &&
      !event.ctrlKey &&
      !event.metaKey &&
      !event.altKey &&
      // Elsewhere a button reveals, and a letter typed by chance must not.
      page.store.state.reveal === "off"
    ) {
      reveal(page);
    }
  });
  return page;
}

const started = start();
// What a browser lacks that is too old shows here first; the words for it stand in the page already.
started.catch(() => (document.getElementById("failed").hidden = false));
globalThis.triangle = offerRuns(started);
