import { useQuery } from '@tanstack/react-query';
import { Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import type { UpgradePlacement, UpgradeRow } from '../../../contract/upgrade.ts';
import { ANCHORS, CARTS, CONTENTS } from '../../../domain/upgrade/facts.ts';
import { UPGRADE_STATES, type UpgradeState } from '../../../domain/upgrade/states.ts';
import { desk } from '../../app/client.ts';
import { useTexts } from '../../app/texts.ts';
import { RuleLine } from './cited.tsx';
import { ActForm, Field } from './form.tsx';
import { useCommand } from './queries.ts';

type Before = 'old' | 'new' | 'unknown';
/** States in which an account may be found when the agency first looks. */
const STANDINGS = UPGRADE_STATES.filter(state => !['unknown', 'verification_expired'].includes(state));

interface Draft {
  scene: 'video' | 'live';
  cart: (typeof CARTS)[number] | '';
  anchor: (typeof ANCHORS)[number] | '';
  goal: string;
  content: (typeof CONTENTS)[number] | '';
  lead: 'yes' | 'no' | '';
}

/** Newest orders that a case may be opened on. */
const ORDERS_OFFERED = 50;

const BLANK: Draft = { scene: 'video', cart: '', anchor: '', goal: '', content: '', lead: '' };

function placementOf(draft: Draft): UpgradePlacement {
  return {
    scene: draft.scene,
    ...(draft.goal.trim() === '' ? {} : { goal: draft.goal.trim() }),
    ...(draft.scene === 'video' && draft.cart !== '' ? { video: { cart: draft.cart } } : {}),
    ...(draft.scene === 'live' && draft.anchor !== '' ? { live: { anchor: draft.anchor } } : {}),
    ...(draft.scene === 'video' && draft.content !== '' ? { contentJudged: draft.content } : {}),
    ...(draft.lead === '' ? {} : { ecommerceLead: draft.lead === 'yes' }),
  };
}

/** Judges a placement by UPG-1 while it is typed, says UPG-0, and opens the case. */
export function OpenForm(props: { row: UpgradeRow; startOrder: number | null; close(): void }) {
  const { row, startOrder, close } = props;
  const { t } = useTexts();
  const [draft, setDraft] = useState(BLANK);
  const [before, setBefore] = useState<Before>('old');
  const [told, setTold] = useState(false);
  const [stands, setStands] = useState<UpgradeState | ''>('');
  const [order, setOrder] = useState<number | null>(startOrder);
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const placement = placementOf(draft);
  const { account } = row;
  const judged = useQuery({
    queryKey: ['book', 'upgrade', account, 'assess', placement],
    queryFn: () => desk.upgrade.assess({ account, placement }),
    placeholderData: last => last,
  }).data;
  const orders = useQuery({
    queryKey: ['book', 'orders', 'of_account', account],
    queryFn: () => desk.orders.list({ filter: { account, product: 'douplus' }, limit: ORDERS_OFFERED }),
  }).data;
  const { busy, fault, send } = useCommand(desk.upgrade.open);
  const required = judged?.required ?? 'unknown';
  const starts = stands === '' && (required === 'yes' || before === 'new');
  const ready = stands !== '' || (starts ? told : required === 'no');
  const act = () => {
    if (stands !== '') return t('screens.upgrade.open.stands', { state: t(`upgrade.state.${stands}`) });
    if (before === 'new') return t('screens.upgrade.open.new');
    return t(`screens.upgrade.open.${required}`);
  };
  const submit = async () => {
    const usedBefore = before === 'unknown' ? null : before === 'old';
    const wanted = {
      ...{ account, placement, usedBefore, told },
      ...(order === null ? {} : { order }),
      ...(stands === '' ? {} : { stands }),
    };
    if (await send(wanted)) close();
  };
  const choices = <T extends string>(values: readonly T[], say: (value: T) => string) => [
    { value: '', label: t('screens.upgrade.unknown') },
    ...values.map(value => ({ value, label: say(value) })),
  ];
  return (
    <ActForm
      title={t('screens.upgrade.open.title')}
      act={act()}
      ready={ready}
      busy={busy}
      fault={fault}
      submit={() => void submit()}
      close={close}
    >
      <div className="upg-fields">
        <Field name={t('screens.upgrade.scene')}>
          {id => (
            <Select
              id={id}
              value={draft.scene}
              onChange={scene => set({ scene })}
              options={(['video', 'live'] as const).map(value => ({
                value,
                label: t(`screens.upgrade.scene.${value}`),
              }))}
            />
          )}
        </Field>
        <Field name={t(`upgrade.dimension.anchor`)}>
          {id =>
            draft.scene === 'video' ? (
              <Select
                id={id}
                value={draft.cart}
                onChange={cart => set({ cart: cart as Draft['cart'] })}
                options={choices(CARTS, value => t(`screens.upgrade.cart.${value}`))}
              />
            ) : (
              <Select
                id={id}
                value={draft.anchor}
                onChange={anchor => set({ anchor: anchor as Draft['anchor'] })}
                options={choices(ANCHORS, value => t(`screens.upgrade.anchor.${value}`))}
              />
            )
          }
        </Field>
        <Field name={t('upgrade.dimension.goal')}>
          {id => (
            <Input
              id={id}
              value={draft.goal}
              maxLength={40}
              placeholder={t('screens.upgrade.goal_example')}
              onChange={event => set({ goal: event.target.value })}
            />
          )}
        </Field>
        <Field name={t('upgrade.dimension.content')}>
          {id => (
            <Select
              id={id}
              disabled={draft.scene === 'live'}
              value={draft.content}
              onChange={content => set({ content: content as Draft['content'] })}
              options={choices(CONTENTS, value => t(`screens.upgrade.content.${value}`))}
            />
          )}
        </Field>
        <Field name={t('screens.upgrade.lead')}>
          {id => (
            <Select
              id={id}
              value={draft.lead}
              onChange={lead => set({ lead: lead as Draft['lead'] })}
              options={choices(['yes', 'no'] as const, value => t(`screens.upgrade.lead.${value}`))}
            />
          )}
        </Field>
        <Field name={t('screens.upgrade.before')}>
          {id => (
            <Select
              id={id}
              value={before}
              onChange={setBefore}
              options={(['old', 'new', 'unknown'] as const).map(value => ({
                value,
                label: t(`screens.upgrade.before.${value}`),
              }))}
            />
          )}
        </Field>
      </div>
      <div className="upg-judged" data-required={required} role="status">
        <strong>{t(`screens.upgrade.judged.${required}`)}</strong>
        <ul>
          {judged?.triggers.map(({ cited }) => (
            <RuleLine key={cited.row} cited={cited} />
          ))}
        </ul>
        {required === 'unknown' && judged ? (
          <span>
            {t('screens.upgrade.judged.missing', {
              parts: judged.unknown
                .map(each => t(`upgrade.dimension.${each}`))
                .join(t('upgrade.reminders.join')),
            })}
          </span>
        ) : null}
      </div>
      {starts && judged?.label ? (
        <div className="upg-told">
          <ul>
            <RuleLine cited={judged.label} />
          </ul>
          <Checkbox checked={told} onChange={event => setTold(event.target.checked)}>
            {t('screens.upgrade.told')}
          </Checkbox>
        </div>
      ) : null}
      {orders && orders.total > 0 ? (
        <Field name={t('screens.upgrade.on_order')} hint={t('screens.upgrade.on_order_hint')}>
          {id => (
            <Select
              id={id}
              value={order ?? 0}
              onChange={value => setOrder(value === 0 ? null : value)}
              options={[
                { value: 0, label: t('screens.upgrade.on_order.none') },
                ...orders.orders.map(each => ({
                  value: each.id,
                  label: t('screens.upgrade.on_order.option', { day: each.placedOn, no: each.orderNo }),
                })),
              ]}
            />
          )}
        </Field>
      ) : null}
      <Field name={t('screens.upgrade.stands')} hint={t('screens.upgrade.stands_hint')}>
        {id => (
          <Select
            id={id}
            value={stands}
            onChange={setStands}
            options={[
              { value: '' as const, label: t('screens.upgrade.stands.none') },
              ...STANDINGS.map(value => ({ value, label: t(`upgrade.state.${value}`) })),
            ]}
          />
        )}
      </Field>
    </ActForm>
  );
}
