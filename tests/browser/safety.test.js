// Getting away quickly, and words that are not lost: neither when a session ends, nor kept longer than they should be.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openHouse } from './lib/house.js';
import { follow, mark, notice, placeOf, press, tell } from './lib/ways.js';

let house;
before(async () => { house = await openHouse(); });
after(async () => { await house?.close(); });

// away answers for the neutral page, so that nothing leaves this machine.
async function away(visitor) {
  await visitor.context.route(/^https:/, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Weather</title><p>Sunny.' }));
}

const leaving = {
  'with the control': (page) => page.getByRole('link', { name: 'Leave quickly' }).click(),
  'with three presses of Shift': async (page) => { for (let n = 0; n < 3; n += 1) await page.keyboard.press('Shift'); },
};
for (const [how, leave] of Object.entries(leaving)) {
  test(`Jo leaves quickly ${how}, and going back does not lead here`, async () => {
    const jo = await house.person('Jo Okafor', { width: 320 });
    await away(jo);
    await jo.visit(`${await placeOf(jo)}/write`);
    const here = jo.page.url();
    await jo.page.locator('#say').fill('Half a sentence');
    const control = await jo.page.getByRole('link', { name: 'Leave quickly' }).boundingBox();
    assert.ok(control.y >= 0 && control.y < 200 && control.width >= 24 && control.height >= 24, 'the control is out of sight');
    await Promise.all([jo.page.waitForURL(/^https:/), leave(jo.page)]);
    await jo.page.goBack();
    assert.notEqual(jo.page.url(), here, 'going back shows the page that was left');
    await jo.visit(new URL(here).pathname);
    assert.equal(await jo.page.locator('#say').inputValue(), '', 'what was half written is still in the browser');
    await jo.leave();
  });
}

test('leaving quickly works without script, and stays in sight while reading down', async () => {
  const sam = await house.person('Sam Okafor', { width: 320, script: false });
  await away(sam);
  await sam.page.mouse.wheel(0, 1500);
  const control = sam.page.getByRole('link', { name: 'Leave quickly' });
  assert.ok((await control.boundingBox()).y >= 0);
  await Promise.all([sam.page.waitForURL(/^https:/), control.click()]);
  await sam.leave();
});

test('two presses of Shift, or Shift with a letter, stay here', async () => {
  const jo = await house.person('Jo Okafor');
  await away(jo);
  await jo.visit(`${await placeOf(jo)}/write`);
  await jo.page.locator('#say').focus();
  for (const key of ['Shift', 'Shift', 'a', 'Shift+B', 'Shift+C', 'Shift+D']) await jo.page.keyboard.press(key);
  assert.equal(await jo.page.locator('#say').inputValue(), 'aBCD');
  assert.match(jo.page.url(), /\/write$/);
  await jo.leave();
});

// ending are two ways in which a session ends while its person writes.
const ending = {
  'the browser lost it': (jo) => jo.context.clearCookies(),
  'it was ended from elsewhere': async () => {
    const elsewhere = await house.person('Jo Okafor');
    await elsewhere.visit('/account/sessions');
    await press(elsewhere, 'Sign out everywhere else');
    await elsewhere.leave();
  },
};
for (const [how, end] of Object.entries(ending)) {
  test(`words come back when the session ended while writing (${how}), and go when they are sent`, async () => {
    const jo = await house.person('Jo Okafor', { width: 320 });
    const { page } = jo;
    const words = `He sang again today. ${mark()}`;
    const { value } = (await house.people()).find((one) => one.name === 'Jo Okafor');
    await jo.visit(`${await placeOf(jo)}/write`);
    await page.locator('#topic').selectOption({ label: 'Day to day' });
    await page.locator('#say').fill(words);
    await end(jo);
    await press(jo, 'Check before you send');
    assert.match(page.url(), /\/sign-in\?/);
    await jo.check();
    await jo.pressPerson(value);
    assert.match(page.url(), /\/write$/, 'signing in again leads back to the form');
    assert.equal(await page.locator('#say').inputValue(), words);
    assert.match(await notice(jo), /the words you had not sent yet/);
    await jo.check();

    await page.locator('#topic').selectOption({ label: 'Day to day' });
    await press(jo, 'Check before you send');
    await press(jo, 'Send it');
    assert.match(await notice(jo), /^Sent\./);
    await jo.visit(`${await placeOf(jo)}/write`);
    assert.equal(await page.locator('#say').inputValue(), '', 'words that were sent stand in the form again');
    await jo.leave();
  });
}

test('a session that ended says so', async () => {
  const jo = await house.person('Jo Okafor');
  await ending['it was ended from elsewhere']();
  await jo.visit('/account');
  assert.match(await jo.page.locator('main').innerText(), /You have been signed out.*What you wrote is kept/);
  await jo.leave();
});

test('who signs out leaves no words in the browser, and the next person finds none', async () => {
  const jo = await house.person('Jo Okafor');
  await jo.visit(`${await placeOf(jo)}/write`);
  await jo.page.locator('#say').fill('Not for others');
  await press(jo, 'Sign out');
  assert.equal(await jo.page.evaluate(() => JSON.stringify({ ...sessionStorage })), '{}');
  await jo.leave();
});

test('an empty form says what is missing, first and beside the field', async () => {
  for (const script of [true, false]) {
    const jo = await house.person('Jo Okafor', { width: 320, script });
    await jo.visit(`${await placeOf(jo)}/write`);
    await jo.page.locator('#say').fill('A few words');
    await press(jo, 'Check before you send');
    const summary = jo.page.getByRole('alert', { name: 'Something needs another look' });
    assert.match(await summary.innerText(), /Choose what it is about/);
    assert.ok(await summary.evaluate((box) => box === document.activeElement), 'the summary does not have the focus');
    await jo.check();
    await summary.getByRole('link', { name: 'Choose what it is about' }).press('Enter');
    await jo.page.waitForFunction(() => document.activeElement?.id === 'topic');
    assert.equal(await jo.page.locator('#topic').getAttribute('aria-invalid'), 'true');
    assert.match(await jo.page.locator('#topic-error').innerText(), /Choose what it is about/);
    assert.equal(await jo.page.locator('#say').inputValue(), 'A few words');
    await jo.leave();
  }
});

test('going back from the check keeps every word', async () => {
  const jo = await house.person('Jo Okafor', { script: false });
  const words = 'First line\n\nSecond line, with “quotes” & <signs>';
  await tell(jo, { topic: 'Day to day', confidence: 'named', words });
  await press(jo, 'Go back and change it');
  assert.equal(await jo.page.locator('#say').inputValue(), words);
  assert.equal(await jo.page.locator('#topic').inputValue(), 'day-to-day');
  assert.ok(await jo.page.locator('input[value=named]').isChecked());
  await jo.check();
  await follow(jo, 'Trialogue');
  await jo.leave();
});
