import type { Report } from '../report';
import type { Session } from '../session';
export async function tasks(_s: Session, _o: object): Promise<Report> {
  return { json: null, text: () => '' };
}
