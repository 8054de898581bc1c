import { z } from 'zod';
import { parseAtEdge } from '../../client/edge';
import { parseInstant, withInstants } from '../../client/instants';
import { instant } from '../../domain/case/payload';
import { LuyueError } from '../../domain/errors';

const at = Date.UTC(2026, 8, 1, 2);

const issuesOf = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error instanceof LuyueError ? [error.code, error.data.issues] : error;
  }
  return 'no error';
};

const schema = z.strictObject({
  at: instant,
  reference: z.string().optional(),
  stays: z.array(z.strictObject({ from: instant, to: instant.optional() })).default([]),
  by: z.record(z.string(), instant).optional(),
  kind: z
    .discriminatedUnion('kind', [z.object({ kind: z.literal('date'), on: instant }), z.object({ kind: z.literal('text'), on: z.string() })])
    .optional(),
});

describe('an instant at a door', () => {
  it.each([
    ['2026-09-01T10:00:00+08:00', at],
    ['2026-09-01T02:00Z', at],
    ['2026-09-01T02:00:00.5Z', at + 500],
    ['2026-08-31T21:00:00-05:00', at],
  ])('%s is read with its offset', (text, expected) => {
    expect(parseInstant(text, '/at')).toBe(expected);
  });

  it.each([
    '2026-09-01T10:00:00',
    '2026-09-01',
    '2026-02-30T10:00:00Z',
    '2026-09-01T25:00:00Z',
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:59-23:00',
    'tomorrow',
    '',
    '@-29d',
  ])('%s is refused with its path', (text) => {
    expect(issuesOf(() => parseInstant(text, '/at'))).toEqual(['input.invalid', [{ path: '/at', reason: expect.any(String) }]]);
  });

  it('is converted wherever the schema has one, and nothing else is', () => {
    const iso = '2026-09-01T10:00:00+08:00';
    const read = withInstants(schema, {
      at: iso,
      reference: iso,
      stays: [{ from: iso, to: at }],
      by: { clock: iso },
      kind: { kind: 'text', on: iso },
    });
    expect(read).toEqual({ at, reference: iso, stays: [{ from: at, to: at }], by: { clock: at }, kind: { kind: 'text', on: iso } });
    expect(withInstants(schema, { kind: { kind: 'date', on: iso } })).toEqual({ kind: { kind: 'date', on: at } });
  });

  it('names the path of the one that has no offset', () => {
    expect(issuesOf(() => withInstants(schema, { at, stays: [{ from: at }, { from: '2026-09-01T10:00' }] }))).toEqual([
      'input.invalid',
      [{ path: '/stays/1/from', reason: expect.stringContaining('offset') }],
    ]);
  });
});

describe('a payload at a door', () => {
  it('gets its defaults and is otherwise as it came', () => {
    expect(parseAtEdge(schema, { at: '2026-09-01T10:00:00+08:00' })).toEqual({ at, stays: [] });
  });

  it('is refused with every wrong path and a reason, and without the values', () => {
    const secret = '13800000000';
    const found = issuesOf(() => parseAtEdge(schema, { at: 'x'.length, reference: 5, phone: secret, stays: [{}] }));
    expect(found).toEqual([
      'input.invalid',
      expect.arrayContaining([
        { path: '/reference', reason: expect.any(String) },
        { path: '/stays/0/from', reason: expect.any(String) },
        { path: '/phone', reason: 'is not known here' },
      ]),
    ]);
    expect(JSON.stringify(found)).not.toContain(secret);
  });
});
