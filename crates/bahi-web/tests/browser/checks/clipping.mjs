import { open, serve, sorts } from "../desk.mjs";

export const about = "the tallest Hindi clusters fit into the lines of every kind of text";

// Clusters with marks above and below that reach farthest.
const CLUSTERS = ["र्त्स्न्य", "ङ्क्ष्व", "ट्ठ्यूँ", "द्द्व्यूँ", "र्क्ष्यीं", "ह्म्यै", "क्ष्म्यैं", "श्च्यौं", "द्ध्र्यू", "ठ्ठ्यूं", "ड्ढ्यों", "स्त्रैं", "र्द्ध्वौं", "ऑॅंटूँ"];

// The size of line boxes beside the ink of each text, as the browser draws it.
function measure(clusters) {
  const out = [], done = new Set(), pen = document.createElement("canvas").getContext("2d");
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const x = walker.currentNode.parentElement, s = getComputedStyle(x);
    if (!/[\u0900-\u097F]/.test(walker.currentNode.data) || !x.getClientRects().length || x.closest(".vh")) { continue; }
    const kind = `${x.tagName.toLowerCase()}${x.className ? "." + x.className : ""} in ${x.parentElement.className || x.parentElement.tagName.toLowerCase()}`;
    if (done.has(kind)) { continue; }
    done.add(kind);
    const block = (() => { let b = x; while (getComputedStyle(b).display.startsWith("inline") && b.parentElement) { b = b.parentElement; } return b; })();
    const line = parseFloat(getComputedStyle(block).lineHeight) || parseFloat(s.lineHeight);
    pen.font = `${s.fontWeight} ${s.fontSize} ${s.fontFamily}`;
    for (const c of clusters) {
      const m = pen.measureText(c);
      const ink = m.actualBoundingBoxAscent + m.actualBoundingBoxDescent;
      if (ink > line) { out.push(`${kind}: the ink of ${c} is ${ink.toFixed(1)} px high, the line ${line.toFixed(1)}`); break; }
    }
    const clipped = block.scrollHeight > block.clientHeight + 1 && getComputedStyle(block).overflowY === "hidden" && block.clientHeight > 0;
    if (clipped) { out.push(`${kind}: cut off at ${block.clientHeight} of ${block.scrollHeight} px`); }
  }
  return { wrong: out, kinds: done.size };
}

export default async function ({ browser, bahi, demo, wrong }) {
  const desk = await serve(bahi, demo);
  try {
    let kinds = 0;
    for (const width of [360, 1280]) {
      const page = await open(browser, desk, (w) => w.includes("/nowhere") || wrong(w), { width, lang: "hi" });
      for (const path of await sorts(desk)) {
        await page.goto(desk.url + path);
        await page.evaluate(() => document.fonts.ready);
        const found = await page.evaluate(measure, CLUSTERS);
        kinds += found.kinds;
        found.wrong.forEach((w) => wrong(`${path} at ${width}: ${w}`));
      }
      const faces = await page.evaluate(() => [...document.fonts].filter((f) => f.status === "loaded").map((f) => f.family));
      if (!faces.length) { wrong("the faces that come with the desk are not used"); }
      await page.context().close();
    }
    return `${kinds} kinds of text`;
  } finally {
    await desk.stop();
  }
}
