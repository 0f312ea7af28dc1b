// One person at one browser window, who notices what is wrong with a page.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { axeProblems, scrollProblems, titleProblems } from './checks.js';
import { Traffic } from './traffic.js';

export const phone = 320;
export const desk = 1280;

export class Visitor {
  // arrive opens a window. width is in CSS pixels; scheme is 'light' or 'dark'; without script, pages run none.
  static async arrive(browser, origin, { width = desk, scheme = 'light', script = true } = {}) {
    const context = await browser.newContext({
      baseURL: origin,
      viewport: { width, height: width === phone ? 640 : 900 },
      colorScheme: scheme,
      javaScriptEnabled: script,
      reducedMotion: 'reduce',
      locale: 'en-GB',
      timezoneId: 'Europe/London',
    });
    context.setDefaultTimeout(20_000);
    const page = await context.newPage();
    const visitor = new Visitor();
    Object.assign(visitor, { context, page, origin, script, label: `${width}-${scheme}${script ? '' : '-no-script'}` });
    visitor.traffic = await Traffic.watch(context, page, origin);
    return visitor;
  }

  // visit opens an address of the program and resolves to its answer.
  async visit(path) {
    this.traffic.begin();
    return this.page.goto(new URL(path, this.origin).href);
  }

  // enter takes the place of a person without the page of people, and opens their first page.
  async enter(value) {
    const answer = await this.context.request.post(`${this.origin}/demo/sign-in`, { form: { person: value }, maxRedirects: 0 });
    if (answer.status() !== 303) throw new Error(`signing in answers ${answer.status()}`);
    await this.visit('/');
  }

  // people names everybody whom the demonstration offers: { name, value }.
  async people() {
    await this.visit('/sign-in');
    return this.page.$$eval('form[action="/demo/sign-in"]', (forms) => forms.map((form) => ({
      name: form.closest('li').querySelector('b').textContent.trim(),
      value: form.elements.person.value,
    })));
  }

  // signInWith takes the place of this person, known by the value of the form.
  async signInWith(value) {
    await this.visit('/sign-in');
    await this.pressPerson(value);
  }

  // pressPerson presses a person's button on the page that stands: how somebody signs in again where they are.
  async pressPerson(value) {
    this.traffic.begin();
    await this.page.locator(`form:has(input[name=person][value="${value}"]) button`).click();
    await this.page.waitForURL((url) => url.pathname !== '/sign-in');
    await this.page.waitForLoadState();
  }

  // problems lists everything that is wrong with the page as it stands, in words; none is the good answer.
  async problems() {
    await this.page.waitForLoadState();
    return [
      ...await titleProblems(this.page),
      ...await scrollProblems(this.page),
      ...this.traffic.problems(),
      ...(this.script ? await axeProblems(this.page) : []),
    ].map((problem) => `${new URL(this.page.url()).pathname} (${this.label}): ${problem}`);
  }

  // check throws when anything is wrong with the page as it stands.
  async check() {
    const problems = await this.problems();
    if (problems.length > 0) throw new Error(problems.join('\n'));
  }

  // screenshot saves the whole page as a picture, if TRIALOGUE_SCREENSHOTS names a folder.
  async screenshot(name) {
    const folder = process.env.TRIALOGUE_SCREENSHOTS;
    if (!folder) return;
    await mkdir(folder, { recursive: true });
    const file = `${name.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '')}-${this.label}.png`;
    await this.page.screenshot({ path: join(folder, file), fullPage: true });
  }

  async leave() {
    await this.context.close();
  }
}
