// How people come in: a carer without a name, a professional with two factors, and everybody without script.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startBrowser } from './lib/house.js';
import { codeOf, giveAuthenticator, password, startService } from './lib/service.js';
import { phone, Visitor } from './lib/visitor.js';
import { follow, inWords, notice, press } from './lib/ways.js';

const people = [
  { name: 'Jo Okafor', email: 'jo@example.org', corner: 'carer' },
  { name: 'Al Okafor', email: 'al@example.org', corner: 'carer' },
  { name: 'Ravi Menon', email: 'ravi@example.org', corner: 'professional' },
  { name: 'Bea Lindqvist', email: 'bea@example.org', corner: 'professional' },
  { name: 'Mei Lee', email: 'mei@example.org', corner: 'professional' },
];

let service;
let browser;
before(async () => {
  service = await startService(people);
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await service?.stop();
});

const arrive = (window) => Visitor.arrive(browser, service.origin, window);

async function signIn(visitor, email) {
  await visitor.visit('/sign-in');
  await visitor.page.locator('#email').fill(email);
  await visitor.page.locator('#password').fill(password);
  await press(visitor, /^Sign in$/);
}

async function signOut(visitor) {
  await press(visitor, 'Sign out');
}

const at = (visitor) => new URL(visitor.page.url()).pathname;

test('a carer is told of passkeys once, adds one, and signs in with no name', async () => {
  const jo = await arrive({ width: phone });
  const device = await giveAuthenticator(jo);
  await signIn(jo, 'jo@example.org');
  assert.equal(at(jo), '/account/ways/simpler');
  await jo.check();
  await jo.screenshot('ways-simpler');
  await follow(jo, 'Add a passkey');
  assert.equal(at(jo), '/account/ways/passkeys/new');
  await jo.check();
  await jo.screenshot('ways-passkey-new');
  await jo.page.getByLabel('What you call it').fill('My phone');
  await press(jo, 'Make the passkey');
  assert.equal(at(jo), '/account/ways/recovery');
  assert.match(await notice(jo), /Your passkey is ready/);
  assert.equal((await device.keys()).length, 1);
  await jo.check();
  await jo.screenshot('ways-recovery');
  await jo.visit('/account/ways');
  assert.match(await jo.page.locator('main').innerText(), /My phone/);
  await jo.check();
  await jo.screenshot('ways-list');

  await jo.visit('/account/ways/passkeys/new');
  await jo.page.getByRole('button', { name: 'Make the passkey' }).click();
  await jo.page.getByText('This device has a passkey of yours already').waitFor();
  await jo.check();

  await device.touch(false);
  await signOut(jo);
  assert.equal(await jo.page.locator('#email').getAttribute('autocomplete'), 'username webauthn');
  await jo.check();
  await jo.screenshot('ways-sign-in');
  await device.touch(true);
  await press(jo, 'Sign in with a passkey');
  await jo.page.waitForURL((url) => url.pathname === '/');
  assert.match(await jo.page.locator('main').innerText(), /Jo/);
  await jo.visit('/account/ways');
  assert.match(await jo.page.locator('main').innerText(), /Last used/);

  // Whoever picks a passkey that the browser offers beside the name needs no button.
  await signOut(jo);
  await jo.page.waitForURL((url) => url.pathname === '/');

  await jo.visit('/prove?next=/ring');
  await jo.check();
  await jo.screenshot('ways-prove');
  await press(jo, 'Use my passkey');
  await jo.page.waitForURL((url) => url.pathname === '/ring');
  await jo.leave();
});

