import { z } from 'zod';
import { readPersonal } from '../../db/queries/personal';
import { type PersonalValues, personalGroups, readingPurposes } from '../../domain/org/personal';
import type { App } from '../app';
import type { Deps } from '../deps';
import { callerOf } from '../identity/caller';
import { standing } from '../identity/seen';
import { caseParam, limit, most, problems } from '../schemas/common';
import { personalValues } from '../schemas/personal';
import { iso } from '../views';

const group = z.enum(personalGroups);

const query = z.object({
  group: z
    .union([group, z.array(group).max(personalGroups.length)])
    .optional()
    .meta({
      description:
        'contact: name, telephone, e-mail, address. identity: number of a document. account: bank account. content: what people wrote, numbers of the matter. ' +
        'May be repeated; contact and content where none is named.',
    }),
  purpose: z
    .enum(readingPurposes)
    .optional()
    .meta({ description: 'What they are read for: needed of whoever does not handle the case, a service account included.' }),
  after: z.coerce.number().int().min(0).max(most).default(0).meta({ description: 'Only texts that came after this event of the log.' }),
  limit: limit(500, 200),
});

const view = ({ texts, groups, parties, ...rest }: PersonalValues): z.infer<typeof personalValues> => ({
  ...rest,
  groups: [...groups],
  parties: parties.map((party) => ({ ...party, channels: [...party.channels] })),
  texts: texts.map((text) => ({ ...text, at: iso(text.at) })),
});

/** Who the people of a case are and what was written: for whoever works on it. */
export function personalRoutes(app: App, deps: Deps): void {
  const schema = {
    tags: ['Cases'],
    summary: 'Names, addresses and texts of a case, for whoever may read them; each read is recorded',
    description:
      'Read by the handler, by whoever has a task in the case, by its team, and by those who oversee it; a token that names scopes needs ' +
      '`luyue.personal` too. Whoever may only know of the case gets the same with every value withheld.',
    params: z.object({ case: caseParam }),
    querystring: query,
    response: { 200: personalValues, ...problems },
  };
  app.get('/v1/cases/:case/personal', { schema, config: { needs: 'luyue.read' } }, async (request) => {
    const { row, right } = await standing(deps, request, request.params.case, 'personal');
    const { staff, actor, tool } = callerOf(request);
    const reader = { actor, tool, request: request.id, right: right !== null && staff === null ? ('service' as const) : right };
    const { group: asked, purpose, ...page } = request.query;
    const wish = { ...page, ...(asked === undefined ? {} : { groups: [asked].flat() }), ...(purpose === undefined ? {} : { purpose }) };
    return view(await readPersonal(deps.db, deps.columns, row.id, reader, wish));
  });
}
