// Five capitals and the ten ties between them in one month: width by strength, dash and colour by sign.

import { set } from "./element.js";
import { createPicture, part, wideOf } from "./chart.js";
import { tieWords } from "./scale.js";
import { inSection } from "./words.js";

/** Where each capital stands, going round from the top; Washington, Tokyo and Seoul are neighbours. */
const PLACES = { USA: -90, JPN: -18, KOR: 54, PRK: 126, CHN: 198 };

/** Width below which the picture takes its small form, and capitals whose names stand below them there. */
const SMALL = 260;
const BELOW = ["KOR", "PRK"];

/** The ten ties, by ISO codes, as recorded. */
export const TIES = [
  "jpn_kor",
  "jpn_usa",
  "kor_usa",
  "chn_jpn",
  "chn_kor",
  "chn_prk",
  "chn_usa",
  "jpn_prk",
  "kor_prk",
  "prk_usa",
];

/** Ties of the triangle: drawn last, above the others. */
const TRIANGLE = 3;

/** Make the picture of one world; `show(history, m)` draws a month of it. */
export function createNetwork(capitals, iso, label) {
  let history = null;
  let at = 0;
  const picture = createPicture({
    label,
    height: (width) => Math.round(Math.min(230, Math.max(150, width * 0.9))),
    draw,
    left: 0,
    right: 0,
    top: 0,
    bottom: 0,
  });

  function draw() {
    if (!history) return;
    const small = picture.width < SMALL;
    const [cx, cy] = [picture.width / 2, picture.height / 2 + (small ? 0 : 4)];
    // Where there is little room a capital is a dot with its name beside it.
    const round = small
      ? Math.min(picture.width / 2 - 24, picture.height / 2 - 24)
      : Math.min(picture.width / 2 - 44, picture.height / 2 - 24);
    const place = (code) => {
      const angle = (PLACES[code] * Math.PI) / 180;
      return [cx + round * Math.cos(angle), cy + round * Math.sin(angle)];
    };
    const order = [...TIES.slice(TRIANGLE), ...TIES.slice(0, TRIANGLE)];
    for (const tie of order) {
      const value = history.value(`relation_${tie}`)[at];
      const [[x1, y1], [x2, y2]] = tie.split("_").map((code) => place(code.toUpperCase()));
      const line = part(picture, tie, "line", {
        x1,
        y1,
        x2,
        y2,
        class: `tie ${value < 0 ? "tie-bad" : "tie-good"}`,
      });
      set(line, { "--wide": (0.75 + 7 * Math.abs(value)).toFixed(2) });
    }
    for (const capital of capitals) {
      const [x, y] = place(iso[capital]);
      const name = inSection("capitals", capital) ?? capital;
      if (small) drawSmall(capital, iso[capital], name, [x, y]);
      else drawNamed(capital, name, [x, y]);
    }
  }

  function drawSmall(capital, code, name, [x, y]) {
    part(picture, `box${capital}`, "circle", { cx: x, cy: y, r: 5, class: "capital" });
    const half = wideOf(name) / 2;
    part(
      picture,
      `name${capital}`,
      "text",
      {
        x: Math.max(half, Math.min(picture.width - half, x)),
        y: y + (BELOW.includes(code) ? 18 : -9),
        class: "capital-name small",
        "text-anchor": "middle",
      },
      name,
    );
  }

  function drawNamed(capital, name, [x, y]) {
    const wide = 16 + wideOf(name) * 1.1;
    part(picture, `box${capital}`, "rect", {
      x: x - wide / 2,
      y: y - 12,
      width: wide,
      height: 24,
      rx: 12,
      class: "capital",
    });
    part(
      picture,
      `name${capital}`,
      "text",
      { x, y: y + 4, class: "capital-name", "text-anchor": "middle" },
      name,
    );
  }

  return {
    picture,
    node: picture.node,
    show(shown, m) {
      history = shown;
      at = m;
      const words = TIES.slice(0, TRIANGLE).map(
        (tie) => `${inSection("ties", tie)}: ${tieWords(shown.value(`relation_${tie}`)[m])}`,
      );
      set(picture.svg, { "aria-label": `${label}. ${words.join("; ")}` });
      picture.redraw();
    },
  };
}
