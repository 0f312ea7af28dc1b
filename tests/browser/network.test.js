// Sam and Ravi write down who else helps. Jo sees what she may, and the sheet to print holds no more than that.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openHouse } from './lib/house.js';
import { audience, follow, inWords, mark, notice, pick, placeOf, press, windows } from './lib/ways.js';

let house;
before(async () => { house = await openHouse(); });
after(async () => { await house?.close(); });

// add writes somebody down, as far as the page before it is kept.
async function add(visitor, place, { topic, name, what, phone }) {
  await visitor.visit(`${place}/network`);
  await visitor.check();
  await follow(visitor, 'Add somebody who helps');
  await visitor.check();
  await visitor.page.getByLabel('What is it about?').selectOption({ label: topic });
  await visitor.page.getByLabel('Name', { exact: true }).fill(name);
  await visitor.page.getByLabel('What for').fill(what);
  await visitor.page.getByLabel('Phone number').fill(phone);
}

for (const window of windows) {
  test(`who else helps, and who may know (${inWords(window)})`, async () => {
    const sam = await house.person('Sam Okafor', window);
    const place = await placeOf(sam);
    const [choir, clinic] = [`Choir ${mark()}`, `Clinic ${mark()}`];

    await add(sam, place, { topic: 'Who is in the team', name: choir, what: 'Singing on Mondays', phone: '01632 960 201' });
    await pick(sam, 'kind', 'service');
    const jos = sam.page.getByLabel('Jo Okafor');
    await sam.page.locator(`label[for="${await jos.getAttribute('id')}"]`).click();
    await press(sam, 'Check before you add it');
    await sam.check();
    const heard = await audience(sam);
    assert.equal(heard['Jo Okafor'], 'Will see');
    assert.notEqual(heard['Al Okafor'], 'Will see');
    await press(sam, 'Add it');
    assert.match(await notice(sam), /^It is written down/);
    await sam.check();

    const ravi = await house.person('Ravi Menon', window);
    await add(ravi, place, { topic: 'Alcohol and drugs', name: clinic, what: 'Tests', phone: 'no number' });
    await press(ravi, 'Check before you add it');
    await ravi.check();
    assert.equal(await ravi.page.getByLabel('Name', { exact: true }).inputValue(), clinic, 'what was typed stays');
    await ravi.page.getByLabel('Phone number').fill('01632 960 202');
    await press(ravi, 'Check before you add it');
    await press(ravi, 'Add it');
    const page = new URL(ravi.page.url()).pathname;

    const jo = await house.person('Jo Okafor', window);
    await jo.visit(`${place}/network`);
    await jo.check();
    const seen = await jo.page.locator('main').innerText();
    assert.match(seen, new RegExp(choir));
    assert.doesNotMatch(seen, new RegExp(clinic));
    await follow(jo, 'Who to ring, to print');
    await jo.check();
    const sheet = await jo.page.locator('main').innerText();
    assert.match(sheet, new RegExp(choir));
    assert.match(sheet, /999/);
    assert.doesNotMatch(sheet, new RegExp(clinic));
    const found = await jo.page.goto(house.origin + page);
    assert.equal(found.status(), 404);
    await jo.leave();

    await ravi.visit(page);
    await follow(ravi, 'They help no longer');
    await ravi.check();
    await press(ravi, 'Save');
    assert.match(await notice(ravi), /^The last day is written down/);
    await Promise.all([ravi.leave(), sam.leave()]);
  });
}
