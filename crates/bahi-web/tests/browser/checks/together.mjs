import { open, operations, serve } from "../desk.mjs";

export const about = "of two who decide the same conflict the second is told, and a merged record's address leads on";

export default async function ({ browser, bahi, many, wrong }) {
  const desk = await serve(bahi, many);
  try {
    const [one, two] = [await open(browser, desk, wrong), await open(browser, desk, (w) => / 409\b/.test(w) || wrong(w))];
    await one.goto(`${desk.url}/review`);
    await two.goto(one.url());
    await Promise.all([one.waitForEvent("load"), one.keyboard.press("1")]);
    const [answer] = await Promise.all([two.waitForResponse((r) => r.request().method() === "POST"), two.keyboard.press("2")]);
    if (answer.status() !== 409) { wrong(`the second was answered ${answer.status()}`); }
    const words = await two.locator("main").innerText();
    if (words.trim().length < 20) { wrong("the second is not told what happened"); }
    if (operations(desk).length !== 1) { wrong("the decision of the second was entered over that of the first"); }

    const ledger = JSON.parse(desk.run("export", "--to", "json", "-o", "-"));
    const [a, b] = ledger.engagements.slice(0, 2).map((e) => e.id);
    desk.run("judge", "merge", a, b);
    const merged = new Set(JSON.parse(desk.run("export", "--to", "json", "-o", "-")).engagements.map((e) => e.id));
    const gone = [a, b].find((id) => !merged.has(id));
    if (gone) {
      const answer = await one.goto(`${desk.url}/e/${gone}`);
      if (answer.status() !== 200 || one.url().endsWith(gone)) { wrong(`${gone}, which is part of another now, leads to ${one.url()}`); }
    }

    const claim = ledger.claims.find((c) => c.evidence.length);
    await one.goto(`${desk.url}/r/${claim.report}#${claim.id}`);
    const at = await one.evaluate((id) => document.getElementById(id)?.getBoundingClientRect().top ?? null, claim.id);
    if (at === null || at < -5 || at > 900) { wrong(`the address of a quote leads to ${at} px from the top of the window`); }
    await Promise.all([one.context().close(), two.context().close()]);
  } finally {
    await desk.stop();
  }
}
