import { sql } from 'drizzle-orm';
import { selected } from '../../db/queries/bulk-selection';
import { findCovering, type Happened } from '../../db/queries/declared-event';
import type { JsonObject } from '../../domain/case/fact';
import type { OpenRequest } from '../../domain/case/opening';
import { start } from '../kernel/sample/open';
import { opened, type RecordedCase, records, rowsOf, sampleDeps } from './support';

const record = records();
const hourMs = 3_600_000;

const disaster = (marks: Partial<OpenRequest> = {}): Promise<RecordedCase> =>
  opened(record().db, sampleDeps, { process: 'disaster', content: {}, ...marks });

const declares = (of: RecordedCase, event: string, places: readonly string[], more: JsonObject = {}) =>
  of.act('declare', 'zhou-wei', { event, places: [...places], from: start - hourMs, to: start + hourMs, processes: ['loss'], ...more });

const covering = (place: string, more: Partial<Happened> = {}): Promise<string | null> =>
  findCovering(record().db, { process: 'loss', place, at: start, drill: false, compressed: null, ...more });

describe('a case about to be opened', () => {
  it('belongs to the declared event that covers its place and instant', async () => {
    await declares(await disaster(), 'TY1', ['4401', '46']);
    expect(await covering('440106')).toBe('TY1');
    expect(await covering('4401')).toBe('TY1');
    expect(await covering('460000')).toBe('TY1');
    expect(await covering('44')).toBeNull();
    expect(await covering('440200')).toBeNull();
    expect(await covering('440106', { process: 'sample' })).toBeNull();
  });

  it('belongs to it from its first instant to the last one before its end', async () => {
    await declares(await disaster(), 'TY2', ['4501']);
    const at = (instant: number) => covering('450100', { at: instant });
    expect([await at(start - hourMs - 1), await at(start - hourMs), await at(start + hourMs - 1), await at(start + hourMs)]).toEqual([
      null,
      'TY2',
      'TY2',
      null,
    ]);
    await declares(await disaster(), 'TY3', ['4502'], { to: null });
    expect(await covering('450200', { at: start + 1_000 * hourMs })).toBe('TY3');
  });

  it('does not belong to one that was ended, and only the case that declared it ends it', async () => {
    const of = await disaster();
    await declares(of, 'TY4', ['47']);
    await (await disaster()).act('lift', 'zhou-wei', { event: 'TY4' });
    expect(await covering('470000')).toBe('TY4');
    await of.act('lift', 'zhou-wei', { event: 'TY4' });
    expect(await covering('470000')).toBeNull();
  });

  it('belongs to the narrowest of several, then to the one declared first', async () => {
    await declares(await disaster(), 'WIDE', ['48']);
    await declares(await disaster(), 'NARROW', ['4801']);
    const later = await disaster();
    later.now += 1;
    await declares(later, 'LATER', ['4801']);
    expect(await covering('480106')).toBe('NARROW');
    expect(await covering('480200')).toBe('WIDE');
  });

  it('belongs to an exercise only where it is one', async () => {
    await declares(await disaster({ drill: true }), 'DRILL1', ['49']);
    await declares(await disaster({ compressed: '1d=20s' }), 'FAST1', ['50']);
    expect(await covering('490000')).toBeNull();
    expect(await covering('490000', { drill: true })).toBe('DRILL1');
    expect(await covering('500000')).toBeNull();
    expect(await covering('500000', { compressed: '1d=1h' })).toBeNull();
    expect(await covering('500000', { compressed: '1d=20s' })).toBe('FAST1');
  });
});

describe('the code of an event', () => {
  it('is declared once for ever: a second declaration is refused and says by whom', async () => {
    const first = await disaster();
    await declares(first, 'ONCE', ['51']);
    await first.act('lift', 'zhou-wei', { event: 'ONCE' });
    const second = await disaster();
    expect(await declares(second, 'ONCE', ['52'])).toMatchObject({
      kind: 'refused',
      objection: { code: 'act.refused', detail: expect.stringContaining(first.id) },
    });
    expect(second.trouble).toBeNull();
  });
});

describe('among many', () => {
  it('cases and events are found by an index', async () => {
    const of = await disaster();
    await declares(of, 'MANY', ['5301']);
    const loss = await opened(record().db, sampleDeps, { process: 'loss', content: { place: '530100', happenedAt: start } });
    await rowsOf(
      record().pool,
      `insert into case_file overriding user value
       select (jsonb_populate_record(c, jsonb_build_object('id', c.id || '-' || n, 'reference', c.reference || n, 'place', (110000 + n)::text))).*
         from case_file c, generate_series(1, 4000) n where c.id = $1`,
      [loss.id],
    );
    await rowsOf(
      record().pool,
      `insert into declared_event select event || n, case_id, seq, array[(110000 + n)::text], from_at, to_at, processes, declared_at, ended_at
         from declared_event, generate_series(1, 4000) n where event = 'MANY'`,
    );
    await rowsOf(record().pool, 'analyze case_file, declared_event');
    const planOf = async (query: ReturnType<typeof sql>) => JSON.stringify((await record().db.execute(sql`explain ${query}`)).rows);
    expect(await planOf(selected({ event: 'MANY' }, of.id))).toContain('case_file_open_by_place');
    expect(await planOf(sql`select event from declared_event where places && array['53', '5301'] and ended_at is null`)).toContain(
      'declared_event_by_place',
    );
    expect(await covering('530100')).toBe('MANY');
  });
});
