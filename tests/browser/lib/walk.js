// Finds the pages that a person can reach by links alone, one of each kind, nearest first.

// walk calls look(path) with the visitor standing on each page, at most `pages` of them, and resolves to the paths.
// A link that leads to no page is told to lost, which throws unless it is given.
export async function walk(visitor, { from, pages, look, lost = fail }) {
  const waiting = [from ?? new URL(visitor.page.url()).pathname];
  const kinds = new Set(waiting.map(kind));
  const seen = [];
  while (waiting.length > 0 && seen.length < pages) {
    const path = waiting.shift();
    if (!await open(visitor, path, lost)) continue;
    seen.push(path);
    for (const next of await links(visitor)) {
      if (!kinds.has(kind(next))) {
        kinds.add(kind(next));
        waiting.push(next);
      }
    }
    await look(path);
  }
  return seen;
}

// kind makes one of all addresses that differ in ids or answers only.
function kind(path) {
  const url = new URL(path, 'http://here');
  const place = url.pathname.split('/').map((part) => (/\d/.test(part) ? ':id' : part)).join('/');
  return `${place}?${[...url.searchParams.keys()].sort().join('&')}`;
}

// open resolves to false for what is a file to keep and not a page to read.
async function open(visitor, path, lost) {
  const answer = await visitor.visit(path).catch((problem) => {
    if (/Download is starting|ERR_ABORTED/.test(problem.message)) return null;
    throw problem;
  });
  if (!answer || !(answer.headers()['content-type'] ?? '').startsWith('text/html')) return false;
  if (answer.status() !== 200) lost(`the link to ${path} answers ${answer.status()}`);
  return answer.status() === 200;
}

function fail(words) {
  throw new Error(words);
}

async function links(visitor) {
  const all = await visitor.page.$$eval('a[href]:not([download])', (anchors) =>
    anchors.map((a) => new URL(a.getAttribute('href'), document.baseURI).href)); // pictures have links as well
  return all
    .map((href) => new URL(href))
    .filter((url) => url.origin === visitor.origin)
    .map((url) => url.pathname + url.search);
}
