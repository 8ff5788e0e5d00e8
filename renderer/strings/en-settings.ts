import type { SettingPath } from '../../shared/contract/settings.ts';
import { number } from './locale.ts';

interface FieldText {
  readonly label: string;
  readonly help: string;
}

const fields: Readonly<Record<SettingPath, FieldText>> = {
  'halo.url': {
    label: 'Address of Halo',
    help: 'Such as https://example.halopsa.com. It is enough to find everything else.',
  },
  'halo.clientId': {
    label: 'Client ID in Halo',
    help: 'Of the application in Halo: Configuration → Integrations → HaloPSA API → View applications.',
  },
  'halo.tokenUrl': { label: 'Token address', help: 'Only where Halo does not say it itself.' },
  'halo.tenant': { label: 'Tenant', help: 'Only where Halo does not say it itself.' },
  'halo.requestLimit': { label: 'Halo’s limit of calls in 5 minutes', help: '300 for hosted instances.' },
  'halo.budgetShare': {
    label: 'Share of that limit for the companion',
    help: 'Between 0 and 1. The rest is for your other integrations.',
  },
  'idemeum.url': { label: 'Address of your idemeum tenant', help: 'Such as https://example.idemeum.com.' },
  'idemeum.clientId': {
    label: 'Client ID in idemeum',
    help: 'Of the oAuth2 client in idemeum: Settings → Integrations → Add oAuth2 client.',
  },
  'idemeum.profile': {
    label: 'Connection profile',
    help: 'Path of a file with the paths of your tenant. Empty: the one that is built in.',
  },
  'technician.email': {
    label: 'Your e-mail address',
    help: 'As in idemeum. Decisions made here and JIT accounts are yours by it.',
  },
  'ticket.type': { label: 'Ticket type', help: 'Of every ticket that is opened.' },
  'ticket.category': { label: 'Category', help: 'Levels joined with >.' },
  'ticket.urgency': { label: 'Urgency', help: '' },
  'ticket.impact': { label: 'Impact', help: '' },
  'ticket.closedStatus': { label: 'Status when closed', help: '' },
  'ticket.closureMinutes': { label: 'Time booked when closed (minutes)', help: '' },
  'ticket.closeWith': { label: 'Way of closing that is tried first', help: 'The other one is the fallback.' },
  'ticket.historyDays': {
    label: 'At the first start, leave out requests that ended earlier than (days)',
    help: 'So that installing does not flood Halo.',
  },
  'poll.intervalSeconds': { label: 'Ask idemeum every (seconds)', help: 'From 5 to 600.' },
  'notifications.kinds.new-request': { label: 'A new request', help: '' },
  'notifications.kinds.decided-elsewhere': { label: 'Somebody else decided', help: '' },
  'notifications.kinds.needs-attention': {
    label: 'Something needs you',
    help: 'An unmapped customer, a step that is stuck.',
  },
  'notifications.kinds.session-ending': { label: 'Your portal session ends soon', help: '' },
  'notifications.kinds.jit-ending': { label: 'A JIT account ends soon', help: '' },
  'notifications.kinds.jit-disabled': { label: 'A JIT account was disabled', help: '' },
  'notifications.quiet': { label: 'Quiet hours', help: 'Nothing is shown in this time. Empty: never quiet.' },
  'journal.keepDays': {
    label: 'How long the journal keeps what is over (days)',
    help: 'From 30 to 3650. What is still open stays, however old it is.',
  },
  'jit.hours': {
    label: 'How long a JIT account lives (hours)',
    help: 'The tenant’s setting: 4 hours unless yours says otherwise.',
  },
  'jit.customerHours': {
    label: 'Customers where it lives longer or shorter',
    help: 'One a line: the customer, an equals sign, the hours. Such as Contoso Ltd = 8.',
  },
  'jit.portalParameter': { label: 'The portal finds a customer by', help: '' },
  'portal.sessionHours': {
    label: 'How long a portal session lives (hours)',
    help: 'The tenant’s setting: 8 hours unless yours says otherwise, up to 720.',
  },
  'portal.signOutOnLock': { label: 'Sign out of the portals when this device is locked', help: '' },
  'portal.identityProviders': {
    label: 'Where portals may sign people in without asking',
    help: 'One https address a line, such as https://login.example.com.',
  },
  'desktop.startAtLogin': {
    label: 'Start when you sign in to this computer',
    help: 'It starts in the tray.',
  },
  'desktop.disableJitAfterLockMinutes': {
    label: 'Disable your JIT accounts when this device was locked for (minutes)',
    help: 'Empty: never.',
  },
  'updates.enabled': {
    label: 'Look for updates',
    help: 'They are fetched quietly, and you are asked before a restart.',
  },
  'updates.feedUrl': { label: 'Address of the updates', help: '' },
  'privacy.notificationDetails': {
    label: 'Notifications name people, customers and applications',
    help: 'Off: they only say what kind of thing has happened.',
  },
  'window.language': {
    label: 'Language of the window',
    help: 'Answers of idemeum and Halo, tickets and the record stay as they are.',
  },
};

