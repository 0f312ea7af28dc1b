// Sessions that people can see and end, a warning that keeps every word, and a way back in.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openHouse } from './lib/house.js';
import { everyWindow, follow, inWords, mark, pick, placeOf, press, windows } from './lib/ways.js';

let house;
before(async () => { house = await openHouse(); });
after(async () => { await house?.close(); });

const minutes = (n) => n * 60_000;
const warning = (visitor) => visitor.page.locator('[data-ending]');

for (const window of everyWindow) {
  test(`the page of sessions says where, and ends each: ${inWords(window)}`, async () => {
    const jo = await house.person('Jo Okafor', window);
    const elsewhere = await house.person('Jo Okafor');
    await jo.visit('/account');
    await jo.check();
    await follow(jo, 'See where, and sign out there');
    const said = await jo.page.locator('main').innerText();
    assert.match(said, /This one/);
    assert.match(said, /in the demonstration/);
    await jo.check();
    await jo.screenshot('sessions');
    await press(jo, 'Sign out everywhere else');
    assert.match(await jo.page.locator('main').innerText(), /signed out everywhere else/i);
    await elsewhere.visit('/account');
    assert.match(elsewhere.page.url(), /sign-in/);
    await press(jo, 'Sign out everywhere, here too');
    assert.match(jo.page.url(), /\/sign-in/);
    await elsewhere.leave();
    await jo.leave();
  });
}

test('a new device is asked about on the others, and the answer settles it', async () => {
  for (const window of windows) {
    const nia = await house.person('Nia Rees', window);
    const other = await house.person('Nia Rees', { width: 320 });
    await nia.visit('/');
    const note = nia.page.locator('.note', { hasText: 'Was that you?' }).first();
    await note.waitFor();
    await nia.check();
    await nia.screenshot('new-device');
    assert.equal(await other.page.locator('.note', { hasText: 'Was that you?' }).count() <= await nia.page.locator('.note', { hasText: 'Was that you?' }).count(), true);
    for (let left = await nia.page.locator('.note', { hasText: 'Was that you?' }).count(); left > 0; left -= 1) {
      await press(nia, 'That was me');
      await nia.visit('/');
    }
    assert.equal(await nia.page.locator('.note', { hasText: 'Was that you?' }).count(), 0);
    await other.leave();
    await nia.leave();
  }
});

test('two minutes before the end the page says so, and one press stays', async () => {
  const jo = await house.person('Jo Okafor', { width: 320 });
  await jo.page.clock.install();
  await jo.visit(`${await placeOf(jo)}/write`);
  await jo.page.locator('#say').fill('Half a sentence');
  assert.equal(await warning(jo).innerText(), '', 'it warns too early');
  await jo.page.clock.fastForward(minutes(57));
  assert.equal(await warning(jo).innerText(), '', 'it warns too early');
  await jo.page.clock.fastForward(minutes(1) + 5000);
  assert.match(await warning(jo).innerText(), /signed out in 2 minutes\. What you wrote here is kept\./);
  assert.equal(await warning(jo).getAttribute('role'), 'alert', 'whoever listens to the page hears nothing');
  const box = await warning(jo).boundingBox();
  assert.ok(box.y >= 0 && box.y + box.height <= 640, 'the warning is out of sight');
  await jo.check();
  await jo.screenshot('still-here');
  await jo.page.locator('#say').focus();
  await Promise.all([jo.page.waitForResponse(/still-here/), jo.page.getByRole('button', { name: 'I am still here' }).click()]);
  await jo.page.waitForFunction(() => document.querySelector('[data-ending]').textContent === '');
  assert.equal(await jo.page.locator('#say').inputValue(), 'Half a sentence');
  assert.ok(await jo.page.locator('#say').evaluate((field) => field === document.activeElement), 'the focus is lost');
  await jo.page.clock.fastForward(minutes(57));
  assert.equal(await warning(jo).innerText(), '', 'staying did not start the hour anew');
  await jo.page.clock.fastForward(minutes(3) + 5000);
  assert.match(await warning(jo).innerText(), /You are signed out now.*kept in this browser/);
  await jo.check();
  await jo.leave();
});

test('pressing when the session is over says so, and loses nothing', async () => {
  const jo = await house.person('Jo Okafor');
  await jo.page.clock.install();
  await jo.visit(`${await placeOf(jo)}/write`);
  await jo.page.locator('#say').fill('Half a sentence');
  await jo.page.clock.fastForward(minutes(58) + 5000);
  await jo.context.clearCookies();
  await jo.page.getByRole('button', { name: 'I am still here' }).click();
  await jo.page.locator('[data-ending]', { hasText: 'You are signed out now' }).waitFor();
  assert.equal(await jo.page.locator('#say').inputValue(), 'Half a sentence');
  await jo.leave();
});

