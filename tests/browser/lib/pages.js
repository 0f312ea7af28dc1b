// The main pages, by the person who comes for them. '.' is the first page; the rest stand below the person's triangle.
import { follow, placeOf, press, tell } from './ways.js';

export const mainPages = {
  'Sam Okafor': ['.', '', '/timeline', '/sharing', '/seen', '/record', '/people', '/write', '/agreement', '/ask'],
  'Jo Okafor': ['.', '', '/timeline', '/write', '/may-know', '/question', '/seen'],
  'Ravi Menon': ['.', '', '/timeline', '/write', '/may-i-tell', '/releases', '/questions', '/capacity'],
  'Nia Rees': ['.', '/account', '/library'],
};

// openMain opens one of them.
export async function openMain(visitor, path) {
  if (path === '.') return visitor.visit('/');
  if (['/account', '/library'].includes(path)) return visitor.visit(path);
  return visitor.visit(await placeOf(visitor) + path);
}

// further are the pages on which something stands only after it was done: each leads the visitor there.
export const further = {
  'Sam Okafor': {
    change: async (sam) => {
      await openMain(sam, '/sharing');
      await sam.visit(await sam.page.locator('.choices a.lk').first().getAttribute('href'));
    },
    'see as': async (sam) => {
      await openMain(sam, '/sharing');
      await follow(sam, /^See it as/);
    },
  },
  'Jo Okafor': {
    check: (jo) => tell(jo, { topic: 'Early signs', confidence: 'team', words: 'Sam has not slept for three nights.' }),
    entry: async (jo) => {
      await tell(jo, { topic: 'Day to day', confidence: 'named', words: 'Sam sang in the kitchen today.' });
      await press(jo, 'Send it');
    },
    mistake: async (jo) => {
      await openMain(jo, '/write');
      await press(jo, 'Check before you send');
    },
  },
  'Ravi Menon': Object.fromEntries(['Care plan', 'Side effects', 'Medicines', 'Therapy'].map((topic, n) => [`may i tell ${n}`, async (ravi) => {
    await openMain(ravi, '.');
    await ravi.page.locator('#person').selectOption({ label: 'Jo Okafor, mother of Sam' });
    await ravi.page.locator('#topic').selectOption({ index: 1 + 3 * n });
    await press(ravi, 'Look it up');
  }])),
};