/** Texts of the settings. */
export const settings = {
  title: 'Settings',
  intro: 'Every change is checked and saved at once.',
  search: 'Search settings',
  noneFound: 'No setting fits. Try another word.',
  sections: {
    connections: 'Connections',
    ticket: 'Tickets',
    notifications: 'Notifications',
    sessions: 'Portal sessions',
    jit: 'JIT access',
    desktop: 'Start-up, language and updates',
    retention: 'Data retention',
    privacy: 'Privacy',
    runbook: 'JIT without a companion running',
    file: 'Export and import',
  },
  sectionHelp: {
    connections: 'Where the services are, and who calls them. Used from the next start on.',
    ticket: 'What a ticket is filed under. The names come from your Halo.',
    notifications: 'What the desktop tells you outside of this window.',
    sessions: 'How long sign-ins to the portals are kept, and what ends them.',
    jit: 'How long accounts live, and what ends them.',
    desktop: 'How the companion begins, and what it speaks.',
    retention:
      'What has been over for longer leaves this computer: requests, JIT accounts and the record. Halo and idemeum are not touched.',
    privacy:
      'Requests, people and devices are kept in the journal on this computer and sent to your idemeum and your Halo only. Nothing is sent to anybody else: no usage figures, no crash reports.',
    runbook:
      'Values for a Halo runbook that disables JIT accounts when a ticket is closed, with no companion running. In Halo: Configuration → Integrations → Custom integrations → New.',
    file: 'Everything that was set here, without secrets.',
  },
  fields,
  options: {
    'ticket.closeWith': { ticket: 'Update the ticket', action: 'Add an action' },
    'jit.portalParameter': { customerDisplayName: 'its display name', customerName: 'its name' },
    // In its own language: whoever reads no other finds the way back.
    'window.language': { system: 'As the system says', en: 'English', de: 'Deutsch' },
  },
  sources: {
    default: 'default',
    policy: 'from your administrator',
    settings: 'set here',
    config: 'from the command line',
  },
  locked: 'Fixed',
  lockedHelp: 'Your administrator, or the command line of this run, has fixed this.',
  reset: 'Back to default',
  resetFor: (label: string) => `Back to default: ${label}`,
  saved: 'saved',
  savedFor: (label: string) => `${label}: saved`,
  undone: (label: string) => `${label}: as it was before`,
  notUndone: (label: string) => `${label}: this could not be taken back`,
  quietFrom: 'from',
  quietTo: 'to',
  secret: {
    label: 'Client secret',
    help: 'Goes into the keychain of this computer, and never comes back.',
    states: {
      stored: 'A secret is stored.',
      missing: 'No secret is stored.',
      unavailable: 'The keychain cannot be asked.',
      unasked: 'Enter address and Client ID first.',
    },
    store: 'Store secret',
    stored: 'Stored in the keychain.',
  },
  restart: {
    needed: 'Connections were changed. The companion uses them from its next start on.',
    button: 'Restart now',
  },
  sandbox:
    'You are practising with pretend services. Connections entered here are for the real ones, from the next start on.',
  offer: {
    failed: (text: string) => `The names could not be read from Halo: ${text}`,
    notOffered: 'Halo does not offer this name.',
  },
  preview: {
    title: 'What Halo would show',
    ticket: 'The ticket',
    closure: 'The closure note',
  },
  runbook: {
    customer: 'Halo variable with the customer’s idemeum display name',
    technician: 'Halo variable with the technician’s e-mail address',
    variableHelp:
      'Which variables there are depends on your Halo: its list stands beside the body when you edit the method.',
    wrongVariable: 'A variable is a dollar sign and letters, such as $CLIENT_REFERENCE.',
    values: {
      baseResource: 'Base resource',
      authorization: 'Authorization',
      headerName: 'Authorization header name',
      headerPrefix: 'Header prefix',
      grantType: 'Grant type',
      tokenUrl: 'Access token URL',
      credentials: 'Client ID and secret',
      credentialsValue: 'of an oAuth2 client in idemeum (Settings → Integrations)',
      method: 'HTTP method',
      path: 'Path',
      header: 'Header',
      body: 'Body',
    },
    afterwards: 'Then: Integration runbooks → New, a runbook that calls this method when a ticket is closed.',
    check: 'Compare with what you entered in Halo',
    checkUrl: 'URL (base resource and path)',
    checkType: 'Content-Type',
    checkBody: 'Body',
    checkButton: 'Compare',
    parts: { url: 'URL', contentType: 'Content-Type', body: 'Body' },
    fits: 'fits',
  },
  file: {
    export: 'Export',
    import: 'Import…',
    importTitle: 'Import settings',
    field: 'Settings file (JSON)',
    tooLarge: 'This file is too large for settings. Choose another one.',
    would: (count: number) =>
      count === 0
        ? 'Nothing would change.'
        : count === 1
          ? '1 setting would change:'
          : `${number(count)} settings would change:`,
    wrong: 'This file cannot be used:',
    apply: 'Use these settings',
    done: 'The settings are in use.',
  },
};
