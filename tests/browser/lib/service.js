// A service with accounts of its own, at a name that passkeys can belong to, and what people hold in their hands:
// an authenticator, or an app that shows codes.
import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const built = fileURLToPath(new URL('../../../build/trialogue', import.meta.url));
export const password = 'a rainy day in March';

// startService makes accounts and serves them at http://localhost: { origin, stop() }.
export async function startService(accounts) {
  const binary = resolve(process.env.TRIALOGUE_BINARY ?? built);
  if (!existsSync(binary)) throw new Error(`There is no program at ${binary}. Run make build.`);
  const home = await mkdtemp(join(tmpdir(), 'trialogue-service-'));
  const start = (args) => spawn(binary, args, { cwd: home, env: { PATH: process.env.PATH, HOME: home, TMPDIR: home }, stdio: ['pipe', 'pipe', 'pipe'] });
  for (const account of accounts) await run(start(['user', '-password-stdin', ...Object.entries(account).flatMap(([name, value]) => [`-${name}`, value])]));
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const child = start(['serve', '-addr', `localhost:${port}`, '-url', origin]);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => { output += text; });
  const ended = new Promise((done) => child.once('close', done));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    await rm(home, { recursive: true, force: true });
  };
  for (let tries = 0; !output.includes('Trialogue is at'); tries += 1) {
    if (tries > 600) {
      await stop();
      throw new Error(`The program did not say where it is:\n${output}`);
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  return { origin, stop };
}

async function run(child) {
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => { output += text; });
  child.stdin.end(`${password}\n`);
  const code = await new Promise((done) => child.once('close', done));
  if (code !== 0) throw new Error(`making an account ended with ${code}:\n${output}`);
}

function freePort() {
  return new Promise((found, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, 'localhost', () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });
}

// giveAuthenticator puts a device with a finger into somebody's browser. It resolves to its controls.
export async function giveAuthenticator(visitor) {
  const debug = await visitor.context.newCDPSession(visitor.page);
  await debug.send('WebAuthn.enable');
  const { authenticatorId } = await debug.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
  });
  return {
    keys: async () => (await debug.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
    // touch says whether somebody has a finger on it. Without, it waits, also for what a page asks by itself.
    touch: (enabled) => debug.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled }),
  };
}

// codeOf is what an app shows for a secret, some half minutes from now.
export function codeOf(secret, steps = 0) {
  const bits = [...secret.replace(/\s/g, '')].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const sum = createHmac('sha1', key).update(counter).digest();
  return String((sum.readUInt32BE(sum[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
