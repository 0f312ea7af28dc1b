// The main pages, by the person who comes for them. '.' is the first page; what begins with a room of the whole service stands
// there, and the rest below the person's triangle.
import { follow, placeOf, press, tell } from './ways.js';

const own = ['', '/ways', '/ways/codes', '/sessions', '/about', '/photo', '/needs', '/reach', '/safe', '/identity', '/close'].map((page) => `/account${page}`);
const rooms = /^\/(account|admin|begin|cover|evidence|join|left|library|lost|open|prove|reach|reviews|ring|sign-in|support|team)(\/|$)/;

export const mainPages = {
  'Sam Okafor': ['.', '', '/timeline', '/sharing', '/sharing/more', '/sharing/first', '/seen', '/record', '/people', '/invite', '/code', '/write', '/agreement', '/ask', '/prove', '/account/other', '/left', ...own],
  'Jo Okafor': ['.', '', '/timeline', '/write', '/may-know', '/question', '/seen', '/people', '/account/safe'],
  'Ravi Menon': ['.', '', '/timeline', '/write', '/may-i-tell', '/releases', '/questions', '/capacity', '/people', '/holds', '/code', '/team', '/cover', '/cover/new', '/reach', '/account'],
  'Nia Rees': ['.', '/account', '/library'],
  'Pat Ellis': ['.', '/account', '/admin', '/admin/name', '/admin/services', '/admin/teams', '/admin/staff', '/admin/offices', '/cover', '/support', '/support/new', '/admin/doubles', '/admin/erase'],
  'Lin Fraser': ['.', '/account', '/evidence', '/evidence/access', '/reviews', '/support', '/admin/doubles'],
};

// openPages are for whoever comes, before they sign in.
export const openPages = ['/sign-in', '/begin', '/join', '/lost', '/ring'];

// openMain opens one of them.
export async function openMain(visitor, path) {
  if (path === '.') return visitor.visit('/');
  if (rooms.test(path)) return visitor.visit(path);
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
  'Ravi Menon': Object.fromEntries([...['Sam Okafor', 'Jo Okafor', 'Bea Lindqvist'].map((name) => [`the page of ${name}`, async (ravi) => {
    await openMain(ravi, '/people');
    await follow(ravi, new RegExp(name));
  }]), ['identity', async (ravi) => {
    await openMain(ravi, '/people');
    await follow(ravi, /Sam Okafor/);
    await ravi.visit(`${new URL(ravi.page.url()).pathname}/identity`);
  }], ...['Care plan', 'Side effects', 'Medicines', 'Therapy'].map((topic, n) => [`may i tell ${n}`, async (ravi) => {
    await openMain(ravi, '.');
    await ravi.page.locator('#person').selectOption({ label: 'Jo Okafor, mother of Sam' });
    await ravi.page.locator('#topic').selectOption({ index: 1 + 3 * n });
    await press(ravi, 'Look it up');
  }])]),
};
