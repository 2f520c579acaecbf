// Pictures for the documents, of the running program: node pictures.mjs --bahi PROGRAM --chromium PROGRAM --demo FILE --out FOLDER

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { launch, open, serve } from "./desk.mjs";
import { smaller } from "./png.mjs";

// A picture that everybody loads with the README must be small.
const LARGEST = 120_000;

const { values: options } = parseArgs({ options: Object.fromEntries(["bahi", "chromium", "demo", "out"].map((name) => [name, { type: "string" }])) });
mkdirSync(options.out, { recursive: true });

const faults = [];
const browser = await launch(options.chromium);
const desk = await serve(options.bahi, options.demo);
try {
  // The engagement that most reports tell of, and the first of the conflicts.
  const told = desk.run("list", "--jsonl").trim().split("\n").map((line) => JSON.parse(line)).filter((record) => record.type === "engagement");
  told.sort((a, b) => b.reports.length - a.reports.length || a.id.localeCompare(b.id));
  const pages = { engagement: [`/e/${told[0].id}`, 780], review: ["/review", 620] };
  for (const [name, [path, height]] of Object.entries(pages)) {
    for (const lang of ["en", "hi"]) {
      const page = await open(browser, desk, (what) => faults.push(what), { lang });
      await page.setViewportSize({ width: 1160, height });
      await page.goto(desk.url + path);
      await page.evaluate(() => document.fonts.ready);
      const file = join(options.out, `${name}-${lang}.png`);
      const png = smaller(await page.screenshot());
      writeFileSync(file, png);
      const size = png.length;
      console.log(`${file}: ${(size / 1000).toFixed(0)} KB`);
      if (size > LARGEST) { faults.push(`${file} is larger than ${LARGEST} bytes`); }
      await page.context().close();
    }
  }
} finally {
  await desk.stop();
  await browser.close();
}
for (const fault of faults) { console.error(fault); }
process.exit(faults.length ? 1 : 0);
