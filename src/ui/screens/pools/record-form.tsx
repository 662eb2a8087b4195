import { Input, Radio, Select } from 'antd';
import { useState } from 'react';
import type { LotView, PoolPageView, PoolRecord } from '../../../contract/pools.ts';
import { GRANT_SCOPES, type GrantScope } from '../../../domain/pools/grants.ts';
import { desk } from '../../app/client.ts';
import { showFen } from '../../app/figures.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';
import { Field } from './field.tsx';
import { BUCKETS_OF, draftOf, type RecordDraft, recordOf } from './record-draft.ts';

const KINDS = ['granted', 'expired', 'line', 'frozen'] as const;

/** Records what no file tells of a pool: a grant that came or ended, a line, a freeze. */
export function RecordForm(props: { page: PoolPageView; today: string; lot: LotView | null; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const { page, today, lot, close } = props;
  const [draft, setDraft] = useState<RecordDraft>(() => draftOf(today, lot));
  const { busy, fault, send } = useCommand<
    { pool: number; on: string; record: PoolRecord },
    { batch: number }
  >(desk.pools.record);
  const change = (patch: Partial<RecordDraft>) => setDraft({ ...draft, ...patch });
  const made = recordOf(draft);
  const submit = async () => {
    if (!made || !(await send({ pool: page.pool.id, ...made }))) return;
    notify.success('screens.pools.recorded', { what: t(`pools.record.${draft.kind}`) });
    close();
  };
  const amount = made ? showFen(made.record.amountFen) : '';
  const names = { granted: '', expired: '', line: draft.step, frozen: draft.step }[draft.kind];
  const act = names === '' ? draft.kind : `${draft.kind}_${draft.step}`;
  return (
    <SidePanel
      title={t('screens.pools.record')}
      close={close}
      submit={() => void submit()}
      act={made ? t(`screens.pools.record_do.${act}`, { amount }) : t(`pools.record.${draft.kind}`)}
      ready={made !== null}
      busy={busy}
      fault={fault ? refusal(fault) : null}
      needs={['pools/record']}
      note={t('screens.pools.record_note')}
    >
      <Radio.Group
        className="pools-radio"
        value={draft.kind}
        onChange={event =>
          setDraft({ ...draftOf(today, null), kind: event.target.value as RecordDraft['kind'] })
        }
      >
        {KINDS.map(kind => (
          <Radio key={kind} value={kind}>
            {t(`pools.record.${kind}`)}
          </Radio>
        ))}
      </Radio.Group>
      {draft.kind === 'line' || draft.kind === 'frozen' ? (
        <Radio.Group
          className="pools-radio"
          value={draft.step}
          onChange={event => change({ step: event.target.value as RecordDraft['step'] })}
        >
          {(['more', 'less'] as const).map(step => (
            <Radio key={step} value={step}>
              {t(`screens.pools.step.${draft.kind}.${step}`)}
            </Radio>
          ))}
        </Radio.Group>
      ) : null}
      <Field label={t('screens.pools.column.bucket')}>
        {id => (
          <Select
            id={id}
            value={draft.bucket}
            onChange={bucket => change({ bucket })}
            options={BUCKETS_OF[draft.kind].map(value => ({ value, label: t(`pools.bucket.${value}`) }))}
          />
        )}
      </Field>
      <Field label={t('screens.pools.field.amount')}>
        {id => (
          <Input
            id={id}
            className="figures"
            value={draft.amount}
            suffix={t('screens.pools.unit_yuan')}
            onChange={event => change({ amount: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('screens.pools.field.on')}>
        {id => (
          <Input
            id={id}
            className="figures"
            value={draft.on}
            maxLength={10}
            onChange={event => change({ on: event.target.value })}
          />
        )}
      </Field>
      {draft.kind === 'granted' || draft.kind === 'expired' ? (
        <Field label={t(draft.kind === 'granted' ? 'screens.pools.lot.lot' : 'screens.pools.lot.if_known')}>
          {id => (
            <Input
              id={id}
              className="figures"
              value={draft.lot}
              maxLength={120}
              onChange={event => change({ lot: event.target.value })}
            />
          )}
        </Field>
      ) : null}
      {draft.kind === 'granted' ? (
        <LotFields scope={draft.scope} expiresOn={draft.expiresOn} change={change} />
      ) : null}
    </SidePanel>
  );
}

function LotFields(props: {
  scope: GrantScope | '';
  expiresOn: string;
  change(patch: { scope?: GrantScope | ''; expiresOn?: string }): void;
}) {
  const { t } = useTexts();
  return (
    <>
      <Field label={t('screens.pools.lot.scope')}>
        {id => (
          <Select
            id={id}
            value={props.scope}
            onChange={scope => props.change({ scope })}
            options={[
              { value: '' as const, label: t('screens.pools.unknown') },
              ...GRANT_SCOPES.map(value => ({ value, label: t(`pools.scope.${value}`) })),
            ]}
          />
        )}
      </Field>
      <Field label={t('screens.pools.lot.expires_on')}>
        {id => (
          <Input
            id={id}
            className="figures"
            value={props.expiresOn}
            maxLength={10}
            placeholder="2026-12-31"
            onChange={event => props.change({ expiresOn: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Where a lot may be spent and when it expires. */
export function LotForm({ pool, lot, close }: { pool: number; lot: LotView; close(): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const [scope, setScope] = useState<GrantScope | ''>(lot.scope ?? '');
  const [expiresOn, setExpires] = useState(lot.expiresOn ?? '');
  const { busy, fault, send } = useCommand<
    { pool: number; lot: string; scope: GrantScope | null; expiresOn: string | null },
    { lot: string }
  >(desk.pools.describeLot);
  const isBad = expiresOn !== '' && !DAY.test(expiresOn);
  const isSame = scope === (lot.scope ?? '') && expiresOn === (lot.expiresOn ?? '');
  const submit = async () => {
    const wanted = {
      pool,
      lot: lot.lot,
      scope: scope === '' ? null : scope,
      expiresOn: expiresOn === '' ? null : expiresOn,
    };
    if (!(await send(wanted))) return;
    notify.success('screens.pools.lot_kept', { lot: lot.lot });
    close();
  };
  return (
    <SidePanel
      title={t('screens.pools.lot.of', { lot: lot.lot })}
      close={close}
      submit={() => void submit()}
      act={t('screens.pools.lot.do')}
      ready={!isSame && !isBad}
      busy={busy}
      fault={fault ? refusal(fault) : isBad ? t('screens.pools.bad_day') : null}
      needs={['pools/describeLot']}
    >
      <LotFields
        scope={scope}
        expiresOn={expiresOn}
        change={patch => {
          if (patch.scope !== undefined) setScope(patch.scope);
          if (patch.expiresOn !== undefined) setExpires(patch.expiresOn);
        }}
      />
    </SidePanel>
  );
}
