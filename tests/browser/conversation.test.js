// Conversations: a question that is answered by who covers, a talk of three with the service user's yes, and somebody who
// comes later.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openHouse } from './lib/house.js';
import { audience, everyWindow, follow, inWords, mark, notice, pick, placeOf, press, windows } from './lib/ways.js';

let house;
before(async () => { house = await openHouse(); });
after(async () => { await house?.close(); });

const words = (visitor) => visitor.page.locator('main').innerText();

// soundly opens a page that must be there, and looks whether it is sound.
async function soundly(visitor, path, picture) {
  const answer = await visitor.visit(path);
  assert.equal(answer.status(), 200, path);
  await visitor.check();
  if (picture) await visitor.screenshot(picture);
}

// send presses "Send"; without script the list of readers comes first, with it the list was in sight all the time.
async function send(visitor, picture) {
  await press(visitor, 'Send');
  if (visitor.script) return;
  assert.match(await words(visitor), /Nothing has been sent yet\./);
  await visitor.check();
  if (picture) await visitor.screenshot(picture);
  await press(visitor, 'Send it');
}

// open begins a conversation with these, and resolves to its address.
async function open(visitor, { place, people, line, topic, say }) {
  await soundly(visitor, `${place}/talk`, 'talk list');
  await follow(visitor, 'Start a conversation');
  await visitor.check();
  await visitor.screenshot('talk with');
  for (const name of people) await visitor.page.getByLabel(name, { exact: true }).check({ force: true });
  await press(visitor, 'Go on');
  await visitor.check();
  await visitor.page.locator('#line').fill(line);
  await visitor.page.locator('#topic').selectOption({ label: topic });
  await visitor.page.locator('#say').fill(say);
  if (visitor.script) await visitor.page.waitForFunction(() => !document.querySelector('[data-audience][aria-busy]'));
  await visitor.screenshot('talk new');
  await send(visitor, 'talk check');
  assert.match(await notice(visitor), /^Your message is sent/);
  await visitor.check();
  return new URL(visitor.page.url()).pathname;
}

async function say(visitor, path, text) {
  await visitor.visit(path);
  await visitor.page.locator('#say').fill(text);
  await send(visitor);
  assert.match(await notice(visitor), /^(Your message is sent|The question is answered)/);
}

for (const window of everyWindow) {
  test(`a question is answered by who covers (${inWords(window)})`, async () => {
    const priya = await house.person('Priya Nair', window);
    const place = await placeOf(priya);
    const asked = `May I come at ten? ${mark()}`;
    const path = await open(priya, { place, people: ['The team'], line: `The next visit ${mark()}`, topic: 'Contact and appointments', say: asked });
    assert.match(await words(priya), /Hana will answer by/);
    await priya.screenshot('talk asked');
    const hana = await house.person('Hana Whitlock', window);
    await soundly(hana, '/', 'home with a question');
    assert.match(await words(hana), /Answer the question that Priya asked/);
    await soundly(hana, path, 'talk to answer');
    assert.match(await words(hana), /Does this answer a question\?/);
    const answer = `Yes, at ten. ${mark()}`;
    await say(hana, path, answer);
    await hana.check();
    await soundly(priya, path, 'talk answered');
    assert.match(await words(priya), new RegExp(`${answer}`));
    assert.match(await words(priya), /Answered by Hana on/);
    await Promise.all([priya.leave(), hana.leave()]);
  });
}

for (const window of windows) {
  test(`three talk once the service user has said yes, and one comes later (${inWords(window)})`, async () => {
    const ravi = await house.person('Ravi Menon', window);
    const sam = await house.person('Sam Okafor', window);
    const jo = await house.person('Jo Okafor', window);
    const place = await placeOf(sam);
    const line = `The next weeks ${mark()}`;
    const [first, second, third] = [`We go slowly. ${mark()}`, `The evening dose stays. ${mark()}`, `He slept well. ${mark()}`];
    await ravi.visit(`${place}/talk/new`);
    const path = await open(ravi, { place, people: ['Sam Okafor', 'Jo Okafor'], line, topic: 'Medicines', say: first });
    assert.match(await words(ravi), /Sam has not said yes to this conversation yet/);
    assert.equal((await jo.visit(path)).status(), 404);
    await soundly(sam, path, 'talk asks for a yes');
    await follow(sam, 'Decide');
    await sam.check();
    await sam.screenshot('talk yes');
    await press(sam, 'Save this choice');
    assert.match(await words(sam), /Choose one of the answers/);
    await sam.check();
    await pick(sam, 'answer', 'yes');
    await press(sam, 'Save this choice');
    assert.match(await notice(sam), /^You have said yes/);
    await soundly(jo, path, 'talk after the yes');
    assert.doesNotMatch(await words(jo), new RegExp(first));
    await ravi.visit(path);
    assert.match((await audience(ravi))['Jo Okafor'], /Will see/);
    await say(ravi, path, second);
    await say(jo, path, third);
    await jo.visit(path);
    assert.match(await words(jo), new RegExp(second));

    await follow(ravi, 'Who is in this conversation');
    await ravi.check();
    await ravi.screenshot('talk people');
    await follow(ravi, 'Bring somebody in');
    await ravi.check();
    await ravi.screenshot('talk bring in');
    const late = await ravi.page.locator('input[name="person"]').first();
    const name = await ravi.page.locator(`label[for="${await late.getAttribute('id')}"]`).innerText();
    await pick(ravi, 'person', await late.getAttribute('value'));
    await ravi.page.getByLabel('They may read what I wrote before').check({ force: true });
    await press(ravi, 'Bring somebody in');
    assert.match(await notice(ravi), /^They are in it now/);
    await soundly(sam, path, 'talk asks for a yes again');
    await follow(sam, 'Decide');
    await pick(sam, 'answer', 'yes');
    await press(sam, 'Save this choice');
    const other = await house.person(name, window);
    const after = `Welcome. ${mark()}`;
    await say(sam, path, after);
    await soundly(other, path, 'talk of who came later');
    assert.match(await words(other), new RegExp(after));
    assert.doesNotMatch(await words(other), new RegExp(`${second}|${third}`));
    await soundly(jo, path, 'talk asks about earlier words');
    await follow(jo, 'Answer this');
    await jo.check();
    await jo.screenshot('talk earlier');
    await pick(jo, 'earlier', 'earlier-yes');
    await press(jo, 'Save this choice');
    await soundly(other, path, 'talk opened');
    assert.match(await words(other), new RegExp(third));
    await other.visit(path);
    await other.page.locator('summary', { hasText: 'Look for words' }).click();
    await other.page.locator('#q').fill('slept');
    await press(other, 'Find');
    await other.check();
    assert.match(await words(other), new RegExp(third));
    assert.doesNotMatch(await words(other), new RegExp(after));
    await Promise.all([ravi.leave(), sam.leave(), jo.leave(), other.leave()]);
  });
}
