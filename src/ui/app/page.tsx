import { Button, Skeleton } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { useMay } from './may.tsx';
import { useTexts } from './texts.ts';

/** The frame of a screen: one title, its acts beside it, and all the rest for `children`. */
export function Page(props: {
  title: string;
  /** Stands before the title: the way back. */
  back?: ReactNode;
  /** Stands after the title: a file name, a state. */
  about?: ReactNode;
  actions?: ReactNode;
  /** What may be done here, `clients/create`: who may do none of it is told that the screen is for reading. */
  acts?: readonly string[];
  /** The content fills the height and scrolls by itself (grids); else the page scrolls. */
  fill?: boolean;
  children: ReactNode;
}) {
  const { t } = useTexts();
  useEffect(() => {
    document.title = `${props.title} · ${t('shell.product')}`;
  }, [props.title, t]);
  return (
    <section className="page" aria-labelledby="page-title">
      <header className="page-head">
        {props.back}
        <h1 id="page-title">{props.title}</h1>
        <div className="page-about">
          {props.about}
          {props.acts ? <OnlyRead acts={props.acts} /> : null}
        </div>
        <div className="page-acts">{props.actions}</div>
      </header>
      <div className={props.fill ? 'page-body page-body-fill' : 'page-body'}>{props.children}</div>
    </section>
  );
}

function OnlyRead({ acts }: { acts: readonly string[] }) {
  const { t } = useTexts();
  const may = useMay();
  if (may(...acts)) return null;
  return (
    <span className="page-only-read" title={t('shell.only_read_about')}>
      {t('shell.only_read')}
    </span>
  );
}

/** What a screen shows when it has nothing yet: what this is, what to do next, one button. */
export function Empty(props: {
  icon?: ReactNode;
  title: string;
  text: string;
  action?: { label: string; run(): void; disabled?: boolean };
  children?: ReactNode;
}) {
  return (
    <div className="empty">
      {props.icon ? <div className="empty-icon">{props.icon}</div> : null}
      <h2>{props.title}</h2>
      <p>{props.text}</p>
      {props.action ? (
        <Button type="primary" disabled={props.action.disabled} onClick={props.action.run}>
          {props.action.label}
        </Button>
      ) : null}
      {props.children}
    </div>
  );
}

/** What a screen shows when it cannot show its own: what went wrong, and one way on. */
export function ErrorPanel(props: { error: unknown; again?: () => void; children?: ReactNode }) {
  const { t, refusal } = useTexts();
  return (
    <div className="error-panel" role="alert">
      <h2>{t('shell.error.title')}</h2>
      <p>{refusal(props.error)}</p>
      {props.again ? <Button onClick={props.again}>{t('shell.error.again')}</Button> : null}
      {props.children}
    </div>
  );
}

/** Grey rows while an answer is under way, in the rhythm of the grid. */
export function SkeletonRows({ rows = 8 }: { rows?: number }) {
  const { t } = useTexts();
  return (
    <div className="skeleton-rows" role="status" aria-label={t('shell.loading')}>
      <Skeleton active title={false} paragraph={{ rows, width: '100%' }} />
    </div>
  );
}
