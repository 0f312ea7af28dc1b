// A house is the running program and one browser; visitors are people in it, each with cookies of their own.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { startProgram } from './program.js';
import { Visitor } from './visitor.js';

// Debian's browser; CHROMIUM names another one.
const places = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const quiet = [
  '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

export function startBrowser() {
  const executablePath = places.find((place) => place && existsSync(place));
  if (!executablePath) throw new Error('There is no Chromium here. Run scripts/setup, or name one in CHROMIUM.');
  // No sandbox: it cannot start as root or in most containers, and only our own pages are opened.
  return chromium.launch({ executablePath, chromiumSandbox: false, args: quiet });
}

// openHouse starts the program and a browser. A given origin stands for a program that runs already.
export async function openHouse({ origin, ...settings } = {}) {
  const program = origin ? { origin, output: () => '', stop: async () => {} } : await startProgram(settings);
  const browser = await startBrowser().catch(async (problem) => {
    await program.stop();
    throw problem;
  });
  let people; // read once: the page of people is long, and journeys begin behind it
  return {
    origin: program.origin,
    output: program.output,
    visitor: (settings) => Visitor.arrive(browser, program.origin, settings),
    async people() {
      if (!people) {
        const somebody = await this.visitor();
        people = await somebody.people();
        await somebody.leave();
      }
      return people;
    },
    // person is a visitor in the place of this invented person, on their first page.
    async person(name, settings) {
      const found = (await this.people()).find((one) => one.name === name);
      if (!found) throw new Error(`The demonstration offers nobody called ${name}.`);
      const visitor = await this.visitor(settings);
      await visitor.enter(found.value);
      return visitor;
    },
    async close() {
      await browser.close();
      await program.stop();
    },
  };
}
