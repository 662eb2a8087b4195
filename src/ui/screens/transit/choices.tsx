import { Radio } from 'antd';
import { Field } from '../clients/field.tsx';

/** One of a few, all in sight. */
export function Choices<Value extends string>(props: {
  name: string;
  value: Value;
  options: readonly { value: NoInfer<Value>; label: string }[];
  change(value: NoInfer<Value>): void;
  hint?: string;
}) {
  return (
    <Field name={props.name} hint={props.hint}>
      {id => (
        <Radio.Group
          id={id}
          className="transit-choices"
          value={props.value}
          onChange={event => props.change(event.target.value as Value)}
          options={[...props.options]}
        />
      )}
    </Field>
  );
}
