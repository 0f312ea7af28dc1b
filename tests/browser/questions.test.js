// Sam looks who has seen what, and asks about it. The one of the team who is named answers, and Sam reads it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openHouse } from './lib/house.js';
import { follow, inWords, mark, notice, placeOf, press, windows } from './lib/ways.js';

let house;
before(async () => { house = await openHouse(); });
after(async () => { await house?.close(); });

// names of those of the team who may be the one to answer.
const names = { Bea: 'Bea Lindqvist', 'Dr Lee': 'Dr Mei Lee', Grace: 'Grace Bello' };

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
    const item = sam.page.getByRole('article').filter({ has: sam.page.locator('a[href*="/question?"]') }).filter({ hasText: 'Ravi Menon' }).first();
    assert.match(await item.innerText(), /Ravi Menon \(.*\) saw this on .*, because/);
    await follow(sam, /^I have a question about this/, { within: item });
    await sam.check();
    const question = `What did you want to know? ${mark()}`;
    await sam.page.getByLabel('What do you want to ask?').fill(question);
    await press(sam, 'Send the question');
    assert.match(await notice(sam), /^Your question is sent/);
    const [, owner] = /^(.+) will answer by/.exec(await sam.page.locator('.steps').innerText());
    await sam.check();

    const asked = new URL(sam.page.url()).pathname;
    const answer = `I wanted to help with the form. ${mark()}`;
    const one = owner === 'Ravi' ? ravi : await house.person(names[owner], window);
    await one.visit(`${place}/questions`);
    await one.check();
    await follow(one, 'Open the question', { within: one.page.locator('li', { hasText: question }) });
    await one.check();
    await one.page.getByLabel('Your answer').fill(answer);
    await press(one, 'Send the answer');
    assert.match(await notice(one), /^Your answer is sent/);
    await Promise.all([...new Set([ravi, one])].map((each) => each.leave()));

    await sam.visit(asked);
    assert.match(await sam.page.getByRole('region', { name: 'Answers' }).innerText(), new RegExp(answer));
    await sam.check();
    await sam.leave();
  });
}
