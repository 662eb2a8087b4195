import { Button } from 'antd';
import { useEffect, useState } from 'react';
import type { InvoiceDetail } from '../../../contract/invoices.ts';
import { isAccepted } from '../../../domain/invoices/register.ts';
import { groupThousands } from '../../../domain/money.ts';
import { desk } from '../../app/client.ts';
import { showFen } from '../../app/figures.ts';
import { useMay } from '../../app/may.tsx';
import { useNotify } from '../../app/notify.tsx';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { useTexts } from '../../app/texts.ts';
import { today } from '../clients/days.ts';
import { useCommand } from '../clients/use-command.ts';
import { InvoiceFiles } from './invoice-files.tsx';
import { useInvoice } from './queries.ts';
import { RedFormForm } from './red-form-form.tsx';
import { ResolveForm } from './resolve-form.tsx';
import { Facts, Side } from './side.tsx';
import { INVOICE_TONES, type InvoiceState } from './words.ts';

/** One invoice: its parties and sums, what it covers, its red letters, its files. */
export function InvoiceSide({ invoice, close }: { invoice: number; close(): void }) {
  const { t } = useTexts();
  const { data, error, refetch } = useInvoice(invoice);
  const [doing, act] = useState<'red' | 'resolve' | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another invoice has no form of the one before
  useEffect(() => act(null), [invoice]);
  const back = () => act(null);
  if (data && doing === 'red') return <RedFormForm key={data.id} blue={data} close={back} />;
  if (data && doing === 'resolve') return <ResolveForm key={data.id} row={data} close={back} />;
  if (data) return <Known detail={data} act={act} close={close} />;
  return (
    <Side title={t('screens.invoices.detail')} close={close}>
      {error ? <ErrorPanel error={error} again={() => void refetch()} /> : <SkeletonRows />}
    </Side>
  );
}

function Known(props: { detail: InvoiceDetail; act(doing: 'red' | 'resolve'): void; close(): void }) {
  const { t } = useTexts();
  const { detail } = props;
  const state = stateOf(detail);
  return (
    <Side
      title={detail.number}
      under={t(`invoices.direction.${detail.direction}`)}
      chip={{ tone: INVOICE_TONES[state], word: t(`invoices.report.state.${state}`) }}
      close={props.close}
      acts={<Acts {...props} />}
    >
      <section>
        <p className="inv-gross figures" data-negative={detail.grossFen < 0}>
          {showFen(detail.grossFen)}
        </p>
        <p className="inv-quiet inv-capital">{detail.capital}</p>
        <Facts
          facts={[
            [
              t('invoices.report.column.date'),
              <span key="d" className="figures">
                {detail.issuedOn}
              </span>,
            ],
            [t('invoices.report.column.kind'), detail.kind && t(`invoices.kind.${detail.kind}`)],
            [t('invoices.report.column.net'), <Money key="n" fen={detail.netFen} />],
            [t('invoices.report.column.tax'), <Money key="t" fen={detail.taxFen} />],
            [
              t('invoices.report.column.seller'),
              <Party key="s" name={detail.seller} no={detail.sellerTaxNo} />,
            ],
            [t('invoices.report.column.buyer'), <Party key="b" name={detail.buyer} no={detail.buyerTaxNo} />],
            [t('invoices.report.column.client'), detail.clientName],
            [t('screens.invoices.supplier'), detail.supplierName],
            [
              t('invoices.report.column.blue'),
              detail.blue && <span className="figures">{detail.blue.number}</span>,
            ],
            [t('invoices.report.column.certified'), detail.certifiedOn],
            [
              t('screens.invoices.asked'),
              detail.request && `${detail.request.askedOn} ${detail.request.askedBy}`,
            ],
            [t('screens.invoices.match_note'), detail.matchNote],
            [t('screens.invoices.field.note'), detail.remark],
          ]}
        />
        {detail.counts ? null : <p className="inv-quiet">{t('screens.invoices.before_book')}</p>}
      </section>
      <Findings detail={detail} />
      {detail.covers.length > 0 ? <Covers detail={detail} /> : null}
      {detail.lines.length > 0 ? <ItemLines detail={detail} /> : null}
      {detail.reds.length > 0 ? <Reds detail={detail} /> : null}
      {detail.files.length > 0 ? <InvoiceFiles detail={detail} /> : null}
    </Side>
  );
}

function stateOf({ state, matchState, isRed }: InvoiceDetail): InvoiceState {
  if (state === 'void') return 'void';
  if (matchState === 'mismatched' || matchState === 'routed' || matchState === 'rejected') return matchState;
  return isRed ? 'red' : 'standing';
}

