import { Button } from 'antd';
import { Link } from 'react-router';
import { refusalIn } from '../../app/catalogues.ts';
import { Chip, type Tone } from '../../app/chip.tsx';
import { useJob } from '../../app/events.tsx';
import { showCount } from '../../app/figures.ts';
import { JobProgress } from '../../app/job-progress.tsx';
import { useNotify } from '../../app/notify.tsx';
import { planPath } from '../../app/routes.ts';
import { useTexts } from '../../app/texts.ts';
import { isAtHand } from './again.ts';
import {
  type Booked,
  type Booking,
  type BookingRun,
  type BookingStep,
  clearRun,
  freshPlan,
  stopRun,
} from './booking.ts';
import { WaitsNext } from './waits-next.tsx';

const TONES: Record<BookingStep, Tone> = {
  waiting: 'neutral',
  planning: 'info',
  booking: 'info',
  done: 'success',
  stopped: 'danger',
};

/** Plans on their way into the book, and what came of each. */
export function BookingPanel({ run }: { run: BookingRun }) {
  const { t } = useTexts();
  const done = run.bookings.filter(({ step }) => step === 'done');
  return (
    <section className="panel" aria-labelledby="imports-run">
      <header className="panel-head">
        <h2 id="imports-run">
          {t('screens.imports.run', { done: done.length, files: run.bookings.length })}
        </h2>
        {run.running ? (
          <Button size="small" onClick={stopRun}>
            {t('screens.imports.run_stop')}
          </Button>
        ) : (
          <Button size="small" onClick={clearRun}>
            {t('screens.imports.run_clear')}
          </Button>
        )}
      </header>
      <ul className="incoming">
        {run.bookings.map(booking => (
          <BookingLine key={booking.plan.name + booking.plan.plan} book={run.book} booking={booking} />
        ))}
      </ul>
      {!run.running && done.length > 0 ? (
        <p className="panel-text">
          <WaitsNext />
        </p>
      ) : null}
    </section>
  );
}

function BookingLine({ book, booking }: { book: string; booking: Booking }) {
  const { t } = useTexts();
  const { plan, step, booked } = booking;
  const job = useJob(booking.jobId);
  return (
    <li>
      <div className="incoming-head">
        <Link className="line-link incoming-name" to={planPath(plan.plan)} title={plan.name}>
          {plan.name}
        </Link>
        <Chip tone={TONES[step]} word={t(`screens.imports.step.${step}`)} />
      </div>
      {step === 'booking' && job ? <JobProgress job={job} /> : null}
      {booked ? (
        <span className="incoming-why">
          <BookedText booked={booked} />
        </span>
      ) : null}
      {step === 'stopped' ? <Stopped book={book} booking={booking} /> : null}
    </li>
  );
}

/** Why a booking stopped, and the way on. */
export function Stopped(props: { book: string; booking: Booking; planned?(plan: number): void }) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const { plan, error } = props.booking;
  const stale = refusalIn(error)?.code === 'imports.plan_stale';
  const again = async () => {
    try {
      const fresh = await freshPlan(props.book, plan);
      if (fresh === null) return plan.fileId === null ? notify.info('screens.imports.again_none') : undefined;
      clearRun();
      props.planned?.(fresh.plan);
    } catch (caught) {
      notify.refusal(caught);
    }
  };
  return (
    <span className="incoming-why imports-stopped" role="alert">
      {refusal(error)}{' '}
      {stale && isAtHand(plan) ? (
        <Button size="small" type="primary" onClick={() => void again()}>
          {t('screens.imports.plan_again')}
        </Button>
      ) : null}
    </span>
  );
}

/** What an import did, in words. */
export function BookedText({ booked }: { booked: Booked }) {
  const { t } = useTexts();
  const { batch, rows, transfers, noted } = booked;
  const figures = { rows: showCount(rows), transfers: showCount(transfers), noted: showCount(noted) };
  if (batch === null && transfers === 0) return t('screens.imports.noted_only', figures);
  return t(noted === 0 ? 'screens.imports.booked' : 'screens.imports.booked_noted', {
    ...figures,
    batch: batch ?? '–',
  });
}
