import { CloseOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { type FormEvent, useId } from 'react';
import type { ClientView } from '../../../contract/clients.ts';
import type { IdentifiedPart } from '../../../domain/imports/identify.ts';
import { showFen } from '../../app/figures.ts';
import { Offered } from '../../app/may.tsx';
import { useTexts } from '../../app/texts.ts';
import { type AnyKind, draftOf, emptyPart, faultOf, leftOf, type PartDraft, partOf } from './part-draft.ts';
import { PartFields } from './part-fields.tsx';
import type { WaitingMoney } from './waiting.ts';
import { WaitingHead } from './waiting-head.tsx';

/** What money may be, with what speaks for it. */
export interface KindHint<Kind extends AnyKind> {
  part: IdentifiedPart<Kind>;
  evidence: { code: string; text: string }[];
}

export interface IdentifyProps<Kind extends AnyKind> {
  row: WaitingMoney;
  kinds: readonly Kind[];
  hints: readonly KindHint<Kind>[];
  parts: readonly PartDraft<Kind>[];
  change(parts: readonly PartDraft<Kind>[]): void;
  clients: ReadonlyMap<number, ClientView>;
  busy: boolean;
  error: unknown;
  identify(parts: IdentifiedPart<Kind>[]): void;
}

/** Says what money was, in one part or several; each part posts what it turns out to be. */
export function IdentifyForm<Kind extends AnyKind>(props: IdentifyProps<Kind>) {
  const { t, refusal } = useTexts();
  const { row, parts, change } = props;
  const ready = identifiedParts(row.openFen, parts);
  const left = leftOf(row.openFen, parts);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) props.identify(ready);
  };
  return (
    <form className="claims-form" onSubmit={submit}>
      <WaitingHead row={row} />
      <Hints {...props} />
      <section className="side-section">
        <h2>{t('screens.claims.what')}</h2>
        <ul className="claims-parts">
          {parts.map((part, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: parts have no name but their place
            <Part key={at} {...props} part={part} at={at} />
          ))}
        </ul>
        <div className="claims-left">
          <Button
            size="small"
            icon={<PlusOutlined aria-hidden />}
            onClick={() => change([...parts, emptyPart<Kind>(left > 0 ? left : null)])}
          >
            {t('screens.claims.split')}
          </Button>
          <span className={left < 0 ? 'figures claims-fault' : 'figures'} role="status">
            {left < 0
              ? t('screens.claims.too_much', { amount: showFen(-left) })
              : t('screens.claims.left', { amount: showFen(left) })}
          </span>
        </div>
      </section>
      {props.error ? (
        <p className="claims-fault" role="alert">
          {refusal(props.error)}
        </p>
      ) : null}
      <IdentifyButton row={row} parts={parts} busy={props.busy} />
    </form>
  );
}

/** The parts that can be posted; null while one is not complete or they take more than there is. */
export function identifiedParts<Kind extends AnyKind>(
  openFen: number,
  drafts: readonly PartDraft<Kind>[],
): IdentifiedPart<Kind>[] | null {
  const parts = drafts.map(partOf).filter(part => part !== null);
  return parts.length === drafts.length && leftOf(openFen, drafts) >= 0 ? parts : null;
}

function Hints<Kind extends AnyKind>({ hints, change, clients, parts }: IdentifyProps<Kind>) {
  const { t } = useTexts();
  if (hints.length === 0) return <p className="side-note">{t('screens.claims.no_kind_hint')}</p>;
  return (
    <section className="side-section">
      <h2>{t('screens.claims.kind_hints')}</h2>
      <ol className="claims-hints">
        {hints.map(({ part, evidence }, nth) => (
          <li key={JSON.stringify(part)}>
            <button
              type="button"
              aria-pressed={parts.length === 1 && JSON.stringify(parts[0]) === JSON.stringify(draftOf(part))}
              onClick={() => change([draftOf(part)])}
            >
              <kbd>{nth + 1}</kbd>
              <b>
                {[
                  t(`screens.claims.kind.${part.kind}`),
                  clients.get(part.client ?? 0)?.name,
                  part.account,
                  part.no,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </b>
              <span>
                {evidence.map(({ code, text }) => t(`imports.evidence.${code}`, { text })).join('；')}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Part<Kind extends AnyKind>(props: IdentifyProps<Kind> & { part: PartDraft<Kind>; at: number }) {
  const { t } = useTexts();
  const { part, at, parts, change, clients } = props;
  const put = (next: Partial<PartDraft>) =>
    change(parts.map((each, i) => (i === at ? ({ ...each, ...next } as PartDraft<Kind>) : each)));
  return (
    <li>
      <Select<Kind>
        className="claims-kind"
        value={part.kind}
        placeholder={t('screens.claims.kind_hint')}
        aria-label={t('screens.claims.kind_of', { part: at + 1 })}
        options={props.kinds.map(value => ({ value, label: t(`screens.claims.kind.${value}`) }))}
        showSearch={{ optionFilterProp: 'label' }}
        onChange={kind => put({ kind })}
      />
      <Input
        className="claims-amount figures"
        value={part.amount}
        inputMode="decimal"
        prefix="¥"
        aria-label={t('screens.claims.amount_of', { part: at + 1 })}
        onChange={event => put({ amount: event.target.value })}
      />
      <Button
        type="text"
        size="small"
        icon={<CloseOutlined aria-hidden />}
        disabled={parts.length === 1}
        aria-label={t('screens.claims.drop_part', { part: at + 1 })}
        onClick={() => change(parts.filter((_, i) => i !== at))}
      />
      <div className="claims-fields">
        <PartFields part={part} change={put} clients={clients} />
      </div>
    </li>
  );
}

function IdentifyButton(props: { row: WaitingMoney; parts: readonly PartDraft[]; busy: boolean }) {
  const { t } = useTexts();
  const id = useId();
  const ready = identifiedParts(props.row.openFen, props.parts);
  const fault = props.parts.map(faultOf).find(each => each !== null);
  const sumFen = ready?.reduce((sum, { amountFen }) => sum + amountFen, 0) ?? 0;
  const kinds = [...new Set(ready?.map(({ kind }) => t(`screens.claims.kind.${kind}`)))];
  return (
    <div className="claims-do">
      <Offered needs={['imports/identify', 'imports/identifyReceipt']}>
        <Button type="primary" htmlType="submit" disabled={!ready} loading={props.busy} aria-describedby={id}>
          {ready
            ? t('screens.claims.identify', { amount: showFen(sumFen), kind: kinds.join(t('grid.comma')) })
            : t('screens.claims.identify_not_yet')}
        </Button>
      </Offered>
      <span id={id} className="muted">
        {ready ? '' : t(`screens.claims.missing.${fault ?? 'sum'}`)}
      </span>
    </div>
  );
}
