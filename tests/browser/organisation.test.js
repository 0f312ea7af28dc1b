// The organisation: teams and offices, a cover in force, a place by a written reason with its review, and a look for a
// fault that opens no words. The person it is about reads each time who came, and why.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openHouse } from './lib/house.js';
import { everyWindow, follow, inWords, notice, pick, placeOf, press } from './lib/ways.js';

let house;
before(async () => { house = await openHouse(); });
after(async () => { await house?.close(); });

const words = (visitor) => visitor.page.locator('main').innerText();

// soundly opens a page that must be there, and looks whether it is sound.
async function soundly(visitor, path, picture) {
  const answer = await visitor.visit(path);
  assert.equal(answer.status(), 200, path);
  await visitor.check();
  await visitor.screenshot(picture);
}

// day fills the three fields of a day so many days from now.
async function day(visitor, name, days) {
  const then = new Date(Date.now() + days * 86_400_000);
  for (const [part, value] of [['day', then.getDate()], ['month', then.getMonth() + 1], ['year', then.getFullYear()]]) {
    await visitor.page.locator(`input[name="${name}-${part}"]`).fill(String(value));
  }
}

// codeOf reads the code of Callum's triangle, which he made.
async function codeOf(window) {
  const callum = await house.person('Callum Reid', window);
  await soundly(callum, `${await placeOf(callum)}/code`, 'code');
  const code = await callum.page.locator('dl dd').first().innerText();
  await callum.leave();
  return code;
}

for (const window of everyWindow) {
  test(`Pat keeps the organisation and reads nobody's triangle (${inWords(window)})`, async () => {
    const pat = await house.person('Pat Ellis', window);
    for (const path of ['/admin', '/admin/name', '/admin/services', '/admin/teams', '/admin/staff', '/admin/offices', '/cover', '/cover/new', '/support', '/support/new']) {
      await soundly(pat, path, `admin ${path.replaceAll('/', ' ')}`);
      assert.doesNotMatch(await words(pat), /Sam Okafor|Callum Reid|Priya Nair/, path);
    }
    await pat.visit('/admin/teams');
    await follow(pat, /Northfield/);
    await pat.check();
    await pat.screenshot('admin team');
    await follow(pat, /Let somebody work in this team/);
    await pat.check();
    await pat.screenshot('admin join');
    await press(pat, 'Let them work in this team');
    assert.match(await words(pat), /Choose who it is/);
    await pat.check();
    await pat.leave();
  });

  test(`a cover stands on the home of who covers (${inWords(window)})`, async () => {
    const hana = await house.person('Hana Whitlock', window);
    await soundly(hana, '/', 'home with cover');
    assert.match(await words(hana), /For Ravi, who is away until/);
    await soundly(hana, '/team', 'my teams');
    assert.match(await words(hana), /Priya Nair/);
    const priya = await house.person('Priya Nair', window);
    await soundly(priya, `${await placeOf(priya)}/people`, 'people with cover');
    assert.match(await words(priya), /Covers for Ravi until/);
    await priya.visit('/');
    assert.match(await words(priya), /Hana Whitlock has joined. Covers for Ravi until/);
    await Promise.all([hana.leave(), priya.leave()]);
  });

  test(`a cover of oneself is not taken, and what was typed stays (${inWords(window)})`, async () => {
    const bea = await house.person('Bea Lindqvist', window);
    await bea.visit('/cover/new');
    await bea.page.locator('select[name="covering"]').selectOption({ label: 'Bea Lindqvist, Riverside community team' });
    await day(bea, 'until', 9);
    await press(bea, 'Set this cover');
    assert.match(await words(bea), /Nobody can cover for themselves/);
    await bea.check();
    await bea.screenshot('cover mistake');
    assert.notEqual(await bea.page.locator('input[name="until-day"]').inputValue(), '');
    await bea.leave();
  });
}

test('somebody comes by a written reason, the person reads why, and the lead reviews it', async () => {
  const window = { width: 320, script: false };
  const code = await codeOf(window);
  const comfort = await house.person('Comfort Mensah', window);
  await soundly(comfort, '/reach', 'reach');
  await comfort.page.locator('#code').fill('Callum Reid');
  await comfort.page.locator('#reason').fill('Callum asked for me at the door of the ward.');
  await press(comfort, 'Come in for a day');
  assert.match(await words(comfort), /leads nowhere/);
  await comfort.check();
  await comfort.page.locator('#code').fill(code.toLowerCase());
  await press(comfort, 'Come in for a day');
  assert.match(await notice(comfort), /You are in this triangle now/);
  await comfort.check();
  const callum = await house.person('Callum Reid', window);
  await soundly(callum, '/', 'home with somebody who came');
  assert.match(await words(callum), /Comfort Mensah has joined. Came with a written reason, until/);
  const lin = await house.person('Lin Fraser', window);
  await soundly(lin, '/', 'home of the lead');
  await soundly(lin, '/reviews', 'reviews');
  await follow(lin, /^Look at it Comfort/);
  await lin.check();
  await lin.screenshot('review');
  assert.match(await words(lin), /at the door of the ward/);
  await pick(lin, 'outcome', 'not-right');
  await press(lin, 'Save');
  assert.match(await notice(lin), /on record/);
  const answer = await comfort.visit(await placeOf(callum));
  assert.equal(answer.status(), 404, 'the place has ended');
  await Promise.all([comfort.leave(), callum.leave(), lin.leave()]);
});

test('support waits for a second person, and is announced to everybody', async () => {
  const window = { width: 1280, script: false };
  const code = await codeOf(window);
  const pat = await house.person('Pat Ellis', window);
  await pat.visit('/support/new');
  await pat.page.locator('#code').fill(code);
  await pat.page.locator('#reason').fill('The list of messages stays empty for one of you.');
  await press(pat, 'Ask for a yes');
  await pat.check();
  await pat.screenshot('support asked');
  const ask = new URL(pat.page.url()).pathname;
  const lin = await house.person('Lin Fraser', window);
  await soundly(lin, ask, 'support to answer');
  assert.match(await words(lin), /stays empty/);
  await press(lin, 'Yes, it may begin');
  await lin.check();
  const josie = await house.person('Josie Tan', window);
  const place = await placeOf(josie);
  await soundly(josie, `${place}/people`, 'people with support');
  assert.match(await words(josie), /Looking for a fault/);
  assert.equal((await pat.visit(`${place}/people`)).status(), 404, 'it has not begun');
  const callum = await house.person('Callum Reid', window);
  await callum.visit(`${place}/people`);
  await press(callum, 'End it now');
  assert.match(await notice(callum), /has ended/);
  await callum.check();
  await Promise.all([pat.leave(), lin.leave(), josie.leave(), callum.leave()]);
});
