import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pluralOf } from '../../domain/board/board';
import { cardWords } from '../../domain/case/card-words';
import { contracts } from '../../domain/processes/contracts';
import { emergencyFlags } from '../../domain/processes/emergency/flags';
import { levels, obligationWords } from '../../domain/processes/emergency/vocabulary';

const workflows = join(__dirname, '../../workflows');

/** Flags that the stages of a process set by a fixed name. */
function flagsSetBy(process: string): readonly string[] {
  const folder = join(workflows, pluralOf(process));
  const sources = readdirSync(folder).map((file) => readFileSync(join(folder, file), 'utf8'));
  return sources.flatMap((source) => [...source.matchAll(/\.flag\('([^']+)'/g)].map(([, flag = '']) => flag));
}

describe('the words of the card', () => {
  it.each(Object.values(contracts))('know every flag that $name sets', (contract) => {
    const known = { ...cardWords.zh.flagWords, ...('flags' in contract ? contract.flags : {}) };
    expect(flagsSetBy(contract.name).filter((flag) => !Object.hasOwn(known, flag))).toEqual([]);
  });

  it('are asked about the flags of the processes that set some', () => {
    expect(flagsSetBy('claim')).toContain('disputed');
    expect(flagsSetBy('emergency')).toContain('level-too-low');
  });

  it('name every level of an emergency, and every report that was missed', () => {
    for (const level of Object.keys(levels)) expect(emergencyFlags).toHaveProperty([`level-${level}`]);
    for (const code of [...Object.keys(obligationWords), 'status']) expect(emergencyFlags).toHaveProperty([`overdue-${code}`]);
  });
});
