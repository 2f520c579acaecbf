import { open, serve } from "../desk.mjs";

export const about = "what lights up for a field is, in every report, what its claims cite";

// The words of all quotes of a claim, each place once, in the order of the report.
function cited(evidence) {
  const places = new Map();
  for (const e of evidence) { [...e.exact].forEach((c, n) => places.set(e.start + n, c)); }
  return [...places.keys()].sort((a, b) => a - b).map((at) => places.get(at)).join("");
}

const same = (text) => text.replace(/\s+/g, "");

export default async function ({ browser, bahi, demo, wrong }) {
  const desk = await serve(bahi, demo);
  try {
    const ledger = JSON.parse(desk.run("export", "--to", "json", "-o", "-"));
    const quotes = new Map(ledger.claims.map((c) => [c.id, c.evidence]));
    const page = await open(browser, desk, wrong);
    let fields = 0, count = 0;
    for (const record of [...ledger.engagements, ...ledger.statements, ...ledger.agreements, ...ledger.deliveries]) {
      const letter = record.id[0].toLowerCase();
      await page.goto(`${desk.url}/${letter}/${record.id}`);
      for (const field of await page.locator("[data-field]").all()) {
        await field.focus();
        fields += 1;
        const lit = await page.evaluate(() => [...document.querySelectorAll("mark.lit")].map((m) => ({
          text: m.textContent, claims: (m.dataset.c || "").split(" ").filter(Boolean), column: [...document.querySelectorAll(".report-col")].indexOf(m.closest(".report-col")),
          keys: m.dataset.f.split(" "),
        })));
        const key = await field.getAttribute("data-field");
        if (lit.some((m) => !m.keys.includes(key))) { wrong(`${record.id} ${key}: words of another field light up`); }
        const claims = new Set(lit.flatMap((m) => m.claims));
        for (const claim of claims) {
          const evidence = quotes.get(claim);
          if (!evidence) { wrong(`${record.id}: a mark names ${claim}, which the ledger does not have`); continue; }
          const words = await page.evaluate((id) => {
            const marks = [...document.querySelectorAll("mark[data-c]")].filter((m) => m.dataset.c.split(" ").includes(id));
            const column = marks[0]?.closest(".report-col");
            return marks.filter((m) => m.closest(".report-col") === column).map((m) => m.textContent).join("");
          }, claim);
          if (same(words) !== same(cited(evidence))) { wrong(`${record.id} ${key} ${claim}: shows "${words}", cites "${cited(evidence)}"`); }
          count += 1;
        }
      }
    }
    if (count < 50) { wrong(`only ${count} claims were found on the pages`); }
    await page.context().close();
    return `${fields} fields, ${count} claims`;
  } finally {
    await desk.stop();
  }
}
