// What must hold on every page, as functions from a page to problems in words.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// The title is neutral, because it is seen on shared screens and kept in histories.
export async function titleProblems(page) {
  const title = await page.title();
  return title === 'Trialogue' ? [] : [`the title is "${title}" and not "Trialogue"`];
}

// Nobody should have to scroll sideways to read.
export async function scrollProblems(page) {
  const { wide, narrow, culprits } = await page.evaluate(() => {
    const root = document.documentElement;
    const beyond = [...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1)
      .slice(0, 3)
      .map((element) => `<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}">`);
    return { wide: root.scrollWidth, narrow: root.clientWidth, culprits: beyond };
  });
  return wide > narrow ? [`the page is ${wide} px wide in a window of ${narrow} px: ${culprits.join(', ')}`] : [];
}

// axe goes in through the debugger, so the page's own content policy stays as it is.
export async function axeProblems(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    resultTypes: ['violations'],
  }));
  return violations.map(({ id, help, nodes }) =>
    `accessibility: ${help} (${id}): ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}
