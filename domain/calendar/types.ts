/** A part of a day in which business is done, in minutes after local midnight; `to` is the first minute outside. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

/** One yearly notice on days off. Its days may lie in the last days of the year before. */
export interface HolidayNotice {
  readonly year: number;
  /** Addresses of the official texts. */
  readonly papers: readonly string[];
  readonly days: readonly { readonly date: string; readonly name: string; readonly isOffDay: boolean }[];
}

/**
 * What counts as a statutory rest day (法定休假日) of Civil Code art. 203, which is open to interpretation: announced
 * days off only, or ordinary weekends too. The rolled date is shown beside the strict one and never drives escalation.
 */
export type RestDays = 'holidays' | 'holidays-and-weekends';

/** What a calendar is made of; stored as a version. */
export interface CalendarSource {
  readonly id: string;
  /** IANA zone in which days begin and end. */
  readonly zone: string;
  /** Business hours of a working day, in order, without overlap. */
  readonly periods: readonly Period[];
  readonly restDays: RestDays;
  readonly notices: readonly HolidayNotice[];
}

/** A calendar that can be asked. Made by `calendarOf` only, so that the version always fits the content. */
export interface Calendar extends CalendarSource {
  /** Years covered and a digest of the content: any change of data gives another version. */
  readonly version: string;
  /** Years with a notice. The working days of any other year are unknown. */
  readonly years: readonly number[];
  /** Days that differ from Monday-to-Friday, by day number: true is a day off. */
  readonly exceptions: ReadonlyMap<number, boolean>;
  /** Only in a bound (`everyDayWorked`): each day is taken as worked. */
  readonly everyDay?: true;
}

/** A result of counting, or the years without holiday data that were needed for it. */
export type Counted<T> = { readonly known: true; readonly value: T } | { readonly known: false; readonly missingYears: readonly number[] };
