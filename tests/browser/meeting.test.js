// A network meeting, from the call to the final note: Sam calls it, Jo, Ravi and Bea come, each says something in their
// own words, Ravi writes the note, and it is final when all of them have read it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openHouse } from './lib/house.js';
import { follow, inWords, mark, notice, placeOf, press, windows } from './lib/ways.js';

let house;
before(async () => { house = await openHouse(); });
after(async () => { await house?.close(); });

// clockInLondon is the present as a form asks for it.
function clockInLondon() {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/London', day: 'numeric', month: 'numeric', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
  }).formatToParts(new Date());
  const of = (type) => parts.find((part) => part.type === type).value;
  return { day: of('day'), month: of('month'), year: of('year'), clock: `${of('hour')}:${of('minute')}` };
}

async function tick(visitor, name) {
  await visitor.page.locator('label', { hasText: name }).first().click();
}

// write fills the form for words that a link leads to, with a carer's look before sending.
async function write(visitor, link, words) {
  await follow(visitor, link);
  await visitor.check();
  await visitor.page.locator('#say').fill(words);
  const check = visitor.page.getByRole('button', { name: 'Check before you send' });
  if (await check.count() > 0) {
    await press(visitor, 'Check before you send');
    await visitor.check();
  }
  await press(visitor, 'Send it');
  assert.match(await notice(visitor), /^Your words are there now/);
}

for (const window of windows) {
  test(`a network meeting, from the call to the final note (${inWords(window)})`, async () => {
    const sam = await house.person('Sam Okafor', window);
    const place = await placeOf(sam);
    const why = `The nights are bad again. ${mark()}`;
    await sam.visit(`${place}/meetings`);
    await sam.check();
    await sam.screenshot('meetings');
    await follow(sam, 'Call a meeting');
    await sam.check();
    await sam.screenshot('meeting call');
    const now = clockInLondon();
    await sam.page.getByLabel('Why meet now?').fill(why);
    await sam.page.getByLabel('Day', { exact: true }).fill(now.day);
    await sam.page.getByLabel('Month').fill(now.month);
    await sam.page.getByLabel('Year').fill(now.year);
    await sam.page.locator('#clock').fill(now.clock);
    await sam.page.locator('#place').fill('Sam’s kitchen');
    for (const name of ['Jo Okafor', 'Ravi Menon', 'Bea Lindqvist']) await tick(sam, name);
    await press(sam, 'Check before you send');
    await sam.check();
    await sam.screenshot('meeting check');
    assert.match(await sam.page.locator('main').innerText(), new RegExp(why));
    await press(sam, 'Call a meeting');
    assert.match(await notice(sam), /^The meeting is called/);
    await sam.check();
    const path = new URL(sam.page.url()).pathname;
    const everybody = { sam };
    for (const [key, name] of [['jo', 'Jo Okafor'], ['ravi', 'Ravi Menon'], ['bea', 'Bea Lindqvist']]) {
      const one = await house.person(name, window);
      everybody[key] = one;
      await one.visit(path);
      await one.check();
      await press(one, /^I come/);
      assert.match(await notice(one), /^Your answer is kept/);
    }
    const { jo, ravi, bea } = everybody;
    await sam.visit(path);
    assert.match(await sam.page.locator('main').innerText(), /The team answered after 1 minute \(Ravi\)/);
    await write(jo, 'Add something to talk about', `Who can I ring? ${mark()}`);
    for (const one of Object.values(everybody)) {
      await one.visit(path);
      await press(one, 'I am there, or was');
    }
    const voice = `I hear that the nights are long. ${mark()}`;
    await write(ravi, 'Write what I say', voice);
    await jo.visit(path);
    assert.match(await jo.page.locator('main').innerText(), new RegExp(voice));
    await press(jo, 'Pause, please');
    await sam.visit(path);
    assert.match(await sam.page.locator('main').innerText(), /We pause/);
    await sam.check();
    await press(sam, 'Go on');
    const question = `What helps at four in the morning? ${mark()}`;
    await write(sam, 'Add a question', question);
    await ravi.visit(path);
    await follow(ravi, 'Write the note');
    await ravi.check();
    await ravi.screenshot('meeting note form');
    const note = `We talked about the nights. ${mark()}`;
    await ravi.page.locator('#say').fill(note);
    await ravi.page.locator('#actions').fill('Bea rings on Friday.');
    await press(ravi, 'Send it to be read');
    assert.match(await notice(ravi), /^The note waits to be read/);
    for (const one of [jo, bea, sam]) {
      await one.visit(path);
      assert.match(await one.page.locator('main').innerText(), new RegExp(note));
      await press(one, 'I have read it, and it is right for me');
      await one.check();
    }
    assert.match(await sam.page.locator('main').innerText(), /Final on .* Read by Sam, Jo, Ravi and Bea/);
    await sam.screenshot('meeting');
    await ravi.visit(path);
    await ravi.screenshot('meeting');
    await jo.visit(`${path}/note`);
    await jo.check();
    await jo.screenshot('meeting note');
    await jo.visit(`${place}/meetings`);
    assert.match(await jo.page.locator('main').innerText(), new RegExp(question.replace('?', '\\?')));
    await jo.check();
    await jo.screenshot('meetings');
    await ravi.visit(`${place}/meetings/without?write=1`);
    await ravi.check();
    await ravi.screenshot('meeting without');
    await Promise.all(Object.values(everybody).map((one) => one.leave()));
  });
}
