// A small provider of OpenID Connect, for people of the tests. It checks what a provider must check, so that the program cannot
// leave anything out, and it signs with a real key.
import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const clientID = 'trialogue-tests';
const secret = randomBytes(24).toString('base64url');

const base64url = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const fingerprint = (text) => createHash('sha256').update(text).digest('base64url');

// startProvider resolves to { origin, settings, stop }: settings is a file for the flag -providers. It names others too that are
// like this one, but for what is given.
export async function startProvider({ name = 'Harbour', more = {}, others = [] } = {}) {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const codes = new Map(); // what the browser asked for, by code
  const provider = {};

  const idToken = ({ nonce, subject }) => {
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: provider.origin, sub: subject, aud: clientID, nonce, iat: now, exp: now + 300, auth_time: now, level: 'P9', amr: ['pwd', 'otp'] };
    const body = `${base64url({ alg: 'RS256', typ: 'JWT', kid: 'one' })}.${base64url(claims)}`;
    return `${body}.${createSign('RSA-SHA256').update(body).sign(privateKey, 'base64url')}`;
  };

  const answers = {
    '/.well-known/openid-configuration': async () => ({
      issuer: provider.origin, authorization_endpoint: `${provider.origin}/authorize`, token_endpoint: `${provider.origin}/token`, jwks_uri: `${provider.origin}/keys`,
      response_types_supported: ['code'], subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['RS256'],
      authorization_response_iss_parameter_supported: true,
    }),
    '/keys': async () => ({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }] }),
    '/token': async (request) => {
      const form = new URLSearchParams(await textOf(request));
      const [user, password] = Buffer.from((request.headers.authorization ?? '').replace(/^Basic /, ''), 'base64').toString().split(':').map(decodeURIComponent);
      const asked = codes.get(form.get('code'));
      codes.delete(form.get('code'));
      const good = asked && user === clientID && password === secret && form.get('redirect_uri') === asked.back && fingerprint(form.get('code_verifier') ?? '') === asked.challenge;
      return good ? { access_token: 'none', token_type: 'Bearer', id_token: idToken(asked) } : null;
    },
  };

  // The page on which people say who they are: two links, one for yes and one for no.
  const page = (query) => {
    const link = (words, params) => `<p><a href="/decide?${new URLSearchParams({ ...Object.fromEntries(query), ...params })}">${words}</a></p>`.replaceAll('&', '&amp;');
    return `<!doctype html><html lang="en"><title>${name}</title><h1>${name}</h1>${link('Yes, it is me', { subject: 'jo' })}${link('I am somebody else', { subject: 'nobody' })}${link('Stop here', { error: 'access_denied' })}</html>`;
  };

  const decide = (query) => {
    const back = new URL(query.get('redirect_uri'));
    back.searchParams.set('state', query.get('state'));
    back.searchParams.set('iss', provider.origin);
    if (query.get('error')) back.searchParams.set('error', query.get('error'));
    else {
      const code = randomBytes(16).toString('base64url');
      codes.set(code, { nonce: query.get('nonce'), challenge: query.get('code_challenge'), back: query.get('redirect_uri'), subject: query.get('subject') });
      back.searchParams.set('code', code);
    }
    return back.href;
  };

  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url, provider.origin);
    if (pathname === '/authorize') return response.writeHead(200, { 'Content-Type': 'text/html' }).end(page(searchParams));
    if (pathname === '/decide') return response.writeHead(303, { Location: decide(searchParams) }).end();
    const answer = await answers[pathname]?.(request);
    if (!answer) return response.writeHead(400, { 'Content-Type': 'application/json' }).end('{"error":"invalid_grant"}');
    return response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer));
  });
  await new Promise((listening) => { server.listen(0, '127.0.0.1', listening); });
  provider.origin = `http://127.0.0.1:${server.address().port}`;

  const folder = await mkdtemp(join(tmpdir(), 'trialogue-provider-'));
  provider.settings = join(folder, 'providers.json');
  await writeFile(join(folder, 'secret'), secret, { mode: 0o600 });
  const settings = {
    id: 'harbour', name, issuer: provider.origin, client_id: clientID, client_auth: 'client_secret_basic', secret_file: 'secret', for: ['service-user', 'carer'],
    identity: { claim: 'level', known: ['P5'], checked: ['P9'] }, two_factors: [{ claim: 'amr', values: ['otp'] }], ...more,
  };
  await writeFile(provider.settings, JSON.stringify({ providers: [settings, ...others.map((other) => ({ ...settings, ...other }))] }));
  provider.stop = async () => {
    server.closeAllConnections?.();
    await new Promise((closed) => { server.close(closed); });
    await rm(folder, { recursive: true, force: true });
  };
  return provider;
}

async function textOf(request) {
  let text = '';
  for await (const part of request) text += part;
  return text;
}
