import type { Rulebook } from '../domain/rulebook';
import type { House, Insurer, RuleWords } from './templates/template';

export interface HouseOptions {
  readonly insurer: Insurer;
  /** Address of the engine's UI. */
  readonly uiUrl: string;
  readonly namespace: string;
  readonly rulebook: Rulebook;
}

/** A rule with its article; a number that the company set is never shown as law. */
function ruleWords(rulebook: Rulebook, id: string): RuleWords | null {
  const rule = rulebook.findRule(id);
  if (rule === undefined) return null;
  const limit = rule.values.find(({ name }) => name === 'limit');
  const citation = limit?.citation ?? rule.citations[0];
  if ((limit?.basis ?? rule.basis) === 'policy' || citation === undefined) return { name: rule.name, article: null };
  const { law, article } = citation;
  return { name: rule.name, article: { zh: `《${law}》第${article}条`, en: `${law}, art. ${article}` } };
}

/** What all notices of a company share, from its configuration and rulebook. */
export const createHouse = ({ insurer, uiUrl, namespace, rulebook }: HouseOptions): House => ({
  insurer,
  linkOf: (caseId) => `${uiUrl}/namespaces/${encodeURIComponent(namespace)}/workflows/${encodeURIComponent(caseId)}`,
  describeRule: (id) => ruleWords(rulebook, id),
  now: Date.now,
});
