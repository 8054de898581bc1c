/** Statements of a migration that would stop the workers of the version before, or keep writers out (docs/upgrades.md). */
const rules: readonly (readonly [RegExp, (match: RegExpExecArray) => string])[] = [
  [/^drop (table|view|sequence|function|trigger|type) (?:if exists )?(\S+)/, (m) => `drops the ${m[1]} ${m[2]}`],
  [/^drop index (?:concurrently )?(?:if exists )?(\S+)/, (m) => `drops the index ${m[1]}`],
  [/^alter table (\S+) drop column (?:if exists )?(\S+)/, (m) => `drops the column ${m[1]}.${m[2]}`],
  [/^alter (?:table|index|view|sequence) (\S+) rename/, (m) => `renames in ${m[1]}`],
  [/^alter table (\S+) alter column (\S+) (?:set data )?type/, (m) => `changes the type of ${m[1]}.${m[2]}`],
  [/^alter table (\S+) alter column (\S+) set not null/, (m) => `makes ${m[1]}.${m[2]} not null`],
  [/^alter table (\S+) alter column (\S+) drop default/, (m) => `takes the default of ${m[1]}.${m[2]}`],
  [/^alter table (\S+) add column (\S+) (?!.*\bdefault\b).*\bnot null/, (m) => `adds ${m[1]}.${m[2]}, not null without a default`],
  [/^alter table (\S+) add column (\S+) .*\bdefault (?!(?:true|false|null|-?\d+|'[^']*')(?:\s|$))/, (m) => `rewrites ${m[1]} for ${m[2]}`],
  [/^create (?:unique )?index concurrently (?:if not exists )?(\S+)/, (m) => `builds ${m[1]} concurrently, which no transaction can`],
  [/^(truncate|delete|update) /, (m) => `changes rows (${m[1]})`],
];

const tableOf: readonly (readonly [RegExp, (match: RegExpExecArray) => string])[] = [
  [/^alter table (\S+) add constraint (\S+)/, (m) => `adds the rule ${m[2]}`],
  [/^create unique index (?:if not exists )?(\S+) on (\S+)/, (m) => `adds the unique index ${m[1]}`],
  [/^create index (?:if not exists )?(?!concurrently )(\S+) on (\S+)/, (m) => `locks ${m[2]} to build ${m[1]}`],
];

const onTable = /^(?:alter table|create (?:unique )?index \S+ on) (\S+)/;

const plain = (statement: string): string =>
  statement
    .replaceAll(/--[^\n]*/g, ' ')
    .replaceAll(/[";]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .toLowerCase();

const tell = (list: typeof rules, statement: string): readonly string[] =>
  list.flatMap(([pattern, say]) => {
    const match = pattern.exec(statement);
    return match === null ? [] : [say(match)];
  });

/** What a migration does that is more than adding, in words. Tables that it makes itself are nobody's yet. */
export function moreThanAdding(sql: string): readonly string[] {
  const statements = sql.split(/-->\s*statement-breakpoint|;\s*(?:\n|$)/).map(plain);
  const made = new Set(statements.flatMap((s) => /^create table (?:if not exists )?(\S+)/.exec(s)?.[1] ?? []));
  return statements.flatMap((statement) => {
    const isOwn = made.has(onTable.exec(statement)?.[1] ?? '');
    return [...tell(rules, statement), ...(isOwn ? [] : tell(tableOf, statement))];
  });
}
