import { ArrowLeftOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { BookState } from '../../../contract/books.ts';
import type { RuleTrial } from '../../../contract/matching.ts';
import type { MatchRule } from '../../../domain/matching/book/rules.ts';
import { ActionButton, useAction } from '../../app/actions.tsx';
import { desk } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { ErrorPanel, Page, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { useAddress } from '../accounts/use-range.ts';
import { MonthField } from '../policies/month-field.tsx';
import { useBack } from '../statements/use-back.ts';
import { useCommand } from '../upgrade/queries.ts';
import { AliasList } from './alias-list.tsx';
import { workbenchPath } from './paths.ts';
import { RuleTable } from './rule-table.tsx';
import { isSame, moved } from './rules.ts';
import { useMonth } from './use-month.ts';

/** 勾对规则: what the rules ask, in which order, what they would do; and the names that were learnt. */
export function RulesPage({ book }: { book: BookState }) {
  const { t } = useTexts();
  const go = useNavigate();
  const rules = useQuery({ queryKey: ['book', 'matching', 'rules'], queryFn: () => desk.matching.rules() });
  const { search, change } = useAddress();
  const { month, error } = useMonth(search.get('month'));
  const back = () => void go(workbenchPath(month === null ? {} : { month }));
  useBack('workbench.back', 'screens.workbench.back', back);
  const failed = rules.error ?? error;
  return (
    <Page
      fill
      title={t('screens.workbench.rules')}
      acts={['matching/keepRules']}
      back={
        <Button type="text" icon={<ArrowLeftOutlined aria-hidden />} onClick={back}>
          {t('screens.workbench.back')}
        </Button>
      }
      about={t('screens.workbench.rules_about')}
    >
      {failed ? <ErrorPanel error={failed} again={() => void rules.refetch()} /> : null}
      {!failed && (!rules.data || month === null) ? <SkeletonRows /> : null}
      {rules.data && month !== null ? (
        <div className="wb-rules">
          <RulesForm
            key={JSON.stringify(rules.data)}
            book={book}
            kept={rules.data}
            month={month}
            setMonth={next => change({ month: next })}
          />
          <AliasList book={book} />
        </div>
      ) : null}
    </Page>
  );
}

interface Tried {
  rules: readonly MatchRule[];
  month: string;
  trial: RuleTrial;
}

function RulesForm(props: {
  book: BookState;
  kept: readonly MatchRule[];
  month: string;
  setMonth(month: string): void;
}) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const { kept, month } = props;
  const [draft, setDraft] = useState<readonly MatchRule[]>(kept);
  const [isValid, setValid] = useState(true);
  const [at, setAt] = useState(0);
  const [tried, setTried] = useState<Tried | null>(null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>(null);
  const keep = useCommand(desk.matching.keepRules);
  const isTried = tried !== null && tried.month === month && isSame(tried.rules, draft);
  const isChanged = !isSame(draft, kept);
  const move = (from: number, by: number) => {
    const to = Math.min(draft.length - 1, Math.max(0, from + by));
    setDraft(moved(draft, from, by));
    setAt(to);
  };
  const tryThem = useAction({
    id: 'workbench.rules.try',
    title: 'screens.workbench.rules_try',
    group: 'screens.workbench.keys',
    keys: 't',
    params: { month },
    enabled: isValid && !busy,
    run: async () => {
      setBusy(true);
      setFault(null);
      try {
        setTried({ rules: draft, month, trial: await desk.matching.tryRules({ month, rules: [...draft] }) });
      } catch (error) {
        setFault(error);
      } finally {
        setBusy(false);
      }
    },
  });
  const save = useAction({
    id: 'workbench.rules.save',
    title: 'screens.workbench.rules_save',
    group: 'screens.workbench.keys',
    keys: 'mod+s',
    needs: ['matching/keepRules'],
    enabled: isChanged && isTried && !keep.busy && !props.book.readOnly,
    run: async () => {
      if (await keep.send({ rules: [...draft] })) notify.success('screens.workbench.rules_saved');
    },
  });
  const raise = useAction({
    id: 'workbench.rules.up',
    title: 'screens.workbench.rules_up',
    group: 'screens.workbench.keys',
    keys: 'alt+up',
    needs: ['matching/keepRules'],
    run: () => move(at, -1),
  });
  const lower = useAction({
    id: 'workbench.rules.down',
    title: 'screens.workbench.rules_down',
    group: 'screens.workbench.keys',
    keys: 'alt+down',
    needs: ['matching/keepRules'],
    run: () => move(at, 1),
  });
  return (
    <section className="panel wb-rules-panel" aria-label={t('screens.workbench.rules')}>
      <header className="panel-head">
        <h2>{t('screens.workbench.rules_order')}</h2>
        <span className="clients-acts">
          <MonthField value={month} change={props.setMonth} name={t('screens.workbench.rules_month')} />
          <ActionButton action={tryThem} loading={busy} />
          <ActionButton action={save} type="primary" loading={keep.busy} />
        </span>
      </header>
      <RuleTable
        rules={draft}
        trial={isTried ? tried.trial : null}
        at={at}
        setAt={setAt}
        move={move}
        raise={raise.isOffered !== false && lower.isOffered !== false}
        change={(rules, valid) => {
          setDraft(rules);
          setValid(valid);
        }}
      />
      <div className="wb-rules-foot" aria-live="polite">
        {(fault ?? keep.fault) ? (
          <p className="clients-fault" role="alert">
            {refusal(fault ?? keep.fault)}
          </p>
        ) : null}
        {isTried ? (
          <Told trial={tried.trial} month={month} />
        ) : (
          <p className="muted">
            {t(isChanged ? 'screens.workbench.rules_try_first' : 'screens.workbench.rules_untouched')}
          </p>
        )}
      </div>
    </section>
  );
}

/** What the rules would do with the month, in words. */
function Told({ trial, month }: { trial: RuleTrial; month: string }) {
  const { t } = useTexts();
  const { gained, lost, conflicts } = trial;
  return (
    <>
      <p>{t('screens.workbench.rules_told', { month, gained, lost })}</p>
      <p className={conflicts > 0 ? 'clients-fault' : 'muted'}>
        {t(conflicts > 0 ? 'screens.workbench.rules_conflicts' : 'screens.workbench.rules_no_conflict', {
          conflicts,
        })}
      </p>
    </>
  );
}
