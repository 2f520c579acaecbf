import { open, operations, serve } from "../desk.mjs";

export const about = "keys of a Hindi layout do what the Latin keys at their places do, and none works while typing";

// What a key gives on the InScript layout.
const HINDI = { j: ["KeyJ", "र"], k: ["KeyK", "क"], b: ["KeyB", "व"], p: ["KeyP", "ज"] };

const send = (page, key, code) => page.evaluate(([key, code]) => {
  (document.activeElement || document.body).dispatchEvent(new KeyboardEvent("keydown", { key, code, bubbles: true, cancelable: true }));
}, [key, code]);

const here = (page) => page.evaluate(() => document.querySelector("[data-row].here")?.id ?? document.querySelector("[data-row].here a")?.getAttribute("href") ?? null);

export default async function ({ browser, bahi, many, wrong }) {
  const desk = await serve(bahi, many);
  try {
    const page = await open(browser, desk, wrong, { lang: "hi" });
    const walk = async (hindi) => {
      await page.goto(desk.url);
      const places = [];
      for (const letter of ["j", "j", "k"]) {
        await (hindi ? send(page, HINDI[letter][1], HINDI[letter][0]) : send(page, letter, HINDI[letter][0]));
        places.push(await here(page));
      }
      return places.join(" ");
    };
    const [latin, hindi] = [await walk(false), await walk(true)];
    if (latin.includes("null") || latin.split(" ")[0] !== latin.split(" ")[2]) { wrong(`j j k goes to ${latin}`); }
    if (latin !== hindi) { wrong(`Latin keys go to ${latin}, Hindi ones to ${hindi}`); }

    // A layout where the Latin letter lies elsewhere goes by its letter.
    await page.goto(desk.url);
    await send(page, "j", "KeyC");
    if (await here(page) === null) { wrong("a Latin j at another place does nothing"); }

    await page.goto(desk.url);
    await page.locator("#q").focus();
    await page.keyboard.type("jjk");
    if (await here(page) !== null || await page.locator("#q").inputValue() !== "jjk") { wrong("keys act while typing"); }

    await page.goto(`${desk.url}/review`);
    const id = await page.locator(".record-head .id").first().innerText();
    await Promise.all([page.waitForEvent("load"), send(page, HINDI.b[1], HINDI.b[0])]);
    const log = operations(desk);
    if (log.length !== 1 || !JSON.stringify(log).includes("both")) { wrong(`the Hindi key at b did not let ${id} stand`); }
    await page.context().close();
  } finally {
    await desk.stop();
  }
}
