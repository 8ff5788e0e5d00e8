const TICKET = /^\s*#?\s*(\d{1,9})\s*$/u;
const TICKET_LINK = /[?&]id=(\d{1,9})(?:&|#|$)/u;

/** The ticket's number in what was typed or pasted: `4711`, `#4711`, or the ticket's address in Halo. */
export function ticketNumberIn(text: string): number | null {
  const number = Number((TICKET.exec(text) ?? TICKET_LINK.exec(text))?.[1] ?? 0);
  return number > 0 ? number : null;
}
