import type { Language } from '../../../domain/words';

/** What the card speaks. The bundle of a worker that is configured for English has language.en.ts in this file's place. */
export const cardLanguage: Language = 'zh';
