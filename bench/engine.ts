import { Connection } from '@temporalio/client';
import { startEngine } from '../dev/engine';
import { searchAttributes } from '../domain/case/attributes';
import { addSearchAttributes } from '../worker/search-attributes';

/** The Temporal server that is measured. */
export interface EngineUnderTest {
  readonly name: string;
  readonly address: string;
  readonly namespace: string;
  readonly version: string;
  /** Its processes on this machine, for their CPU time; none where it runs elsewhere. */
  readonly pids: readonly number[];
  stop(): Promise<void>;
}

export interface EngineWish {
  /** `host:port` of a server that runs already; without it the dev server is started, in memory. */
  readonly address?: string | undefined;
  readonly namespace: string;
  readonly pids: readonly number[];
  readonly storage: 'memory' | 'file';
}

async function existing(address: string, { namespace, pids }: EngineWish): Promise<EngineUnderTest> {
  const connection = await Connection.connect({ address });
  try {
    await addSearchAttributes(connection, namespace, searchAttributes);
    const { serverVersion } = await connection.workflowService.getClusterInfo({});
    return {
      name: `Temporal ${serverVersion} at ${address}`,
      address,
      namespace,
      version: serverVersion,
      pids,
      stop: async () => undefined,
    };
  } finally {
    await connection.close();
  }
}

/** Takes the server that is named, or starts the dev server in a folder. */
export async function engineUnderTest(dir: string, wish: EngineWish): Promise<EngineUnderTest> {
  if (wish.address !== undefined) return existing(wish.address, wish);
  const engine = await startEngine({ dir, storage: wish.storage, searchAttributes, port: {} });
  const { address, namespace, version, pid } = engine;
  return { name: `Temporal dev server ${version} (${wish.storage})`, address, namespace, version, pids: [pid], stop: () => engine.stop() };
}
