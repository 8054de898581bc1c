import { z } from 'zod';
import { eventCode, instant, party, placeCode } from '../../../domain/case/payload';

const word = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);

export const disasterPayloads = {
  open: z.strictObject({ parties: z.array(party).optional(), subject: z.string().min(1).optional() }),
  declare: z.strictObject({
    event: eventCode,
    places: z.array(z.string()),
    from: instant,
    to: instant.nullable(),
    processes: z.array(word),
  }),
  lift: z.strictObject({ event: eventCode }),
  tag: z.strictObject({ bulk: word, event: eventCode }),
  untag: z.strictObject({ bulk: word, of: word, event: eventCode }),
  ask: z.strictObject({ name: word, subject: z.string() }),
  warn: z.strictObject({ twice: z.boolean().optional() }),
  recall: z.strictObject({ notice: z.int() }),
  end: z.strictObject({}),
};

export const lossPayloads = {
  open: z.strictObject({
    parties: z.array(party).optional(),
    place: placeCode.optional(),
    happenedAt: instant.optional(),
    event: eventCode.optional(),
  }),
  finish: z.strictObject({}),
};

type PayloadsOf<S extends Record<string, z.ZodType>> = { [A in Exclude<keyof S, 'open'>]: z.infer<S[A]> };
export type DisasterPayloads = PayloadsOf<typeof disasterPayloads>;
export type LossPayloads = PayloadsOf<typeof lossPayloads>;
