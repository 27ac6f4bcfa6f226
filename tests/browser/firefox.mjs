// Firefox beside Chromium: what a printer gets from it. Driven over WebDriver BiDi, which needs no driver of its own.
import { existsSync } from 'node:fs';
import puppeteer from 'puppeteer-core';

const PATH = process.env.FIREFOX || '/usr/bin/firefox-esr';

export async function launchFirefox(t) {
  if (!existsSync(PATH)) throw new Error(PATH + ' is missing: install the package firefox-esr, or set FIREFOX');
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath: PATH });
  t.after(() => browser.close());
  return browser;
}
