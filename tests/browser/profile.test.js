// How people wish to be met: somebody says what they need and how to reach them safely; the team sees it where it matters,
// and nobody else sees that there is anything.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openHouse } from './lib/house.js';
import { everyWindow, follow, inWords, placeOf, press } from './lib/ways.js';

let house;
before(async () => { house = await openHouse(); });
after(async () => { await house?.close(); });

// tickBox presses the words of a box; they cover the small square.
async function tickBox(page, id) {
  if (!await page.locator(`#${id}`).isChecked()) await page.locator(`label[for="${id}"]`).click();
  assert.ok(await page.locator(`#${id}`).isChecked(), `${id} is not ticked`);
}

const parts = ['About me', 'What I need', 'How and when to reach me', 'Safe contact'];

for (const window of everyWindow) {
  test(`every part of a profile is sound (${inWords(window)})`, async () => {
    for (const name of ['Dan Haddad', 'Ravi Menon']) {
      const visitor = await house.person(name, window);
      await visitor.check();
      await visitor.screenshot(`profile-home-${name}`);
      for (const part of parts) {
        await visitor.visit('/account');
        await follow(visitor, part);
        await visitor.check();
        assert.equal(await visitor.page.locator('h1').innerText(), part);
        assert.ok(await visitor.page.locator('.aud').isVisible(), `${part} does not say who will see it`);
        await visitor.screenshot(`profile-${part}-${name}`);
      }
      await visitor.visit('/account/photo');
      await visitor.check();
      await visitor.screenshot(`profile-photo-${name}`);
      await visitor.leave();
    }
  });
}

test('a carer on a phone without script says what she needs and how to reach her; the team reads the rule before the number', async () => {
  const josie = await house.person('Josie Tan', { width: 320, script: false });
  const { page } = josie;
  await follow(josie, 'Say what I need');
  await tickBox(page, 'need-large-print');
  await tickBox(page, 'need-interpreter');
  await press(josie, 'Save');
  await josie.check();
  assert.match(await page.locator('.errors').innerText(), /which language/i);
  await josie.screenshot('profile-needs-problem');
  await page.locator('#need-interpreter-detail').fill('Hakka');
  await press(josie, 'Save');
  assert.equal(await page.locator('html').getAttribute('data-size'), 'larger');
  await josie.check();
  await josie.screenshot('profile-larger');

  await follow(josie, 'How and when to reach me');
  await page.locator('#phone-1').fill('01632 960 199');
  await press(josie, 'Save');
  await follow(josie, 'Safe contact');
  await tickBox(page, 'rule-no-message');
  await tickBox(page, 'rule-only-when');
  await page.locator('#rule-only-when-detail').fill('my landlady is out');
  await josie.check();
  await josie.screenshot('profile-safe-filled');
  await press(josie, 'Save');
  await josie.leave();

  for (const window of everyWindow) {
    const hana = await house.person('Hana Whitlock', window);
    await hana.visit('/ring');
    await hana.check();
    await hana.screenshot('profile-ring');
    const people = await hana.page.$$eval('main a[href^="/t/"]', (links) => links.length);
    assert.equal(people, 0);
    const card = hana.page.locator('.reach', { hasText: 'Josie Tan' });
    assert.match(await card.innerText(), /Only when somebody is not there \(my landlady is out\)/);
    assert.equal(await card.getByRole('link', { name: '01632 960 199' }).isVisible(), false, 'the number shows before the rule is read');
    await card.locator('summary').click();
    assert.ok(await card.getByRole('link', { name: '01632 960 199' }).isVisible());
    await hana.check();

    await hana.visit('/');
    await hana.page.getByRole('link', { name: /Callum Reid/ }).first().click();
    await hana.page.waitForLoadState();
    const place = /^\/t\/[^/?]+/.exec(new URL(hana.page.url()).pathname)[0];
    for (const path of ['', '/people', '/write', '/may-i-tell', '/timeline']) {
      await hana.visit(place + path);
      assert.match(await hana.page.locator('.flags').innerText(), /Josie needs: large print, an interpreter \(Hakka\)/, path);
      await hana.check();
      await hana.screenshot(`profile-flag${path}`);
    }
    await hana.page.locator('.flags a').first().click();
    await hana.page.waitForLoadState();
    assert.equal(await hana.page.locator('h1').innerText(), 'Josie Tan');
    await hana.check();
    await hana.screenshot('profile-person');
    await hana.leave();
  }

  const callum = await house.person('Callum Reid');
  const place = await placeOf(callum);
  for (const path of ['', '/people', '/timeline']) {
    await callum.visit(place + path);
    assert.doesNotMatch(await callum.page.content(), /Hakka|landlady|01632 960 199|Read before/, path);
  }
  await callum.leave();
});

test('a photograph stands beside the name until it is taken away', async () => {
  const sam = await house.person('Sam Okafor', { width: 320, script: false });
  const { page } = sam;
  await sam.visit('/account/photo');
  const picture = await sam.page.screenshot({ type: 'jpeg' });
  await page.locator('#photo').setInputFiles({ name: 'me.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') });
  await press(sam, 'Keep this photograph');
  assert.match(await page.locator('.errors').innerText(), /JPEG or a PNG/);
  await page.locator('#photo').setInputFiles({ name: 'me.jpg', mimeType: 'image/jpeg', buffer: picture });
  await press(sam, 'Keep this photograph');
  const face = page.locator('img.face').first();
  assert.equal(await face.getAttribute('alt'), 'Sam Okafor');
  assert.ok(await face.evaluate((image) => image.complete && image.naturalWidth > 0), 'the photograph does not load');
  await sam.check();
  await sam.screenshot('profile-photo-shown');

  const jo = await house.person('Jo Okafor', { width: 320 });
  await jo.visit(`${await placeOf(jo)}/people`);
  await jo.page.waitForLoadState('networkidle').catch(() => {});
  assert.ok(await jo.page.locator('img.face').first().evaluate((image) => image.complete && image.naturalWidth > 0));
  await jo.check();
  await jo.screenshot('profile-people-photo');
  await jo.leave();

  await sam.visit('/account/photo');
  await press(sam, 'Take my photograph away');
  assert.equal(await page.locator('img.face').count(), 0);
  await sam.leave();
});
