import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';

/**
 * What an audit of the dependencies came to. `unanswered`: the registry gives no advisories, so that nothing is known: neither
 * clean nor vulnerable.
 */
export type Audited =
  | { readonly kind: 'clean' }
  | { readonly kind: 'vulnerable'; readonly packages: readonly string[] }
  | { readonly kind: 'unanswered'; readonly why: string };

const severities = ['info', 'low', 'moderate', 'high', 'critical'] as const;
const grave: ReadonlySet<string> = new Set(['high', 'critical']);

const reportShape = z.object({
  auditReportVersion: z.int(),
  vulnerabilities: z.record(z.string(), z.object({ severity: z.enum(severities) })),
});
const errorShape = z.object({ statusCode: z.int() });

/** Reads what `npm audit --json` printed. Anything but a report is no answer. */
export function judgeAudit(printed: string): Audited {
  const json = ((): unknown => {
    try {
      return JSON.parse(printed);
    } catch {
      return null;
    }
  })();
  const report = reportShape.safeParse(json);
  if (!report.success) {
    const status = errorShape.safeParse(json).data?.statusCode;
    return { kind: 'unanswered', why: status === undefined ? 'no report was printed' : `status ${status}` };
  }
  const packages = Object.entries(report.data.vulnerabilities).flatMap(([name, { severity }]) =>
    grave.has(severity) ? [`${name} (${severity})`] : [],
  );
  return packages.length === 0 ? { kind: 'clean' } : { kind: 'vulnerable', packages };
}

/** Asks the registry for advisories on what is installed for production. */
export function audit(): Audited {
  const args = ['audit', '--omit=dev', '--audit-level=high', '--json'];
  return judgeAudit(spawnSync('npm', args, { cwd: join(__dirname, '..'), encoding: 'utf8', timeout: 120_000 }).stdout ?? '');
}

/** The result in a line. */
export function auditWords(audited: Audited): string {
  switch (audited.kind) {
    case 'clean':
      return 'dependency audit: no advisory of high or critical severity';
    case 'vulnerable':
      return `dependency audit: FAILED: ${audited.packages.join(', ')}`;
    case 'unanswered':
      return `dependency audit: NOT CHECKED: the registry gives no advisories (${audited.why}); whether there are any is not known`;
  }
}
