import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { startUi, type Ui } from '../../../dev/ui';
import type { Place } from './finder';

const drawing = /\/render\?content=([^&"\\\s]+)/g;

/** A UI server on an engine, asked to draw what its pages ask it to: the whole text stands in the address, and in its log. */
export class DrawingUi {
  private constructor(
    private readonly dir: string,
    private readonly ui: Ui,
  ) {}

  static async start(dir: string, engine: string, namespace: string): Promise<DrawingUi> {
    return new DrawingUi(dir, await startUi({ dir, engine, namespace, port: {} }));
  }

  /** Draws the card of each case, as the page of a case does. */
  async draw({ workflow }: Pick<Client, 'workflow'>, ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      const { currentDetails = '' } = await workflow.getHandle(id).query<{ currentDetails?: string }>('__temporal_workflow_metadata');
      const { status } = await fetch(`http://127.0.0.1:${this.ui.port}/render?content=${encodeURIComponent(currentDetails)}&theme=dark`);
      if (status !== 200) throw new Error(`The UI server answers ${status} to the card of ${id}.`);
    }
  }

  /** What it has drawn, as its log says. */
  log(): Place {
    const drawn = [...readFileSync(join(this.dir, 'ui.log'), 'utf8').matchAll(drawing)];
    return { where: 'log of the UI server', bytes: Buffer.from(drawn.map(([, content = '']) => decodeURIComponent(content)).join('\n')) };
  }

  stop(): Promise<void> {
    return this.ui.stop();
  }
}
