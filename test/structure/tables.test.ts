import { getTableName, is } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import { ledgerNames } from '../../db/queries/ledgers';
import { companyTableNames } from '../../db/record/company';
import { tableProofs } from '../../db/record/tables';
import * as schema from '../../db/schema';

const names = Object.values(schema).flatMap((table) => (is(table, PgTable) ? [getTableName(table)] : []));
const provedBy = (...proofs: readonly string[]) =>
  new Set(Object.entries(tableProofs).flatMap(([name, { proof }]) => (proofs.includes(proof) ? [name] : [])));

describe('what proves a table', () => {
  it('is said of every table of the schema, and of no other', () => {
    expect(names.length).toBeGreaterThan(35);
    expect(new Set(Object.keys(tableProofs))).toEqual(new Set(names));
  });

  it('is the roots for every ledger that they cover', () => {
    expect(provedBy('ledger')).toEqual(new Set(ledgerNames));
  });

  it('is the record of changes for every table of the company', () => {
    const versions = ['rule_version', 'calendar_version'];
    expect(provedBy('company')).toEqual(new Set([...companyTableNames, ...versions]));
  });

  it('is said with where or why', () => {
    for (const [name, { by }] of Object.entries(tableProofs)) expect([name, by.length > 4]).toEqual([name, true]);
  });

  it('goes with rights that let nobody take back what was written for ever', () => {
    for (const [name, { proof, may }] of Object.entries(tableProofs))
      if (['chain', 'ledger', 'root'].includes(proof)) expect([name, may]).toEqual([name, ['insert']]);
  });
});
