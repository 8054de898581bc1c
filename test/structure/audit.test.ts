import { auditWords, judgeAudit } from '../audit';

const report = (severities: Readonly<Record<string, string>>) =>
  JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities: Object.fromEntries(Object.entries(severities).map(([name, severity]) => [name, { name, severity, via: [] }])),
  });

describe('the audit of the dependencies', () => {
  it('fails for high and critical advisories and names the packages', () => {
    const found = judgeAudit(report({ mild: 'moderate', bad: 'high', worse: 'critical' }));
    expect(found).toEqual({ kind: 'vulnerable', packages: ['bad (high)', 'worse (critical)'] });
    expect(auditWords(found)).toContain('FAILED: bad (high), worse (critical)');
  });

  it('is clean only where a report says so', () => {
    expect(judgeAudit(report({}))).toEqual({ kind: 'clean' });
    expect(judgeAudit(report({ mild: 'low' }))).toEqual({ kind: 'clean' });
  });

  it.each([
    ['an error of the registry', '{"message":"405 Method Not Allowed","statusCode":405}', 'status 405'],
    ['no report', '{"error":{"code":"ENOLOCK"}}', 'no report was printed'],
    ['nothing', '', 'no report was printed'],
    ['a severity nobody knows', report({ odd: 'apocalyptic' }), 'no report was printed'],
  ])('says that nothing was checked where the registry answers with %s', (_what, printed, why) => {
    expect(judgeAudit(printed)).toEqual({ kind: 'unanswered', why });
    expect(auditWords(judgeAudit(printed))).toContain('NOT CHECKED');
  });
});
