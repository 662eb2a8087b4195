import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import type { ClientView } from '../../../contract/clients.ts';
import { desk } from '../../app/client.ts';
import { useTexts } from '../../app/texts.ts';

const OFFERED_MOST = 50;
type Offered = Pick<ClientView, 'id' | 'name' | 'code'>;

/** Finds a client by name, shop, Douyin id, account or initials, as the service finds them. */
export function ClientPicker(props: {
  id?: string;
  value: number | null;
  /** The chosen client, whose name shows while others are looked for. */
  chosen: Offered | undefined;
  fault?: boolean;
  label: string;
  choose(client: number): void;
}) {
  const { t } = useTexts();
  const [typed, setTyped] = useState('');
  const query = useDeferredValue(typed.trim());
  const found = useQuery({
    queryKey: ['claims', 'find', query],
    queryFn: () => desk.clients.find({ query }),
    placeholderData: before => before,
  });
  const options = (found.data ?? []).slice(0, OFFERED_MOST).map(({ client }) => optionOf(client));
  const { chosen } = props;
  if (chosen && !options.some(({ value }) => value === chosen.id)) options.unshift(optionOf(chosen));
  return (
    <Select
      id={props.id}
      className="claims-client"
      value={props.value}
      status={props.fault ? 'error' : undefined}
      aria-label={props.label}
      placeholder={t('screens.claims.client_hint')}
      notFoundContent={t('screens.claims.client_none')}
      options={options}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      onChange={value => {
        setTyped('');
        if (value !== null) props.choose(value);
      }}
    />
  );
}

function optionOf({ id, name, code }: Offered): { value: number; label: string } {
  return { value: id, label: `${name}  ${code}` };
}
