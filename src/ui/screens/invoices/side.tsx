import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Chip, type Tone } from '../../app/chip.tsx';
import { showFen } from '../../app/figures.ts';
import { useTexts } from '../../app/texts.ts';

/** What stands beside a list: a name, a state, the acts, and sections that scroll. */
export function Side(props: {
  title: string;
  under?: ReactNode;
  chip?: { tone: Tone; word: string };
  acts?: ReactNode;
  close(): void;
  children: ReactNode;
}) {
  const { t } = useTexts();
  return (
    <aside className="inv-side" aria-label={props.title}>
      <header>
        <div className="inv-side-name">
          <h2>{props.title}</h2>
          {props.under ? <p className="inv-quiet">{props.under}</p> : null}
        </div>
        {props.chip ? <Chip tone={props.chip.tone} word={props.chip.word} /> : null}
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined aria-hidden />}
          aria-label={t('screens.invoices.close')}
          onClick={props.close}
        />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls what the mouse wheel scrolls */}
      <div className="inv-side-body" tabIndex={0}>
        {props.acts ? <div className="inv-acts">{props.acts}</div> : null}
        {props.children}
      </div>
    </aside>
  );
}

/** Names with their figures, right-aligned; `strong` is the one that matters. */
export function Lines({
  lines,
}: {
  lines: readonly { name: string; fen: number; strong?: boolean; sign?: '−' | '+' }[];
}) {
  return (
    <dl className="inv-lines">
      {lines.map(({ name, fen, strong, sign }) => (
        <div key={name} data-strong={strong}>
          <dt>
            {sign ? <span aria-hidden>{sign}</span> : null}
            {name}
          </dt>
          <dd className="figures" data-negative={fen < 0}>
            {showFen(fen)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A fact in words. */
export function Facts({ facts }: { facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="inv-facts">
      {facts
        .filter(([, value]) => value !== null && value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
