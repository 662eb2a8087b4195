import { CalculatorOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { RunLine } from '../../../contract/policies.ts';
import { percentOfPpm } from '../../../domain/policies/words.ts';
import { Chip } from '../../app/chip.tsx';
import { desk } from '../../app/client.ts';
import { useJob } from '../../app/events.tsx';
import { showCount } from '../../app/figures.ts';
import { JobProgress } from '../../app/job-progress.tsx';
import { Empty, ErrorPanel, SkeletonRows } from '../../app/page.tsx';
import { ROUTES } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { Figure } from '../accounts/figure.tsx';
import { useCommand } from '../clients/use-command.ts';
import { MonthField } from './month-field.tsx';

/** 月末计提: what a month would book, line by line, and one button that books exactly that. */
export function RunTab({
  month,
  setMonth,
  mayRun,
}: {
  month: string;
  setMonth(month: string): void;
  mayRun: boolean;
}) {
  const { t, refusal } = useTexts();
  const queries = useQueryClient();
  const [jobId, setJob] = useState<string | null>(null);
  const job = useJob(jobId);
  const preview = useQuery({
    queryKey: ['book', 'policies', 'preview', month],
    queryFn: () => desk.policies.preview({ month }),
    placeholderData: before => before,
  });
  const run = useCommand<{ month: string; digest: string }, { jobId: string }>(desk.policies.run);
  const { data, error } = preview;
  const running = job?.state === 'running';
  const due = (data?.lines ?? []).filter(line => line.deltaFen !== 0 && !line.isConfirmed);
  const submit = async () => {
    const answer = await run.send({ month, digest: data!.digest });
    if (answer) setJob(answer.jobId);
    void queries.invalidateQueries({ queryKey: ['book', 'policies'] });
  };
  const fault = run.fault ?? job?.refusal ?? null;
  const isReady = data !== undefined && data.month === month && !data.isProvisional && due.length > 0;
  return (
    <div className="policies-run">
      <div className="rules-bar policies-bar">
        <MonthField value={month} change={setMonth} />
        {data?.isProvisional ? <Chip tone="warning" word={t('screens.policies.provisional')} /> : null}
        <span className="muted">{t('screens.policies.run_note')}</span>
        <span className="accounts-gap" />
        <span className="figures muted">
          {t('screens.policies.run_count', { lines: showCount(due.length) })}
        </span>
        {mayRun ? (
          <Button
            type="primary"
            disabled={!isReady || running}
            loading={run.busy}
            onClick={() => void submit()}
          >
            {t('screens.policies.run_do', { lines: due.length })}
          </Button>
        ) : null}
      </div>
      {running ? <JobProgress job={job} /> : null}
      {fault ? (
        <p className="clients-fault policies-fault" role="alert">
          {refusal(fault)}
        </p>
      ) : null}
      {error ? <ErrorPanel error={error} again={() => void preview.refetch()} /> : null}
      {!data && !error ? <SkeletonRows /> : null}
      {data && data.lines.length === 0 ? (
        <Empty
          icon={<CalculatorOutlined aria-hidden />}
          title={t('screens.policies.run_none')}
          text={t('screens.policies.run_none_text')}
        />
      ) : null}
      {data && data.lines.length > 0 ? <RunTable lines={data.lines} /> : null}
    </div>
  );
}

/** 消耗月报 of the days that a line counts, narrowed to its client. */
const spendOf = ({ from, to, partyName }: RunLine) =>
  `${ROUTES.spend}?${new URLSearchParams({ from, to, q: partyName })}`;

function RunTable({ lines }: { lines: readonly RunLine[] }) {
  const { t } = useTexts();
  const go = useNavigate();
  const sum = (pick: (line: RunLine) => number) => lines.reduce((fen, line) => fen + pick(line), 0);
  const book = (line: RunLine) => (line.isConfirmed ? 0 : line.deltaFen);
  return (
    <div className="clients-scroll policies-scroll">
      <table className="plain-table policies-table">
        <thead>
          <tr>
            <th>{t('rebates.sheet.column.party')}</th>
            <th>{t('rebates.sheet.column.kind')}</th>
            <th>{t('rebates.sheet.column.period')}</th>
            <th>{t('screens.policies.counted')}</th>
            <th className="number">{t('rebates.sheet.column.base')}</th>
            <th className="number">{t('rebates.sheet.column.tier')}</th>
            <th className="number">{t('rebates.sheet.column.rate')}</th>
            <th className="number">{t('rebates.sheet.column.due')}</th>
            <th className="number">{t('rebates.sheet.column.accrued')}</th>
            <th className="number">{t('screens.policies.delta')}</th>
            <th>{t('screens.policies.state')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(line => (
            <tr key={`${line.policy} ${line.period}`}>
              <td>
                <Party line={line} />
              </td>
              <td className="rules-nowrap">
                {t(`policies.kind.${line.kind}`)}{' '}
                <span className="muted">{t(`policies.platform.${line.platform}`)}</span>
              </td>
              <td className="figures">{line.period}</td>
              <td className="figures rules-nowrap muted">
                {line.from} – {line.to}
              </td>
              <td className="number">
                <Figure
                  fen={line.baseFen}
                  {...(line.side === 'client' ? { open: () => void go(spendOf(line)) } : {})}
                />
              </td>
              <td className="number figures">{line.tier}</td>
              <td className="number figures">{percentOfPpm(line.ratePpm)}</td>
              <td className="number">
                <Figure fen={line.dueFen} />
              </td>
              <td className="number">
                <Figure fen={line.accruedFen} />
              </td>
              <td className="number policies-strong">
                <Figure fen={book(line)} />
              </td>
              <td>
                <RunState line={line} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th colSpan={7}>{t('reports.total')}</th>
            {[(line: RunLine) => line.dueFen, (line: RunLine) => line.accruedFen, book].map((pick, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: three sums in a fixed order
              <th key={at} className="number">
                <Figure fen={sum(pick)} />
              </th>
            ))}
            <th />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

/** A party with its side: the same table holds clients and the upstream. */
export function Party({ line }: { line: Pick<RunLine, 'side' | 'partyCode' | 'partyName'> }) {
  const { t } = useTexts();
  return (
    <span className="policies-party">
      {line.side === 'media' ? <Chip tone="info" word={t('screens.policies.side.media')} /> : null}
      {line.partyCode === null ? line.partyName : `${line.partyCode} ${line.partyName}`}
    </span>
  );
}

function RunState({ line }: { line: RunLine }) {
  const { t } = useTexts();
  if (line.isConfirmed)
    return (
      <Chip
        tone={line.deltaFen === 0 ? 'success' : 'warning'}
        word={t(line.deltaFen === 0 ? 'screens.policies.confirmed' : 'screens.policies.to_recalculate')}
      />
    );
  if (line.deltaFen === 0) return <Chip tone="success" word={t('screens.policies.booked')} />;
  if (line.accruedFen !== 0) return <Chip tone="warning" word={t('screens.policies.difference')} />;
  return (
    <Chip tone="neutral" word={t(line.isPartial ? 'screens.policies.partial' : 'screens.policies.to_book')} />
  );
}
