import { z } from 'zod';
import { HaloRefusal } from './refusal.ts';

/** Types of the fields as the vendor's OpenAPI document has them (entities Faults and Actions). */
const Int = z.int32().nullish();
const Text = z.string().nullish();
const Flag = z.boolean().nullish();

export const TicketPost = z.looseObject({
  id: z.int32().optional(),
  tickettype_id: Int,
  client_id: Int,
  site_id: Int,
  user_id: Int,
  user_name: Text,
  reportedby: Text,
  summary: Text,
  details: Text,
  details_html: Text,
  category_1: Text,
  category_2: Text,
  urgency: Int,
  impact: Int,
  priority_id: Int,
  agent_id: Int,
  team: Text,
  status_id: Int,
  assets: z.array(z.looseObject({ id: z.int32() })).nullish(),
  customfields: z
    .array(z.looseObject({ id: z.int32().optional(), name: Text, value: z.unknown() }))
    .nullish(),
  third_party_id_string: Text,
  supplier_reference: Text,
  closure_note: Text,
  closure_note_html: Text,
  closure_time: z.number().nullish(),
  closure_agent_id: Int,
  donotapplytemplateintheapi: Flag,
  _novalidate: Flag,
  dont_do_rules: Flag,
});
export type TicketPost = z.infer<typeof TicketPost>;

export const ActionPost = z.looseObject({
  id: z.int32().optional(),
  ticket_id: Int,
  outcome: Text,
  outcome_id: Int,
  new_status: Int,
  new_agent: Int,
  note: Text,
  note_html: Text,
  timetaken: z.number().nullish(),
  hiddenfromuser: Flag,
  sendemail: Flag,
  dont_do_rules: Flag,
  who_agentid: Int,
  actionby_agent_id: Int,
});
export type ActionPost = z.infer<typeof ActionPost>;

/** Bodies are arrays even for one object. @throws HaloRefusal 400 */
export function postsOf<T>(body: unknown, schema: z.ZodType<T>): readonly T[] {
  if (!Array.isArray(body) || body.length === 0) {
    throw new HaloRefusal(400, 'The request is invalid: an array of objects was expected.');
  }
  const posts = z.array(schema).safeParse(body);
  if (posts.success) return posts.data;
  const issue = posts.error.issues[0];
  throw new HaloRefusal(
    400,
    `The request is invalid. Error converting value at ${issue?.path.join('.')}: ${issue?.message}`,
  );
}
