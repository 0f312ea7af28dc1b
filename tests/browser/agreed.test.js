// Three agree on something: Ravi proposes, Sam's yes opens it to Jo, Jo does it and says what came of it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openHouse } from './lib/house.js';
import { everyWindow, follow, inWords, mark, notice, placeOf, press } from './lib/ways.js';

let house;
before(async () => { house = await openHouse(); });
after(async () => { await house?.close(); });

const text = (visitor) => visitor.page.locator('main').innerText();

// soon is a day ahead, as its three fields.
function soon(days) {
  const day = new Date(Date.now() + days * 24 * 3600 * 1000);
  return { Day: day.getDate(), Month: day.getMonth() + 1, Year: day.getFullYear() };
}

async function fillDay(visitor, question, day) {
  const group = visitor.page.getByRole('group', { name: question });
  for (const [part, value] of Object.entries(day)) await group.getByLabel(part, { exact: true }).fill(String(value));
}

// tick chooses one of many by pressing its words.
async function tick(visitor, name) {
  const box = visitor.page.getByRole('checkbox', { name });
  if (!await box.isChecked()) await visitor.page.locator(`label[for="${await box.getAttribute('id')}"]`).click();
  assert.ok(await box.isChecked(), `${name} is not chosen`);
}

for (const window of everyWindow) {
  test(`three agree on something, and it is done (${inWords(window)})`, async () => {
    const ravi = await house.person('Ravi Menon', window);
    const sam = await house.person('Sam Okafor', window);
    const place = await placeOf(sam);
    const words = `Ask the music school about Thursday. ${mark()}`;

    await ravi.visit(`${place}/agreed`);
    await ravi.check();
    await follow(ravi, 'Agree on something');
    await ravi.check();
    await press(ravi, 'Check before you send'); // with nothing in it
    assert.match(await text(ravi), /Write a few words first/);
    await ravi.check();
    await tick(ravi, 'Jo Okafor');
    await ravi.page.getByLabel('What will be done?').fill(words);
    await ravi.page.getByLabel('Who will do it?').selectOption({ label: 'Jo Okafor' });
    await ravi.page.getByLabel('What is it about?').selectOption({ label: 'Work and learning' });
    await fillDay(ravi, 'By which day?', soon(6));
    await ravi.page.getByLabel('Step 1', { exact: true }).fill('Find the address.');
    await ravi.page.getByLabel('Who does step 1?').selectOption({ label: 'Ravi Menon (you)' });
    await press(ravi, 'Check before you send');
    await ravi.check();
    assert.match(await text(ravi), /It counts when these have said yes: Jo and you\./);
    await press(ravi, 'Go back and change it');
    assert.equal(await ravi.page.getByLabel('What will be done?').inputValue(), words);
    await press(ravi, 'Check before you send');
    await press(ravi, 'Send it');
    assert.match(await notice(ravi), /It counts when everybody who is to do something has said yes/);
    await ravi.check();
    const page = new URL(ravi.page.url()).pathname;
    assert.match(await text(ravi), /It waits for a yes from Jo\./);

    const jo = await house.person('Jo Okafor', window);
    const open = /Jo will see this when Sam says yes to it/.test(await text(ravi));
    if (open) {
      await jo.visit(`${place}/agreed`);
      assert.doesNotMatch(await text(jo), new RegExp(words));
    }
    await sam.visit(`${place}/agreed`);
    await sam.check();
    await follow(sam, /^Open it/, { within: sam.page.locator('li', { hasText: words }).first() });
    await sam.check();
    await press(sam, 'Yes, I agree');
    assert.match(await notice(sam), /Your yes is written down/);

    await jo.visit(page);
    await jo.check();
    await press(jo, 'Yes, I will do my part');
    assert.match(await text(jo), /This is agreed, and it is to be done\./);
    await jo.check();

    await sam.visit(`${page}/change`);
    await sam.check();
    await sam.page.getByLabel('What will be done?').fill(`${words} And about Friday.`);
    await press(sam, 'Check before you send');
    await press(sam, 'Send it');
    assert.match(await text(sam), /New words wait for a yes from/);
    await sam.check();
    await jo.visit(page);
    await jo.check();
    await press(jo, 'Yes, I will do my part');
    await ravi.visit(page);
    await press(ravi, 'Yes, I will do my part');
    await press(ravi, /^This step is done/);
    await ravi.check();

    await jo.visit(page);
    await follow(jo, 'It did not happen');
    await jo.check();
    assert.match(await text(jo), /Nobody is blamed/);
    await jo.page.goBack();
    await follow(jo, 'It is done');
    await jo.check();
    await jo.page.locator('#say').fill('Thursday suits them.');
    await press(jo, 'It is done');
    await sam.visit(page);
    assert.match(await text(sam), /This is done\.[\s\S]*“Thursday suits them\.”/);
    await sam.check();
    await Promise.all([ravi, sam, jo].map((one) => one.leave()));
  });
}

test('what the team can and cannot do stands where people write to it', async () => {
  const jo = await house.person('Jo Okafor', { width: 320, script: false });
  const place = await placeOf(jo);
  await jo.visit(`${place}/write`);
  assert.match(await text(jo), /Nobody watches this day and night\./);
  await jo.check();
  await follow(jo, 'What the team can and cannot do');
  assert.match(await text(jo), /You get an answer within/);
  await jo.check();
  await jo.leave();
  const grace = await house.person('Grace Bello', { width: 1280 });
  await grace.visit(`${place}/limits/change`);
  await grace.check();
  const can = `We visit at home. ${mark()}`;
  await grace.page.getByLabel('What we can do').fill(can);
  await grace.page.getByLabel('What we cannot do').fill('We cannot come within the hour.');
  await grace.page.getByLabel('When the team is not there').fill('Ring 111 and choose option 2.');
  await press(grace, 'Save');
  assert.match(await text(grace), new RegExp(can));
  await grace.check();
  await grace.leave();
});
