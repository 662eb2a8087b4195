import { useMemo, useState } from 'react';
import type { PresetKind } from '../../../contract/plans.ts';
import { DEFAULT_LIMIT_SETTINGS } from '../../../domain/limits/types.ts';
import type { Rules } from '../../../domain/rulebook/lookup.ts';
import { ErrorPanel } from '../../app/page.tsx';
import { useBack } from '../statements/use-back.ts';
import { ActForm } from './act-form.tsx';
import type { Done } from './acts.ts';
import { CheckForm } from './check-form.tsx';
import { DonePanel } from './done-panel.tsx';
import { type Draft, nextDraft, unreadable } from './draft.ts';
import { LimitSettingsForm, LimitsPanel } from './limits-panel.tsx';
import { isDirect, orderDraftOf, presetOfDraft } from './order-draft.ts';
import { besideFields } from './place-of.ts';
import { PoolPanel } from './pool-panel.tsx';
import { PresetForm } from './preset-form.tsx';
import { useClientNames } from './presets-view.tsx';
import { useDecision } from './use-decision.ts';
import { Verdict } from './verdict.tsx';

interface OrderProps {
  rules: Rules;
  draft: Draft;
  /** Changes parts of the form. */
  set(parts: Partial<Draft>): void;
  /** Puts another form in its place. */
  renew(draft: Draft): void;
  inBook: boolean;
}

type Side = 'limits' | PresetKind;

/** One order: the form on the left, what is to be said of it and done with it on the right. */
export function OneOrder({ rules, draft, set, renew, inBook }: OrderProps) {
  const [done, setDone] = useState<Done | null>(null);
  const [side, setSide] = useState<Side | null>(null);
  const decided = useDecision(draft, rules, inBook);
  const { decision, check } = decided;
  const beside = useMemo(
    () => besideFields(decision.findings, draft.scene),
    [decision.findings, draft.scene],
  );
  const bad = useMemo(() => unreadable(draft), [draft]);
  useBack('order_check.side_back', 'screens.clients.close_panel', () => setSide(null));
  const begun = draft.amount !== '' || draft.account !== '' || draft.payment !== '';
  const client = check?.account?.client ?? null;
  return (
    <div className="check">
      <div className="check-left">
        <CheckForm
          view={{ draft, set, bad, beside: begun ? beside : NOTHING }}
          rules={rules}
          inBook={inBook}
          presets={client === null ? null : { client, keep: setSide }}
        />
      </div>
      {side ? (
        <SideForm
          side={side}
          draft={draft}
          set={set}
          client={client}
          check={check}
          close={() => setSide(null)}
        />
      ) : (
        <div className="check-right" aria-live="polite">
          {decided.error ? <ErrorPanel error={decided.error} /> : null}
          {done ? <DonePanel done={done} close={() => setDone(null)} /> : null}
          <Verdict
            begun={begun}
            decided={decided}
            rules={rules}
            act={
              check?.account ? (
                <ActForm
                  draft={draft}
                  set={set}
                  check={check}
                  done={what => {
                    setDone(what);
                    renew(nextDraft(draft));
                  }}
                />
              ) : null
            }
            money={
              <Money decided={decided} draft={draft} openSettings={inBook ? () => setSide('limits') : null} />
            }
          />
        </div>
      )}
    </div>
  );
}

const NOTHING = new Map<never, never>();

/** What limits and pool still bear. */
function Money(props: {
  decided: ReturnType<typeof useDecision>;
  draft: Draft;
  openSettings: (() => void) | null;
}) {
  const { decided, draft, openSettings } = props;
  const { limits, check, facts } = decided;
  const { amountFen = 0, couponFen = 0 } = orderDraftOf(draft);
  return (
    <>
      {limits.length > 0 || (draft.product === 'douplus' && openSettings) ? (
        <LimitsPanel
          limits={limits}
          takesFen={facts.amountFen}
          settings={check?.settings ?? DEFAULT_LIMIT_SETTINGS}
          countsFrom={decided.countsFrom}
          openSettings={check ? openSettings : null}
        />
      ) : null}
      {check?.pool ? (
        <PoolPanel pool={check.pool} takesFen={isDirect(draft) ? 0 : Math.max(0, amountFen - couponFen)} />
      ) : null}
    </>
  );
}

/** A form in place of what is said on the right: settings of the limits, or a preset made from this order. */
function SideForm(props: {
  side: Side;
  draft: Draft;
  set(parts: Partial<Draft>): void;
  client: number | null;
  check: ReturnType<typeof useDecision>['check'];
  close(): void;
}) {
  const { side, draft, client, check, close } = props;
  const clients = useClientNames(side !== 'limits');
  if (side === 'limits')
    return <LimitSettingsForm settings={check?.settings ?? DEFAULT_LIMIT_SETTINGS} close={close} />;
  const start = {
    kind: side,
    content: presetOfDraft(draft, side),
    ...(client === null ? {} : { client }),
  };
  const kept = (id: number) =>
    props.set(side === 'targeting' ? { targetingPreset: String(id) } : { creativePreset: String(id) });
  return <PresetForm key={side} start={start} clients={clients} close={close} kept={kept} />;
}
