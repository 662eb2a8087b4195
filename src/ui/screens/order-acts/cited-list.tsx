import type { CitedRoute } from '../../../contract/order.ts';
import type { CitedRule } from '../../../contract/upgrade.ts';
import { useTexts } from '../../app/texts.ts';
import { CopyText } from '../accounts/copy-text.tsx';
import { RuleLink, SourceMark } from '../rules/rule-source.tsx';

/** Rules as lines: sentence, id, source. */
export function CitedList({ cited }: { cited: readonly CitedRule[] }) {
  const { language } = useTexts();
  return (
    <ul className="cited-list">
      {cited.map(each => (
        <li key={each.row}>
          <p>{each[language]}</p>
          <p className="cited-by">
            <RuleLink rule={each.rule} row={each.row} />
            <SourceMark source={each.source} />
          </p>
        </li>
      ))}
    </ul>
  );
}

/** Ways as lines: what is done there, and the path with a button that copies it. */
export function RouteList({ routes }: { routes: readonly CitedRoute[] }) {
  const { language } = useTexts();
  return (
    <ul className="route-list">
      {routes.map(route => (
        <li key={route.row}>
          <span className="route-name">{route[language]}</span>
          <span className="route-path">
            <CopyText text={route.path} />
            <RuleLink rule={route.rule} row={route.row} />
          </span>
        </li>
      ))}
    </ul>
  );
}
