// The checks themselves: each finds a planted fault, and a sound page has none.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { openHouse } from './lib/house.js';
import { phone } from './lib/visitor.js';
import { walk } from './lib/walk.js';

const page = (body, title = 'Trialogue') => `<!doctype html><html lang="en"><head><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head><body><main><h1>Hello</h1>${body}</main></body></html>`;

const planted = {
  '/sound': page('<p>All is well.</p><p><a href="/sound/12">One</a> <a href="/sound/13">Two</a> <a href="/file">File</a></p>'),
  '/sound/12': page('<p>One of a kind.</p>'),
  '/sound/13': page('<p>Another of the same kind.</p>'),
  '/title': page('<p>A name that others can see.</p>', 'Jo Okafor'),
  '/wide': page('<div class="long" style="width: 900px">A line that is too long</div>'),
  '/unlabelled': page('<input type="text">'),
  '/abroad': page('<p><img alt="" src="http://127.0.0.2:9/picture.png"></p>'),
  '/heavy': page(`<p>${Array.from({ length: 20_000 }, (_, n) => n).join(' ')}</p>`),
  '/broken': page('<p>Script</p><script>throw new Error("planted")</script>'),
  '/lost': page('<p><img alt="" src="/nothing-here"></p>'),
};

let house;
let server;
before(async () => {
  server = createServer((request, answer) => {
    if (request.url === '/file') {
      answer.writeHead(200, { 'content-type': 'text/csv', 'content-disposition': 'attachment' }).end('a,b');
      return;
    }
    const body = planted[request.url];
    answer.writeHead(body ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' }).end(body ?? '');
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  house = await openHouse({ origin: `http://127.0.0.1:${server.address().port}` });
});
after(async () => {
  await house?.close();
  server.close();
});

async function problemsOn(path, settings) {
  const visitor = await house.visitor({ width: phone, ...settings });
  await visitor.visit(path);
  const problems = await visitor.problems();
  await visitor.leave();
  return problems;
}

for (const script of [true, false]) {
  test(`a sound page has no problems (script ${script})`, async () => {
    assert.deepEqual(await problemsOn('/sound', { script }), []);
  });
  test(`a telling title and a wide page are found (script ${script})`, async () => {
    assert.match(String(await problemsOn('/title', { script })), /title is "Jo Okafor"/);
    assert.match(String(await problemsOn('/wide', { script })), /px wide in a window of 320 px: <div class="long">/);
  });
}

const found = {
  '/unlabelled': /accessibility: .*label/,
  '/abroad': /asks for http:\/\/127\.0\.0\.2:9\/picture\.png/,
  '/heavy': /weighs 1\d{5} bytes/,
  '/broken': /script fails: planted/,
  '/lost': /nothing-here answers 404/,
};
for (const [path, words] of Object.entries(found)) {
  test(`the fault on ${path} is found, and check throws`, async () => {
    assert.match(String(await problemsOn(path)), words);
    const visitor = await house.visitor();
    await visitor.visit(path);
    await assert.rejects(visitor.check(), words);
    await visitor.leave();
  });
}

test('a walk sees one page of each kind, and no files', async () => {
  const visitor = await house.visitor();
  const seen = await walk(visitor, { from: '/sound', pages: 10, look: () => visitor.check() });
  assert.deepEqual(seen, ['/sound', '/sound/12']);
  await visitor.leave();
});
