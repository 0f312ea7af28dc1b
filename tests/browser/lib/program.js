// Starts the built program with its demonstration data, and ends it again.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const built = fileURLToPath(new URL('../../../build/trialogue', import.meta.url));
const patience = 60_000; // milliseconds, for a machine that is busy with other tests

// startProgram resolves when the program answers: { origin, output(), stop() }. A port is needed only where others must know it
// beforehand; flags are further ones of the demonstration.
export async function startProgram({ port = 0, flags = [] } = {}) {
  const binary = resolve(process.env.TRIALOGUE_BINARY ?? built);
  if (!existsSync(binary)) throw new Error(`There is no program at ${binary}. Run make build.`);
  const home = await mkdtemp(join(tmpdir(), 'trialogue-demo-'));
  const child = spawn(binary, ['demo', '-addr', `127.0.0.1:${port}`, ...flags], {
    cwd: home,
    env: { PATH: process.env.PATH, HOME: home, TMPDIR: home },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((done) => child.once('close', done));
  let output = '';
  child.stdout.on('data', (text) => { output += text; });
  child.stderr.on('data', (text) => { output += text; });

  const stop = async () => {
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(late);
    await rm(home, { recursive: true, force: true });
    if (child.signalCode === 'SIGKILL') throw new Error(`The program did not end when asked:\n${output}`);
  };
  try {
    return { origin: await address(child, ended, () => output), output: () => output, stop };
  } catch (problem) {
    await stop().catch(() => {});
    throw problem;
  }
}

// address waits for the one line in which the program says where it is.
function address(child, ended, output) {
  return new Promise((found, fail) => {
    const late = setTimeout(() => fail(new Error(`The program did not say where it is:\n${output()}`)), patience);
    const look = () => {
      const line = /^Trialogue is at (http:\/\/[^\s/]+)\/?\s*$/m.exec(output());
      if (line) {
        clearTimeout(late);
        found(line[1]);
      }
    };
    child.stdout.on('data', look);
    child.once('error', fail);
    ended.then((code) => {
      clearTimeout(late);
      fail(new Error(`The program ended with ${code}:\n${output()}`));
    });
  });
}
