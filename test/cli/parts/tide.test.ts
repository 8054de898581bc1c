import { exampleOf, Tide } from '../../../dev/cast/tide';
import type { Instant } from '../../../domain/instant';

const start = Date.UTC(2026, 8, 1);

/** A tide over five examples whose openings are kept instead of sent. */
function tide() {
  const opened: { readonly process: string; readonly input: unknown }[] = [];
  let now = start;
  const options = {
    doors: {
      open: async (process: string, input: unknown) => {
        opened.push({ process, input });
        return { case: `${process}-x`, number: opened.length, stage: 'report', status: 'open' as const, existed: false };
      },
    },
    examplesAt: (from: Instant) =>
      [1, 2, 3, 4, 5].map((n) => ({ process: 'claim', request: { reference: `BJ-${n}`, lossAt: from, policy: { number: `P${n}` } } })),
    speedOf: () => '1d=20s',
    now: () => ++now,
  };
  return { tide: new Tide(options), opened };
}

const referencesOf = (opened: readonly { readonly input: unknown }[]): readonly string[] =>
  opened.map(({ input }) => (typeof input === 'object' && input !== null && 'reference' in input ? String(input.reference) : ''));

describe('the demo', () => {
  it('opens a new case where few are open, and none where many are', async () => {
    const { tide: flood, opened } = tide();
    await flood.act(14);
    expect(opened).toEqual([]);
    await flood.act(13);
    expect(opened).toEqual([
      { process: 'claim', input: expect.objectContaining({ compressed: '1d=20s', policy: { number: expect.stringMatching(/^P1R\w+$/) } }) },
    ]);
  });

  it('takes every example in turn, each time under a reference of its own that tells which it was', async () => {
    const { tide: flood, opened } = tide();
    for (let n = 0; n < 10; n++) await flood.act(0);
    const references = referencesOf(opened);
    expect(new Set(references).size).toBe(10);
    expect(new Set(references.map(exampleOf))).toEqual(new Set(['BJ-1', 'BJ-2', 'BJ-3', 'BJ-4', 'BJ-5']));
  });

  it('does not grow without end', async () => {
    const { tide: flood, opened } = tide();
    for (let n = 0; n < 2_000; n++) await flood.act(0);
    expect([flood.isOver, opened.length]).toEqual([true, 600]);
  });
});
