/** The command behind `npm start`. */
import { Command, InvalidArgumentError } from 'commander';
import { FolderInUse } from './endpoint/index.ts';
import { PortInUse } from './http.ts';
import { run } from './run.ts';
import { readSources, SourcesError } from './sources.ts';
import { openTerminal } from './terminal.ts';

interface Options {
  feeds?: string;
  port: number;
  state: string;
  trace: boolean;
}

const command = new Command('npm start --')
  .description('Runs Siaga whole on this machine: the stacks of the CDK app, news, and an inbox for what it sends.')
  .option(
    '--feeds <path|url>',
    'an OPML file, the address of a feed, or a folder of recorded feeds; without it, a demo',
  )
  .option('--port <number>', 'where pages, API and inbox are', parsePort, 4380)
  .option('--state <folder>', 'where everything is kept', '.siaga')
  .option('--trace', 'print every invocation and the AWS calls that it made', false)
  .addHelpText(
    'after',
    `
Examples:
  npm start
  npm start -- --feeds my.opml
  npm start -- --feeds https://example.org/feed.xml --port 8080
  npm start -- --feeds folder/with/recorded/feeds --state /tmp/siaga

Logs of the functions are in <state>/logs, the operator's key for the API is in <state>/operator-key. With SMTP_URL set, e-mail goes to that server too.`,
  )
  .allowExcessArguments(false);

function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new InvalidArgumentError('It is a number from 0 to 65535.');
}

/** Those whose message says all that a person needs; anything else shows where it came from. */
const TOLD_IN_ONE_LINE = [SourcesError, PortInUse, FolderInUse];

function fail(error: unknown): never {
  const isPlain = TOLD_IN_ONE_LINE.some((kind) => error instanceof kind);
  process.stderr.write(`${isPlain ? (error as Error).message : describe(error)}\n`);
  process.exit(1);
}

const describe = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

const { feeds, port, state, trace } = command.parse().opts<Options>();
const terminal = openTerminal(process.stdout, () => performance.now() / 1_000);

let stop = async (): Promise<void> => undefined;
let isStopping = false;

/** A second Ctrl-C does not wait: what is kept is kept, as after a crash. */
function stopOnSignal(): void {
  if (isStopping) process.exit(1);
  isStopping = true;
  terminal.say('');
  terminal.say('Stopping. Everything is kept.');
  stop().then(() => process.exit(0), fail);
}

process.on('SIGINT', stopOnSignal);
process.on('SIGTERM', stopOnSignal);
// Whoever read the output has gone, as in `npm start | head`.
process.stdout.on('error', () => void (isStopping || stopOnSignal()));

try {
  const sources = await readSources(feeds);
  const smtpUrl = process.env['SMTP_URL'];
  await run({ sources, port, state, trace, smtpUrl, terminal, onStoppable: (how) => void (stop = how) });
} catch (error) {
  // What was under way when everything stopped has failed for that reason.
  if (!isStopping) {
    await stop().catch(() => undefined);
    fail(error);
  }
}
