import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils';
import { z } from 'zod';
import type { CaseEvent } from '../../domain/case/fact';

const folder = join(__dirname, 'histories');

/** An answer of commit as far as a log is read from it: the events of a history were checked when they were written. */
const answer = z.object({ kind: z.string(), events: z.array(z.looseObject({ seq: z.number() })).optional() });

function eventsIn(data: Uint8Array | null | undefined): readonly CaseEvent[];
function eventsIn(data: Uint8Array | null | undefined): readonly unknown[] {
  return answer.safeParse(JSON.parse(Buffer.from(data ?? []).toString())).data?.events ?? [];
}

/** Everything that the record has answered in one run, oldest first. */
function answeredIn(file: string): readonly CaseEvent[] {
  const { events } = historyFromJSON(JSON.parse(readFileSync(join(folder, file), 'utf8')));
  return (events ?? []).flatMap(({ markerRecordedEventAttributes: marker }) =>
    (marker?.details?.result?.payloads ?? []).flatMap(({ data }) => eventsIn(data)),
  );
}

const runOf = (file: string): number => Number(file.split('.').at(-2));

export interface RecordedLog {
  readonly process: string;
  readonly name: string;
  readonly events: readonly CaseEvent[];
}

/** The logs of the cases whose histories are kept, over all their runs. */
export function recordedLogs(): readonly RecordedLog[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  const names = [...new Set(files.map((file) => file.split('.').slice(0, -2).join('.')))];
  return names.map((name) => {
    const runs = files.filter((file) => file.startsWith(`${name}.`)).sort((a, b) => runOf(a) - runOf(b));
    const bySeq = new Map(runs.flatMap(answeredIn).map((event) => [event.seq, event]));
    const events = [...bySeq.values()].sort((a, b) => a.seq - b.seq);
    return { process: name.split('.')[0] ?? '', name, events };
  });
}
