/** A point in time as milliseconds since 1970-01-01T00:00:00Z. Text form (ISO 8601 with offset) exists only at the edges. */
export type Instant = number;

/** A local calendar day, `YYYY-MM-DD`, in the zone of the calendar at hand. */
export type Day = `${number}-${number}-${number}`;
