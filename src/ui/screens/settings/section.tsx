import { type ReactNode, useId } from 'react';

/** A group of settings under its heading; `acts` stand beside it. */
export function Section(props: { title: string; acts?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <section className="panel" aria-labelledby={id}>
      <header className="panel-head">
        <h2 id={id}>{props.title}</h2>
        {props.acts}
      </header>
      {props.children}
    </section>
  );
}
