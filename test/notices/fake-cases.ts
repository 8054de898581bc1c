import type { ActRequest } from '../../domain/case/act';
import type { JsonObject } from '../../domain/case/fact';
import type { CasePort, Receipt, Reception, ReopenWish } from '../../worker/case-port';

export interface Heard extends ActRequest {
  readonly case: string;
}

/** Cases that take every act once by its request id, as real ones do, and can be closed or out of reach. */
export class FakeCases implements CasePort {
  readonly heard: Heard[] = [];
  readonly reopened: (ReopenWish & { readonly case: string })[] = [];
  private readonly closed = new Set<string>();
  private absent = 0;
  private readonly refusing = new Set<string>();

  readonly act = (caseId: string, request: ActRequest): Promise<Receipt> => Promise.resolve(this.take(caseId, request));

  readonly opened: JsonObject[] = [];

  readonly open = (request: JsonObject): Promise<Receipt> => {
    this.opened.push(request);
    return Promise.resolve(this.misfit === null ? { reception: 'done' } : { reception: 'refused', why: this.misfit });
  };

  /** Why no case is opened any more; null: they are. */
  misfit: string | null = null;

  readonly reopen = (caseId: string, wish: ReopenWish): Promise<Reception> => {
    this.reopened.push({ ...wish, case: caseId });
    this.closed.delete(caseId);
    return Promise.resolve('done');
  };

  close(caseId: string): void {
    this.closed.add(caseId);
  }

  refuse(caseId: string): void {
    this.refusing.add(caseId);
  }

  /** Does not answer so many times. */
  beAbsent(times: number): void {
    this.absent = times;
  }

  of(caseId: string): readonly Heard[] {
    return this.heard.filter((heard) => heard.case === caseId);
  }

  clear(): void {
    this.absent = 0;
    this.misfit = null;
    this.closed.clear();
    this.refusing.clear();
  }

  private take(caseId: string, request: ActRequest): Receipt {
    if (this.absent > 0) {
      this.absent--;
      return { reception: 'unavailable' };
    }
    if (this.closed.has(caseId)) return { reception: 'closed' };
    if (this.refusing.has(caseId)) return { reception: 'refused', why: `act.refused: ${request.act} is refused` };
    const isNew = !this.heard.some((h) => h.case === caseId && h.request === request.request);
    if (isNew) this.heard.push({ ...request, case: caseId });
    return { reception: 'done' };
  }
}
