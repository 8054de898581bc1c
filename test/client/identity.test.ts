import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { caseIdOf, digestOf, processOf } from '../../client/identity';
import { firstBytes } from '../../domain/case/labels';

const key = { process: 'claim', source: 'app', reference: 'R-1' };

describe('the id of a case', () => {
  it('is the process and 16 characters of base 32, the same for the same request', () => {
    expect(caseIdOf(key)).toMatch(/^claim-[a-z2-7]{16}$/);
    expect(caseIdOf({ ...key })).toBe(caseIdOf(key));
    expect(processOf(caseIdOf(key))).toBe('claim');
  });

  it('is the base 32 of RFC 4648 over the first 80 bits of the digest', () => {
    const bytes = createHash('sha256').update('["claim","app","R-1"]').digest().subarray(0, 10);
    let number = BigInt(`0x${bytes.toString('hex')}`);
    let expected = '';
    for (let i = 0; i < 16; i++) {
      expected = 'abcdefghijklmnopqrstuvwxyz234567'.charAt(Number(number & 31n)) + expected;
      number >>= 5n;
    }
    expect(caseIdOf(key)).toBe(`claim-${expected}`);
  });

  it('keeps source and reference apart', () => {
    expect(caseIdOf({ ...key, source: 'ap', reference: 'pR-1' })).not.toBe(caseIdOf(key));
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (a, b, c, d) => {
        const same = a === c && b === d;
        const ids = [caseIdOf({ process: 'p', source: a, reference: b }), caseIdOf({ process: 'p', source: c, reference: d })];
        expect(ids[0] === ids[1]).toBe(same);
      }),
    );
  });

  it('says so where time is compressed', () => {
    expect(caseIdOf(key, true)).toMatch(/^claim-drill-[a-z2-7]{16}$/);
  });

  it('holds nothing of source and reference in clear', () => {
    expect(caseIdOf({ process: 'claim', source: 'zhangsan', reference: 'zhangsan' })).not.toContain('zhang');
  });
});

describe('the digest of a content', () => {
  it('does not depend on the order of fields, nor on fields that are absent', () => {
    expect(digestOf({ a: 1, b: { c: [1, 2], d: undefined } })).toBe(digestOf({ b: { c: [1, 2] }, a: 1 }));
  });

  it('depends on every value and on the order of lists', () => {
    expect(digestOf({ a: [1, 2] })).not.toBe(digestOf({ a: [2, 1] }));
    expect(digestOf({ a: '1' })).not.toBe(digestOf({ a: 1 }));
  });
});

describe('a summary', () => {
  it('never has more bytes than allowed and never half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(50), (text, limit) => {
        const cut = firstBytes(text, limit);
        expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(limit);
        expect(text.startsWith(cut)).toBe(true);
        expect(cut).not.toContain('\uFFFD');
      }),
    );
    expect(firstBytes('理赔理赔', 7)).toBe('理赔');
  });
});
