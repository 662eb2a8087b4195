import { SwapOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import type { CompareChoice } from '../../../domain/compare.ts';
import type { StagedFile } from '../../../domain/job.ts';
import { desk } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { ErrorPanel, Page, SkeletonRows } from '../../app/page.tsx';
import { pairPath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { type FileView, useFileView } from '../statements/inspections.ts';
import { type Side, swapped } from './choice.ts';
import { ChoiceForm } from './choice-form.tsx';
import { FileSlot } from './file-slot.tsx';
import { RememberedPairs } from './remembered-pairs.tsx';

/** What another page may hand over with the two files. */
export interface PairState {
  choice?: CompareChoice;
}

/** Two files, the columns to compare them by, and one button. */
export function PairPage({ left, right }: { left: string | null; right: string | null }) {
  const { t } = useTexts();
  const go = useNavigate();
  const notify = useNotify();
  const handed = (useLocation().state as PairState | null)?.choice ?? null;
  const [choice, setChoice] = useState<CompareChoice | null>(handed);

  const setFiles = (nextLeft: string | null, nextRight: string | null, nextChoice: CompareChoice | null) => {
    setChoice(nextChoice);
    void go(pairPath(nextLeft, nextRight), { replace: true });
  };
  const put = (side: Side, fileId: string | null) =>
    side === 'left' ? setFiles(fileId, right, null) : setFiles(left, fileId, null);
  /** Two files dropped at once fill both sides, the side they were dropped on first. */
  const take = (side: Side, staged: StagedFile[]) => {
    const [first, second] = staged;
    if (staged.length > 2) notify.info('screens.compare.two_only', { count: staged.length });
    if (!first) return;
    if (!second) put(side, first.id);
    else setFiles(first.id, second.id, null);
  };

  return (
    <Page
      title={t('screens.compare.title')}
      about={t('screens.compare.about')}
      actions={
        <Button
          icon={<SwapOutlined aria-hidden />}
          disabled={!left && !right}
          onClick={() => setFiles(right, left, choice && swapped(choice))}
        >
          {t('screens.compare.swap')}
        </Button>
      }
    >
      <div className="pair-page">
        <div className="pair-slots">
          <FileSlot
            side="left"
            fileId={left}
            put={id => put('left', id)}
            take={staged => take('left', staged)}
          />
          <FileSlot
            side="right"
            fileId={right}
            put={id => put('right', id)}
            take={staged => take('right', staged)}
          />
        </div>
        {left !== null && right !== null ? (
          <Columns key={`${left}|${right}`} left={left} right={right} choice={choice} setChoice={setChoice} />
        ) : (
          <RememberedPairs />
        )}
      </div>
    </Page>
  );
}

/** The columns once both files have been read. */
function Columns(props: {
  left: string;
  right: string;
  choice: CompareChoice | null;
  setChoice(choice: CompareChoice): void;
}) {
  const { left, right, choice, setChoice } = props;
  const views = { left: useFileView(left), right: useFileView(right) };
  const ready = isReady(views.left) && isReady(views.right);
  const forms = [views.left, views.right].map(
    view => `${view.inspection?.profile}|${view.inspection?.sheet}`,
  );
  const guess = useQuery({
    queryKey: ['compare', 'guess', left, right, forms],
    queryFn: () => desk.compare.guess({ leftFileId: left, rightFileId: right }),
    enabled: ready,
  });
  if (!ready) return <SkeletonRows rows={6} />;
  if (guess.isError) return <ErrorPanel error={guess.error} again={() => void guess.refetch()} />;
  if (!guess.data) return <SkeletonRows rows={6} />;
  return (
    <ChoiceForm
      files={{ left, right }}
      views={views}
      headings={{ left: guess.data.leftHeadings, right: guess.data.rightHeadings }}
      pair={choice ? null : guess.data.pair}
      choice={choice ?? guess.data.choice}
      change={setChoice}
    />
  );
}

function isReady(view: FileView): boolean {
  return view.inspection !== null && view.state !== 'reading';
}
