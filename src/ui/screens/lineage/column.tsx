import type { ReactNode } from 'react';
import { useTexts } from '../../app/texts.ts';

/** Ways from the chain to other places, each kept in the trail. */
export interface LineageWays {
  open(path: string): void;
}

/** One stage of the chain. */
export function Column(props: { name: string; count: string; children: ReactNode }) {
  const { t } = useTexts();
  const { name, count, children } = props;
  return (
    <section className="lin-column" aria-label={t(`screens.lineage.${name}`)}>
      <h2>
        {t(`screens.lineage.${name}`)} <span className="muted figures">{count}</span>
      </h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls what the mouse wheel scrolls */}
      <div className="lin-cards" tabIndex={0}>
        {children}
      </div>
    </section>
  );
}

/** A card of a stage; `isAsked`: it is what the chain was asked from. */
export function Card(props: { isAsked?: boolean; head: ReactNode; children?: ReactNode }) {
  return (
    <article className="lin-card" data-asked={props.isAsked || undefined}>
      <header>{props.head}</header>
      {props.children}
    </article>
  );
}
