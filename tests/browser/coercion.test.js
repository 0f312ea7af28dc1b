// People under pressure. Sam pauses what Jo sees, and Jo's pages stay as they were to the letter. The team holds what
// somebody sees, with a second professional. A yes that was said beside somebody waits until Sam is alone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openHouse } from './lib/house.js';
import { choose, follow, inWords, mark, notice, pick, placeOf, press, tell, timeless, told, windows } from './lib/ways.js';

let house;
before(async () => { house = await openHouse(); });
after(async () => { await house?.close(); });

// alone opens a private page of Sam's, and says that nobody looks on where it asks.
async function alone(sam, path) {
  await sam.visit(path);
  const say = sam.page.getByRole('button', { name: 'I am alone now' });
  if (await say.isVisible()) {
    assert.ok(!/pause|sees nothing new/i.test(await sam.page.locator('main').innerText()), 'the page before says what is behind it');
    await press(sam, 'I am alone now');
  }
}

// world is what somebody finds everywhere, without the ids that each form draws and the time that is left until they are signed out.
async function world(visitor, place) {
  const found = {};
  for (const path of ['/', place, `${place}/timeline`, `${place}/seen`, `${place}/may-know`, `${place}/people`, `${place}/agreement`, `${place}/ask`, `${place}/questions`, '/account', '/left']) {
    const answer = await visitor.visit(path);
    found[path] = timeless(await answer.text()).replaceAll(/(value=")[0-9a-f-]{36}"/g, '$1drawn"').replaceAll(/last used[^<]*/gi, '');
  }
  return found;
}

for (const window of windows) {
  test(`Sam pauses Jo, and Jo's pages stay as they were (${inWords(window)})`, async () => {
    const jo = await house.person('Jo Okafor', window);
    const sam = await house.person('Sam Okafor', window);
    const place = await placeOf(sam);
    await world(jo, place); // what is looked at for the first time is on record after this
    const was = await world(jo, place);

    await alone(sam, `${place}/sharing/more`);
    await sam.check();
    await follow(sam, 'Pause what Jo sees');
    await sam.check();
    assert.match(await sam.page.locator('main').innerText(), /What this cannot do/);
    await press(sam, 'Start the pause');
    assert.match(await sam.page.locator('main').innerText(), /Jo sees nothing new since/);
    assert.ok(!/pause/i.test(sam.page.url()), 'the address names it');

    const al = await house.person('Al Okafor', window);
    const words = `Sam sang today. ${mark()}`;
    await tell(al, { topic: 'Day to day', confidence: 'named', words });
    await press(al, 'Send it');
    await al.leave();
    await choose(sam, { name: 'Jo', topic: 'Diagnosis', answer: 'share' });

    assert.deepEqual(await world(jo, place), was);
    await jo.leave();

    await alone(sam, `${place}/sharing/more`);
    await follow(sam, 'End the pause for Jo');
    assert.match(await sam.page.locator('main').innerText(), /older entries/);
    await sam.check();
    await press(sam, 'End the pause');
    assert.match(await sam.page.locator('main').innerText(), /Earlier pauses/);
    await choose(sam, { name: 'Jo', topic: 'Diagnosis', answer: 'ask' });
    await sam.leave();
  });

  test(`Ravi sets a hold, and Grace is second (${inWords(window)})`, async () => {
    const ravi = await house.person('Ravi Menon', window);
    const sam = await house.person('Sam Okafor', window);
    const place = await placeOf(sam);
    await sam.leave();
    await ravi.visit(`${place}/people`);
    await ravi.page.getByRole('link', { name: /Al Okafor/ }).first().click();
    await ravi.page.waitForLoadState();
    await follow(ravi, 'Set a hold on Al');
    await ravi.check();
    await press(ravi, 'Set the hold');
    await ravi.check();
    assert.match(await ravi.page.locator('main').innerText(), /Write down why this is needed/);
    const why = `He asked what was told about him. ${mark()}`;
    await ravi.page.getByLabel('Why is this needed?').fill(why);
    const day = new Date(Date.now() + 5 * 24 * 3600 * 1000);
    for (const [part, value] of Object.entries({ Day: day.getDate(), Month: day.getMonth() + 1, Year: day.getFullYear() })) {
      await ravi.page.getByLabel(part, { exact: true }).fill(String(value));
    }
    await press(ravi, 'Set the hold');
    await ravi.check();
    const hold = new URL(ravi.page.url()).pathname;
    assert.equal(await ravi.page.getByRole('button', { name: 'I have looked, and I agree' }).count(), 0, 'Ravi can be his own second');

    const grace = await house.person('Grace Bello', window);
    await grace.visit('/');
    assert.match(await grace.page.locator('main').innerText(), /A hold on Al needs a second professional/);
    await grace.visit(hold);
    await grace.check();
    assert.match(await grace.page.locator('main').innerText(), new RegExp(why.split(' ').at(-1)));
    await press(grace, 'I have looked, and I agree');
    assert.match(await grace.page.locator('main').innerText(), /Look at it again by/);
    await grace.visit(`${place}/holds`);
    await grace.check();

    const al = await house.person('Al Okafor', window);
    for (const path of [hold, `${place}/holds`]) assert.equal((await al.visit(path)).status(), 404);
    assert.ok(!/hold/i.test(await (await al.visit(`${place}/people`)).text()), 'Al finds a word of it');
    await al.leave();

    await grace.visit(hold);
    await press(grace, 'End the hold');
    await grace.check();
    await press(grace, 'End it now');
    assert.match(await grace.page.locator('main').innerText(), /ended on/);
    await grace.leave();
    await ravi.leave();
  });

  test(`a yes waits until Sam is alone (${inWords(window)})`, async () => {
    const sam = await house.person('Sam Okafor', window);
    const place = await placeOf(sam);
    await alone(sam, `${place}/sharing/first`);
    await sam.check();
    await pick(sam, 'carer', '*');
    await press(sam, 'Save');
    await sam.leave();

    // Another session, beside somebody: all looks as always.
    const beside = await house.person('Sam Okafor', window);
    await choose(beside, { name: 'Jo', topic: 'Legal status', answer: 'share' });
    assert.match(await notice(beside), /Jo/);
    await beside.check();
    const jo = await house.person('Jo Okafor', window);
    await jo.visit(`${place}/may-know`);
    assert.ok(!(await told(jo)).share.some((topic) => topic.includes('Legal status')), 'it has started');

    await alone(beside, `${place}/sharing/more`);
    assert.match(await beside.page.locator('main').innerText(), /said yes to Legal status for Jo/);
    await beside.check();
    await press(beside, 'Yes, start it');
    await jo.visit(`${place}/may-know`);
    assert.ok((await told(jo)).share.some((topic) => topic.includes('Legal status')), 'it has not started');
    await jo.leave();

    await beside.visit(`${place}/sharing/first`);
    await beside.page.locator('label[for=carer]').click();
    await press(beside, 'Save');
    await choose(beside, { name: 'Jo', topic: 'Legal status', answer: 'keep' });
    await beside.leave();
  });
}

test('Sam leaves a private page quickly, with the keyboard', async () => {
  const sam = await house.person('Sam Okafor');
  await sam.context.route(/^https:/, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Weather</title><p>Sunny.' }));
  await alone(sam, `${await placeOf(sam)}/sharing/more`);
  await Promise.all([sam.page.waitForURL(/^https:/), (async () => { for (let n = 0; n < 3; n += 1) await sam.page.keyboard.press('Shift'); })()]);
  assert.equal(await sam.page.title(), 'Weather');
  await sam.leave();
});
