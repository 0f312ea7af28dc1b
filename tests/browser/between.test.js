// The triangle worked through from each corner: Jo writes about her part, first for herself, and shares it with Sam; Sam says how it
// arrives; Ravi writes to Sam; what was shared is closed again. Whoever stands aside finds the tasks alone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openHouse } from './lib/house.js';
import { follow, inWords, mark, notice, pick, placeOf, press, windows } from './lib/ways.js';

let house;
before(async () => { house = await openHouse(); });
after(async () => { await house?.close(); });

const text = (visitor) => visitor.page.locator('main').innerText();

// write opens the first task of the arrow that is open and writes about it.
async function write(visitor, button, label, words) {
  await follow(visitor, button);
  await visitor.check();
  await visitor.page.getByLabel(label).fill(words);
  await press(visitor, 'Keep this');
  assert.equal(await notice(visitor), 'It is kept, for you alone.');
  assert.match(await text(visitor), new RegExp(words));
  await visitor.check();
}

async function share(visitor, name) {
  await follow(visitor, `Share this with ${name}`);
  await visitor.check();
  assert.match(await visitor.page.locator('.aud').innerText(), new RegExp(`${name} will see it. Nobody else will.`));
  await press(visitor, 'Share it');
  assert.equal(await notice(visitor), 'It is shared.');
}

for (const window of windows) {
  test(`the arrows from each corner (${inWords(window)})`, async () => {
    const jo = await house.person('Jo Okafor', window);
    const place = await placeOf(jo);
    await jo.visit(place);
    await jo.check();
    await jo.screenshot('between triangle Jo');
    assert.equal(await jo.page.locator('svg.tri a').count(), 6);
    await jo.page.locator('.arrows a', { hasText: 'From you to Sam' }).click();
    await jo.page.waitForURL(/carer-to-service-user$/);
    await jo.check();
    await jo.screenshot('between arrow empty');
    const mine = `I leave the letters shut. ${mark()}`;
    await write(jo, /^(Write how it goes|Write again)/, 'What do you try?', mine);
    const word = new URL(jo.page.url()).pathname;
    await jo.screenshot('between word');

    // Nobody else finds it yet.
    const sam = await house.person('Sam Okafor', window);
    await sam.visit(`${place}/between/carer-to-service-user`);
    await sam.check();
    await follow(sam, /Jo Okafor/);
    assert.doesNotMatch(await text(sam), new RegExp(mine));
    await share(jo, 'Sam');
    await sam.page.reload();
    assert.match(await text(sam), new RegExp(mine));
    await sam.check();

    // Sam says how it arrives, for himself first.
    const arrives = `Better when we sit side by side. ${mark()}`;
    await write(sam, /^(Say how it arrives|Write again)/, /^How does it feel to you when Jo/, arrives);
    await sam.screenshot('between received');
    await jo.visit(`${place}/between/carer-to-service-user`);
    assert.doesNotMatch(await text(jo), new RegExp(arrives));
    await share(sam, 'Jo');
    await jo.visit(`${place}/between/carer-to-service-user`);
    assert.match(await text(jo), new RegExp(arrives));
    await jo.check();
    await jo.screenshot('between arrow both');

    // For Ravi this arrow is between the other two.
    const ravi = await house.person('Ravi Menon', window);
    await ravi.visit(`${place}/between/carer-to-service-user`);
    await ravi.check();
    assert.doesNotMatch(await text(ravi), new RegExp(`${mine}|${arrives}|wrote`));
    await ravi.visit(`${place}/between/professional-to-service-user`);
    await ravi.check();
    await write(ravi, /^(Write how it goes|Write again)/, 'What do you try?', `I ask before I advise. ${mark()}`);
    await share(ravi, 'Sam');
    await ravi.screenshot('between Ravi');

    // Jo stops sharing: it is gone for Sam.
    await jo.visit(word);
    await press(jo, 'Stop sharing it');
    assert.equal(await notice(jo), 'It is for you alone again.');
    await sam.visit(`${place}/between/carer-to-service-user`);
    await follow(sam, /Jo Okafor/);
    assert.doesNotMatch(await text(sam), new RegExp(mine));

    // What was said, and how often to be asked.
    await jo.visit(`${place}/between/timeline`);
    await jo.check();
    assert.match(await text(jo), new RegExp(arrives));
    await jo.screenshot('between timeline');
    await jo.visit(`${place}/between/rhythm`);
    await jo.check();
    await pick(jo, 'pace', 'fortnight');
    await press(jo, 'Save');
    assert.equal(await notice(jo), 'Your choice is saved.');
    await jo.check();
    await jo.screenshot('between overview');
    await Promise.all([jo, sam, ravi].map((each) => each.leave()));
  });
}
