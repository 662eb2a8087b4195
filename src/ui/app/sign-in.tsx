import type { ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router';
import { Page } from './page.tsx';
import { isOffered, usePerson } from './person.tsx';
import { ProfileChoices } from './profile-switch.tsx';
import { ROUTES } from './routes.ts';
import { useTexts } from './texts.ts';

/** Nothing of the open book is shown before somebody has taken a profile; books and settings are. */
export function SignedIn({ children }: { children: ReactNode }) {
  const { t } = useTexts();
  const person = usePerson();
  const { pathname } = useLocation();
  const isOpen = pathname === ROUTES.books || pathname === ROUTES.settings;
  // Whoever took over is not left at a screen that is not for them.
  if (person?.state === 'in' && !isOffered(`/${pathname.split('/')[1]}`, person))
    return <Navigate to={ROUTES.start} replace />;
  if (person?.state !== 'out' || isOpen) return children;
  return (
    <Page title={t('screens.people.sign_in_title')}>
      <div className="sign-in">
        <div className="sign-in-card">
          <p>{t('screens.people.sign_in_text')}</p>
          <ProfileChoices person={person} done={() => undefined} />
        </div>
      </div>
    </Page>
  );
}
