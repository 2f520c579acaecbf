// A desk to test: the program serving a copy of a ledger file, and a browser that reports whatever it should not do.

import { spawn, execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];

/** Starts the browser. */
export function launch(executablePath) {
  return chromium.launch({ executablePath, headless: true, args: QUIET });
}

/** Serves a copy of a ledger file on a free port; `stop` ends it and takes the copy away. */
export async function serve(bahi, ledger, options = []) {
  const folder = mkdtempSync(join(tmpdir(), "bahi-desk-"));
  const file = join(folder, "ledger.db");
  copyFileSync(ledger, file);
  const child = spawn(bahi, ["serve", "--ledger", file, "--port", "0", ...options], { stdio: ["ignore", "ignore", "pipe"] });
  const url = await new Promise((resolve, reject) => {
    let said = "";
    child.stderr.on("data", (data) => {
      said += data;
      const found = /(http:\/\/127\.0\.0\.1:\d+)\//.exec(said);
      if (found) { resolve(found[1]); }
    });
    child.on("exit", (code) => reject(new Error(`bahi serve ended with ${code}: ${said}`)));
  });
  return {
    url, file, child,
    run: (...args) => execFileSync(bahi, [...args, "--ledger", file], { encoding: "utf8", maxBuffer: 1 << 28 }),
    export: () => execFileSync(bahi, ["export", "--to", "jsonl", "-o", "-", "--ledger", file], { encoding: "utf8", maxBuffer: 1 << 28 }),
    async stop() {
      child.removeAllListeners("exit");
      if (child.exitCode === null) {
        const ended = new Promise((resolve) => child.on("exit", resolve));
        child.kill("SIGTERM");
        await ended;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Every width, language and theme that a page is tested in. */
export const VARIANTS = [360, 1280].flatMap((width) => ["hi", "en"].flatMap((lang) => ["light", "dark"].map((theme) => ({ width, lang, theme }))));

/** A page of the browser in one variant; what it should not do goes to `wrong`. */
export async function open(browser, desk, wrong, { width = 1280, lang = "en", theme = "light", scripts = true } = {}) {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    locale: lang === "hi" ? "hi-IN" : "en-GB",
    colorScheme: theme,
    javaScriptEnabled: scripts,
  });
  context.setDefaultTimeout(20_000);
  await context.route("**/*", (route) => {
    const url = route.request().url();
    if (url.startsWith(desk.url + "/") || url.startsWith("data:")) { return route.continue(); }
    wrong(`a request left the desk: ${url}`);
    return route.abort();
  });
  if (scripts) {
    await context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (e) => console.error(`policy: ${e.violatedDirective} ${e.blockedURI}`));
    });
  }
  const page = await context.newPage();
  page.on("console", (message) => { if (message.type() === "error") { wrong(`${page.url()}: console: ${message.text()}`); } });
  page.on("pageerror", (error) => wrong(`${page.url()}: ${error.message}`));
  page.on("dialog", (dialog) => { wrong(`${page.url()}: a dialog: ${dialog.message()}`); dialog.dismiss(); });
  return page;
}

/** The links of a page to the desk itself, without fragments. */
export function links(html, base) {
  const out = new Set();
  for (const [, raw] of html.matchAll(/<(?:a|link|script|img)\b[^>]*?\b(?:href|src)="([^"]*)"/g)) {
    const url = new URL(raw.replaceAll("&amp;", "&").replaceAll("&quot;", '"').replaceAll("&#x27;", "'").replaceAll("&#x2f;", "/"), base);
    url.hash = "";
    if (url.origin === new URL(base).origin) { out.add(url.href); }
  }
  return out;
}

/** One page of every sort, by what the desk itself links to. */
export async function sorts(desk) {
  const out = ["/", "/timeline", "/conflicts", "/review", "/deliveries", "/actors", "/network", "/sources", "/log", "/help", "/about",
    "/add", "/search?q=shoigu", "/search?q=%E0%A4%B0%E0%A4%95%E0%A5%8D%E0%A4%B7%E0%A4%BE", "/?kind=meeting", "/nowhere"];
  const wanted = ["e", "a", "s", "g", "d", "r", "x"];
  const found = new Map();
  for (const path of ["/", "/conflicts", "/deliveries", "/actors", "/sources", "/?type=statement", "/?type=agreement", "/?type=delivery"]) {
    const html = await (await fetch(desk.url + path)).text();
    for (const link of links(html, desk.url + path)) {
      const sort = /^\/([a-z])\/[^/?]+$/.exec(new URL(link).pathname)?.[1];
      if (wanted.includes(sort) && !found.has(sort)) { found.set(sort, new URL(link).pathname); }
    }
  }
  return [...out, ...found.values()];
}

/** The operations of the log, the last first; none where nothing was decided. */
export function operations(desk) {
  try {
    return JSON.parse(desk.run("log", "--json", "--limit", "0"));
  } catch (error) {
    // The program ends with 1 where there is nothing to show.
    if (error.status === 1) { return []; }
    throw error;
  }
}
