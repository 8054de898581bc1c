import { defineSearchAttributeKey, type SearchAttributeUpdatePair } from '@temporalio/common';
import { upsertSearchAttributes } from '@temporalio/workflow';
import {
  type AttributeValue,
  type AttributeValues,
  attributesOf,
  type SearchAttributeName,
  searchAttributes,
} from '../../../domain/case/attributes';
import type { CaseState } from '../../../domain/case/state';

function pair(name: SearchAttributeName, value: AttributeValue): SearchAttributeUpdatePair {
  switch (searchAttributes[name]) {
    case 'Datetime':
      return { key: defineSearchAttributeKey(name, 'DATETIME'), value: typeof value === 'number' ? new Date(value) : null };
    case 'Int':
      return { key: defineSearchAttributeKey(name, 'INT'), value: typeof value === 'number' ? value : null };
    case 'Double':
      return { key: defineSearchAttributeKey(name, 'DOUBLE'), value: typeof value === 'number' ? value : null };
    case 'Bool':
      return { key: defineSearchAttributeKey(name, 'BOOL'), value: typeof value === 'boolean' ? value : null };
    case 'Keyword':
      return { key: defineSearchAttributeKey(name, 'KEYWORD'), value: value === null ? null : String(value) };
    case 'KeywordList':
      return {
        key: defineSearchAttributeKey(name, 'KEYWORD_LIST'),
        value: typeof value === 'object' && value !== null ? [...value] : null,
      };
  }
}

/** Lists are new ones at every look. */
const same = (a: AttributeValue, b: AttributeValue): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

export interface Publishing {
  /** Attributes that this run publishes. */
  readonly names: readonly SearchAttributeName[];
  /** What is published already; null where nothing is. */
  readonly before: AttributeValues | null;
  readonly trouble: string | null;
}

/** Publishes the attributes of a state that changed, in one upsert. Returns what is published now. */
export function publish(state: CaseState, { names, before, trouble }: Publishing): AttributeValues {
  const values = attributesOf(state, trouble);
  const changed = names.filter((name) => !same(values[name], before?.[name] ?? null));
  if (changed.length > 0) upsertSearchAttributes(changed.map((name) => pair(name, values[name])));
  return Object.fromEntries(names.map((name) => [name, values[name]]));
}
