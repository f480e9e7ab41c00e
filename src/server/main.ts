import { parseArgs } from 'node:util';
import { Supervisor } from './processes/supervisor.ts';

const say = (text: string) => process.stdout.write(`${text}\n`);
const complain = (text: string) => process.stderr.write(`${text}\n`);

const help = `Starts Services 360.

  npm start [-- --speed N | --still]    the sample city, or the snapshot in DATA_DIR
  CONFIG=FILE npm start                 the city of a configuration (docs/sources.md)
  CONFIG=FILE npm start -- --check      says what is wrong with it and with the systems that it names, and ends

  --speed N   lets the sample city live N times as fast as the clock; 1 unless told
  --still     lets nothing happen in it

Environment: PORT, HOST, ACCESS, HOSTS, OPERATIONS_PORT, OPERATIONS_HOST, DATA_DIR, SAMPLE_ROWS, CONFIG, LOG_LEVEL, RATINGS_DIR, ZONES_LAYER, BASEMAP, REQUEST_LINK (README, docs/operations.md).
`;

const options = {
  speed: { type: 'string', default: '1' },
  still: { type: 'boolean', default: false },
  check: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** Starts the product: the processes of the server, which say what they do. */
async function start(): Promise<void> {
  const { values } = parseArgs({ options });
  if (values.help) {
    say(help);
    return;
  }
  const speed = values.still ? 0 : speedOf(values.speed);
  if (values.check) {
    await check();
    return;
  }
  const supervisor = new Supervisor({
    ...{ args: [String(speed)], say, complain },
    exit: (code) => process.exit(code),
  });
  supervisor.onSignals().start();
}

async function check(): Promise<void> {
  const { CONFIG } = process.env;
  if (!CONFIG) throw new Error('--check: expected CONFIG=FILE, the configuration to look at');
  const [{ readConfig }, { checkConfig }, { addressesOf }] = await Promise.all([
    import('./config.ts'),
    import('./checkConfig.ts'),
    import('./door/addresses.ts'),
  ]);
  const config = await readConfig(CONFIG);
  await addressesOf(config);
  process.exitCode = (await checkConfig(config, say)) ? 0 : 1;
}

function speedOf(text: string): number {
  const speed = Number(text);
  if (!(speed > 0 && speed <= 100_000))
    throw new Error(`--speed ${text}: expected a number above 0, as in --speed 60`);
  return speed;
}

start().catch((error: unknown) => {
  complain(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
