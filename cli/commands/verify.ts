import type { Report } from '../report';
import type { Session } from '../session';
export async function verify(_s: Session, _id?: string): Promise<Report> {
  return { json: null, text: () => '' };
}
