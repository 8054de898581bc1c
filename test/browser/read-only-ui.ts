import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { cacheFolder } from '../../dev/cache';
import { goInstall } from '../../dev/go-install';
import { askVersion } from '../../dev/programs';
import { reporter } from '../../dev/progress';
import { until } from '../../dev/waiting';

const version = '2.54.1';
const uiModule = `github.com/temporalio/ui-server/v2/cmd/server@v${version}`;
const project = join(__dirname, '../..');

/** The UI server of the version that the guide names: built with Go into the cache where it is not there. */
async function obtain(): Promise<string> {
  const bin = join(cacheFolder(), 'bin');
  const path = join(bin, 'server');
  if (askVersion(path, ['--version'])?.includes(version)) return path;
  await goInstall({
    title: `building the Temporal UI server ${version}`,
    minutes: 1,
    packages: [uiModule],
    bin,
    cache: cacheFolder(),
    log: 'build-ui-server.log',
    report: reporter('ui', ({ detail }) => process.stderr.write(`${detail}\n`)),
  });
  return path;
}

const answers = async (url: string): Promise<boolean> =>
  fetch(`${url}/api/v1/settings`).then(
    (response) => response.ok,
    () => false,
  );

export interface ReadOnlyUi {
  readonly url: string;
  readonly child: ChildProcess;
}

/** Starts the UI server on an engine and a codec server, with the configuration that the guide gives to managers. */
export async function startReadOnlyUi({ engine, codec, port }: { engine: string; codec: string; port: number }): Promise<ReadOnlyUi> {
  const path = await obtain();
  const child = spawn(path, ['--root', join(project, 'examples'), '--config', 'ui-server', '--env', 'read-only', 'start'], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      TEMPORAL_ADDRESS: engine,
      TEMPORAL_UI_PORT: String(port),
      LUYUE_CODEC_ENDPOINT: codec,
    },
    stdio: 'ignore',
  });
  const url = `http://127.0.0.1:${port}`;
  for (let look = 0; look < 120 && child.exitCode === null; look++) {
    if (await answers(url)) return { url, child };
    await until(() => child.exitCode !== null, 500);
  }
  child.kill();
  throw new Error(`The UI server does not answer at ${url}.`);
}
