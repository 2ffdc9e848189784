/** The judgement on a group: its words, with the colour of the verdict if there is one. */
import { type Group, judgement } from './group';

export function Judged({ group }: { readonly group: Group }) {
  const { verdict, words } = judgement(group);
  return <span class={verdict === undefined ? undefined : `verdict ${verdict}`}>{words}</span>;
}
