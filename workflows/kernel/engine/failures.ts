import { DefaultFailureConverter } from '@temporalio/common';

/** Failures with message and stack as an attribute of their own, which the payload codec encrypts. Their type stays readable: a code. */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
