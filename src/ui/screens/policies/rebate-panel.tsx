import { CloseOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import type { RebateLine, RebateStatementView, RebateUseView } from '../../../contract/policies.ts';
import { desk, saveExport } from '../../app/client.ts';
import { showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { ConfirmForm } from './confirm-form.tsx';
import { UndoForm } from './undo-form.tsx';
import { UseForm } from './use-form.tsx';

type Form =
  | { kind: 'confirm'; recalculates: RebateStatementView | null }
  | { kind: 'use'; of: RebateStatementView }
  | { kind: 'undo'; of: 'statement' | 'use'; id: number; name: string }
  | null;

/** One policy and period: how it was accrued, its 返点结算单, and what they were used for. */
export function RebatePanel(props: {
  line: RebateLine;
  from: string;
  to: string;
  mayConfirm: boolean;
  mayUse: boolean;
  mayUndo: boolean;
  close(): void;
}) {
  const { t } = useTexts();
  const notify = useNotify();
  const { line, close, mayConfirm, mayUse, mayUndo } = props;
  const [form, setForm] = useState<Form>(null);
  const latest = line.statements.at(-1) ?? null;
  const back = () => setForm(null);
  if (form?.kind === 'confirm')
    return <ConfirmForm line={line} recalculates={form.recalculates} close={back} />;
  if (form?.kind === 'use') return <UseForm line={line} statement={form.of} close={back} />;
  if (form?.kind === 'undo') return <UndoForm {...form} close={back} />;
  const save = async (format: 'xlsx' | 'csv' | 'pdf') => {
    try {
      const asked = { side: line.side, from: props.from, to: props.to, party: line.party };
      const { fileId, name } = await desk.rebates.write({ ...asked, sheet: 'statement', format });
      if (await saveExport(fileId)) notify.success('screens.spend.saved', { name });
    } catch (fault) {
      notify.refusal(fault);
    }
  };
  return (
    <aside className="clients-side" data-wide aria-label={t('screens.policies.statements')}>
      <header>
        <h2>
          {line.partyName} · {line.period}
        </h2>
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined aria-hidden />}
          aria-label={t('screens.clients.close_panel')}
          onClick={close}
        />
      </header>
      <div className="clients-side-body policies-side">
        <section>
          <h3>{t('screens.policies.accruals')}</h3>
          {line.accruals.length === 0 ? <p className="muted">{t('screens.policies.accruals_none')}</p> : null}
          <ul className="policies-list">
            {line.accruals.map(({ id, throughOn, deltaFen, after, batch }) => (
              <li key={id}>
                <span className="figures">{throughOn}</span>
                <span className="policies-what">
                  {t(after === null ? 'screens.policies.first' : 'screens.policies.difference_of', {
                    after: after ?? 0,
                  })}
                </span>
                <Money fen={deltaFen} />
                <Batch batch={batch} />
              </li>
            ))}
          </ul>
        </section>
        {line.kind === 'back' ? (
          <section>
            <h3>{t('screens.policies.statements')}</h3>
            {latest === null ? <p className="muted">{t('screens.policies.statements_none')}</p> : null}
            {line.statements.map(statement => (
              <Statement
                key={statement.id}
                statement={statement}
                undo={
                  mayUndo && statement.id === latest?.id && statement.uses.length === 0
                    ? () => setForm({ kind: 'undo', of: 'statement', id: statement.id, name: statement.no })
                    : null
                }
                undoUse={
                  mayUndo
                    ? use =>
                        setForm({ kind: 'undo', of: 'use', id: use.id, name: t(`rebates.use.${use.use}`) })
                    : null
                }
              />
            ))}
          </section>
        ) : null}
      </div>
      {line.kind === 'back' ? (
        <footer className="policies-acts">
          {mayUse && latest && line.openFen > 0 ? (
            <Button type="primary" onClick={() => setForm({ kind: 'use', of: latest })}>
              {t('screens.policies.use')}
            </Button>
          ) : null}
          {mayConfirm ? (
            <Button
              type={latest ? 'default' : 'primary'}
              onClick={() => setForm({ kind: 'confirm', recalculates: latest })}
            >
              {t(latest ? 'screens.policies.recalculate' : 'screens.policies.confirm')}
            </Button>
          ) : null}
          <Dropdown
            trigger={['click']}
            menu={{
              items: (['xlsx', 'csv', 'pdf'] as const).map(format => ({
                key: format,
                label: t(`grid.export.${format}`),
                onClick: () => void save(format),
              })),
            }}
          >
            <Button>{t('screens.policies.print')}</Button>
          </Dropdown>
        </footer>
      ) : null}
    </aside>
  );
}

function Money({ fen }: { fen: number }) {
  return <span className={`figures policies-fen ${fen < 0 ? 'desk-negative' : ''}`}>{showFen(fen)}</span>;
}

function Batch({ batch }: { batch: number | null }) {
  const { t } = useTexts();
  return (
    <span className="muted figures">{batch === null ? t('screens.policies.not_posted') : `#${batch}`}</span>
  );
}

function Statement(props: {
  statement: RebateStatementView;
  undo: (() => void) | null;
  undoUse: ((use: RebateUseView) => void) | null;
}) {
  const { t } = useTexts();
  const { no, on, confirmedFen, accruedFen, recalculates, note, batch, uses } = props.statement;
  return (
    <div className="policies-statement">
      <div className="policies-statement-head">
        <b>{no}</b>
        <span className="figures muted">{on}</span>
        {recalculates === null ? null : <span className="muted">{t('screens.policies.recalculated')}</span>}
        <Batch batch={batch} />
        <span className="accounts-gap" />
        {props.undo ? (
          <Button size="small" type="link" onClick={props.undo}>
            {t('screens.policies.undo')}
          </Button>
        ) : null}
      </div>
      <p className="figures">
        {t('screens.policies.statement_sum', {
          accrued: showFen(accruedFen),
          confirmed: showFen(confirmedFen),
          difference: showFen(confirmedFen - accruedFen),
        })}
      </p>
      {note === '' ? null : <p className="muted">{note}</p>}
      <ul className="policies-list">
        {uses.map(use => (
          <li key={use.id}>
            <span className="figures">{use.on}</span>
            <span className="policies-what" title={use.caseNo}>
              {t(`rebates.use.${use.use}`)} <span className="muted">{use.note}</span>
            </span>
            <Money fen={use.amountFen} />
            <Batch batch={use.batch} />
            {props.undoUse && use.batch !== null ? (
              <Button size="small" type="link" onClick={() => props.undoUse?.(use)}>
                {t('screens.policies.undo')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </div>
  );
}
