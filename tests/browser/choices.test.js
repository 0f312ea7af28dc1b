// Sam changes what Jo may be told. It counts at once on Jo's pages, can be undone, and can be looked at with Jo's eyes.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openHouse } from './lib/house.js';
import { audience, choose, follow, inWords, notice, pick, placeOf, press, told, windows } from './lib/ways.js';

let house;
before(async () => { house = await openHouse(); });
after(async () => { await house?.close(); });

const inTwoMonths = () => {
  const day = new Date();
  return new Date(day.getFullYear(), day.getMonth() + 2, 15);
};

const medicines = (list) => list.some((topic) => topic.startsWith('Medicines'));

for (const window of windows) {
  test(`Sam changes a choice, and it counts at once (${inWords(window)})`, async () => {
    const sam = await house.person('Sam Okafor', window);
    const jo = await house.person('Jo Okafor', window);
    const place = await placeOf(jo);
    const joCanBeTold = async () => {
      await jo.visit(`${place}/may-know`);
      await jo.check();
      return told(jo);
    };
    await sam.check();
    await sam.visit(`${place}/sharing`);
    await sam.check();

    await choose(sam, { name: 'Jo', topic: 'Medicines', answer: 'share', until: inTwoMonths() });
    assert.match(await notice(sam), /This works from now\. About your medicines, Jo can be told, until .*15/);
    await sam.check();
    let now = await joCanBeTold();
    assert.ok(medicines(now.share), `Jo's page after sharing: ${JSON.stringify(now)}`);
    assert.match(now.share.find((topic) => topic.startsWith('Medicines')), /until .*15/);

    await choose(sam, { name: 'Jo', topic: 'Medicines', answer: 'keep' });
    assert.match(await notice(sam), /About your medicines, Jo is told nothing/);
    now = await joCanBeTold();
    assert.ok(medicines(now.keep) && !medicines(now.share), `Jo's page after keeping: ${JSON.stringify(now)}`);

    await sam.visit(sam.page.url());
    await press(sam, 'Undo');
    await sam.check();
    now = await joCanBeTold();
    assert.ok(medicines(now.share), `Jo's page after the change was undone: ${JSON.stringify(now)}`);

    await follow(sam, 'See it as Jo would');
    await sam.check();
    assert.deepEqual(await told(sam), now, 'with Jo’s eyes is what Jo sees');
    await sam.leave();
    await jo.leave();
  });
}

test('what is wrong with an end is said first, with a way to the field, and nothing is lost', async () => {
  const sam = await house.person('Sam Okafor', { width: 320 });
  const { page } = sam;
  await choose(sam, { name: 'Jo', topic: 'Medicines', answer: 'share', until: new Date(2020, 1, 2) });
  const summary = page.getByRole('alert', { name: 'Something needs another look' });
  assert.match(await summary.innerText(), /Something needs another look/);
  assert.ok(await summary.evaluate((box) => box === document.activeElement), 'the summary does not have the focus');
  await sam.check();
  const link = summary.getByRole('link').first();
  const field = (await link.getAttribute('href')).slice(1);
  await link.press('Enter');
  await page.waitForFunction((id) => document.activeElement?.id === id, field);
  assert.equal(await page.locator(`#${field}`).inputValue(), '2');
  assert.ok(await page.getByRole('radio', { name: 'Share', exact: true }).isChecked());
  await sam.leave();
});

test('the list of readers follows the kind of a note while it is written', async () => {
  const sam = await house.person('Sam Okafor');
  await choose(sam, { name: 'Jo', topic: 'Care plan', answer: 'keep' });
  await sam.leave();
  const ravi = await house.person('Ravi Menon');
  await ravi.visit(`${await placeOf(ravi)}/write`);
  const asksAgain = async (doing) => {
    const answered = ravi.page.waitForResponse((answer) => answer.url().endsWith('/write/audience'));
    await doing();
    await answered;
    await ravi.page.locator('[data-audience]:not([aria-busy])').waitFor();
  };
  await asksAgain(() => ravi.page.getByLabel('What is it about?').selectOption({ label: 'Care plan' }));
  assert.equal((await audience(ravi))['Jo Okafor'], 'Will not see');
  await asksAgain(() => pick(ravi, 'class', 'general'));
  assert.equal((await audience(ravi))['Jo Okafor'], 'Will see');
  await ravi.check();
  await ravi.leave();
});
