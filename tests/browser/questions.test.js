// Sam looks who has seen what, and asks about it. Ravi answers, and Sam reads the answer.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openHouse } from './lib/house.js';
import { follow, inWords, mark, notice, placeOf, press, windows } from './lib/ways.js';

let house;
before(async () => { house = await openHouse(); });
after(async () => { await house?.close(); });

for (const window of windows) {
  test(`Sam asks why somebody saw it, and is answered (${inWords(window)})`, async () => {
    const sam = await house.person('Sam Okafor', window);
    const place = await placeOf(sam);
    const words = `The course begins in spring. ${mark()}`;
    await sam.visit(`${place}/write`);
    await sam.check();
    await sam.page.getByLabel('What is it about?').selectOption({ label: 'Work and learning' });
    await sam.page.locator('#say').fill(words);
    await press(sam, 'Check before you send');
    await press(sam, 'Send it');

    const ravi = await house.person('Ravi Menon', window);
    await ravi.visit(new URL(sam.page.url()).pathname);
    assert.match(await ravi.page.locator('main').innerText(), new RegExp(words));

    await sam.visit('/');
    await follow(sam, 'See who has seen my information');
    await sam.check();
    const item = sam.page.getByRole('region').filter({ has: sam.page.locator('a[href*="/question?"]') }).filter({ hasText: 'Ravi Menon' }).first();
    assert.match(await item.innerText(), /Ravi Menon \(.*\) saw this on .*, because/);
    await follow(sam, /^I have a question about this/, { within: item });
    await sam.check();
    const question = `What did you want to know? ${mark()}`;
    await sam.page.getByLabel('What do you want to ask?').fill(question);
    await press(sam, 'Send the question');
    assert.match(await notice(sam), /^Your question is sent/);
    assert.match(await sam.page.locator('.steps').innerText(), /\S+ will answer by/);
    await sam.check();

    const asked = new URL(sam.page.url()).pathname;
    const answer = `I wanted to help with the form. ${mark()}`;
    await ravi.visit(`${place}/questions`);
    await ravi.check();
    await follow(ravi, 'Open the question', { within: ravi.page.locator('li', { hasText: question }) });
    await ravi.check();
    await ravi.page.getByLabel('Your answer').fill(answer);
    await press(ravi, 'Send the answer');
    assert.match(await notice(ravi), /^Your answer is sent/);
    await ravi.leave();

    await sam.visit(asked);
    assert.match(await sam.page.getByRole('region', { name: 'Answers' }).innerText(), new RegExp(answer));
    await sam.check();
    await sam.leave();
  });
}
