import { attributesOf } from '../../../domain/case/attributes';
import { publish as original } from '../../../workflows/kernel/engine/publish';

/** The shell with two commands swapped: the attributes are upserted after the act has been answered, not before. */
export const publish: typeof original = (...given) => {
  const later = async (): Promise<void> => {
    for (let tick = 0; tick < 50; tick++) await Promise.resolve();
    original(...given);
  };
  void later();
  return attributesOf(given[0]);
};
