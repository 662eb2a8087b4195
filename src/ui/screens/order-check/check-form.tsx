import { Segmented } from 'antd';
import type { KeyboardEvent, ReactNode } from 'react';
import { goalLabels } from '../../../domain/rulebook/goals.ts';
import { type Rules, rowsFor, ruleFor } from '../../../domain/rulebook/lookup.ts';
import { PAYMENTS, PRODUCTS, type Product, SCENES, type Scene } from '../../../domain/rulebook/types.ts';
import { UPGRADE_STATES } from '../../../domain/upgrade/states.ts';
import { useTexts } from '../../app/texts.ts';
import { AccountField } from './account-field.tsx';
import { type DraftField, isAsked, turned } from './draft.ts';
import { type FormView, OfferedField, TypedField, WordField } from './fields.tsx';
import { SeverityChip } from './finding-list.tsx';
import { PresetField, type PresetOffer } from './preset-field.tsx';

const YES = ['yes', 'no'];

/** The four fields of the pre-check, and the rest folded in the order in which an order is placed (ORD-6). */
export function CheckForm(props: {
  view: FormView;
  rules: Rules;
  inBook: boolean;
  /** The presets of the account's client; null where none is known. */
  presets: PresetOffer | null;
}) {
  const { view, rules, inBook, presets } = props;
  const { t } = useTexts();
  const { draft, set } = view;
  const douplus = draft.product === 'douplus';
  return (
    <form
      className="check-form"
      autoComplete="off"
      onKeyDown={goOn}
      onSubmit={event => event.preventDefault()}
    >
      <section className="panel check-first" aria-labelledby="check-first">
        <div className="panel-head">
          <h2 id="check-first">{t('screens.order_check.first')}</h2>
          <span className="muted">{t('screens.order_check.enter')}</span>
        </div>
        <div className="check-fields">
          <Choice
            name={t('screens.order_check.field.product')}
            value={draft.product}
            words={PRODUCTS}
            say={word => t(`screens.order_check.product.${word}`)}
            choose={product => set(turned(draft, { product: product as Product }))}
          />
          <Choice
            name={t('screens.order_check.field.scene')}
            value={draft.scene}
            words={SCENES}
            say={word => t(`screens.order_check.scene.${word}`)}
            choose={scene => set(turned(draft, { scene: scene as Scene }))}
          />
          <AccountField view={view} inBook={inBook} />
          <WordField view={view} field="banned" words={['no', 'yes']} />
          <TypedField view={view} field="amount" unit={t('screens.order_check.yuan')} />
          <WordField view={view} field="payment" words={PAYMENTS} />
        </div>
      </section>
      <Fold view={view} name={t('screens.order_check.steps_of_order')} fields={STEP_FIELDS} open>
        <Steps view={view} rules={rules} presets={presets} />
      </Fold>
      <Fold
        view={view}
        name={t(`screens.order_check.creative.${draft.scene}`)}
        fields={CREATIVE_FIELDS}
        open={douplus}
      >
        {isAsked('open', draft) ? <WordField view={view} field="open" words={YES} /> : null}
        {isAsked('title', draft) ? <TypedField view={view} field="title" /> : null}
        {isAsked('seconds', draft) ? <TypedField view={view} field="seconds" /> : null}
        {isAsked('cart', draft) ? (
          <WordField view={view} field="cart" words={['none', 'xiaodian', 'external']} />
        ) : null}
        {isAsked('anchor', draft) ? (
          <WordField view={view} field="anchor" words={['none', 'cart', 'xiaofengche']} />
        ) : null}
        {isAsked('cartUsed', draft) ? <WordField view={view} field="cartUsed" words={YES} /> : null}
        {isAsked('content', draft) ? (
          <WordField view={view} field="content" words={['normal', 'marketing']} />
        ) : null}
        <TypedField view={view} field="material" name={t(`screens.order_check.material_of.${draft.scene}`)} />
        {presets ? <PresetField kind="creative" offer={presets} draft={draft} set={view.set} /> : null}
      </Fold>
      {douplus ? (
        <>
          <Fold view={view} name={t('screens.order_check.subject_fold')} fields={SUBJECT_FIELDS} open>
            <WordField view={view} field="kind" words={['enterprise', 'individual']} />
            {isAsked('verified', draft) ? (
              <WordField view={view} field="verified" words={['none', 'passed', 'expired']} />
            ) : null}
            <WordField view={view} field="upgrade" words={UPGRADE_STATES} />
            <WordField
              view={view}
              field="papers"
              words={YES}
              name={t(`screens.order_check.papers_of.${draft.kind || 'unknown'}`)}
            />
            <WordField view={view} field="lead" words={YES} />
            <WordField view={view} field="usedBefore" words={YES} />
          </Fold>
          <Fold view={view} name={t('screens.order_check.used_fold')} fields={USED_FIELDS} open>
            <TypedField view={view} field="usedToday" unit={t('screens.order_check.yuan')} />
            <TypedField view={view} field="usedTotal" unit={t('screens.order_check.yuan')} />
            <TypedField view={view} field="usedAccount" unit={t('screens.order_check.yuan')} />
            {isAsked('usedVideo', draft) ? (
              <TypedField view={view} field="usedVideo" unit={t('screens.order_check.yuan')} />
            ) : null}
          </Fold>
        </>
      ) : null}
    </form>
  );
}

