import type { Language } from '../../../domain/words';

export const cardLanguage: Language = 'en';
