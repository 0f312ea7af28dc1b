// The phone rings and Ravi asks: may I tell them? The answer is three choices away from his first page.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openHouse } from './lib/house.js';
import { choose, inWords, mark, notice, placeOf, press, windows } from './lib/ways.js';

let house;
before(async () => {
  house = await openHouse();
  const sam = await house.person('Sam Okafor');
  const choices = { 'Care plan': 'share', 'Side effects': 'ask', Medicines: 'keep' };
  for (const [topic, answer] of Object.entries(choices)) await choose(sam, { name: 'Jo', topic, answer });
  await sam.leave();
});
after(async () => { await house?.close(); });

const answers = { 'Care plan': 'Yes', 'Side effects': 'Ask first', Medicines: 'No' };

for (const window of windows) {
  test(`three choices lead to the answer (${inWords(window)})`, async () => {
    const ravi = await house.person('Ravi Menon', window);
    const { page } = ravi;
    await ravi.check();
    for (const [topic, answer] of Object.entries(answers)) {
      await ravi.visit('/');
      let choices = 0;
      const choice = async (doing) => { choices += 1; await doing; };
      await choice(page.getByLabel('May I tell', { exact: true }).selectOption({ label: 'Jo Okafor, mother of Sam' }));
      await choice(page.getByLabel('about', { exact: true }).selectOption({ label: topic }));
      await choice(press(ravi, 'Look it up'));
      assert.equal(choices, 3);
      assert.equal(await page.locator('.say__word').innerText(), answer);
      assert.ok(!/Jo|Medicines|medicines/.test(page.url()), 'the question stands in the address');
      assert.ok((await page.locator('.say').boundingBox()).y < 2 * page.viewportSize().height, 'the answer is far down the page');
      await ravi.check();
    }
    assert.ok(await page.getByRole('heading', { name: 'Words you can use' }).isVisible());
    assert.ok(await page.getByRole('heading', { name: 'What you can do anyway' }).isVisible());
    await ravi.leave();
  });

  test(`what was told is recorded, and Sam reads it (${inWords(window)})`, async () => {
    const ravi = await house.person('Ravi Menon', window);
    await ravi.page.getByLabel('May I tell', { exact: true }).selectOption({ label: 'Jo Okafor, mother of Sam' });
    await ravi.page.getByLabel('about', { exact: true }).selectOption({ label: 'Care plan' });
    await press(ravi, 'Look it up');
    const words = `When the next meeting is. ${mark()}`;
    await ravi.page.getByLabel('What did you tell Jo?').fill(words);
    await press(ravi, 'Record that I told them by phone');
    assert.match(await notice(ravi), /^Recorded/);
    await ravi.check();
    await ravi.leave();
    const sam = await house.person('Sam Okafor', window);
    await sam.visit(`${await placeOf(sam)}/timeline`);
    assert.ok(await sam.page.locator('article', { hasText: words }).isVisible());
    await sam.check();
    await sam.leave();
  });
}

test('an empty question is no answer', async () => {
  const ravi = await house.person('Ravi Menon');
  await press(ravi, 'Look it up');
  assert.match(await ravi.page.getByRole('alert', { name: 'Something needs another look' }).innerText(), /Choose whom you are talking to/);
  await ravi.check();
  await ravi.leave();
});
