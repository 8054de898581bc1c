export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Structured lines with ids only: never a name, a query, a body or a text for people. */
export interface Log {
  info(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** A log of one JSON object per line: `{at, level, message, ...fields}`. */
export function jsonLog(write: (line: string) => void = (line) => process.stderr.write(line)): Log {
  const at =
    (level: keyof Log) =>
    (message: string, fields: LogFields = {}) =>
      write(`${JSON.stringify({ at: new Date().toISOString(), level, message, ...fields })}\n`);
  return { info: at('info'), error: at('error') };
}
