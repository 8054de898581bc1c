import type { JsonObject } from '../case/fact';
import type { Rulebook } from '.';

/** A rule, or the rest of the company's policy, at one version, as plain data. */
export interface RuleVersion {
  readonly id: string;
  readonly version: string;
  readonly content: JsonObject;
}

/** Everything that can be said in JSON, and nothing else: absent fields are left out. */
function plain(value: object): JsonObject {
  const content: JsonObject = JSON.parse(JSON.stringify(value));
  return content;
}

/** The company's policy without the values that stand in the rules: ladders, hours, quiet hours, proofs of arrival. */
const policyId = 'company-policy';

/** Every rule as it runs under the policy, and the policy itself: what clocks name by id and version. */
export function versionsOf({ rules, policy }: Rulebook): readonly RuleVersion[] {
  const { values: _inTheRules, ...rest } = policy;
  const own = [...rules.values()].map((rule) => ({ id: rule.id, version: rule.version, content: plain(rule) }));
  return [...own, { id: policyId, version: policy.version, content: plain(rest) }];
}
