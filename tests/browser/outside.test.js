// A carer adds a service that knows her, and comes in with it: with script and without, on a phone and at a desk.
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { after, before, test } from 'node:test';
import { openHouse } from './lib/house.js';
import { startProvider } from './lib/provider.js';
import { everyWindow, follow, inWords, notice, pick, press } from './lib/ways.js';

let house;
let provider;
before(async () => {
  provider = await startProvider({ more: { create: true }, others: [{ id: 'adrift', name: 'Adrift', issuer: 'http://127.0.0.1:9', create: false }] });
  house = await openHouse({ port: await freePort(), flags: ['-providers', provider.settings] });
});
after(async () => {
  await house?.close();
  await provider?.stop();
});

// freePort is one that nobody uses now: the provider must know where people come back to.
function freePort() {
  return new Promise((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });
}

const words = (visitor) => visitor.page.locator('main').innerText();
const path = (visitor) => new URL(visitor.page.url()).pathname;

// atHarbour answers on the page of the provider. What that page asks for is no business of the program.
async function atHarbour(visitor, answer) {
  assert.equal(new URL(visitor.page.url()).origin, provider.origin, 'this is not the page of the provider');
  await follow(visitor, answer);
  visitor.traffic.begin();
}

for (const window of everyWindow) {
  test(`Jo adds Harbour, comes in with it, and takes it away (${inWords(window)})`, async () => {
    const jo = await house.person('Jo Okafor', window);
    await jo.visit('/account');
    await follow(jo, 'See how I sign in');
    await jo.check();
    await follow(jo, 'See and change them');
    await jo.check();
    await press(jo, /^Add it/);
    await jo.check();
    await jo.screenshot('outside add');
    assert.match(await words(jo), /whoever can sign in as you at Harbour can come in here as you/);
    await follow(jo, 'Go to Harbour');
    await atHarbour(jo, 'Yes, it is me');
    assert.equal(path(jo), '/account/ways/outside');
    assert.match(await notice(jo), /^Added/);
    await jo.check();
    await jo.screenshot('outside list');

    const later = await house.visitor(window);
    await later.visit('/sign-in?next=%2Faccount');
    await later.check();
    await later.screenshot('outside sign in');
    await follow(later, 'Carry on with Harbour');
    await atHarbour(later, 'Yes, it is me');
    assert.equal(path(later), '/account');
    assert.match(await words(later), /Jo Okafor/);
    await later.visit('/account');
    await later.check();

    await jo.visit('/account/ways/outside');
    await press(jo, /^Take it away/);
    assert.match(await notice(jo), /^Taken away/);
    await jo.leave();
    await later.leave();
  });

  test(`what goes wrong is said calmly (${inWords(window)})`, async () => {
    const somebody = await house.visitor(window);
    await somebody.visit('/sign-in');
    await follow(somebody, 'Carry on with Harbour');
    await atHarbour(somebody, 'Stop here');
    assert.match(await words(somebody), /You did not come in with Harbour[\s\S]*stopped at Harbour before the end/);
    const stopped = somebody.page.url();
    await somebody.visit('/sign-in/with/harbour/back?state=a.b&code=c');
    await somebody.check();
    await somebody.screenshot('outside refused');
    await somebody.visit(stopped);
    assert.match(await words(somebody), /begun too long ago/);
    await follow(somebody, 'Come in another way');
    assert.equal(path(somebody), '/sign-in');
    await somebody.leave();
  });

  test(`somebody new begins with Harbour (${inWords(window)})`, async () => {
    const zoe = await house.visitor(window);
    await zoe.visit('/sign-in');
    await follow(zoe, 'Carry on with Harbour');
    await atHarbour(zoe, 'I am somebody else');
    if (path(zoe) === '/sign-in/with/harbour/begin') { // nobody has begun in an earlier window
      await zoe.page.reload();
      await zoe.check();
      await zoe.screenshot('outside begin');
      await pick(zoe, 'corner', 'carer');
      await zoe.page.getByLabel('Your name').fill('Zoë Price');
      await press(zoe, 'Begin');
    }
    assert.equal(path(zoe), '/');
    await zoe.visit('/');
    await zoe.check();
    assert.match(await words(zoe), /You are here as Zoë/);
    await zoe.leave();
  });
}

test('a provider that is down keeps nobody from coming in another way', async () => {
  const somebody = await house.visitor();
  await somebody.visit('/sign-in');
  await follow(somebody, 'Carry on with Adrift');
  assert.match(await words(somebody), /Adrift does not answer just now[\s\S]*Everything else here works as always/);
  await somebody.check();
  await somebody.screenshot('outside down');
  await follow(somebody, 'Come in another way');
  await follow(somebody, 'Carry on with Harbour');
  await atHarbour(somebody, 'Stop here');
  assert.equal(path(somebody), '/sign-in/with/harbour/back');
  await somebody.leave();
});
