import { z } from 'zod';
import { checkPlain } from '../../../client/plain-input';
import { instant, personal } from '../../../domain/case/payload';
import { cursorOf, readCursor } from '../../../http/cursor';
import { inputSchema } from '../../../http/json-schema';

const nested = (depth: number): unknown => Array.from({ length: depth }).reduce<unknown>((inner) => [inner], 'x');

describe('input', () => {
  it('is taken where it is plain', () => {
    for (const value of [undefined, null, 1, '张三 😀', { a: ['b', { c: null }] }, nested(40)])
      expect(() => checkPlain(value, '/body')).not.toThrow();
  });

  it.each([
    ['a NUL', { a: { b: 'x\u0000' } }, '/body/a/b'],
    ['half a surrogate pair', { a: ['\ud83d'] }, '/body/a/0'],
    ['the other half', { a: '\ude00x' }, '/body/a'],
    ['a field whose name cannot be stored', { 'a\u0000': 1 }, '/body'],
    ['more nesting than anything needs', { a: nested(100_000) }, '/body/a/'],
  ])('with %s is refused with its path', (_what, value, path) => {
    expect(() => checkPlain(value, '/body')).toThrow(
      expect.objectContaining({ code: 'input.invalid', message: expect.stringContaining(path) }),
    );
  });

  it('a cursor of another list, or of nobody, is refused', () => {
    const shape = z.object({ seq: z.int() });
    expect(readCursor(shape, cursorOf({ seq: 7 }))).toEqual({ seq: 7 });
    for (const text of [cursorOf({ name: 'x' }), 'garbage', ''])
      expect(() => readCursor(shape, text)).toThrow(expect.objectContaining({ code: 'input.invalid' }));
  });
});

describe('the schema that callers see', () => {
  it('takes instants as ISO 8601 and as milliseconds, and marks what is personal', () => {
    const schema = inputSchema(z.strictObject({ at: instant, also: z.array(instant).optional(), name: personal(z.string()) }));
    const forms = [expect.objectContaining({ type: 'string', format: 'date-time' }), expect.objectContaining({ type: 'integer' })];
    expect(schema).toEqual({
      type: 'object',
      additionalProperties: false,
      required: ['at', 'name'],
      properties: {
        at: { anyOf: forms },
        also: { type: 'array', items: { anyOf: forms } },
        name: { type: 'string', 'x-personal': true },
      },
    });
  });
});
