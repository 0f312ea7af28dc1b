// Pictures of the main pages, and with WALK_PAGES of every page that each person of the demonstration can reach by links.
// PEOPLE, WIDTHS and SCHEMES choose some of them: PEOPLE="Jo Okafor" WIDTHS=320 SCHEMES=light,dark. PAGES is a pattern
// that chooses by address or name: PAGES="agreed|^a meeting".
import { fileURLToPath } from 'node:url';
import { openHouse } from './lib/house.js';
import { further, mainPages, openMain } from './lib/pages.js';
import { desk, phone } from './lib/visitor.js';
import { walk } from './lib/walk.js';

process.env.TRIALOGUE_SCREENSHOTS ??= fileURLToPath(new URL('../../build/screenshots', import.meta.url));

const some = (name, all) => process.env[name]?.split(',') ?? all;
const wanted = some('PEOPLE', Object.keys(mainPages));
const pages = Number(process.env.WALK_PAGES ?? 0);
const called = new RegExp(process.env.PAGES ?? '');

async function pictures(house, name, window) {
  const visitor = await house.person(name, window);
  for (const path of mainPages[name] ?? ['.']) {
    if (!called.test(path)) continue;
    await openMain(visitor, path);
    await visitor.screenshot(`${name} ${path === '.' ? 'home' : path || 'triangle'}`);
  }
  for (const [what, go] of Object.entries(further[name] ?? {})) {
    if (!called.test(what)) continue;
    await go(visitor);
    await visitor.screenshot(`${name} ${what}`);
  }
  if (pages > 0) await walk(visitor, { from: '/', pages, look: (path) => visitor.screenshot(`${name} ${path}`) });
  await visitor.leave();
}

const house = await openHouse();
try {
  for (const width of some('WIDTHS', [phone, desk]).map(Number)) {
    for (const scheme of some('SCHEMES', ['light', 'dark'])) {
      const visitor = await house.visitor({ width, scheme });
      await visitor.visit('/');
      await visitor.screenshot('first page');
      await visitor.leave();
      for (const name of wanted) await pictures(house, name, { width, scheme });
    }
  }
} finally {
  await house.close();
}
console.log(`The pictures are in ${process.env.TRIALOGUE_SCREENSHOTS}`);
