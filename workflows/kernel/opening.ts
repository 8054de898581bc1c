import type { Sealed } from '../../domain/case/commit';
import type { Contract } from '../../domain/case/contract';
import type { FactOf, JsonObject, Party } from '../../domain/case/fact';
import { splitPersonal } from '../../domain/case/guard';
import type { OpenRequest } from '../../domain/case/opening';
import type { Runnable } from './cause';
import type { Impulse } from './render';

/** What opening a case does, and what of its content is personal. */
export const opener = ({ process, guards }: Runnable, open: OpenRequest): { apply: Impulse['apply']; sealed: readonly Sealed[] } => {
  const guard = guards.open;
  const { open: content, sealed } = guard === undefined ? { open: open.content, sealed: [] } : splitPersonal(guard, open.content);
  const { parties = [], ...payload } = content;
  const apply: Impulse['apply'] = (_c, draft) => {
    const { source, reference, digest, receivedAt, line, branch } = open;
    const identity = {
      process: process.contract.name,
      contractVersion: process.contract.version,
      source,
      reference,
      digest,
      receivedAt,
      line,
      branch,
    };
    draft.emit({
      kind: 'opened',
      ...identity,
      ...marksOf(open),
      ...happenedIn(process.contract, payload),
      team: '',
      handler: null,
      parties: partiesOf(parties),
      payload,
    });
    draft.emit({ kind: 'entered', stage: process.contract.first });
    process.opened(draft);
  };
  return { apply, sealed };
};

/** What an opening says of itself beside its content. */
const marksOf = ({ compressed, drill, parent, barred }: OpenRequest): Partial<FactOf<'opened'>> => ({
  ...(compressed === undefined ? {} : { compressed }),
  ...(drill === undefined ? {} : { drill }),
  ...(parent === undefined ? {} : { parent }),
  ...(barred === undefined || barred.length === 0 ? {} : { barred }),
});

/** Where and when the event happened, by the fields that the contract names. */
function happenedIn({ happened }: Contract, content: JsonObject): Pick<FactOf<'opened'>, 'place' | 'happenedAt'> {
  if (happened === undefined) return {};
  const [place, at] = [content[happened.place], content[happened.at]];
  return { ...(typeof place === 'string' ? { place } : {}), ...(typeof at === 'number' ? { happenedAt: at } : {}) };
}

/** The public part of the parties; the personal part has been taken out before. */
function partiesOf(list: unknown): readonly Party[] {
  if (!Array.isArray(list)) return [];
  return list.map((p: Party) => ({ id: p.id, role: p.role, locale: p.locale, channels: p.channels }));
}
