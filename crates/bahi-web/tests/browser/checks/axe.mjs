import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { VARIANTS, open, serve, sorts } from "../desk.mjs";

export const about = "axe finds nothing serious; language, focus and width are right in every variant";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

async function look(page, path, variant, wrong) {
  const name = `${path} (${variant.width} ${variant.lang} ${variant.theme})`;
  const lang = await page.getAttribute("html", "lang");
  if (lang !== variant.lang) { wrong(`${name}: html lang is ${lang}`); }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) {
    const who = await page.evaluate(() => {
      const scrolls = (x) => x && (["auto", "scroll", "hidden"].includes(getComputedStyle(x).overflowX) && x !== document.body || scrolls(x.parentElement));
      const out = [...document.querySelectorAll("body *")].filter((x) => x.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !scrolls(x.parentElement));
      return out.map((x) => `${x.tagName.toLowerCase()}.${x.className}`).slice(0, 4).join(", ");
    });
    wrong(`${name}: scrolls sideways by ${wide} px (${who})`);
  }
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  for (const v of found.violations.filter((v) => ["serious", "critical"].includes(v.impact))) {
    wrong(`${name}: ${v.id}: ${v.help}: ${v.nodes.slice(0, 2).map((n) => n.html.slice(0, 120)).join(" | ")}`);
  }
}

async function focus(page, desk, wrong) {
  await page.goto(desk.url);
  for (let n = 0; n < 25; n++) {
    await page.keyboard.press("Tab");
    const seen = await page.evaluate(() => {
      const x = document.activeElement, s = getComputedStyle(x), b = x.getBoundingClientRect();
      const ring = s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== "none";
      return ring && b.width > 0 ? null : x.outerHTML.slice(0, 100);
    });
    if (seen) { wrong(`the focus cannot be seen on ${seen}`); }
  }
}

export default async function ({ browser, bahi, demo, wrong }) {
  const desk = await serve(bahi, demo);
  try {
    const paths = await sorts(desk);
    for (const variant of VARIANTS) {
      const page = await open(browser, desk, (w) => w.includes("/nowhere") || wrong(w), variant);
      for (const path of paths) {
        await page.goto(desk.url + path);
        await look(page, path, variant, wrong);
      }
      await page.context().close();
    }
    const page = await open(browser, desk, wrong);
    await focus(page, desk, wrong);
    // Twice the size is half the room.
    await page.setViewportSize({ width: 640, height: 450 });
    for (const path of paths.filter((p) => p !== "/nowhere")) {
      await page.goto(desk.url + path);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wide > 0) { wrong(`${path} scrolls sideways by ${wide} px at twice the size`); }
    }
    await page.context().close();
    return `${paths.length} pages, ${VARIANTS.length} variants`;
  } finally {
    await desk.stop();
  }
}
