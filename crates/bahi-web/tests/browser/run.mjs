// The desk in a real browser: node run.mjs --bahi PROGRAM --chromium PROGRAM --demo FILE --many FILE --hostile FILE --out FOLDER [--only NAME]
//
// Each file of `checks/` is one test: a function that is given a world and says what is wrong. Anything that the browser
// complains of, and any request that leaves the desk, fails whichever test it happens in.

import { readdirSync, mkdirSync } from "node:fs";
import { parseArgs } from "node:util";
import { launch } from "./desk.mjs";

const NEEDED = ["bahi", "chromium", "demo", "many", "hostile", "out"];
const { values: options } = parseArgs({ options: Object.fromEntries([...NEEDED, "only"].map((name) => [name, { type: "string" }])) });
const missing = NEEDED.filter((name) => !options[name]);
if (missing.length) {
  console.error(`missing: --${missing.join(" --")}`);
  process.exit(2);
}
mkdirSync(options.out, { recursive: true });

const browser = await launch(options.chromium);
const files = readdirSync(new URL("checks/", import.meta.url)).filter((f) => f.endsWith(".mjs")).sort();
let failed = 0, ran = 0;
for (const file of files) {
  const name = file.replace(".mjs", "");
  if (options.only && options.only !== name) { continue; }
  const { default: check, about } = await import(new URL(`checks/${file}`, import.meta.url));
  const faults = [], start = Date.now();
  let said = "";
  try {
    said = await check({ browser, ...options, wrong: (what) => faults.push(what) }) ?? "";
  } catch (error) {
    faults.push(error.stack ?? String(error));
  }
  ran += 1;
  failed += faults.length > 0;
  console.log(`${faults.length ? "FAILED" : "ok"}  ${name}: ${about}${said && ` (${said})`} ${((Date.now() - start) / 1000).toFixed(1)} s`);
  for (const fault of [...new Set(faults)].slice(0, 20)) { console.log(`        ${fault}`); }
}
await browser.close();
console.log(`browser: ${ran - failed} of ${ran} passed`);
process.exit(failed || !ran ? 1 : 0);
