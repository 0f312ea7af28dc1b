// Jo tells the team something that Sam is not to know. Ravi reads it and writes what came of it; Jo reads that. Nothing of
// it stands on any page of Sam's.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openHouse } from './lib/house.js';
import { audience, everyWindow, follow, inWords, mark, notice, pick, placeOf, press, tabTo, tell, timeless } from './lib/ways.js';

let house;
before(async () => { house = await openHouse(); });
after(async () => { await house?.close(); });

for (const window of everyWindow) {
  test(`Jo tells the team in confidence (${inWords(window)})`, async () => {
    const jo = await house.person('Jo Okafor', window);
    const { page } = jo;
    await jo.check();
    await follow(jo, 'Tell the team something');
    await jo.check();

    const limits = page.getByRole('heading', { name: 'What we cannot promise' });
    assert.ok(await limits.isVisible());
    assert.ok(await before_(limits, page.locator('#say')), 'the limits stand after the box');
    assert.ok((await limits.boundingBox()).y < (await page.locator('#say').boundingBox()).y, 'the limits show below the box');

    await chooseTopic(jo, 'Early signs');
    await pick(jo, 'confidence', 'named');
    assert.equal((await audience(jo))['Sam Okafor'], 'Will see');
    await pick(jo, 'confidence', 'team');
    const seen = await audience(jo);
    assert.equal(seen['Sam Okafor'], 'Will not see');
    assert.equal(seen['Ravi Menon'], 'Will see');

    const words = `Sam has not slept for three nights. ${mark()}`;
    await page.locator('#say').fill(words);
    await press(jo, 'Check before you send');
    await jo.check();
    assert.match(await page.locator('main').innerText(), /Nothing has been sent yet/);
    assert.equal(await page.locator('.entry__text').innerText(), words);
    assert.equal((await audience(jo))['Sam Okafor'], 'Will not see');
    await press(jo, 'Send it');
    assert.match(await notice(jo), /^Sent\./);
    await jo.check();

    const entry = new URL(page.url()).pathname;
    const came = await raviReads(window, entry, words);
    await jo.visit('/');
    const became = jo.page.getByRole('region', { name: 'What became of what you said' });
    const line = became.locator('li', { hasText: words });
    assert.match(await line.innerText(), /Ravi read it on/);
    assert.match(await line.innerText(), new RegExp(came));
    await jo.check();
    await jo.leave();
    await samFindsNothing(window, entry, [words, came]);
  });
}

// before_ tells whether one element stands before another in the page.
async function before_(first, second) {
  return first.evaluate((one, two) => Boolean(one.compareDocumentPosition(two) & Node.DOCUMENT_POSITION_FOLLOWING), await second.elementHandle());
}

async function chooseTopic(visitor, topic) {
  const asked = visitor.script && visitor.page.waitForResponse((answer) => answer.url().endsWith('/write/audience'));
  await visitor.page.getByLabel('What is it about?').selectOption({ label: topic });
  if (asked) assert.equal((await asked).status(), 200);
  await visitor.page.locator('[data-audience]:not([aria-busy])').waitFor();
}

// raviReads reads the entry where he finds it, and writes what came of it.
async function raviReads(window, entry, words) {
  const ravi = await house.person('Ravi Menon', window);
  await ravi.visit(`${entry.replace(/\/entry\/.*/, '')}/timeline`);
  const found = ravi.page.locator('article', { hasText: words });
  assert.match(await found.innerText(), /Only the team may know/);
  await arriveAt(ravi, found);
  await ravi.check();
  await follow(ravi, 'What came of it');
  await ravi.check();
  assert.ok(!('Sam Okafor' in await audience(ravi)) || (await audience(ravi))['Sam Okafor'] === 'Will not see');
  const came = `We rang and moved the visit to Tuesday. ${mark()}`;
  await ravi.page.getByLabel('What came of it?').fill(came);
  await press(ravi, 'Send it');
  assert.match(await notice(ravi), /It is written down/);
  await ravi.check();
  await ravi.leave();
  return came;
}

async function arriveAt(visitor, article) {
  await Promise.all([visitor.page.waitForEvent('domcontentloaded'), article.locator('.entry__top a').click()]);
}

// samFindsNothing looks everywhere. What is withheld looks exactly like what never was.
async function samFindsNothing(window, entry, secrets) {
  const sam = await house.person('Sam Okafor', window);
  const place = await placeOf(sam);
  assert.ok(entry.startsWith(place), 'Sam stands in another triangle than Jo wrote in');
  const found = async (path) => {
    const answer = await sam.visit(path);
    return { status: answer.status(), html: timeless(await answer.text()) };
  };
  for (const path of ['/', place, `${place}/timeline`, `${place}/seen`, `${place}/record`, `${place}/people`, `${place}/timeline?q=${secrets[0].split(' ').at(-1)}`]) {
    const { status, html } = await found(path);
    assert.equal(status, 200, path);
    for (const secret of [...secrets, entry]) assert.ok(!html.includes(secret), `${path} shows Sam ${secret}`);
  }
  const never = entry.slice(0, -4) + (entry.endsWith('0000') ? '1111' : '0000');
  const plain = ({ status, html }, path) => ({ status, html: html.replaceAll(path, '') });
  for (const more of ['', '/outcome', '/correct']) {
    assert.deepEqual(plain(await found(entry + more), entry + more), plain(await found(never + more), never + more));
  }
  await sam.leave();
}

test('Jo does it with the keyboard alone', async () => {
  const jo = await house.person('Jo Okafor', { width: 1280 });
  const { page } = jo;
  const keys = page.keyboard;
  const go = (key) => Promise.all([page.waitForEvent('domcontentloaded'), keys.press(key)]);
  assert.equal(await tabTo(page, '.skip'), 1, 'the way past the menu comes first');
  await keys.press('Enter');
  await tabTo(page, 'main a[href$="/write"]');
  await go('Enter');
  await tabTo(page, '#topic');
  await keys.type('Early signs');
  assert.equal(await page.locator('#topic option:checked').innerText(), 'Early signs');
  await tabTo(page, 'input[name=confidence]');
  while (await page.evaluate(() => document.activeElement.value) !== 'team') await keys.press('ArrowDown');
  assert.equal((await audience(jo))['Sam Okafor'], 'Will not see');
  await tabTo(page, '#say');
  const words = `He walks at night. ${mark()}`;
  await keys.type(words);
  await tabTo(page, 'button.btn:not(.btn--quiet)');
  await go('Enter');
  await tabTo(page, 'form[action$="/write/send"] button');
  await go('Space');
  assert.match(await notice(jo), /^Sent\./);
  assert.match(await page.locator('main').innerText(), new RegExp(words));
  await jo.leave();
});

test('pressing Send it twice writes it once', async () => {
  const jo = await house.person('Jo Okafor');
  const words = `Only once. ${mark()}`;
  await tell(jo, { topic: 'Day to day', confidence: 'named', words });
  await Promise.all([jo.page.waitForURL(/\/entry\//), jo.page.getByRole('button', { name: 'Send it' }).dblclick()]);
  await jo.page.waitForLoadState();
  await jo.visit(`${await placeOf(jo)}/timeline`);
  assert.equal(await jo.page.locator('article', { hasText: words }).count(), 1);
  await jo.leave();
});
