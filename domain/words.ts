/** A text in the languages that people read here. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

export type Language = keyof Words;
