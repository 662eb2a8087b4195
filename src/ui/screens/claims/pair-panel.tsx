import { Button, Checkbox } from 'antd';
import { type FormEvent, useId } from 'react';
import { Link } from 'react-router';
import type { OpenTransfer } from '../../../contract/imports.ts';
import { showCount, showFen } from '../../app/figures.ts';
import { Offered } from '../../app/may.tsx';
import { sourceFilePath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { useMoneyNames } from './queries.ts';
import { differenceFen, type Pairing, type WaitingTransfer } from './transfers.ts';
import { WaitingHead } from './waiting-head.tsx';

/** Other sides that are listed at most; what the book suggests stands first. */
const OTHERS_SHOWN = 30;

/** The side in hand, the one that it is to be paired with, and what lies between them. */
export function PairPanel(props: {
  row: WaitingTransfer;
  others: readonly OpenTransfer[];
  other: OpenTransfer | null;
  choose(other: OpenTransfer): void;
  pairing: Pairing | null;
  keepsFee: boolean;
  keepFee(on: boolean): void;
  ready: Pairing | null;
  busy: boolean;
  error: unknown;
  pair(pairing: Pairing): void;
}) {
  const { t, refusal } = useTexts();
  const id = useId();
  const { row, pairing, ready } = props;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) props.pair(ready);
  };
  const fee = ready ? differenceFen(ready) : 0;
  return (
    <form className="claims-form claims-pair" onSubmit={submit}>
      <WaitingHead row={row} />
      <PlaceLink leg={row.leg} />
      <section className="side-section claims-others">
        <h2>{t(`screens.claims.transfer.other.${row.leg.side}`)}</h2>
        {props.others.length === 0 ? (
          <p className="side-note">{t(`screens.claims.transfer.no_other.${row.leg.side}`)}</p>
        ) : (
          <Others {...props} />
        )}
      </section>
      <Difference pairing={pairing} keepsFee={props.keepsFee} keepFee={props.keepFee} />
      {props.error ? (
        <p className="claims-fault" role="alert">
          {refusal(props.error)}
        </p>
      ) : null}
      <div className="claims-do">
        <Offered needs={['imports/pair']}>
          <Button
            type="primary"
            htmlType="submit"
            disabled={!ready}
            loading={props.busy}
            aria-describedby={id}
          >
            {ready
              ? t(fee > 0 ? 'screens.claims.transfer.pair_fee' : 'screens.claims.transfer.pair', {
                  amount: showFen(ready.in.amountFen),
                  fee: showFen(fee),
                })
              : t('screens.claims.transfer.pair_not_yet')}
          </Button>
        </Offered>
        <span id={id} className="muted">
          {pairing ? '' : t('screens.claims.transfer.choose_other')}
        </span>
      </div>
    </form>
  );
}

/** The row of the file that says so. */
function PlaceLink({ leg }: { leg: OpenTransfer }) {
  const { t } = useTexts();
  if (!leg.place) return null;
  const { file, sourceRow, name, sheet, row } = leg.place;
  return (
    <p className="claims-place">
      <Link className="line-link" to={sourceFilePath(file, sourceRow)} title={name}>
        {[name, sheet, t('screens.statements.place_row', { row: showCount(row) })]
          .filter(Boolean)
          .join(' · ')}
      </Link>
    </p>
  );
}

function Others(props: {
  row: WaitingTransfer;
  others: readonly OpenTransfer[];
  other: OpenTransfer | null;
  choose(other: OpenTransfer): void;
}) {
  const { t } = useTexts();
  const names = useMoneyNames();
  const { row, others, other } = props;
  const suggested = new Set(row.leg.candidates.map(({ id }) => id));
  return (
    <ol className="claims-hints">
      {others.slice(0, OTHERS_SHOWN).map((each, nth) => (
        <li key={each.id}>
          <button type="button" aria-pressed={each.id === other?.id} onClick={() => props.choose(each)}>
            {suggested.has(each.id) && nth < 9 ? <kbd>{nth + 1}</kbd> : <i aria-hidden />}
            <b className="claims-other">
              <span className="figures">{each.day}</span>
              <span className="claims-other-name">{names.get(each.money) ?? ''}</span>
              <span className="figures">{showFen(each.amountFen)}</span>
            </b>
            <span className="claims-other-said">
              {[
                suggested.has(each.id) ? t('screens.claims.transfer.fits') : '',
                each.text.party,
                each.text.memo,
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

/** What left, what arrived, and what lies between; it may only have been kept on the way. */
function Difference(props: { pairing: Pairing | null; keepsFee: boolean; keepFee(on: boolean): void }) {
  const { t } = useTexts();
  const { pairing } = props;
  const left = pairing ? differenceFen(pairing) : null;
  return (
    <section className="side-section" aria-label={t('screens.claims.transfer.difference')}>
      <dl className="claims-between figures">
        <div>
          <dt>{t('screens.claims.transfer.out')}</dt>
          <dd>{pairing ? showFen(pairing.out.amountFen) : '–'}</dd>
        </div>
        <div>
          <dt>{t('screens.claims.transfer.in')}</dt>
          <dd>{pairing ? showFen(pairing.in.amountFen) : '–'}</dd>
        </div>
        <div data-open={left !== null && left !== 0}>
          <dt>{t('screens.claims.transfer.difference')}</dt>
          <dd>{left === null ? '–' : showFen(left)}</dd>
        </div>
      </dl>
      <div className="claims-kept">
        {left !== null && left > 0 ? (
          <Checkbox checked={props.keepsFee} onChange={event => props.keepFee(event.target.checked)}>
            {t('screens.claims.transfer.keeps', { amount: showFen(left) })}
          </Checkbox>
        ) : left !== null && left < 0 ? (
          <span className="claims-fault">{t('screens.claims.transfer.more_arrived')}</span>
        ) : null}
      </div>
    </section>
  );
}
