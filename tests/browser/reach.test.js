// The main pages for everybody: in the dark, enlarged, in forced colours, on paper, on a slow line, read aloud.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openHouse } from './lib/house.js';
import { mainPages, openMain, openPages } from './lib/pages.js';
import { limit } from './lib/traffic.js';
import { timeless } from './lib/ways.js';

let house;
before(async () => { house = await openHouse(); });
after(async () => { await house?.close(); });

for (const [name, paths] of Object.entries(mainPages)) {
  test(`the main pages of ${name} are sound in the dark on a phone, which is 400 % at a desk`, async () => {
    const visitor = await house.person(name, { width: 320, scheme: 'dark' });
    for (const path of paths) {
      const answer = await openMain(visitor, path);
      assert.equal(answer.status(), 200, path);
      await visitor.check();
      await said(visitor.page, path);
      await weighs(visitor, path);
    }
    await visitor.leave();
  });

  test(`the main pages of ${name} stand in forced colours and on paper`, async () => {
    const visitor = await house.person(name);
    const { page } = visitor;
    for (const path of paths) {
      await openMain(visitor, path);
      await page.emulateMedia({ forcedColors: 'active' });
      await forced(page, path);
      await page.emulateMedia({ forcedColors: 'none', media: 'print' });
      await onPaper(page, path);
      await page.emulateMedia({ media: 'screen' });
    }
    await visitor.leave();
  });
}

test('the pages before signing in are sound in the dark on a phone', async () => {
  const somebody = await house.visitor({ width: 320, scheme: 'dark' });
  for (const path of openPages) {
    assert.equal((await somebody.visit(path)).status(), 200, path);
    await somebody.check();
    await said(somebody.page, path);
    await weighs(somebody, path);
  }
  await somebody.leave();
});

// said checks what a reading voice needs: the language, one heading for the page, names for all there is to press.
async function said(page, path) {
  assert.equal(await page.title(), 'Trialogue');
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  assert.equal(await page.locator('h1').count(), 1, path);
  const nameless = await page.$$eval('a, button', (all) => all.filter((one) => !one.textContent.trim() && !one.getAttribute('aria-label')).length);
  assert.equal(nameless, 0, path);
}

// weighs: words, colours and script under the limit, and one typeface with them as well.
async function weighs(visitor, path) {
  await visitor.page.evaluate(() => document.fonts.ready);
  const { bytes, fontBytes } = visitor.traffic;
  assert.ok(bytes + fontBytes < limit, `${path} weighs ${bytes} bytes, and its typeface ${fontBytes} more`);
}

// forced: answers and people keep an edge where colours are the reader's own, and words stand out from their ground.
async function forced(page, path) {
  const faults = await page.evaluate(() => [...document.querySelectorAll('.ans, .tag, .say, .leave')]
    .filter((one) => one.getClientRects().length > 0 && parseFloat(getComputedStyle(one).borderTopWidth) < 1)
    .map((one) => one.outerHTML.slice(0, 80)));
  assert.deepEqual(faults, [], `${path}: nothing but colour tells these apart`);
}

// onPaper: what cannot be pressed on paper is gone, words are black on white, nothing runs off the sheet.
async function onPaper(page, path) {
  const { pressed, ink, paper, title, wide } = await page.evaluate(() => ({
    pressed: [...document.querySelectorAll('.leave-bar, .top nav, .btn, .skip, .ring-link')].filter((one) => one.getClientRects().length > 0).length,
    ink: getComputedStyle(document.querySelector('h1')).color,
    paper: getComputedStyle(document.body).backgroundColor,
    title: document.querySelector('h1').getClientRects().length,
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  }));
  assert.deepEqual({ pressed, ink, paper, title, wide }, { pressed: 0, ink: 'rgb(0, 0, 0)', paper: 'rgb(255, 255, 255)', title: 1, wide: 0 }, path);
}

test('a page prints', async () => {
  const sam = await house.person('Sam Okafor');
  await openMain(sam, '/sharing');
  const sheet = await sam.page.pdf({ format: 'A4', printBackground: false });
  assert.equal(sheet.subarray(0, 5).toString(), '%PDF-');
  await sam.leave();
});

test('a page that is not there, and somebody else’s, are the same page', async () => {
  const nia = await house.person('Nia Rees');
  const sam = await house.person('Sam Okafor');
  const answer = await openMain(sam, '/timeline');
  const path = new URL(answer.url()).pathname;
  const pages = [];
  for (const one of [path, path.replace(/[0-9a-f]{4}\/timeline$/, '0000/timeline')]) {
    const got = await nia.visit(one);
    assert.equal(got.status(), 404);
    await nia.check();
    pages.push(timeless(await got.text()).replaceAll(one, ''));
  }
  assert.equal(pages[0], pages[1]);
  await Promise.all([nia.leave(), sam.leave()]);
});
