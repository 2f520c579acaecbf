import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { open, serve } from "../desk.mjs";

export const about = "a record is printed with its quotes and without the furniture of the screen";

export default async function ({ browser, bahi, demo, out, wrong }) {
  const desk = await serve(bahi, demo);
  try {
    const ledger = JSON.parse(desk.run("export", "--to", "json", "-o", "-"));
    const record = ledger.engagements.find((e) => e.reports.length > 1);
    const page = await open(browser, desk, wrong);
    await page.goto(`${desk.url}/e/${record.id}`);
    await page.emulateMedia({ media: "print" });
    const shown = await page.evaluate(() => ({
      words: document.querySelector("main").innerText,
      furniture: [...document.querySelectorAll("header.top nav, header.top form, main button, .facets")].filter((x) => x.getClientRects().length).length,
    }));
    if (shown.furniture) { wrong(`${shown.furniture} pieces of furniture are printed`); }
    const flat = shown.words.replace(/\s+/g, " ");
    const quotes = ledger.claims.filter((c) => c.record === record.id).flatMap((c) => c.evidence.map((e) => e.exact.replace(/\s+/g, " ")));
    const missing = quotes.filter((quote) => !flat.includes(quote));
    if (!quotes.length || missing.length) { wrong(`${missing.length} of ${quotes.length} quotes are not printed, such as ${missing[0]}`); }
    const pdf = await page.pdf({ format: "A4" });
    writeFileSync(join(out, "record.pdf"), pdf);
    if (pdf.length < 5000) { wrong("the PDF is empty"); }
    await page.context().close();
    return `${quotes.length} quotes`;
  } finally {
    await desk.stop();
  }
}
