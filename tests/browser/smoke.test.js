// The program starts, and the pages that people of the demonstration can reach by links are sound: on a phone in the light,
// at a desk in the dark, and without script.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openHouse } from './lib/house.js';
import { desk, phone } from './lib/visitor.js';
import { walk } from './lib/walk.js';

const pages = Number(process.env.WALK_PAGES ?? 8); // for each person and each window
// One of each corner, who looks after accounts, and who counter-signs. WALK_ALL=1 takes everybody.
const some = ['Sam Okafor', 'Jo Okafor', 'Ravi Menon', 'Nia Rees', 'Pat Ellis', 'Comfort Mensah'];

const windows = [
  { width: phone, scheme: 'light' },
  { width: desk, scheme: 'dark' },
  { width: phone, script: false },
];

let house;
before(async () => { house = await openHouse(); });
after(async () => { await house?.close(); });

for (const window of windows) {
  const name = Object.entries(window).map(([key, value]) => `${key} ${value}`).join(', ');

  test(`the first page is sound (${name})`, async () => {
    const visitor = await house.visitor(window);
    const answer = await visitor.visit('/');
    assert.equal(answer.status(), 200);
    await visitor.check();
    await visitor.screenshot('first page');
    await visitor.leave();
  });

  test(`people of every corner find sound pages (${name})`, async (t) => {
    const visitor = await house.visitor(window);
    const all = await visitor.people();
    await visitor.check();
    const people = process.env.WALK_ALL ? all : all.filter(({ name }) => some.includes(name));
    assert.ok(people.length >= some.length, `the demonstration offers ${all.map((one) => one.name).join(', ')}`);
    const problems = [];
    for (const person of people) {
      await visitor.signInWith(person.value);
      const seen = await walk(visitor, {
        pages,
        look: async () => { problems.push(...await visitor.problems()); },
        lost: (words) => problems.push(`${person.name}: ${words}`),
      });
      t.diagnostic(`${person.name}: ${seen.length} kinds of page`);
      await visitor.context.clearCookies();
    }
    assert.deepEqual([...new Set(problems)], []);
    await visitor.leave();
  });
}

test('three people use the program at the same time', async () => {
  const visitor = await house.visitor();
  const people = (await visitor.people()).slice(0, 3);
  await visitor.leave();
  const three = await Promise.all(people.map(async ({ value }) => {
    const one = await house.visitor();
    await one.signInWith(value);
    return one;
  }));
  const cookies = await Promise.all(three.map(async (one) => JSON.stringify(await one.context.cookies())));
  assert.equal(new Set(cookies).size, three.length, 'two people share a session');
  await Promise.all(three.map((one) => one.check()));
  await Promise.all(three.map((one) => one.leave()));
});