const STEP_FIELDS: readonly DraftField[] = ['goal', 'hours', 'targeting', 'bid'];
const CREATIVE_FIELDS: readonly DraftField[] = [
  ...(['open', 'title', 'seconds', 'cart', 'anchor', 'cartUsed', 'content', 'material'] as const),
];
const SUBJECT_FIELDS: readonly DraftField[] = ['kind', 'verified', 'upgrade', 'papers', 'lead', 'usedBefore'];
const USED_FIELDS: readonly DraftField[] = ['usedToday', 'usedTotal', 'usedAccount', 'usedVideo'];

/** The steps of the app in its order, by the rule; what stands above is named only. */
function Steps({ view, rules, presets }: { view: FormView; rules: Rules; presets: PresetOffer | null }) {
  const { t } = useTexts();
  const { product, scene } = view.draft;
  const steps = ruleFor(rules, 'order_steps', product)?.value ?? FALLBACK_STEPS;
  const fields: Record<string, ReactNode> = {
    goal: <OfferedField view={view} field="goal" offered={goalLabels(rules, product, scene)} />,
    duration: <OfferedField view={view} field="hours" offered={hoursOf(rules, product, scene)} />,
    targeting: (
      <div className="check-targeting">
        <TypedField view={view} field="targeting" figures={false} />
        {presets ? <PresetField kind="targeting" offer={presets} draft={view.draft} set={view.set} /> : null}
      </div>
    ),
    payment: <TypedField view={view} field="coupon" unit={t('screens.order_check.yuan')} />,
    bid: <WordField view={view} field="bid" words={['plays', 'goal_auto', 'goal_manual']} />,
  };
  return steps.map((step, at) => (
    <div key={step} className="check-step" data-above={fields[step] === undefined}>
      <span className="check-step-no figures">{at + 1}</span>
      {fields[step] ?? (
        <p>
          {t(`screens.order_check.step.${step}`)}{' '}
          <span className="muted">
            {t(step === 'place' ? 'screens.order_check.step_place' : 'screens.order_check.step_above')}
          </span>
        </p>
      )}
    </div>
  ));
}

/** DOU+ has no rule of its own about its steps; what is asked stands in the same order. */
const FALLBACK_STEPS = ['goal', 'duration', 'targeting', 'bid', 'amount', 'payment', 'place'];

function hoursOf(rules: Rules, product: Product, scene: Scene): string[] {
  return [...new Set(rowsFor(rules, 'durations', product, scene).flatMap(({ value }) => value.hours))].map(
    String,
  );
}

/** A group of fields that folds; its heading says how grave what stands inside is. */
function Fold(props: {
  view: FormView;
  name: string;
  fields: readonly DraftField[];
  open?: boolean;
  children: ReactNode;
}) {
  const { beside } = props.view;
  const grave = (['block', 'warn'] as const).find(severity =>
    props.fields.some(field => beside.get(field)?.severity === severity),
  );
  return (
    <details className="panel check-fold" open={props.open}>
      <summary>
        <h2>{props.name}</h2>
        {grave ? <SeverityChip severity={grave} /> : null}
      </summary>
      <div className="check-fields">{props.children}</div>
    </details>
  );
}

function Choice<Word extends string>(props: {
  name: string;
  value: Word;
  words: readonly Word[];
  say(word: Word): string;
  choose(word: Word): void;
}) {
  return (
    <div className="clients-field">
      <span className="check-choice-name" aria-hidden>
        {props.name}
      </span>
      <Segmented
        block
        aria-label={props.name}
        value={props.value}
        options={props.words.map(value => ({ value, label: props.say(value) }))}
        onChange={value => props.choose(value as Word)}
      />
      <div className="clients-field-note" />
    </div>
  );
}

const FIELDS = 'input:not([type="radio"], [type="file"], [disabled])';

/** Enter goes on to the next field; in an open list it chooses, as ever. */
function goOn(event: KeyboardEvent<HTMLFormElement>): void {
  const { target } = event;
  if (event.key !== 'Enter' || event.nativeEvent.isComposing || !(target instanceof HTMLInputElement)) return;
  if (target.getAttribute('aria-expanded') === 'true') return;
  event.preventDefault();
  const fields = [...event.currentTarget.querySelectorAll<HTMLInputElement>(FIELDS)].filter(field =>
    field.checkVisibility(),
  );
  fields[fields.indexOf(target) + 1]?.focus();
}
