import { open, serve } from "../desk.mjs";

export const about = "each list is there as JSON, CSV and feed too; a report is added on the page and found; of many files each shows what became of it";

const REPORT = "नई दिल्ली, 3 मार्च 2025। विदेश मंत्री एस जयशंकर ने सोमवार को नई दिल्ली में जापान के विदेश मंत्री ताकेशी इवाया से मुलाकात की।";

export default async function ({ browser, bahi, demo, wrong }) {
  const desk = await serve(bahi, demo);
  try {
    const page = await open(browser, desk, wrong, { lang: "hi" });
    await page.goto(desk.url);
    const links = await page.locator(".formats a").evaluateAll((all) => all.map((a) => a.href));
    if (links.length < 3) { wrong(`the ledger is offered as ${links.length} other formats`); }
    for (const link of links) {
      const body = await (await fetch(link)).text();
      const kind = /\.(json|csv|atom)\b/.exec(link)?.[1];
      const sound = await page.evaluate(([kind, body]) => {
        if (kind === "json") { return JSON.parse(body) !== null; }
        if (kind === "atom") { return new DOMParser().parseFromString(body, "application/xml").querySelector("parsererror") === null && body.includes("<entry"); }
        return body.trim().split("\n").length > 1;
      }, [kind, body]);
      if (!kind || !sound) { wrong(`${link} is not sound`); }
    }
    await page.goto(`${desk.url}/add`);
    await page.locator("textarea").first().fill(REPORT);
    await Promise.all([page.waitForEvent("load"), page.locator("form[data-upload] button[type=submit], form[data-upload] button").last().click()]);
    const said = await page.locator("main").innerText();
    await page.locator("main a[href^='/r/']").first().click();
    if (!await page.locator("main a[href^='/e/']").count()) { wrong(`an added report shows no engagement: ${said.slice(0, 200)}`); }
    await page.goto(`${desk.url}/search?q=iwaya`);
    if (!(await page.locator("main").innerText()).includes("इवाया")) { wrong("the name typed in Latin letters does not find the report"); }
    await several(page, desk, wrong);
    await page.context().close();
  } finally {
    await desk.stop();
  }
}

// Two reports and a file that is none: the page stays, counts, and says of each what became of it.
async function several(page, desk, wrong) {
  const report = (day) => REPORT.replace("3 मार्च", `${day} अप्रैल`);
  const files = [["पहली.txt", report(4)], ["पर्चा.pdf", "%PDF-1.7\n%\u00e2\u00e3\n1 0 obj\n<<>>\nendobj\n"], ["दूसरी.txt", report(11)]];
  await page.goto(`${desk.url}/add`);
  await page.locator("input[type=file]").setInputFiles(files.map(([name, text]) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) })));
  await page.locator("form[data-upload] button").last().click();
  await page.locator("form[data-upload] button:enabled").waitFor();
  const bar = await page.locator("progress").evaluate((b) => `${b.value} of ${b.max}`);
  if (bar !== "3 of 3") { wrong(`the bar stands at ${bar}`); }
  const read = await page.locator("[data-came] .added a").count(), said = await page.locator("[data-came]").first().innerText();
  if (read !== 2) { wrong(`${read} of two reports are said to be read: ${said.slice(0, 300)}`); }
  if (!said.includes("पर्चा.pdf")) { wrong(`nothing is said of what is no report: ${said.slice(0, 300)}`); }
}
