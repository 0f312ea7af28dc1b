// Pictures of every page that each person of the demonstration can reach.
import { fileURLToPath } from 'node:url';
import { openHouse } from './lib/house.js';
import { desk, phone } from './lib/visitor.js';
import { walk } from './lib/walk.js';

process.env.TRIALOGUE_SCREENSHOTS ??= fileURLToPath(new URL('../../build/screenshots', import.meta.url));

const house = await openHouse();
try {
  for (const width of [phone, desk]) {
    for (const scheme of ['light', 'dark']) {
      const visitor = await house.visitor({ width, scheme });
      await visitor.visit('/');
      await visitor.screenshot('first page');
      for (const { name, value } of await visitor.people()) {
        await visitor.signInWith(value);
        await walk(visitor, { pages: 30, look: (path) => visitor.screenshot(`${name} ${path}`) });
        await visitor.context.clearCookies();
      }
      await visitor.leave();
    }
  }
} finally {
  await house.close();
}
console.log(`The pictures are in ${process.env.TRIALOGUE_SCREENSHOTS}`);
