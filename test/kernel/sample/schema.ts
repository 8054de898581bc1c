import { z } from 'zod';
import { fen, freeText, instant, party, partyId } from '../../../domain/case/payload';

export const samplePayloads = {
  open: z.strictObject({ parties: z.array(party).min(1), subject: z.string().min(1), lossAt: instant.optional() }),
  submit: z.strictObject({ items: z.array(z.string().min(1)).min(1) }),
  recommend: z.strictObject({ amountFen: fen, why: freeText.optional() }),
  determine: z.strictObject({ kind: z.enum(['granted', 'refused']), amountFen: fen }),
  agree: z.strictObject({ by: partyId }),
  setReserve: z.strictObject({ amountFen: fen }),
};

export type SamplePayloads = { [A in Exclude<keyof typeof samplePayloads, 'open'>]: z.infer<(typeof samplePayloads)[A]> };