function Money({ fen }: { fen: number }) {
  return (
    <span className="figures" data-negative={fen < 0}>
      {showFen(fen)}
    </span>
  );
}

function Party({ name, no }: { name: string; no: string }) {
  return (
    <>
      {name}
      {no === '' ? null : <span className="inv-quiet figures"> {no}</span>}
    </>
  );
}

type Certified = { invoices: number[]; on: string };

function Acts({ detail, act }: { detail: InvoiceDetail; act(doing: 'red' | 'resolve'): void }) {
  const { t } = useTexts();
  const notify = useNotify();
  const may = useMay();
  const certify = useCommand<Certified, { taxFen: number }>(desk.invoices.certify);
  const cancel = useCommand<{ invoice: number }, object>(desk.invoices.void);
  const stands = detail.state === 'standing' && !detail.isRed;
  const isOld = detail.number.includes('-');
  const mayCertify =
    stands &&
    detail.direction === 'platform_agency' &&
    isAccepted(detail.matchState) &&
    detail.certifiedOn === null &&
    (detail.kind?.endsWith('special') ?? false);
  const doCertify = async () => {
    const done = await certify.send({ invoices: [detail.id], on: today() });
    if (done) notify.success('screens.invoices.certified', { tax: showFen(done.taxFen) });
  };
  const doVoid = async () => {
    if (await cancel.send({ invoice: detail.id })) notify.success('screens.invoices.voided');
  };
  useEffect(() => {
    const fault = certify.fault ?? cancel.fault;
    if (fault) notify.refusal(fault);
  }, [certify.fault, cancel.fault, notify]);
  return (
    <>
      {!isAccepted(detail.matchState) && may('invoices.resolve') ? (
        <Button type="primary" size="small" onClick={() => act('resolve')}>
          {t('screens.invoices.resolve')}
        </Button>
      ) : null}
      {mayCertify && may('invoices.certify') ? (
        <Button type="primary" size="small" loading={certify.busy} onClick={() => void doCertify()}>
          {t('screens.invoices.certify')}
        </Button>
      ) : null}
      {stands && isAccepted(detail.matchState) && detail.restFen > 0 && may('invoices.enterForm') ? (
        <Button size="small" onClick={() => act('red')}>
          {t('screens.invoices.red')}
        </Button>
      ) : null}
      {stands && isOld && detail.direction === 'agency_client' && may('invoices.void') ? (
        <Button size="small" danger loading={cancel.busy} onClick={() => void doVoid()}>
          {t('screens.invoices.void')}
        </Button>
      ) : null}
    </>
  );
}

function Findings({ detail }: { detail: InvoiceDetail }) {
  const { t } = useTexts();
  const shown = detail.findings.filter(({ severity }) => severity !== 'info');
  if (shown.length === 0) return null;
  return (
    <ul className="inv-findings">
      {shown.map(({ code, params, severity }) => (
        <li key={code} data-severity={severity}>
          {t(code, params)}
        </li>
      ))}
    </ul>
  );
}

/** Which spend or bill each yuan stands for. */
function Covers({ detail }: { detail: InvoiceDetail }) {
  const { t } = useTexts();
  return (
    <section>
      <h3>{t('screens.invoices.covers')}</h3>
      <table className="plain-table inv-parts">
        <tbody>
          {detail.covers.map(cover => (
            <tr key={`${cover.of} ${cover.pool} ${cover.month}`}>
              <td className="figures">{cover.month ?? ''}</td>
              <td>{cover.of === 'charges' ? cover.poolName : t(`screens.invoices.cover.${cover.of}`)}</td>
              <td className="number figures">{showFen(cover.grossFen - cover.discountFen)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ItemLines({ detail }: { detail: InvoiceDetail }) {
  const { t } = useTexts();
  return (
    <section>
      <h3>{t('screens.invoices.lines', { count: detail.lines.length })}</h3>
      <table className="plain-table inv-parts">
        <tbody>
          {detail.lines.map((line, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of a paper have no name of their own
            <tr key={at}>
              <td>{line.name}</td>
              <td className="figures">{line.rate}</td>
              <td className="number figures">{groupThousands(line.net)}</td>
              <td className="number figures">{groupThousands(line.tax)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Reds({ detail }: { detail: InvoiceDetail }) {
  const { t } = useTexts();
  return (
    <section>
      <h3>{t('screens.invoices.reds', { rest: showFen(detail.restFen) })}</h3>
      <table className="plain-table inv-parts">
        <tbody>
          {detail.reds.map(red => (
            <tr key={red.id}>
              <td className="figures">{red.issuedOn}</td>
              <td className="figures">{red.number}</td>
              <td className="number figures" data-negative>
                {showFen(red.grossFen)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
