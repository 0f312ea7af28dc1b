// What each of the three knows, a story that is told once, and two views that both stand.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openHouse } from './lib/house.js';
import { follow, inWords, mark, notice, pick, placeOf, press, windows } from './lib/ways.js';

let house;
before(async () => { house = await openHouse(); });
after(async () => { await house?.close(); });

const mainText = (visitor) => visitor.page.locator('main').innerText();

// tick chooses people of a list by their names.
async function tick(visitor, ...names) {
  for (const name of names) {
    const box = visitor.page.getByRole('checkbox', { name, exact: true });
    if (!await box.isChecked()) await visitor.page.locator(`label[for="${await box.getAttribute('id')}"]`).click();
  }
}

async function reads(visitor, path, words) {
  await visitor.visit(path);
  await visitor.check();
  assert.match(await mainText(visitor), new RegExp(words));
}

for (const window of windows) {
  test(`each of the three writes what they know, and reads the others (${inWords(window)})`, async () => {
    const said = {};
    let place;
    for (const [name, others] of [['Sam Okafor', ['Jo Okafor', 'Ravi Menon']], ['Jo Okafor', ['Sam Okafor', 'Ravi Menon']], ['Ravi Menon', ['Sam Okafor', 'Jo Okafor']]]) {
      const one = await house.person(name, window);
      place ??= await placeOf(one);
      said[name] = `What I know about evenings. ${mark()}`;
      await one.visit(`${place}/expertise/mine`);
      await one.check();
      await one.page.locator('#say').fill(said[name]);
      await one.page.locator('#basis').fill('From many evenings.');
      await press(one, 'Save');
      if (await one.page.getByRole('button', { name: 'Save who reads it' }).count() === 0) await one.visit(`${place}/expertise/share`);
      await one.check();
      await tick(one, ...others);
      await press(one, 'Save who reads it');
      assert.match(await notice(one), /^Saved/);
      await one.check();
      assert.match(await mainText(one), /Shared with/);
      await one.leave();
    }
    for (const name of Object.keys(said)) {
      const one = await house.person(name, window);
      await one.visit(`${place}/expertise`);
      await one.check();
      const text = await mainText(one);
      for (const words of Object.values(said)) assert.ok(text.includes(words), `${name} does not read ${words}`);
      const order = Object.values(said).map((words) => text.indexOf(words));
      assert.deepEqual(order, order.toSorted((a, b) => a - b), 'the order hangs on who reads');
      await one.leave();
    }
    const again = await house.person('Jo Okafor', window);
    await again.visit(`${place}/expertise`);
    assert.match(await mainText(again), /Ravi Menon \(.*\) saw this on/);
    await again.leave();
  });

  test(`Jo tells her story once, and Ravi says that he has read it (${inWords(window)})`, async () => {
    const jo = await house.person('Jo Okafor', window);
    const place = await placeOf(jo);
    const story = `It began in the autumn. ${mark()}`;
    await jo.visit(`${place}/expertise`);
    await follow(jo, /^(Write|Open) my story$/);
    if (await jo.page.locator('#say').count() === 0) await follow(jo, 'Change it');
    await jo.check();
    await jo.page.locator('#say').fill(story);
    await press(jo, 'Save');
    const mine = new URL(jo.page.url()).pathname.replace(/\/share$/, '');
    await jo.visit(`${mine}/share`);
    await jo.check();
    await tick(jo, 'Everybody in the team now');
    await press(jo, 'Save who reads it');
    await jo.check();

    const ravi = await house.person('Ravi Menon', window);
    await ravi.visit(`${place}/people`);
    await ravi.check();
    await ravi.visit(`${place}/expertise`);
    assert.doesNotMatch(await mainText(ravi), new RegExp(story));
    await follow(ravi, /^Read the story of Jo/);
    await ravi.check();
    assert.match(await mainText(ravi), new RegExp(story));
    await press(ravi, /^I have read it/);
    assert.match(await notice(ravi), /^Thank you/);
    await ravi.check();
    await ravi.leave();

    await reads(jo, mine, 'Ravi says that they have read it');
    await follow(jo, 'Change it');
    await jo.page.locator('#say').fill(`${story} And then the winter.`);
    await press(jo, 'Save');
    assert.match(await mainText(jo), /You have changed it since/);
    await jo.leave();
  });

  test(`two views stand, with a way to go on and a day to look again (${inWords(window)})`, async () => {
    const sam = await house.person('Sam Okafor', window);
    const place = await placeOf(sam);
    const question = `Whether it is a good time to move ${mark()}`;
    await sam.visit(`${place}/views`);
    await sam.check();
    await follow(sam, 'Open a matter');
    await sam.check();
    await press(sam, 'Next: who will read it');
    assert.match(await mainText(sam), /Choose at least one person whom it concerns/);
    await sam.check();
    await sam.page.getByLabel('What is it about?').selectOption({ label: 'Day to day' });
    await tick(sam, 'Jo Okafor', 'Ravi Menon');
    await press(sam, 'Next: who will read it');
    await sam.check();
    assert.match(await mainText(sam), /These people will see it: Jo, Ravi/);
    await sam.page.locator('#say').fill(question);
    await press(sam, 'Open it');
    const matter = new URL(sam.page.url()).pathname;
    await sam.check();
    await follow(sam, 'Write how I see it');
    await sam.check();
    await sam.page.locator('#say').fill('I am ready.');
    await press(sam, 'Put it beside the others');

    const jo = await house.person('Jo Okafor', window);
    await jo.visit(`${place}/views`);
    await follow(jo, new RegExp(`^See the views ${question}`));
    await follow(jo, 'Write how I see it');
    await jo.check();
    await pick(jo, 'confidence', 'named');
    await press(jo, 'Next: write it');
    await jo.check();
    await jo.page.locator('#say').fill('I would wait until spring.');
    await press(jo, 'Put it beside the others');
    const boxes = await jo.page.$$eval('.voice', (all) => all.slice(0, 2).map((one) => {
      const { width } = one.getBoundingClientRect();
      const style = getComputedStyle(one.querySelector('.voice__text'));
      return `${Math.round(width)} ${style.fontSize} ${style.fontWeight} ${style.fontFamily}`;
    }));
    assert.equal(boxes[0], boxes[1], 'one view is drawn larger than the other');
    await follow(jo, 'Say how we could go on');
    await jo.check();
    await jo.page.locator('#say').fill('Two nights a week in the flat.');
    await press(jo, 'Propose it');
    await follow(jo, 'Choose a day to look again');
    await jo.check();
    const day = new Date(Date.now() + 400 * 24 * 3600 * 1000);
    for (const [part, value] of Object.entries({ Day: day.getDate(), Month: day.getMonth() + 1, Year: day.getFullYear() })) {
      await jo.page.getByLabel(part, { exact: true }).fill(String(value));
    }
    await press(jo, 'Set the day');
    await jo.check();
    await jo.leave();

    const ravi = await house.person('Ravi Menon', window);
    await reads(ravi, matter, 'I would wait until spring.');
    await press(ravi, 'No, not that');
    await ravi.check();
    await ravi.leave();

    await sam.visit(matter);
    await press(sam, 'Yes, we can do that');
    await press(sam, 'It still stands for me');
    await sam.check();
    const text = await mainText(sam);
    for (const words of ['I am ready.', 'I would wait until spring.', 'Two nights a week in the flat.', 'Nothing from Ravi here yet.', 'You say yes', 'Ravi says not that', 'Each view stands.', 'We look again on']) {
      assert.ok(text.includes(words), `Sam does not read “${words}”:\n${text}`);
    }
    await sam.leave();
    const al = await house.person('Al Okafor', window);
    const answer = await al.page.goto(new URL(matter, al.page.url()).href);
    assert.equal(answer.status(), 404);
    await al.leave();
  });
}
