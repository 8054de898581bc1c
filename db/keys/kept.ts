interface Entry<T> {
  readonly value: T;
  readonly until: number;
}

/** Values by name: so many at most, those not used longest go first, none older than `maxAgeMs`. */
export class Kept<T> {
  private readonly entries = new Map<string, Entry<T>>();

  constructor(
    private readonly limit: number,
    private readonly maxAgeMs: number,
    private readonly now: () => number,
  ) {}

  get(name: string): T | undefined {
    const entry = this.entries.get(name);
    if (entry === undefined) return undefined;
    this.entries.delete(name);
    if (entry.until <= this.now()) return undefined;
    // To the end of the line.
    this.entries.set(name, entry);
    return entry.value;
  }

  set(name: string, value: T): void {
    this.entries.delete(name);
    this.entries.set(name, { value, until: this.now() + this.maxAgeMs });
    const [oldest] = this.entries.keys();
    if (this.entries.size > this.limit && oldest !== undefined) this.entries.delete(oldest);
  }
}
