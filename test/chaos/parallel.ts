import { crowd } from '../../bench/measure/crowd';

const parallel = 4;

/** Works through a list a few at a time. */
export const each = <T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> => crowd(items, parallel, work);
