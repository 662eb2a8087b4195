import type { ReactNode } from 'react';

/** The body of a tab: what it is about, its acts, then its table, or what to do while there is nothing. */
export function TabPanel(props: {
  about: string;
  acts?: ReactNode;
  empty?: string | null;
  children: ReactNode;
}) {
  return (
    <section className="panel clients-tab">
      <header className="panel-head">
        <span className="clients-note">{props.about}</span>
        <span className="clients-acts">{props.acts}</span>
      </header>
      <div className="clients-tab-body">
        {props.empty ? <p className="clients-none">{props.empty}</p> : props.children}
      </div>
    </section>
  );
}
