import { Button } from 'antd';
import { useState } from 'react';
import type { PeopleView, TeamMemberView } from '../../../contract/people.ts';
import { desk } from '../../app/client.ts';
import { useNotify } from '../../app/notify.tsx';
import { useTexts } from '../../app/texts.ts';
import { readDay, today } from '../clients/days.ts';
import { ChoiceField, DayField } from '../clients/field.tsx';
import { SidePanel } from '../clients/side-panel.tsx';
import { useCommand } from '../clients/use-command.ts';

/** Whose clients a team lead sees besides the own ones, by days. */
export function TeamTable(props: {
  teams: readonly TeamMemberView[];
  mayChange: boolean;
  change(member: TeamMemberView): void;
}) {
  const { t } = useTexts();
  return (
    <table className="plain-table people-table">
      <thead>
        <tr>
          <th>{t('screens.people.lead')}</th>
          <th>{t('screens.people.member')}</th>
          <th>{t('screens.people.from')}</th>
          <th>{t('screens.people.to')}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {props.teams.map(member => (
          <tr key={member.id}>
            <td>{member.leadName}</td>
            <td>{member.memberName}</td>
            <td className="figures">{member.from ?? t('screens.people.always')}</td>
            <td className="figures">{member.to ?? t('screens.people.open_end')}</td>
            <td className="acts">
              {props.mayChange ? (
                <Button size="small" onClick={() => props.change(member)}>
                  {t('screens.people.member_end')}
                </Button>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface Member {
  lead: string;
  member: string;
  from: string;
  to: string | null;
}

const ALWAYS = '1900-01-01';

/** Puts a manager into a team, or moves the last day of a membership. */
export function MemberForm(props: {
  of: TeamMemberView | null;
  managers: PeopleView['managers'];
  close(): void;
}) {
  const { t, refusal } = useTexts();
  const notify = useNotify();
  const { of, managers, close } = props;
  const [lead, setLead] = useState(of?.leadName ?? '');
  const [member, setMember] = useState(of?.memberName ?? '');
  const [from, setFrom] = useState(of?.from ?? (of ? ALWAYS : today()));
  const [to, setTo] = useState(of?.to ?? '');
  const command = useCommand<Member, object>(input => desk.people.assignMember(input));
  const [first, last] = [readDay(from), to.trim() === '' ? null : readDay(to)];
  const ready =
    lead !== '' && member !== '' && lead !== member && first !== null && (to === '' || last !== null);
  const submit = async () => {
    if (!(await command.send({ lead, member, from: first!, to: last }))) return;
    notify.success('screens.people.member_kept', { lead, member });
    close();
  };
  const names = managers.map(({ name }) => ({ value: name, label: name }));
  return (
    <SidePanel
      title={t(of ? 'screens.people.member_end' : 'screens.people.member_new')}
      close={close}
      submit={() => void submit()}
      act={t(of ? 'screens.people.member_end_do' : 'screens.people.member_do')}
      ready={ready}
      busy={command.busy}
      fault={command.fault ? refusal(command.fault) : null}
    >
      <ChoiceField
        search
        name={t('screens.people.lead')}
        value={lead}
        options={names}
        disabled={of !== null}
        change={setLead}
      />
      <ChoiceField
        search
        name={t('screens.people.member')}
        value={member}
        options={names.filter(({ value }) => value !== lead)}
        disabled={of !== null}
        change={setMember}
      />
      <DayField name={t('screens.people.from')} value={from} disabled={of !== null} change={setFrom} />
      <DayField name={t('screens.people.to')} value={to} hint={t('screens.people.to_hint')} change={setTo} />
    </SidePanel>
  );
}
