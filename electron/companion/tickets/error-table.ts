import { errorText } from '../ports/told.ts';

const PARKED = 'Parks the closing, and shows it under *Needs you*.';

/** What opening and closing tickets can end with. */
export const ticketErrors = {
  bothWaysRefused: errorText('tickets.both-ways-refused', {
    text: (first: string, second: string) =>
      `Halo refused both ways of closing. ${first} And then: ${second}`,
    examples: [
      [
        'Halo refused to close the ticket (400). Halo said: A closure note is required',
        'Halo refused to close the ticket (400). Halo said: This outcome is not allowed here',
      ],
    ],
    meaning:
      'A ticket can be closed by setting its status or by an action. Halo said no to both; both answers are quoted.',
    byItself: PARKED,
    toDo: 'Mend what Halo names in the workflow or the rights of the API-only agent, then press *Retry*; or close the ticket by hand and press *Dismiss*.',
  }),
  leftOpen: errorText('tickets.left-open', {
    text: (ticketId: number, closedStatus: string) =>
      `Halo left ticket #${ticketId} open, whether closed by its status or by an action. Check the workflow of the ticket type: it has to allow the status “${closedStatus}”.`,
    examples: [[4711, 'Closed']],
    meaning:
      'Halo answered that the ticket was closed, but reading it back showed it open, by both ways of closing.',
    byItself: PARKED,
    toDo: 'Let the workflow of the ticket type allow the closed status from the status that new tickets have, or set `ticket.closedStatus` to one it allows. Then press *Retry*.',
  }),
  duplicateLeftOpen: errorText('tickets.duplicate-left-open', {
    text: (ticketId: number) =>
      `Halo left the duplicate ticket #${ticketId} open. Close it by hand, then dismiss this.`,
    examples: [[4712]],
    meaning:
      'Two companions opened a ticket for the same request at the same moment. The later one is to be closed, and Halo did not close it.',
    byItself: PARKED,
    toDo: 'Close the duplicate by hand in Halo, then press *Dismiss*.',
  }),
  closedBefore: errorText('tickets.closed-before', {
    text: () => 'The ticket had been closed in Halo before the decision arrived. Nothing was added to it.',
    examples: [[]],
    meaning: 'Somebody closed the ticket by hand, so it has no closure note of the companion.',
    byItself: 'Leaves the ticket as it is.',
    toDo: 'Nothing, or add a note by hand.',
  }),
  gone: errorText('tickets.gone', {
    text: (ticketId: number) =>
      `Ticket #${ticketId} no longer exists in Halo, or the API agent may not see it. Nothing was closed.`,
    examples: [[4711]],
    meaning: 'The ticket was deleted or merged, or moved to where the API-only agent has no rights.',
    byItself: 'Counts the ticket as closed by hand.',
    toDo: 'When it still exists, close it by hand and give the API-only agent the right to see it.',
  }),
  closedByHand: errorText('tickets.closed-by-hand', {
    text: () => 'Closed by hand in Halo while the request was pending. The companion does not open it again.',
    examples: [[]],
    meaning: 'Somebody closed the ticket although nobody had decided the request.',
    byItself: 'Watches the request on; its decision is not written to the closed ticket.',
    toDo: 'Decide the request in idemeum if nobody has.',
  }),
};
