import { z } from 'zod';
import { type JsonServer, readJson, serveJson } from '../../dev/json-server';

const opening = z.object({ reference: z.string().min(1) });
/** An empty decision is refused, as everywhere. */
const payload = z.record(z.string(), z.unknown()).refine((fields) => Object.keys(fields).length > 0, 'is empty');
const decision = opening.extend({ step: z.int().min(1), by: z.string().min(1), payload });

export type Decision = z.infer<typeof decision>;

export interface Steps {
  open(reference: string): Promise<void>;
  decide(decision: Decision): Promise<void>;
}

/** Serves a rung over HTTP: POST /open and /decide, answered when what they ask for is in the record. */
export const serveSteps = ({ open, decide }: Steps): Promise<JsonServer> =>
  serveJson(0, async (request) => {
    const body = readJson(request);
    if (request.path === '/open') await open(opening.parse(body).reference);
    else await decide(decision.parse(body));
    return { status: 200 };
  });
