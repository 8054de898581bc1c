import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { firstStart, forgetFirstStart, resolveDates } from '../../../cli/dates';
import { itemsOf, readData } from '../../../cli/items';
import { inOrder } from '../../../cli/pool';
import { LuyueError } from '../../../domain/errors';
import { temporaryFolder } from '../../support/folder';

const folder = temporaryFolder();

describe('items of an input file', () => {
  it('are one object, whole or over several lines', () => {
    expect(itemsOf('{"a": 1}')).toEqual([{ line: 1, value: { a: 1 } }]);
    expect(itemsOf('{\n  "a": 1,\n  "b": [\n    1\n  ]\n}\n')).toEqual([{ line: 1, value: { a: 1, b: [1] } }]);
  });

  it('are those of a list', () => {
    expect(itemsOf('[{"a": 1},\n{"a": 2}]').map((item) => ('value' in item ? item.value : null))).toEqual([{ a: 1 }, { a: 2 }]);
  });

  it('are the lines of NDJSON with their numbers, empty lines left out', () => {
    expect(itemsOf('\uFEFF{"a":1}\r\n\r\n{"a":2}\n')).toEqual([
      { line: 1, value: { a: 1 } },
      { line: 3, value: { a: 2 } },
    ]);
  });

  it('are read around a broken line, which keeps its number', () => {
    expect(itemsOf('{"a":1}\n{"a":\n{"a":3}')).toEqual([
      { line: 1, value: { a: 1 } },
      { line: 2, fault: { path: '/', reason: expect.stringMatching(/JSON/) } },
      { line: 3, value: { a: 3 } },
    ]);
  });

  it('are all faults where nothing is JSON, and none where there is nothing', () => {
    expect(itemsOf('hello\nworld').map((item) => 'fault' in item)).toEqual([true, true]);
    expect(itemsOf(' \n')).toEqual([]);
  });
});

describe('data of a call', () => {
  it('is JSON, or the JSON of a file', () => {
    const file = join(folder, 'data.json');
    writeFileSync(file, '{"b": 2}');
    expect([readData('{"a": 1}'), readData(`@${file}`)]).toEqual([{ a: 1 }, { b: 2 }]);
  });

  it('is refused where it is not JSON or not there', () => {
    expect(() => readData('{a}')).toThrow(LuyueError);
    expect(() => readData('@/nowhere/x.json')).toThrow(/nowhere/);
  });
});

describe('relative dates', () => {
  const first = Date.UTC(2026, 10, 23, 4);

  it('count from the first start, wherever they stand', () => {
    expect(resolveDates({ at: '@-29d', in: [{ b: '@+2h' }, '@-30m'], n: 5, none: null }, first)).toEqual({
      at: '2026-10-25T04:00:00.000Z',
      in: [{ b: '2026-11-23T06:00:00.000Z' }, '2026-11-23T03:30:00.000Z'],
      n: 5,
      none: null,
    });
  });

  it('name a quarter where the company is: the one of the first start, or one before or after it', () => {
    expect(resolveDates(['@+0q', '@+1q', '@-1q', '@-4q'], first)).toEqual(['2026-Q4', '2027-Q1', '2026-Q3', '2025-Q4']);
    // In Beijing the year has begun.
    expect(resolveDates('@+0q', Date.UTC(2026, 11, 31, 16))).toBe('2027-Q1');
    // The month before has no 31st.
    expect(resolveDates('@-1q', Date.UTC(2027, 4, 31, 4))).toBe('2027-Q1');
  });

  it('leave every other text as it is', () => {
    const texts = ['@29d', '@-d', 'a@-29d', '@-29d ', '@-29y', 'x@example.org'];
    expect(resolveDates(texts, first)).toEqual(texts);
  });

  it('keep the first start until the data begin anew', () => {
    expect([firstStart(folder, first), firstStart(folder, first + 1)]).toEqual([first, first]);
    forgetFirstStart(folder);
    expect(firstStart(folder, first + 1)).toBe(first + 1);
  });

  it('name a file of the first start that was spoilt', () => {
    writeFileSync(join(folder, 'first-start.json'), '{');
    expect(() => firstStart(folder, first)).toThrow(/first-start\.json/);
  });
});

describe('work on many items', () => {
  it('comes back in the order of the items and never overtakes an item of the same key', async () => {
    const seen: string[] = [];
    const results = await inOrder(
      ['a1', 'b1', 'a2', 'c1', 'a3', 'b2', 'd1', 'e1', 'f1'],
      async (item) => {
        await new Promise((resolve) => setTimeout(resolve, item === 'a1' ? 20 : 1));
        seen.push(item);
        return item.toUpperCase();
      },
      (item) => item[0],
    );
    expect(results).toEqual(['A1', 'B1', 'A2', 'C1', 'A3', 'B2', 'D1', 'E1', 'F1']);
    expect(seen.filter((item) => item.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
    expect(seen.indexOf('b1')).toBeLessThan(seen.indexOf('a1'));
  });
});
