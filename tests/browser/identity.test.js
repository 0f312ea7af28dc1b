// An invitation that reaches the wrong person, and then the right one; and an account that is closed and comes back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openHouse } from './lib/house.js';
import { follow, inWords, mark, notice, placeOf, press, windows } from './lib/ways.js';

let house;
before(async () => { house = await openHouse(); });
after(async () => { await house?.close(); });

const password = 'a windy day in April';

// begins makes somebody new, who signs in.
async function begins(name, window) {
  const visitor = await house.visitor(window);
  const email = `${mark()}@example.org`;
  await visitor.visit('/begin');
  await visitor.page.locator('input[name="corner"][value="carer"]').check({ force: true });
  await visitor.page.locator('#name').fill(name);
  await visitor.page.locator('#email').fill(email);
  await visitor.page.locator('#password').fill(password);
  await visitor.page.locator('main form[action^="/begin"] button[type="submit"]').first().click();
  await visitor.page.waitForURL(/\/sign-in/);
  await signsIn(visitor, email);
  return { visitor, email };
}

async function signsIn(visitor, email) {
  await visitor.page.locator('#email').fill(email);
  await visitor.page.locator('#password').fill(password);
  await visitor.page.locator('main form[action^="/sign-in"] button[type="submit"]').first().click();
  await visitor.page.waitForURL((url) => url.pathname !== '/sign-in');
  await visitor.page.waitForLoadState();
}

for (const window of windows) {
  test(`a link reaches somebody else, and opens for the right one (${inWords(window)})`, async () => {
    const sam = await house.person('Sam Okafor', window);
    const place = await placeOf(sam);
    await sam.visit(`${place}/invite?who=carer`);
    await sam.check();
    await sam.page.locator('#name').fill('Robin Marsh');
    await sam.page.locator('#relation').selectOption('friend');
    await press(sam, 'Make the invitation');
    await press(sam, 'Show the link');
    await sam.check();
    await sam.screenshot('invitation-link');
    const word = (await sam.page.locator('#by-voice ~ * dd, section:has(#by-voice) dd').first().innerText()).trim();
    const link = new URL((await sam.page.locator('dd', { hasText: '/join/' }).first().innerText()).trim()).pathname;
    assert.match(word, /^[a-z]+ [a-z]+$/);

    const wrong = await house.person('Al Okafor', window);
    await wrong.visit(link);
    await wrong.check();
    await wrong.screenshot('invitation-word');
    await wrong.page.getByLabel('The word').fill('purple piano forte');
    await press(wrong, 'Go on');
    await wrong.check();
    const shown = await wrong.page.locator('main').innerText();
    assert.match(shown, /not the word that belongs to this link/);
    assert.doesNotMatch(shown, /Sam Okafor invites|Robin/);
    await wrong.leave();

    const { visitor: right } = await begins('Robin Marsh', window);
    await right.visit(link);
    await right.page.getByLabel('The word').fill(word.toUpperCase());
    await press(right, 'Go on');
    await right.check();
    assert.match(await right.page.locator('h1').innerText(), /Sam Okafor invites you/);
    await press(right, 'Yes, I will join');
    assert.match(await right.page.locator('main').innerText(), /Robin Marsh/);
    await right.leave();

    await sam.visit(`${place}/people`);
    assert.match(await sam.page.locator('main').innerText(), /Robin Marsh/);
    await sam.leave();
  });

  test(`an account is closed, and comes back (${inWords(window)})`, async () => {
    const { visitor, email } = await begins('Kit Lowe', window);
    await visitor.visit('/account');
    await visitor.check();
    await follow(visitor, 'Close my account');
    await visitor.check();
    await visitor.screenshot('account-close');
    await press(visitor, 'Close my account', { within: visitor.page.locator('main form') });
    await visitor.check();
    assert.match(await visitor.page.locator('main').innerText(), /Tick this when you have read it/);
    await visitor.page.locator('label', { hasText: 'Yes, I have read it' }).click();
    await press(visitor, 'Close my account', { within: visitor.page.locator('main form') });
    await visitor.check();
    await visitor.screenshot('account-closing');
    assert.match(await visitor.page.locator('h1').innerText(), /Your account closes/);
    await visitor.visit('/account');
    assert.match(visitor.page.url(), /\/sign-in/);
    await signsIn(visitor, email);
    assert.match(await notice(visitor), /Your account stays/);
    await visitor.check();
    await visitor.leave();
  });
}
