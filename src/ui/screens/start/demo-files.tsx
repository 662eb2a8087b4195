import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { desk } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { pairPath, statementPath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';

/** The demo agency's statements: one click reads one, two ticks compare two. */
export function DemoFiles() {
  const { t, has } = useTexts();
  const go = useNavigate();
  const notify = useNotify();
  const [ticked, setTicked] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const demo = useQuery({ queryKey: ['demo'], queryFn: () => desk.demo.files(), staleTime: Infinity });

  const act = async (work: () => Promise<void>) => {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      notify.refusal(error);
    } finally {
      setBusy(false);
    }
  };
  const inspect = (name: string) => act(async () => go(statementPath((await desk.demo.stage({ name })).id)));
  const compare = () =>
    act(async () => {
      const [left, right] = await Promise.all(ticked.map(name => desk.demo.stage({ name })));
      go(pairPath(left!.id, right!.id));
    });
  const tick = (name: string, on: boolean) =>
    setTicked(before =>
      on ? [...before.filter(each => each !== name), name].slice(-2) : before.filter(each => each !== name),
    );
  const sourceName = (source: string) =>
    has(`shell.source.${source}`) ? t(`shell.source.${source}`) : source;

  if (demo.data?.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="start-demo">
      <header className="panel-head">
        <h2 id="start-demo">{t('shell.start.demo')}</h2>
        <Button size="small" disabled={ticked.length !== 2 || busy} onClick={() => void compare()}>
          {t('shell.start.demo.compare', { count: ticked.length })}
        </Button>
      </header>
      <p className="panel-text">{t('shell.start.demo.text')}</p>
      {demo.isPending ? <SkeletonRows rows={5} /> : null}
      {demo.isError ? <ErrorPanel error={demo.error} again={() => void demo.refetch()} /> : null}
      <ul className="lines">
        {(demo.data ?? []).map(({ name, source }) => (
          <li key={name}>
            <Checkbox
              checked={ticked.includes(name)}
              onChange={event => tick(name, event.target.checked)}
              aria-label={t('shell.start.demo.tick', { name })}
            />
            <button
              type="button"
              className="line-link"
              disabled={busy}
              onClick={() => void inspect(name)}
              title={name}
            >
              {name}
            </button>
            <span className="line-about">{sourceName(source)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
