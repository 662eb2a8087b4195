import { Button } from 'antd';
import { type FormEvent, useState } from 'react';
import { Link } from 'react-router';
import type { WaitingRow } from '../../../contract/imports.ts';
import { Chip } from '../../app/chip.tsx';
import { showCount, showFen } from '../../app/figures.ts';
import { Offered } from '../../app/may.tsx';
import { planPath, sourceFilePath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { AccountField } from './account-field.tsx';
import { useDone } from './queries.ts';
import { Cells } from './row-detail.tsx';
import { WAITING_TONES } from './waiting-rows.ts';

/** A row that waits: why, what the file says, and the ways on. */
export function WaitingDetail(props: {
  row: WaitingRow;
  busy: boolean;
  /** Decides the rows of its file again; `account`: whose statement it is. */
  decide(account: string | null): void;
  dismiss(): void;
}) {
  const { t } = useTexts();
  const { row } = props;
  const done = useDone().data?.find(({ plan }) => plan === row.plan);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls what the mouse wheel scrolls
    <div className="side-body" tabIndex={0}>
      <section className="side-section imports-row-head">
        <div>
          <Chip tone={WAITING_TONES[row.verdict]} word={t(`screens.imports.waiting.${row.verdict}`)} />{' '}
          <span className="muted figures">
            {[row.sheet, t('screens.statements.place_row', { row: showCount(row.row) })]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </div>
        <p>{t(row.reason, row.params)}</p>
      </section>
      <dl className="facts">
        <div>
          <dt>{t('screens.imports.fact.day')}</dt>
          <dd className="figures">{row.day || t('grid.unknown')}</dd>
        </div>
        <div>
          <dt>{t('screens.imports.fact.amount')}</dt>
          <dd className="figures">{showFen(row.amountFen)}</dd>
        </div>
        <div>
          <dt>{t('screens.imports.col.file')}</dt>
          <dd>
            {done?.file ? (
              <Link className="line-link" to={sourceFilePath(done.file)} title={row.name}>
                {row.name}
              </Link>
            ) : (
              row.name
            )}
          </dd>
        </div>
        <div>
          <dt>{t('screens.imports.col.import')}</dt>
          <dd>
            <Link className="line-link" to={planPath(row.plan)}>
              {t('screens.imports.look_import')}
            </Link>
          </dd>
        </div>
      </dl>
      {row.cells.length > 0 ? <Cells headings={done?.headings ?? []} cells={row.cells} /> : null}
      <Ways {...props} />
    </div>
  );
}

function Ways(props: {
  row: WaitingRow;
  busy: boolean;
  decide(account: string | null): void;
  dismiss(): void;
}) {
  const { t } = useTexts();
  const [account, setAccount] = useState('');
  const given = account.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.decide(given === '' ? null : given);
  };
  return (
    <form className="imports-form" onSubmit={submit}>
      <h2>{t('screens.imports.again_title')}</h2>
      <p className="side-note">{t('screens.imports.again_text')}</p>
      <AccountField value={account} change={setAccount} />
      <div className="imports-confirm-acts">
        <Offered needs={['imports/decideAgain']}>
          <Button htmlType="submit" loading={props.busy}>
            {t(given === '' ? 'screens.imports.again_file' : 'screens.imports.again_account')}
          </Button>
        </Offered>
        <Offered needs={['imports/dismiss']}>
          <Button onClick={props.dismiss}>{t('screens.imports.dismiss_one')}</Button>
        </Offered>
      </div>
    </form>
  );
}
