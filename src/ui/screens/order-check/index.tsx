import '../clients/clients.css';
import '../rules/rules.css';
import './order-check.css';
import { ClearOutlined } from '@ant-design/icons';
import { Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { type Rules, rulesOn } from '../../../domain/rulebook/lookup.ts';
import { ActionButton, useAction } from '../../app/actions.tsx';
import { ErrorPanel, Page, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { today } from '../clients/days.ts';
import { useRules } from '../rules/use-rules.ts';
import { CheckForm } from './check-form.tsx';
import { type Draft, EMPTY_DRAFT, unreadable } from './draft.ts';
import { besideFields } from './place-of.ts';
import { PlanView } from './plan-view.tsx';
import { RegisterForm } from './register-form.tsx';
import { useDecision } from './use-decision.ts';
import { Verdict } from './verdict.tsx';

/** 下单预检: what an order may and must, said while it is typed; or a whole list of planned orders at once. */
export default function OrderCheckScreen() {
  const { t } = useTexts();
  const { rows, error, again, book } = useRules();
  const [search, setSearch] = useSearchParams();
  const mode = search.get('mode') === 'list' ? 'list' : 'one';
  const [draft, setDraft] = useState<Draft>(EMPTY_DRAFT);
  const rules = useMemo(() => (rows ? rulesOn(rows, today()) : null), [rows]);
  const clear = useAction({
    id: 'order_check.clear',
    title: 'screens.order_check.clear',
    icon: <ClearOutlined aria-hidden />,
    run: () => setDraft({ ...EMPTY_DRAFT, product: draft.product, scene: draft.scene }),
  });
  return (
    <Page
      fill
      title={t('screens.order_check.title')}
      about={t('screens.order_check.about')}
      actions={
        <>
          <Segmented
            aria-label={t('screens.order_check.mode')}
            value={mode}
            options={[
              { value: 'one', label: t('screens.order_check.mode.one') },
              { value: 'list', label: t('screens.order_check.mode.list') },
            ]}
            onChange={value => setSearch(value === 'list' ? { mode: 'list' } : {}, { replace: true })}
          />
          {mode === 'one' ? <ActionButton action={clear} /> : null}
        </>
      }
    >
      {error ? <ErrorPanel error={error} again={again} /> : null}
      {!rules && !error ? <SkeletonRows /> : null}
      {rules && mode === 'one' ? (
        <One
          key={book?.id ?? 'none'}
          rules={rules}
          draft={draft}
          set={parts => setDraft(before => ({ ...before, ...parts }))}
          inBook={Boolean(book)}
        />
      ) : null}
      {rules && mode === 'list' ? <PlanView rules={rules} /> : null}
    </Page>
  );
}

function One(props: { rules: Rules; draft: Draft; set(parts: Partial<Draft>): void; inBook: boolean }) {
  const { rules, draft, set, inBook } = props;
  const { facts, decision, limits, assessment, check, error } = useDecision(draft, rules, inBook);
  const beside = useMemo(
    () => besideFields(decision.findings, draft.scene),
    [decision.findings, draft.scene],
  );
  const bad = useMemo(() => unreadable(draft), [draft]);
  const begun = draft.amount !== '' || draft.account !== '' || draft.payment !== '';
  return (
    <div className="check">
      <div className="check-left">
        <CheckForm
          view={{ draft, set, bad, beside: begun ? beside : NOTHING }}
          rules={rules}
          inBook={inBook}
        />
      </div>
      <div className="check-right" aria-live="polite">
        {error ? <ErrorPanel error={error} /> : null}
        <Verdict
          register={
            check ? (
              <RegisterForm draft={draft} check={check} done={() => set({ amount: '', material: '' })} />
            ) : null
          }
          begun={begun}
          facts={facts}
          decision={decision}
          limits={limits}
          assessment={assessment}
          rules={rules}
        />
      </div>
    </div>
  );
}

const NOTHING = new Map<never, never>();
