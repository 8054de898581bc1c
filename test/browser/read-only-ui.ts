import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startUi, type Ui } from '../../dev/ui';

export interface ReadOnlyUi {
  readonly url: string;
  /** All that it has written: each request, with its whole address. */
  readonly log: () => string;
  readonly stop: () => Promise<void>;
}

export interface ReadOnlyUiOptions {
  readonly dir: string;
  readonly engine: string;
  readonly codec: string;
  readonly port: number;
  readonly version?: string;
}

const seen = (dir: string, { port, stop }: Ui): ReadOnlyUi => ({
  url: `http://127.0.0.1:${port}`,
  log: () => readFileSync(join(dir, 'ui.log'), 'utf8'),
  stop,
});

/** A UI server beside the demo's own, with the same configuration: of another version, or with another codec server. */
export async function startReadOnlyUi({ dir, engine, codec, port, ...version }: ReadOnlyUiOptions): Promise<ReadOnlyUi> {
  const onProgress = ({ detail }: { readonly detail: string }) => void process.stderr.write(`${detail}\n`);
  return seen(dir, await startUi({ dir, engine, namespace: 'luyue', codec, port: { required: port }, onProgress, ...version }));
}
