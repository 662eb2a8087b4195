import { CheckCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useJob } from '../../app/events.tsx';
import { JobProgress } from '../../app/job-progress.tsx';
import { useTexts } from '../../app/texts.ts';
import { type Booking, clearRun, stopRun, useBookingRun } from './booking.ts';
import { BookedText, Stopped } from './booking-panel.tsx';
import { WaitsNext } from './waits-next.tsx';

/** How carrying this plan out goes, or what came of it; nothing where it was not asked for. */
export function PlanProgress(props: { book: string; plan: number; planned(plan: number): void }) {
  const run = useBookingRun(props.book);
  const booking = run?.bookings.find(({ plan }) => plan.plan === props.plan);
  if (!booking || booking.step === 'waiting') return null;
  return (
    <div className="imports-progress" data-step={booking.step} role="status">
      <Progress {...props} booking={booking} />
    </div>
  );
}

function Progress(props: { book: string; booking: Booking; planned(plan: number): void }) {
  const { t } = useTexts();
  const { booking } = props;
  const job = useJob(booking.jobId);
  if (booking.step === 'stopped') return <Stopped {...props} />;
  if (booking.booked)
    return (
      <>
        <CheckCircleOutlined aria-hidden />
        <span>
          <BookedText booked={booking.booked} />
        </span>
        <WaitsNext />
        <Button size="small" onClick={clearRun}>
          {t('screens.imports.run_clear')}
        </Button>
      </>
    );
  return job ? (
    <JobProgress job={job}>
      <Button size="small" onClick={stopRun}>
        {t('screens.imports.run_stop')}
      </Button>
    </JobProgress>
  ) : (
    <span>{t('screens.imports.step.booking')}</span>
  );
}
