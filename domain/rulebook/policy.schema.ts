import { z } from 'zod';
import { levels, type Term } from '../clock/types';
import { LuyueError } from '../errors';
import { isRuleId, rows } from './chapters';
import { isTerm, type Rulebook, rulebook } from './index';
import { arrivalProofs, type Channel, channels, type Policy, type PolicyValue } from './policy';
import standardPolicyFile from './policy.json';
import type { CompanyValue, Quantity } from './types';

const why = z.string().min(1, 'a company number needs its reason');
const positive = z.number().positive();
const termUnits = ['calendarDays', 'businessDays', 'businessHours', 'hours', 'months', 'years'] as const;
const otherUnits = ['fen', 'persons', 'times', 'share', 'multiple', 'yearsOfAge', 'provinces'] as const;
const brokenUnits: readonly string[] = ['businessHours', 'hours', 'share', 'multiple'];

const wholeWhereCounted = ({ unit, count }: { unit: string; count: number }): boolean =>
  brokenUnits.includes(unit) || Number.isInteger(count);
const whole = { message: 'must be a whole number in this unit', path: ['count'] };

const term: z.ZodType<Term> = z.strictObject({ unit: z.enum(termUnits), count: positive }).refine(wholeWhereCounted, whole);
const value = z
  .strictObject({ unit: z.enum([...termUnits, ...otherUnits]), count: positive, why })
  .refine(wholeWhereCounted, whole)
  .refine(({ unit, count }) => unit !== 'share' || count <= 1, { message: 'a share is at most 1', path: ['count'] })
  .transform(({ unit, count, why: reason }): PolicyValue => ({ quantity: { unit, count }, why: reason }));

/** Minutes after local midnight of a text `HH:mm`; 24:00 is the end of the day. */
const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time of day, HH:mm')
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));

const period = z
  .strictObject({ from: timeOfDay, to: timeOfDay })
  .refine(({ from, to }) => from < to, { message: 'must end after it begins', path: ['to'] });
const periods = z
  .array(period)
  .min(1)
  .refine((list) => list.every(({ from }, index) => from >= (list[index - 1]?.to ?? 0)), 'must be in order without overlap');

const quiet = z
  .strictObject({ from: timeOfDay, to: timeOfDay })
  .refine(({ from, to }) => from !== to, { message: 'must not cover the whole day', path: ['to'] });
const quietHours = z
  .strictObject({ routine: quiet.optional(), urgent: quiet.optional(), critical: quiet.optional(), why })
  .transform(({ routine, urgent, critical }) => ({
    ...(routine && { routine }),
    ...(urgent && { urgent }),
    ...(critical && { critical }),
  }));

/** A role around the case; `owner`: whoever has the task that the clock runs over; `nobody`: it passes in silence. */
const recipient = z.string().regex(/^[a-z][a-z-]*$/, 'must be a role, lower case with hyphens');
const telling = {
  to: z.array(recipient).min(1, 'a rung needs a recipient'),
  level: z.enum(levels),
};
const share = z.number().gt(0).lt(1, 'a reminder comes before due: a share between 0 and 1');
const reminder = z
  .strictObject({ name: z.string().min(1), share: share.optional(), before: term.optional(), ...telling })
  .transform(({ name, to, level, share: used, before }, context) => {
    if (before && used === undefined) return { name, to, level, when: { before } };
    if (!before && used !== undefined) return { name, to, level, when: { share: used } };
    context.addIssue({ code: 'custom', message: 'a reminder has either a share or a term before due' });
    return z.NEVER;
  });
const repeats = z.strictObject({ every: term, times: z.int().positive().max(400), steps: z.array(z.strictObject(telling)).min(1) });
const ladder = z
  .strictObject({ why, reminders: z.array(reminder), breach: z.strictObject(telling), repeats: repeats.optional() })
  .refine(({ reminders }) => new Set(reminders.map(({ name }) => name)).size === reminders.length, {
    message: 'two reminders have one name',
    path: ['reminders'],
  })
  .transform(({ reminders, breach, repeats: again }) => ({ reminders, breach, ...(again && { repeats: again }) }));

const arrival = z.strictObject({ proves: z.array(z.enum(arrivalProofs)), why });
const channel: z.ZodType<Channel> = z.enum(channels);

const shape = z.strictObject({
  version: z.string().regex(/^[\w.-]+$/, 'must be letters, digits, dots, hyphens'),
  values: z.record(z.string(), z.record(z.string(), value)),
  calendar: z
    .strictObject({ businessHours: periods, restDays: z.enum(['holidays', 'holidays-and-weekends']), why })
    .transform(({ businessHours, restDays }) => ({ periods: businessHours, restDays })),
  quietHours,
  ladders: z.record(z.string(), ladder),
  ladderOf: z.record(z.string(), z.string()),
  arrival: z.record(channel, arrival),
});

interface Issue {
  readonly path: string;
  readonly reason: string;
}

function misfit({ measures }: CompanyValue, quantity: Quantity): string | undefined {
  if (measures === 'term') return isTerm(quantity) ? undefined : `must be a length of time, not ${quantity.unit}`;
  return quantity.unit === measures ? undefined : `must be in ${measures}, not ${quantity.unit}`;
}

const companyValues = new Map(
  rows.flatMap(({ id, entry }) =>
    Object.entries(entry.values).flatMap(([name, stated]) =>
      stated.basis === 'policy' ? [[`values.${id}.${name}`, stated] as const] : [],
    ),
  ),
);

/** The policy sets every number of the company, and none of the law's. */
function valueIssues({ values }: Policy): Issue[] {
  const given = new Map(
    Object.entries(values).flatMap(([id, named]) => Object.entries(named).map(([name, set]) => [`values.${id}.${name}`, set] as const)),
  );
  const wrong = [...given].flatMap(([path, { quantity }]) => {
    const expected = companyValues.get(path);
    const reason = expected ? misfit(expected, quantity) : 'no such number is left to the company';
    return reason === undefined ? [] : [{ path, reason }];
  });
  const missing = [...companyValues.keys()].filter((path) => !given.has(path)).map((path) => ({ path, reason: 'missing' }));
  return [...wrong, ...missing];
}

function ladderIssues({ ladders, ladderOf }: Policy): Issue[] {
  const issues = Object.hasOwn(ladders, 'default') ? [] : [{ path: 'ladders.default', reason: 'missing' }];
  for (const [id, name] of Object.entries(ladderOf)) {
    const path = `ladderOf.${id}`;
    if (!isRuleId(id)) issues.push({ path, reason: 'no such rule' });
    if (!Object.hasOwn(ladders, name)) issues.push({ path, reason: `no ladder ${name}` });
  }
  return issues;
}

function refused(issues: readonly Issue[]): LuyueError {
  return new LuyueError('policy.invalid', issues.map(({ path, reason }) => `${path}: ${reason}`).join('; '), { issues });
}

/** Reads a company policy. Throws `policy.invalid` naming path and reason of every wrong value. */
export function parsePolicy(file: unknown): Policy {
  const parsed = shape.safeParse(file);
  if (!parsed.success) throw refused(parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), reason: message })));
  const issues = [...valueIssues(parsed.data), ...ladderIssues(parsed.data)];
  if (issues.length > 0) throw refused(issues);
  return parsed.data;
}

/** The policy that ships with luyue (policy.json): defaults that an insurer edits. */
export const standardPolicy = (): Policy => parsePolicy(standardPolicyFile);

/** The rulebook under the shipped policy. */
export const standardRulebook = (): Rulebook => rulebook(standardPolicy());
