import type { Json } from '../../domain/case/fact';
import type { Schema } from '../../domain/case/guard';
import { isList, isObject } from '../../domain/case/json';

/** Texts on one line that would be more than text in Markdown, HTML, SQL or a terminal, or that are read from the right. */
export const hostileLines: readonly string[] = [
  '| a | b | c |',
  '--- | ---',
  '[pay here](https://evil.example/x)',
  '[x](javascript:alert(1))',
  '[x]: javascript:alert(1)',
  '![x](https://evil.example/i.png)',
  '<img src=x onerror=alert(1)>',
  '</td></tr></table><script>alert(1)</script>',
  '<https://evil.example/x>',
  'see https://evil.example/x or HTTP://EVIL.EXAMPLE',
  'www.evil.example WWW.evil.example',
  'write to boss@evil.example, mailto:boss@evil.example',
  '**paid** _paid_ __paid__ ~~paid~~ ***',
  '`code` ``` ~~~',
  'x\\| y \\[a](b) \\\\| z\\',
  '&lt;b&gt; &#91;x&#93;(y) &amp;',
  '\'; drop table case_file; -- " or 1=1',
  '{namespace} {{x}} %s',
  '# heading',
  '> quote',
  '- [ ] done',
  '1. first',
  'مرحبا שלום 王五',
  '👩‍👩‍👧‍👦 \u{1F1E8}\u{1F1F3} \u200b\u200c\u200d\ufeff e\u0301\u0323',
];

/** Texts of several lines. */
export const hostileTexts: readonly string[] = [
  ...hostileLines,
  'a\n\n# heading\n\n| a |\n|---|\n| b |\n',
  'a\r\n***\r\n<details>\t</details>',
  '\u202eabc\u202c \u2066x\u2069',
];

/** What no text may hold, and what one line may not. */
export const unstorable: readonly string[] = ['a\u0000b', '\ud83d', '\ude00x'];
export const notOneLine: readonly string[] = [
  ...unstorable,
  'a\nb',
  'a\rb',
  '\u001b[2Jx',
  'x\u0085y',
  'a\u2028b',
  '\u202eabc',
  '\u2066abc',
];

/** Whether a field takes nearly any text: none of its characters is prescribed. */
export const isFreeText = ({ type, pattern, enum: words }: Schema): boolean =>
  type === 'string' && words === undefined && (pattern === undefined || (pattern.startsWith('^[^') && !pattern.includes('@')));

/** Fields that name something the case has: another text there would only be refused. */
const references: ReadonlySet<string> = new Set(['name', 'key', 'request', 'payment', 'calendar', 'document']);

/** A value with another text in each of its free texts, those too that were left out. `next` is asked for each. */
export function withTexts(schema: Schema | undefined, value: Json, next: (most: number) => string): Json {
  if (schema === undefined) return value;
  if (isFreeText(schema)) return typeof value === 'string' ? next(schema.maxLength ?? 1_000) : value;
  const { items, properties = {}, required = [] } = schema;
  if (isList(value)) return value.map((item) => withTexts(items, item, next));
  if (!isObject(value)) return value;
  const kept = Object.entries(value).flatMap(([name, item]) =>
    item === undefined ? [] : [[name, references.has(name) ? item : withTexts(properties[name], item, next)] as const],
  );
  const added = Object.entries(properties).flatMap(([name, part]) =>
    value[name] === undefined && !required.includes(name) && isFreeText(part) ? [[name, next(part.maxLength ?? 1_000)] as const] : [],
  );
  return Object.fromEntries([...kept, ...added]);
}
