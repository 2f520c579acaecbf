import { join } from "node:path";
import { VARIANTS, open, serve, sorts } from "../desk.mjs";

export const about = "pictures of every page in every variant, to be looked at";

export default async function ({ browser, bahi, demo, out, wrong }) {
  const desk = await serve(bahi, demo);
  try {
    let taken = 0;
    for (const variant of VARIANTS) {
      const page = await open(browser, desk, (w) => w.includes("/nowhere") || wrong(w), variant);
      for (const path of await sorts(desk)) {
        await page.goto(desk.url + path);
        await page.evaluate(() => document.fonts.ready);
        const name = path === "/" ? "ledger" : decodeURIComponent(path).replace(/^\//, "").replace(/\/.*/, "").replace(/[^a-z]+/gi, "-").replace(/-$/, "");
        const again = path.includes("%") ? "-hindi" : "";
        await page.screenshot({ path: join(out, `${name}${again}-${variant.width}-${variant.lang}-${variant.theme}.png`), fullPage: true });
        taken += 1;
      }
      await page.context().close();
    }
    return `${taken} pictures in ${out}`;
  } finally {
    await desk.stop();
  }
}
