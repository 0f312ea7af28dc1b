// The main pages, by the person who comes for them. '.' is the first page; what begins with a room of the whole service stands
// there, and the rest below the person's triangle.
import assert from 'node:assert/strict';
import { follow, placeOf, press, tell } from './ways.js';

const own = ['', '/ways', '/ways/codes', '/sessions', '/about', '/photo', '/needs', '/reach', '/safe', '/identity', '/close'].map((page) => `/account${page}`);
const rooms = /^\/(account|admin|begin|cover|evidence|join|left|library|lost|open|prove|reach|reviews|ring|sign-in|support|team)(\/|$)/;

// The rooms of working together, as everybody in a triangle has them.
const together = [
  '/between', '/between/timeline', '/between/rhythm', '/expertise', '/expertise/mine', '/expertise/share', '/views', '/views/new', '/agreed', '/agreed/new', '/limits',
  '/talk', '/talk/new', '/meetings', '/meetings/new', '/meetings/without', '/network', '/network/new', '/network/ring',
];

export const mainPages = {
  'Sam Okafor': ['.', '', '/timeline', '/sharing', '/sharing/more', '/sharing/first', '/seen', '/record', '/people', '/invite', '/code', '/write', '/agreement', '/ask', '/prove', '/account/other', '/left', ...together, ...own, '/account/calendar'],
  'Jo Okafor': ['.', '', '/timeline', '/write', '/may-know', '/question', '/seen', '/people', ...together, '/account/safe', '/account/calendar'],
  'Ravi Menon': ['.', '', '/timeline', '/write', '/may-i-tell', '/releases', '/questions', '/capacity', '/people', '/holds', '/code', '/team', '/cover', '/cover/new', '/reach', ...together, '/account', '/account/calendar'],
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

// led opens the nth page to which a list links, by what its address looks like.
const led = (list, address, n = 0) => async (visitor) => {
  await openMain(visitor, list);
  const hrefs = await visitor.page.$$eval('main a[href^="/t/"]', (links) => [...new Set(links.map((link) => link.getAttribute('href')))]);
  const found = hrefs.filter((href) => address.test(href));
  assert.ok(found.length > n, `${list} leads to ${found.length} pages like ${address}`);
  await visitor.visit(found[n]);
};

// rooms are pages of things of theirs, with what is done there.
const ofThings = (arrow) => ({
  'an arrow': led('/between', new RegExp(`/between/${arrow}$`)),
  'an arrow with one': async (visitor) => {
    await led('/between', new RegExp(`/between/${arrow}$`))(visitor);
    if (!/\/between\/[^/]+\/./.test(visitor.page.url())) await onward(visitor, /\/between\/[^/]+\/[^/]+$/);
  },
  'a word of an arrow': led('/between/timeline', /\/between\/entry\/[^/]+$/),
  'two views': led('/views', /\/views\/(?!new)[^/]+$/),
  'a view': async (visitor) => {
    await led('/views', /\/views\/(?!new)[^/]+$/)(visitor);
    await visitor.visit(`${new URL(visitor.page.url()).pathname}/mine`);
  },
  'agreed 1': led('/agreed', /\/agreed\/(?!new)[^/?]+$/),
  'agreed 2': led('/agreed', /\/agreed\/(?!new)[^/?]+$/, 1),
  'a conversation': led('/talk', /\/talk\/(?!new)[^/]+$/),
  'a second conversation': led('/talk', /\/talk\/(?!new)[^/]+$/, 1),
  'a meeting that comes': led('/meetings', /\/meetings\/(?!new|without)[^/]+$/),
  'a meeting that was': led('/meetings', /\/meetings\/(?!new|without)[^/]+$/, 1),
  'a contact': led('/network', /\/network\/(?!new|ring)[^/]+$/),
});

// onward follows the first link of a page to an address.
async function onward(visitor, address) {
  const hrefs = await visitor.page.$$eval('main a[href^="/t/"]', (links) => links.map((link) => link.getAttribute('href')));
  const href = hrefs.find((one) => address.test(one));
  assert.ok(href, `${visitor.page.url()} leads to no page like ${address}`);
  await visitor.visit(href);
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
    ...ofThings('carer-to-service-user'),
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
    ...ofThings('professional-to-carer'),
    'an account': led('/expertise', /\/account-of\/[^/]+$/),
  },
  'Ravi Menon': Object.fromEntries([...Object.entries(ofThings('professional-to-service-user')), ['an account', led('/expertise', /\/account-of\/[^/]+$/)], ...['Sam Okafor', 'Jo Okafor', 'Bea Lindqvist'].map((name) => [`the page of ${name}`, async (ravi) => {
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
