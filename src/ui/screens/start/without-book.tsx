import { ExperimentOutlined, FolderOpenOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { desk } from '../../app/client.ts';
import { ROUTES } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { JobInLine, useDemoInMaking, useStartedJob } from '../books/book-jobs.tsx';

const NEW_BOOK = `${ROUTES.books}?new`;

/** What the product is for, and the three ways to a book. */
export function WithoutBook() {
  const { t } = useTexts();
  const go = useNavigate();
  const demoInMaking = useDemoInMaking();
  const demo = useStartedJob(
    () => desk.books.createDemo(),
    () => {},
  );
  return (
    <section className="panel" aria-labelledby="start-ways">
      <header className="panel-head">
        <h2 id="start-ways">{t('screens.start.ways')}</h2>
      </header>
      <p className="panel-text">{t('screens.start.ways_text')}</p>
      <div className="desk-ways">
        <Way name="open" icon={<FolderOpenOutlined aria-hidden />}>
          <Button type="primary" onClick={() => void go(ROUTES.books)}>
            {t('screens.start.way.open.go')}
          </Button>
        </Way>
        <Way name="new" icon={<PlusOutlined aria-hidden />}>
          <Button onClick={() => void go(NEW_BOOK)}>{t('screens.start.way.new.go')}</Button>
        </Way>
        <Way name="demo" icon={<ExperimentOutlined aria-hidden />}>
          {demoInMaking ? (
            <JobInLine job={demoInMaking} />
          ) : (
            <Button loading={demo.busy} onClick={() => void demo.run()}>
              {t('screens.start.way.demo.go')}
            </Button>
          )}
        </Way>
      </div>
    </section>
  );
}

function Way({
  name,
  icon,
  children,
}: {
  name: 'open' | 'new' | 'demo';
  icon: ReactNode;
  children: ReactNode;
}) {
  const { t } = useTexts();
  return (
    <div className="desk-way">
      <span className="desk-way-icon">{icon}</span>
      <h3>{t(`screens.start.way.${name}`)}</h3>
      <p>{t(`screens.start.way.${name}.text`)}</p>
      {children}
    </div>
  );
}
