import { appendFileSync, existsSync, mkdirSync, readFileSync, truncateSync } from 'node:fs';
import { dirname } from 'node:path';

/** A file of one JSON value per line that only grows. */
export class AppendFile {
  constructor(readonly path: string) {
    mkdirSync(dirname(path), { recursive: true });
    this.dropHalfLine();
  }

  append(value: unknown): void {
    appendFileSync(this.path, `${JSON.stringify(value)}\n`);
  }

  readAll(): unknown[] {
    if (!existsSync(this.path)) return [];
    const lines = readFileSync(this.path, 'utf8').split('\n');
    return lines.filter((line) => line !== '').map((line): unknown => JSON.parse(line));
  }

  /** A writer killed in the middle of a line did not write it: nobody was told otherwise. */
  private dropHalfLine(): void {
    if (!existsSync(this.path)) return;
    const bytes = readFileSync(this.path);
    const end = bytes.lastIndexOf('\n') + 1;
    if (end < bytes.length) truncateSync(this.path, end);
  }
}
