import { join } from 'node:path';
import type { DataConverter } from '@temporalio/common';
import type { Keys } from '../db/keys/source';
import { payloadCodec } from './payload-codec';

/** Module that the bundle of the workflows and the activities take their failure converter from. */
export const failureConverterPath = join(__dirname, '..', 'workflows', 'kernel', 'engine', 'failures.ts');

/** Longer than a case could be closed, forgotten and reopened unnoticed: a worker sees the newer key in the first message of the new run. */
const workerTrustMs = 600_000;
const doorTrustMs = 5_000;

/** Of doors and of everything that calls the engine as a client. Answers are judged by the record: plain ones are read. */
export const doorConverter = ({ keyring }: Keys): DataConverter =>
  keyring === null ? {} : { payloadCodecs: [payloadCodec(keyring, { trustMs: doorTrustMs, acceptPlain: true })] };

/** Of the worker itself: with it failures carry their message encrypted. */
export const workerConverter = ({ keyring, acceptPlain }: Keys): DataConverter =>
  keyring === null ? {} : { failureConverterPath, payloadCodecs: [payloadCodec(keyring, { trustMs: workerTrustMs, acceptPlain })] };
