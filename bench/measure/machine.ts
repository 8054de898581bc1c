import { arch, cpus, release, totalmem, type } from 'node:os';
import { version as sdk } from '@temporalio/worker/package.json';

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly versions: Readonly<Record<string, string>>;
}

/** The machine of a measurement, and the versions that it ran. */
export const machineOf = (versions: Readonly<Record<string, string>> = {}): Machine => ({
  cpu: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  system: `${type()} ${release()} ${arch()}`,
  versions: { node: process.versions.node, 'temporal sdk': sdk, ...versions },
});

export const machineText = ({ cpu, cores, memoryGiB, system, versions }: Machine): string =>
  [`${cpu}, ${cores} cores, ${memoryGiB} GiB, ${system}`, ...Object.entries(versions).map(([name, version]) => `${name} ${version}`)].join(
    '; ',
  );
