import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { standardPolicy } from '../../../domain/rulebook/policy.schema';
import { taskRules } from '../../../domain/rulebook/task-rules';
import { sourceFiles } from '../../support/sources';

const root = join(__dirname, '../../..');
/** What starts clocks or reads numbers: not the rulebook that states them. */
const readers = sourceFiles(root).filter(
  (file) => /^(workflows|domain|db|worker|http|cli|client)\//.test(file) && !file.startsWith('domain/rulebook/'),
);
const text = readers.map((file) => readFileSync(join(root, file), 'utf8')).join('\n');

/** Numbers of sections of the standard that have no process yet, or whose number a person reads. */
const toCome = new Set([
  'complaint-unreachable-attempts',
  'cooling-off-life-default',
  'cooling-off-bancassurance',
  'cooling-off-internet-20',
  'surrender-one-time-notice',
  'hotline-answer-rate',
  'training-consumer-protection',
  'claim-motor-onsite',
  // Stands as a number in domain/processes/claim/routes.ts, which test/claims/reasons.test.ts compares with it.
  'claim-mutual-collision',
  'claim-catastrophe-fast-lane',
  'pi-rights-access',
  'pi-rights-correct',
  'data-backup-recovery-test',
  'aml-suspicious-report',
  'internal-accountability',
  'emergency-report-immediate',
  'emergency-hazard-check',
  'emergency-drill',
  'reputation-event-report',
  'improve-sales-self-check',
]);

describe('a number of the company', () => {
  it('is read by something: a limit that starts nowhere is a promise to nobody', () => {
    const unread = Object.keys(standardPolicy().values).filter((rule) => !taskRules.has(rule) && !text.includes(`'${rule}'`));
    // One that is read now, or is gone, leaves the list.
    expect(new Set(unread)).toEqual(toCome);
  });
});
