// What people do on the pages, said once: each way goes by what stands there to read, as a person does.
import assert from 'node:assert/strict';
import { phone } from './visitor.js';

// windows in which a journey is made: each width, with script and without.
export const windows = [
  { width: phone },
  { width: 1280, script: false },
];

export const everyWindow = [...windows, { width: phone, script: false, scheme: 'dark' }, { width: 1280, scheme: 'dark' }];

export function inWords({ width, script = true, scheme = 'light' }) {
  return `${width} px, ${scheme}, script ${script ? 'on' : 'off'}`;
}

let marks = 0;
// mark is a word that stands nowhere else, to know again what was written.
export function mark() {
  marks += 1;
  return `mark${process.pid}x${marks}`;
}

// follow presses a link and waits for its page.
export async function follow(visitor, name, { within = visitor.page } = {}) {
  await arrive(visitor, () => within.getByRole('link', { name }).first().click());
}

// press presses a button that sends a form, and waits for the page after it.
export async function press(visitor, name, { within = visitor.page } = {}) {
  await arrive(visitor, () => within.getByRole('button', { name }).first().click());
}

async function arrive(visitor, act) {
  visitor.traffic.begin();
  await Promise.all([visitor.page.waitForEvent('domcontentloaded'), act()]);
  await visitor.page.waitForLoadState();
}

// pick chooses one of several answers by pressing its words, which cover the small circle.
export async function pick(visitor, name, value) {
  const circle = visitor.page.locator(`input[name="${name}"][value="${value}"]`);
  await visitor.page.locator(`label[for="${await circle.getAttribute('id')}"]`).click();
  assert.ok(await circle.isChecked(), `${name} is not ${value}`);
}

// placeOf is the triangle that a person's first page leads to: "/t/…".
export async function placeOf(visitor) {
  await visitor.visit('/');
  const hrefs = await visitor.page.$$eval('main a[href^="/t/"]', (links) => links.map((link) => link.getAttribute('href')));
  assert.ok(hrefs.length > 0, 'the first page leads into no triangle');
  return /^\/t\/[^/?]+/.exec(hrefs[0])[0];
}

// timeless is a page without what ticks: the time that is left until its reader is signed out.
export function timeless(html) {
  return html.replaceAll(/ data-ends="\d+" data-last="\d+"/g, '').replaceAll(/(<p [^>]*data-until>)[^<]*/g, '$1');
}

// audience reads the list of who will see a text, as it shows now: a map of names to answers.
export async function audience(visitor) {
  const rows = await visitor.page.locator('.aud li:visible').evaluateAll((items) => items.map((item) => [
    item.querySelector('.who b').textContent.trim(), item.querySelector('.ans').textContent.trim(),
  ]));
  return Object.fromEntries(rows);
}

// tell writes what a carer tells the team, as far as the page before sending.
export async function tell(visitor, { topic, confidence, words }) {
  await visitor.visit(`${await placeOf(visitor)}/write`);
  await visitor.page.getByLabel('What is it about?').selectOption({ label: topic });
  await pick(visitor, 'confidence', confidence);
  await visitor.page.locator('#say').fill(words);
  await press(visitor, 'Check before you send');
}

// choose changes one sharing choice: until is a Date or nothing. The page after it says what was done.
export async function choose(visitor, { name, topic, answer, until }) {
  const { page } = visitor;
  await visitor.visit(`${await placeOf(visitor)}/sharing`);
  const person = page.locator('.pick__people label', { hasText: name });
  if (await person.isVisible()) await person.click();
  await follow(visitor, new RegExp(`^Change what ${name} may be told: ${topic}$`));
  await pick(visitor, 'answer', answer);
  for (const [part, value] of Object.entries({ Day: until?.getDate(), Month: until && until.getMonth() + 1, Year: until?.getFullYear() })) {
    await page.getByLabel(part, { exact: true }).fill(String(value ?? ''));
  }
  await press(visitor, 'Save this choice');
}

// told reads what stands in each of the three lists of what somebody can be told.
export async function told(visitor) {
  const groups = await visitor.page.$$eval('.told__group', (all) => all.map((group) => [
    group.querySelector('.ans').className.replace(/^.*ans--/, ''), [...group.querySelectorAll('li')].map((item) => item.textContent.trim()),
  ]));
  return { share: [], ask: [], keep: [], ...Object.fromEntries(groups) };
}

// notices are the messages at the top of the page that show.
export async function notice(visitor) {
  return (await visitor.page.locator('main [role=status]:visible').allInnerTexts()).join('\n');
}

// tabTo presses Tab until what has the focus answers to this selector, and shows on the way that focus is never lost.
export async function tabTo(page, selector, { most = 150 } = {}) {
  for (let presses = 0; presses < most; presses += 1) {
    await page.keyboard.press('Tab');
    const { here, lost } = await page.evaluate((wanted) => {
      const at = document.activeElement;
      if (!at || at === document.body) return { here: false, lost: '' };
      const box = (at.matches('input') ? at.closest('.opt, .pick, .aud__toggle') ?? at : at).getBoundingClientRect();
      const style = getComputedStyle(at);
      const seen = box.width > 0 && box.height > 0 && (style.outlineStyle !== 'none' || at.matches('input'));
      return { here: at.matches(wanted), lost: seen ? '' : at.outerHTML.slice(0, 120) };
    }, selector);
    assert.equal(lost, '', 'the focus cannot be seen');
    if (here) return presses + 1;
  }
  throw new Error(`${most} presses of Tab do not reach ${selector}`);
}
