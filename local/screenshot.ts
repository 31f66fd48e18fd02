/**
 * `npm run screenshot`: the picture of the inbox in the README.
 *
 * Starts what `npm start` starts, on a state of its own, waits for the first alert and takes a picture of its page with
 * a Chromium that is installed on this machine.
 */
import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const START = fileURLToPath(new URL('./start.js', import.meta.url));
const PICTURE = fileURLToPath(new URL('../docs/inbox.png', import.meta.url));
/** Of the folder that holds what this makes, so that the page does not show where that is. */
const STATE = '.siaga';
const LONGEST_MS = 120_000;
const SIZE = '1280,900';

const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const ON_MACOS = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** Nothing but the page: no profile of anybody's, no talk with anybody else. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--hide-scrollbars',
  `--window-size=${SIZE}`,
];

function findChromium(): string | undefined {
  const { CHROME_PATH, PATH = '' } = process.env;
  if (CHROME_PATH !== undefined) return existsSync(CHROME_PATH) ? CHROME_PATH : undefined;
  const places = PATH.split(delimiter).flatMap((folder) => PROGRAMS.map((program) => join(folder, program)));
  return [...places, ON_MACOS].find((place) => existsSync(place));
}

interface Run {
  /** The address of the first alert's page. */
  firstAlert: Promise<string>;
  stop: () => Promise<void>;
}

function startDemo(folder: string): Run {
  const options = [START, '--port', '0', '--state', STATE];
  const child = spawn(process.execPath, options, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const firstAlert = new Promise<string>((resolve, reject) => {
    let isAlert = false;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [, address] = /read it: (\S+)/.exec(line) ?? [];
      if (isAlert && address !== undefined) resolve(address);
      isAlert = line.includes('after it was seen');
    });
    void ended.then(() => reject(new Error('npm start ended before it sent an alert.')));
    setTimeout(() => reject(new Error(`No alert came within ${LONGEST_MS / 1_000} s.`)), LONGEST_MS).unref();
  });
  return {
    firstAlert,
    stop() {
      child.kill('SIGINT');
      return ended;
    },
  };
}

const chromium = findChromium();
if (chromium === undefined) {
  console.error(
    'No Chromium found. Install one, or name its program: CHROME_PATH=/path/to/chromium npm run screenshot',
  );
  process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), 'siaga-screenshot-'));
const demo = startDemo(folder);
try {
  const address = await demo.firstAlert;
  const profile = `--user-data-dir=${join(folder, 'profile')}`;
  await promisify(execFile)(chromium, [...FLAGS, profile, `--screenshot=${PICTURE}`, address]);
  console.log(`docs/inbox.png shows ${address}`);
} finally {
  await demo.stop();
  rmSync(folder, { recursive: true, force: true });
}
