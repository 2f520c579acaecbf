import { links, open, serve, sorts } from "../desk.mjs";

export const about = "every link answers, and every page can be read and filtered without scripts";

export default async function ({ browser, bahi, demo, wrong }) {
  const desk = await serve(bahi, demo);
  try {
    const seen = new Map(), todo = ["/"].map((path) => desk.url + path);
    while (todo.length) {
      const url = todo.pop();
      if (seen.has(url)) { continue; }
      const answer = await fetch(url);
      seen.set(url, answer.status);
      if (answer.status !== 200) { wrong(`${answer.status} ${url}`); }
      // Filters of filters have no end: what is linked from a filtered page is not followed.
      const html = (answer.headers.get("content-type") ?? "").startsWith("text/html");
      if (html && !new URL(url).search) { todo.push(...[...links(await answer.text(), url)].filter((l) => !seen.has(l))); }
    }
    const page = await open(browser, desk, (w) => w.includes("/nowhere") || wrong(w), { scripts: false });
    for (const path of await sorts(desk)) {
      await page.goto(desk.url + path);
      const words = (await page.locator("main").innerText()).trim();
      if (words.length < 20) { wrong(`${path} says next to nothing without scripts`); }
    }
    await page.goto(desk.url);
    const facet = page.locator(".facets li", { has: page.locator(".count") }).first();
    const count = Number((await facet.locator(".count").innerText()).replace(/[^\d]/g, ""));
    await facet.locator("a").click();
    const rows = await page.locator("[data-row]").count();
    if (rows !== count) { wrong(`a facet counts ${count} and its page shows ${rows}`); }
    await page.context().close();
    return `${seen.size} addresses`;
  } finally {
    await desk.stop();
  }
}
