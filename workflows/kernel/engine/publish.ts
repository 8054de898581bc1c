import { defineSearchAttributeKey, type SearchAttributeUpdatePair } from '@temporalio/common';
import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import { type AttributeValues, attributesOf, type SearchAttributeName, searchAttributes } from '../../../domain/case/attributes';
import { card } from '../../../domain/case/card';
import type { Contract } from '../../../domain/case/contract';
import type { CaseState } from '../../../domain/case/state';

function pair(name: SearchAttributeName, value: string | number | boolean | null): SearchAttributeUpdatePair {
  switch (searchAttributes[name]) {
    case 'Datetime':
      return { key: defineSearchAttributeKey(name, 'DATETIME'), value: typeof value === 'number' ? new Date(value) : null };
    case 'Int':
      return { key: defineSearchAttributeKey(name, 'INT'), value: typeof value === 'number' ? value : null };
    case 'Bool':
      return { key: defineSearchAttributeKey(name, 'BOOL'), value: typeof value === 'boolean' ? value : null };
    case 'Keyword':
      return { key: defineSearchAttributeKey(name, 'KEYWORD'), value: value === null ? null : String(value) };
  }
}

const isName = (name: string): name is SearchAttributeName => Object.hasOwn(searchAttributes, name);
const names = Object.keys(searchAttributes).filter(isName);

/** Shows a state: the card, and the attributes that changed in one upsert. Returns what is published now. */
export function publish(state: CaseState, contract: Contract, before: AttributeValues | null, trouble: string | null): AttributeValues {
  setCurrentDetails(card(state, contract, 'zh', trouble));
  const values = attributesOf(state);
  const changed = names.filter((name) => values[name] !== (before?.[name] ?? null));
  if (changed.length > 0) upsertSearchAttributes(changed.map((name) => pair(name, values[name])));
  return values;
}