test('a professional has to get a second factor before anything else', async () => {
  const ravi = await arrive({ width: 1280, scheme: 'dark' });
  const device = await giveAuthenticator(ravi);
  await signIn(ravi, 'ravi@example.org');
  assert.equal(at(ravi), '/second');
  await ravi.check();
  await ravi.screenshot('second-enrol');
  for (const path of ['/', '/account', '/may-i-tell', '/admin/teams']) {
    await ravi.visit(path);
    assert.equal(at(ravi), '/second', `${path} is open with one factor`);
  }
  await follow(ravi, 'Add a passkey');
  await ravi.check();
  await press(ravi, 'Make the passkey');
  assert.equal(at(ravi), '/account/ways/recovery');
  await press(ravi, 'Make recovery codes');
  assert.equal(await ravi.page.locator('.codes code').count(), 10);
  await ravi.check();
  await ravi.screenshot('recovery-shown');
  await follow(ravi, 'I have kept them');
  assert.match(await ravi.page.locator('main').innerText(), /ten recovery codes left/);
  await ravi.visit('/');
  assert.equal(at(ravi), '/');
  await device.touch(false);
  await signOut(ravi);

  await signIn(ravi, 'ravi@example.org');
  assert.equal(at(ravi), '/second');
  await ravi.check();
  await ravi.screenshot('second-passkey');
  await device.touch(true);
  await press(ravi, 'Use my passkey');
  await ravi.page.waitForURL((url) => url.pathname === '/');
  await ravi.leave();
});

for (const [window, email] of [[{ width: phone, script: false }, 'bea@example.org'], [{ width: 1280, script: false, scheme: 'dark' }, 'mei@example.org']]) {
  test(`password and codes do without script (${inWords(window)})`, async () => {
    const bea = await arrive(window);
    await signIn(bea, email);
    assert.equal(at(bea), '/second');
    await bea.check();
    await follow(bea, 'Set up one-time codes');
    await bea.check();
    await press(bea, 'I have an app');
    await bea.check();
    await bea.screenshot('codes-new');
    const secret = await bea.page.locator('.codes code').first().innerText();
    assert.ok(await bea.page.locator('img.qr').evaluate((image) => image.naturalWidth === 240), 'the picture for the app is not there');
    await bea.page.locator('#code').fill('abc');
    await press(bea, 'Switch codes on');
    assert.match(await bea.page.locator('main').innerText(), /This code does not fit/);
    await bea.page.locator('#code').fill(codeOf(secret));
    await press(bea, 'Switch codes on');
    assert.match(await notice(bea), /One-time codes are on/);
    await press(bea, 'Make recovery codes');
    const recovery = await bea.page.locator('.codes code').first().innerText();
    await bea.check();
    await signOut(bea);

    await signIn(bea, email);
    assert.equal(at(bea), '/second');
    await bea.check();
    await bea.screenshot('second-code');
    await bea.page.locator('#code').fill(codeOf(secret, 1));
    await press(bea, 'Go on');
    assert.equal(at(bea), '/');
    await bea.visit('/prove?next=/account/ways');
    await bea.check();
    await bea.screenshot('prove-code');
    await bea.page.locator('#password').fill(password);
    await bea.page.locator('#code').fill(recovery);
    await press(bea, 'It is me');
    assert.match(await bea.page.locator('main').innerText(), /nine recovery codes left/);
    await bea.check();
    await bea.screenshot('ways-codes');
    await follow(bea, 'Switch codes off');
    assert.match(await bea.page.locator('main').innerText(), /This stays for now/);
    await bea.check();
    await bea.leave();
  });
}

test('a browser that knows no passkeys says so and offers the other way', async () => {
  const al = await arrive({ width: phone, scheme: 'dark' });
  await al.context.addInitScript(() => { delete window.PublicKeyCredential; });
  await al.visit('/sign-in');
  assert.ok(await al.page.getByText('This browser cannot use passkeys here.').isVisible());
  assert.ok(!await al.page.getByRole('button', { name: 'Sign in with a passkey' }).isVisible());
  await al.check();
  await al.screenshot('sign-in-without');
  await signIn(al, 'al@example.org');
  await press(al, 'Do not show this again');
  await al.visit('/account');
  assert.doesNotMatch(await al.page.locator('main').innerText(), /without your password/);
  await al.check();
  await al.screenshot('account');
  await al.leave();
});

test('a device that does not answer leaves everything as it was', async () => {
  const al = await arrive({ width: 1280 });
  await giveAuthenticator(al);
  await al.visit('/sign-in');
  await al.page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await al.page.getByText('That did not work, and nothing was changed.').waitFor();
  await al.check();
  await signIn(al, 'al@example.org');
  assert.equal(at(al), '/');
  await al.leave();
});
