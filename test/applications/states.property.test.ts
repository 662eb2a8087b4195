import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysOverdue, tenthHours } from '../../src/domain/applications/advance.ts';
import { applicationNo, paymentCode } from '../../src/domain/applications/code.ts';
import {
  APPLICATION_ACTS,
  APPLICATION_KINDS,
  APPLICATION_STATES,
  type ApplicationState,
  holderOf,
  legalActs,
  mustStep,
  stateAfter,
} from '../../src/domain/applications/states.ts';
import { codeIn } from '../../src/domain/imports/decision.ts';
import type { ImportRow } from '../../src/domain/imports/types.ts';
import { Refusal } from '../../src/domain/refusal.ts';

const kind = fc.constantFrom(...APPLICATION_KINDS);
const ENDS: readonly ApplicationState[] = ['done', 'refused', 'withdrawn'];

describe('states of applications', () => {
  it('any walk of acts stays within the legal steps, and nothing leaves an end', () => {
    fc.assert(
      fc.property(kind, fc.array(fc.constantFrom(...APPLICATION_ACTS), { maxLength: 30 }), (of, acts) => {
        let state: ApplicationState = 'draft';
        let wasApproved = false;
        for (const act of acts) {
          const to = stateAfter(of, state, act);
          expect(legalActs(of, state).includes(act)).toBe(to !== null);
          if (to === null) {
            expect(() => mustStep({ no: 'SQ', kind: of, state }, act)).toThrow(Refusal);
            continue;
          }
          expect(ENDS).not.toContain(state);
          if (act === 'approve') wasApproved = true;
          // Nothing is paid or done that nobody has approved.
          if (to === 'paid' || to === 'done') expect(wasApproved).toBe(true);
          if (to === 'paid') expect(of).toBe('recharge');
          state = to;
        }
        expect(holderOf(of, state) === null).toBe(ENDS.includes(state));
      }),
    );
  });

  it('every state but an end has a way on, and every end is reached', () => {
    for (const of of APPLICATION_KINDS)
      for (const state of APPLICATION_STATES) {
        if (state === 'paid' && of !== 'recharge') continue;
        expect(legalActs(of, state).length > 0).toBe(!ENDS.includes(state));
      }
  });

  it('a remittance code is found again in the remark of a statement row', () => {
    fc.assert(
      fc.property(
        kind,
        fc.integer({ min: 1, max: 9_999 }),
        fc.integer({ min: 1, max: 99 }),
        (of, turn, nth) => {
          const code = paymentCode(applicationNo('2026-05-02', turn), of, nth);
          const row = { text: { memo: `充值款 ${code}，请查收` } } as unknown as ImportRow['row'];
          expect(codeIn({ row } as ImportRow)).toBe(code);
        },
      ),
    );
  });

  it('a debt is late from the day after its due day', () => {
    expect(daysOverdue('2026-05-31', '2026-05-31')).toBe(0);
    expect(daysOverdue('2026-05-31', '2026-06-02')).toBe(2);
    expect(tenthHours('2026-05-02T02:00:00.000Z', '2026-05-02T04:30:00.000Z')).toBe(25);
  });
});