test('the end of the twelve hours is told too, and offers no press that would not help', async () => {
  const jo = await house.person('Jo Okafor', { width: 320 });
  const write = `${await placeOf(jo)}/write`;
  await jo.page.clock.install();
  await jo.context.route(`**${write}`, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, body: (await answer.text()).replace(/data-ends="\d+" data-last="\d+"/, 'data-ends="600" data-last="600"') });
  });
  await jo.visit(write);
  await jo.page.clock.fastForward(minutes(8) + 5000);
  assert.match(await warning(jo).innerText(), /longer than 12 hours/);
  assert.equal(await jo.page.getByRole('button', { name: 'I am still here' }).count(), 0);
  await jo.check();
  await jo.leave();
});

test('without script the page says from the start until when somebody stays signed in', async () => {
  const jo = await house.person('Jo Okafor', { width: 320, script: false });
  assert.match(await jo.page.locator('footer').innerText(), /you stay signed in until \d/);
  await jo.leave();
});

test('every answer of the form comes back when the session ended, and no other person’s', async () => {
  const jo = await house.person('Jo Okafor', { width: 320 });
  const { page } = jo;
  const { value } = (await house.people()).find((one) => one.name === 'Jo Okafor');
  const words = `He was up all night. ${mark()}`;
  await jo.visit(`${await placeOf(jo)}/write`);
  await page.locator('#topic').selectOption({ label: 'Early signs' });
  await page.locator('#say').fill(words);
  await pick(jo, 'confidence', 'team');
  await jo.context.clearCookies();
  await press(jo, 'Check before you send');
  assert.match(page.url(), /\/sign-in\?/);
  await jo.pressPerson(value);
  assert.equal(await page.locator('#say').inputValue(), words);
  assert.equal(await page.locator('#topic option:checked').innerText(), 'Early signs');
  assert.ok(await page.locator('input[name=confidence][value=team]').isChecked(), 'the confidence did not come back');
  await jo.check();
  const held = await page.evaluate(() => JSON.stringify({ ...sessionStorage }));
  assert.doesNotMatch(held, /password/i);
  await press(jo, 'Check before you send');
  await press(jo, 'Send it');
  await jo.visit(`${await placeOf(jo)}/write`);
  assert.equal(await page.locator('#say').inputValue(), '', 'sent words stand there again');
  assert.notEqual(await page.locator('#topic option:checked').innerText(), 'Early signs', 'an answer of sent words stands there again');
  await jo.leave();
});

test('a password can be looked at, and is one again when it is sent', async () => {
  const somebody = await house.visitor({ width: 320 });
  await somebody.visit('/sign-in');
  const field = somebody.page.locator('#password');
  await field.fill('a rainy day');
  await somebody.page.getByRole('button', { name: 'Show the password' }).click();
  assert.equal(await field.getAttribute('type'), 'text');
  await somebody.check();
  await somebody.screenshot('password-shown');
  await somebody.page.getByRole('button', { name: 'Hide the password' }).click();
  assert.equal(await field.getAttribute('type'), 'password');
  assert.equal(await field.getAttribute('autocomplete'), 'current-password');
  await somebody.leave();
});

for (const window of everyWindow) {
  test(`a way back in begins with the address alone, and says the same to everybody: ${inWords(window)}`, async () => {
    const somebody = await house.visitor(window);
    await somebody.visit('/sign-in');
    await follow(somebody, 'I lost my password or my device');
    await somebody.check();
    await somebody.screenshot('lost');
    await somebody.page.locator('#email').fill(`${'n'.repeat(300)}@example.org`); // a browser lets it pass
    await press(somebody, 'Send me a link');
    await somebody.check();
    assert.match(await somebody.page.getByRole('alert').first().innerText(), /name@example.org/);
    await somebody.page.locator('#email').fill('nobody@example.org');
    await press(somebody, 'Send me a link');
    assert.match(await somebody.page.locator('main').innerText(), /If there is an account with this address/);
    await somebody.check();
    await somebody.screenshot('lost-sent');
    await somebody.visit('/lost/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA');
    assert.match(await somebody.page.locator('main').innerText(), /do not know this link/);
    await somebody.leave();
  });
}

test('many wrong tries are told when to try again', async () => {
  const somebody = await house.visitor({ width: 320 });
  for (let n = 0; n < 7; n += 1) {
    await somebody.visit('/sign-in');
    await somebody.page.locator('#email').fill('somebody@example.org');
    await somebody.page.locator('#password').fill('not this one at all');
    await press(somebody, 'Sign in', { within: somebody.page.locator('form[action="/sign-in"]') });
    if (await somebody.page.getByRole('alert').filter({ hasText: 'Please wait' }).count() > 0) break;
  }
  assert.match(await somebody.page.getByRole('alert').first().innerText(), /Please wait \d+ seconds?, then try again/);
  await somebody.screenshot('wait');
  await somebody.leave();
});
