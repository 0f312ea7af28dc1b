// Jo makes a private address for her calendar. It opens without a session, says nothing at first, and ends when she switches it off.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openHouse } from './lib/house.js';
import { follow, inWords, notice, pick, press, windows } from './lib/ways.js';

let house;
before(async () => { house = await openHouse(); });
after(async () => { await house?.close(); });

// fetched is what a calendar program gets: it has no cookies.
async function fetched(path, headers = {}) {
  const answer = await fetch(house.origin + path, { headers });
  return { status: answer.status, type: answer.headers.get('content-type'), tag: answer.headers.get('etag'), body: await answer.text() };
}

for (const window of windows) {
  test(`Jo's calendar says nothing until she wants it to (${inWords(window)})`, async () => {
    const jo = await house.person('Jo Okafor', window);
    await jo.visit('/account');
    await follow(jo, 'Your calendar');
    await jo.check();
    const main = jo.page.locator('main');
    assert.match(await main.innerText(), /It is off\./);
    assert.match(await main.innerText(), /leave it off when somebody else looks at your phone/);

    await follow(jo, 'Make a private address');
    await jo.check();
    assert.ok(await jo.page.locator('input[name="titles"][value="nothing"]').isChecked(), 'it begins with what says least');
    await press(jo, 'Make the address');
    await jo.check();
    await jo.screenshot('calendar-address');
    const shown = await jo.page.locator('.codes code').innerText();
    const path = new URL(shown).pathname;
    assert.match(path, /^\/calendar\/[\w-]{43}\.ics$/);
    assert.equal(await jo.page.getByRole('button', { name: 'Copy it' }).count(), window.script === false ? 0 : 1);

    const feed = await fetched(path);
    assert.equal(feed.status, 200);
    assert.match(feed.type, /^text\/calendar/);
    assert.match(feed.body, /^BEGIN:VCALENDAR\r\n/);
    for (const title of feed.body.match(/^SUMMARY:.*$/gm) ?? []) assert.equal(title.trim(), 'SUMMARY:Trialogue');
    assert.equal((await fetched(path, { 'If-None-Match': feed.tag })).status, 304);

    await follow(jo, 'I have copied it');
    await jo.check();
    assert.ok(!(await jo.page.content()).includes(path), 'the address is shown once');
    await follow(jo, /^Change/);
    await jo.check();
    await pick(jo, 'titles', 'kind');
    await press(jo, 'Save');
    assert.match(await notice(jo), /^Your choices are saved/);

    await press(jo, 'Switch it off');
    assert.match(await notice(jo), /does not work any more/);
    assert.equal((await fetched(path)).status, 404);
    assert.match(await main.innerText(), /It is off\./);
    await jo.leave();
  });
}
