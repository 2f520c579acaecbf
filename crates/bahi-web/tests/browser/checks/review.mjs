import { open, operations, serve } from "../desk.mjs";

export const about = "twenty conflicts are settled by keyboard alone, taken back by keyboard, and the ledger is as before";

const KEYS = ["1", "2", "b", " ", "v", "n"];

export default async function ({ browser, bahi, many, wrong }) {
  const desk = await serve(bahi, many);
  try {
    const before = desk.export();
    const page = await open(browser, desk, wrong);
    await page.goto(`${desk.url}/review`);
    const press = async (key) => {
      const loaded = page.waitForEvent("load");
      await page.keyboard.press(key === " " ? "Space" : key);
      await loaded;
    };
    const decided = new Set();
    for (let n = 0; n < 20; n++) {
      const id = await page.locator(".record-head .id").first().innerText();
      if (decided.has(id)) { wrong(`${id} is shown again after it was decided`); }
      decided.add(id);
      await press(KEYS[n % KEYS.length]);
    }
    if (desk.export() === before) { wrong("twenty decisions changed nothing"); }
    const after = operations(desk);
    if (after.length !== 20) { wrong(`the log has ${after.length} operations, not 20`); }
    const last = await page.locator("aside.last .op").count();
    if (last !== 10) { wrong(`${last} decisions are listed beside the conflict, not the last ten`); }
    for (let n = 0; n < 20; n++) { await press("u"); }
    if (desk.export() !== before) { wrong("after twenty times undo the export is not what it was"); }
    await page.context().close();
    return `${decided.size} conflicts`;
  } finally {
    await desk.stop();
  }
}
