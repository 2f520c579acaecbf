import { links, open, serve } from "../desk.mjs";

export const about = "what hostile reports hold is shown and does nothing";

export default async function ({ browser, bahi, hostile, wrong }) {
  const desk = await serve(bahi, hostile);
  try {
    const todo = ["/", "/timeline", "/conflicts", "/deliveries", "/actors", "/network", "/sources", "/log", "/about",
      "/search?q=%3Cscript%3Ealert(1)%3C/script%3E", "/?who=%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E"].map((p) => desk.url + p);
    const seen = new Set();
    const page = await open(browser, desk, (w) => / (404|400|410)\b/.test(w) || wrong(w));
    while (todo.length && seen.size < 250) {
      const url = todo.shift();
      if (seen.has(url)) { continue; }
      seen.add(url);
      const answer = await page.goto(url);
      if (answer.status() >= 500) { wrong(`${answer.status()} ${url}`); }
      if (!(answer.headers()["content-type"] ?? "").startsWith("text/html")) { continue; }
      const alive = await page.evaluate(() => [
        ...[...document.querySelectorAll("script")].filter((s) => !s.src || s.textContent.trim()).map((s) => s.outerHTML),
        ...[...document.querySelectorAll("*")].filter((x) => [...x.attributes].some((a) => /^on/i.test(a.name))).map((x) => x.outerHTML.slice(0, 200)),
        ...[...document.querySelectorAll("[href],[src],[action]")].filter((x) => /^\s*(javascript|vbscript|data|file|blob):/i.test(x.getAttribute("href") ?? x.getAttribute("src") ?? x.getAttribute("action"))).map((x) => x.outerHTML.slice(0, 200)),
        ...[...document.querySelectorAll("iframe,object,embed,base,meta[http-equiv]")].map((x) => x.outerHTML.slice(0, 200)),
      ]);
      alive.forEach((what) => wrong(`${url}: alive: ${what}`));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (wide > 0) { wrong(`${url}: a huge name makes the page ${wide} px too wide`); }
      for (const link of links(await answer.text(), url)) {
        if (/^\/[a-z]\//.test(new URL(link).pathname) && !new URL(link).search) { todo.push(link); }
      }
    }
    if (seen.size < 40) { wrong(`only ${seen.size} pages were found`); }
    await page.context().close();
    return `${seen.size} pages`;
  } finally {
    await desk.stop();
  }
}
