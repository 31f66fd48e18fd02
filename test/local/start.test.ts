import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { openDoor } from '../../local/http.ts';

const START = fileURLToPath(new URL('../../local/start.js', import.meta.url));
const PATIENCE_MS = 90_000;

interface Run {
  process: ChildProcess;
  output: () => string;
  /** Until the output holds the text. */
  says: (text: string | RegExp) => Promise<void>;
  ends: Promise<number | NodeJS.Signals | null>;
}

const runs: Run[] = [];
afterEach(async () => {
  for (const run of runs.splice(0)) {
    run.process.kill('SIGKILL');
    await run.ends;
  }
});

function start(...options: string[]): Run {
  const child = spawn(process.execPath, [START, ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text: Buffer) => {
      output += text.toString();
      for (const listener of listeners) listener();
    });
  }
  const ends = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.on('close', (code, signal) => resolve(code ?? signal));
  });
  const run: Run = {
    process: child,
    output: () => output,
    ends,
    says: (text) =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          if (typeof text === 'string' ? !output.includes(text) : !text.test(output)) return;
          listeners.delete(check);
          resolve();
        };
        listeners.add(check);
        void ends.then(() => reject(new Error(`It ended without saying ${text}:\n${output}`)));
        check();
      }),
  };
  runs.push(run);
  return run;
}

const newState = (): string => path.join(mkdtempSync(path.join(tmpdir(), 'siaga-start-')), 'state');

async function freePort(): Promise<string> {
  const door = await openDoor(0);
  await door.close();
  return new URL(door.url).port;
}

describe('npm start', () => {
  it(
    'tells its addresses, then its news, and puts an alert into the inbox; again after a kill -9, and sends nothing twice',
    { timeout: PATIENCE_MS },
    async () => {
      const options = ['--state', newState(), '--port', await freePort()];
      const first = start(...options);
      await first.says(/sent {4}e-mail to maya@example\.org, \d+\.\d s after it was seen/);
      const text = first.output();
      for (const part of [
        '2 stacks: 2 tables, 8 queues, 9 functions',
        'News    http',
        'none sent, all older',
        'match   Rusia NATO',
      ]) {
        expect(text).toContain(part);
      }
      first.process.kill('SIGKILL');
      await first.ends;

      const second = start(...options);
      await second.says(/polled {2}4 feeds/);
      expect(second.output()).toContain('nothing new');
      const inbox = await (await fetch(`http://127.0.0.1:${options[3]}/inbox`)).text();
      expect(inbox.match(/Rusia dan NATO buka lagi saluran telepon darurat<\/span>/g)).toHaveLength(1);
      second.process.kill('SIGINT');
      expect(await second.ends).toBe(0);
      expect(second.output()).toMatch(/Stopping\. Everything is kept\.\n$/);
    },
  );
});

describe('npm start ends with one clear line and 1', () => {
  it('when its port is in use', { timeout: PATIENCE_MS }, async () => {
    const door = await openDoor(0);
    const { port } = new URL(door.url);
    const run = start('--state', newState(), '--port', port);
    expect(await run.ends).toBe(1);
    expect(run.output()).toBe(`Port ${port} is in use. Choose another: npm start -- --port ${Number(port) + 1}\n`);
    await door.close();
  });

  it('when it runs on the same state already', { timeout: PATIENCE_MS }, async () => {
    const state = newState();
    const first = start('--state', state, '--port', '0');
    await first.says('reading the CDK app');
    const second = start('--state', state, '--port', '0');
    expect(await second.ends).toBe(1);
    expect(second.output()).toBe(
      `The state folder ${state} is in use by process ${first.process.pid}. Stop it first, or choose another folder.\n`,
    );
  });

  it.each([
    ['a broken OPML file', ['--feeds', 'broken.opml'], /^broken\.opml is not OPML that can be read: .+\.\n$/],
    [
      'a path that is not there',
      ['--feeds', 'nowhere'],
      /^nowhere cannot be read: there is no such file or folder\.\n$/,
    ],
    ['a folder without feeds', ['--feeds', '.'], /^\. holds no feeds: .+\.\n$/],
    [
      'an option that does not exist',
      ['--fedes', 'x'],
      /^error: unknown option '--fedes'\n\(Did you mean --feeds\?\)\n$/,
    ],
    [
      'a port that is none',
      ['--port', '99999'],
      /^error: option '--port <number>' argument '99999' is invalid\. It is a number from 0 to 65535\.\n$/,
    ],
  ])('for %s', async (_case, options, message) => {
    const cwd = mkdtempSync(path.join(tmpdir(), 'siaga-cwd-'));
    writeFileSync(path.join(cwd, 'broken.opml'), '<opml');
    const child = spawn(process.execPath, [START, ...options], { cwd });
    let output = '';
    child.stdout.on('data', (text: Buffer) => (output += text.toString()));
    child.stderr.on('data', (text: Buffer) => (output += text.toString()));
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(output).toMatch(message);
    expect(code).toBe(1);
  });
});
