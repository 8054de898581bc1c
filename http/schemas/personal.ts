import { z } from 'zod';
import { personalGroups, personalRights, valueStates } from '../../domain/org/personal';
import { isoInstant } from './common';

const stands = z.enum(valueStates).meta({
  description:
    'none: nobody gave it. withheld: it is there, and the caller has no right to it or did not ask for its group. forgotten: its key was destroyed. ' +
    'unreadable: it is not what was written.',
});

const value = z
  .object({ state: stands, value: z.string().nullable().meta({ description: 'Null in every state but `known`.' }) })
  .meta({ id: 'PersonalValue', examples: [{ state: 'known', value: '13900001004' }] });

const party = z
  .object({
    party: z.string(),
    role: z.string(),
    locale: z.string(),
    channels: z.array(z.string()),
    name: value,
    phone: value,
    email: value,
    idNumber: value,
    account: value,
    address: value,
  })
  .meta({ id: 'PersonalParty', description: 'A party as it can be named and reached now.' });

const text = z
  .object({
    seq: z.int().meta({ description: 'Event of the log that it came with.' }),
    at: isoInstant,
    act: z.string().meta({ description: 'The act, or `open`.', examples: ['comment'] }),
    actor: z.string(),
    path: z.string().meta({ description: 'JSON pointer into what was sent.', examples: ['/text'] }),
    party: z.string().nullable(),
    state: stands,
    value: z.string().nullable(),
  })
  .meta({ id: 'PersonalText', description: 'Free text, or a number of the matter, as it was sent.' });

export const personalValues = z
  .object({
    case: z.string(),
    right: z.enum(personalRights).nullable().meta({
      description: 'By what right they are read. Null: the caller may know of the case and not of its people; every value is withheld.',
    }),
    groups: z.array(z.enum(personalGroups)).meta({ description: 'Groups that are shown; each is recorded as read.' }),
    parties: z.array(party),
    texts: z.array(text),
    next: z.int().nullable().meta({ description: '`after` of the next page of texts; null: that was all.' }),
  })
  .meta({ id: 'PersonalValues' });
