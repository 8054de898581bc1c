import { isList } from './json';
import type { CaseState } from './state';

/** A number under a note; undefined where there is none. */
export const numberUnder = ({ notes }: CaseState, key: string): number | undefined => {
  const value = notes[key];
  return typeof value === 'number' ? value : undefined;
};

/** A text under a note; undefined where there is none. */
export const textUnder = ({ notes }: CaseState, key: string): string | undefined => {
  const value = notes[key];
  return typeof value === 'string' ? value : undefined;
};

/** Codes under a note; none where there is no list. */
export const codesUnder = ({ notes }: CaseState, key: string): readonly string[] => {
  const value = notes[key];
  return isList(value) ? value.filter((code) => typeof code === 'string') : [];
};
