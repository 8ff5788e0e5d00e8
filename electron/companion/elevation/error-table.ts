import { errorText } from '../ports/told.ts';

/** What reading and deciding elevation requests can end with. */
export const elevationErrors = {
  cannotDecide: errorText('requests.cannot-decide', {
    text: () => 'Deciding is not available here. Open the request in the idemeum portal.',
    examples: [[]],
    meaning:
      'The connection profile has no operation for decisions, or the policy of this computer switches them off.',
    byItself: 'Offers *Open in idemeum* instead, and closes the ticket once somebody has decided there.',
    toDo: 'Decide in the portal. To decide here, add `decideElevationRequest` to the connection profile.',
  }),
  unknown: errorText('requests.unknown', {
    text: () => 'This request is not known here. Sync now, or look it up in the idemeum portal.',
    examples: [[]],
    meaning:
      'A link or a window names a request that the journal does not have: of another tenant, or not read yet.',
    byItself: 'Does nothing.',
    toDo: 'Press *Sync now*; if it stays unknown, open it in the portal.',
  }),
  over: errorText('requests.over', {
    text: (status: string) => `This request is over: it was ${status} already. Nothing is left to do.`,
    examples: [['approved']],
    meaning: 'Somebody decided it, it expired, or its user took it back, before this decision was made.',
    byItself: 'Sends nothing, and closes the ticket.',
    toDo: 'Nothing.',
  }),
  onItsWay: errorText('requests.on-its-way', {
    text: () => 'A decision for this request is on its way already. Wait until idemeum has confirmed it.',
    examples: [[]],
    meaning: 'A decision made here has not been confirmed by idemeum yet; a second one could contradict it.',
    byItself: 'Goes on sending the first one.',
    toDo: 'Wait. A decision that idemeum refused stands under *Needs you*: dismiss it there to decide anew.',
  }),
  tooLateToTakeBack: errorText('requests.too-late-to-take-back', {
    text: () =>
      'The decision is on its way already and cannot be taken back. Change it in the idemeum portal.',
    examples: [[]],
    meaning: 'A decision can be taken back for five seconds. After that it may have reached idemeum.',
    byItself: 'Goes on sending it.',
    toDo: 'Undo what it allowed in the idemeum portal: delete the rule, or deny the next request.',
  }),
  setAside: errorText('requests.set-aside', {
    text: (id: string | null, reason: string) =>
      `Set aside: request ${id ?? 'without a readable id'}: ${reason}`,
    examples: [['8f1c', 'userEmail is a text without "@"; an e-mail address is expected']],
    meaning:
      'idemeum sent an item that does not fit the connection profile. The reason names the field, the kind of thing that was found and what is expected; it quotes nothing personal.',
    byItself:
      'Opens no ticket on a guess. Reads the item again with every poll for half an hour, and whenever the list is read whole, and takes it in as soon as it can be understood.',
    toDo: 'Decide the request in the portal. When it happens to many, correct the field in the connection profile.',
  }),
};
