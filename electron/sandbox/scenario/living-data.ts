/** The people and things of the living scenario. All made up; e-mail domains end in .example (RFC 2606). */

export interface LivingCustomer {
  readonly name: string;
  readonly displayName: string;
  /** Names of Halo's clients for it: none, one, or two that cannot be told apart. */
  readonly clients: readonly string[];
  readonly inactive?: boolean;
  /** Prefix of its computers. */
  readonly prefix: string;
}

export const CUSTOMERS: readonly LivingCustomer[] = [
  {
    name: 'alderbrook',
    displayName: 'Alderbrook Dental Group',
    clients: ['Alderbrook Dental Group'],
    prefix: 'ALD',
  },
  // Folded, these are the same.
  {
    name: 'harbourfinch',
    displayName: 'Harbour & Finch Architects',
    clients: ['HARBOUR & FINCH  ARCHITECTS'],
    prefix: 'HFA',
  },
  { name: 'kestrel', displayName: 'Kestrel Brewing Co.', clients: ['kestrel'], prefix: 'KES' },
  { name: 'tidewater', displayName: 'Tidewater Legal LLP', clients: ['Tidewater Legal LLP'], prefix: 'TWL' },
  {
    name: 'cafeolive',
    displayName: 'Café Olivé Catering',
    clients: ['Café Olivé Catering'],
    prefix: 'OLV',
  },
  {
    name: 'summitpeak',
    displayName: 'Summit Peak Outfitters',
    clients: ['Summit Peak Outfitters'],
    prefix: 'SPO',
  },
  { name: 'brightpath', displayName: 'BrightPath Schools', clients: ['BrightPath'], prefix: 'BPS' },
  {
    name: 'meridian',
    displayName: 'Meridian Logistics',
    clients: ['Meridian Logistics', 'Meridian Logistics'],
    prefix: 'MER',
  },
  { name: 'larkspur', displayName: 'Larkspur Veterinary', clients: [], prefix: 'LRK' },
  {
    name: 'oldmill',
    displayName: 'Old Mill Printing',
    clients: ['Old Mill Printing'],
    inactive: true,
    prefix: 'OMP',
  },
  {
    name: 'polaris',
    displayName: 'Polaris Financial Advisors',
    clients: ['Polaris Financial Advisors'],
    prefix: 'POL',
  },
  { name: 'nordlicht', displayName: 'Nordlicht Solar GmbH', clients: ['nordlicht'], prefix: 'NLS' },
];

/** Clients without a customer in idemeum: near misses that a search also finds. */
export const OTHER_CLIENTS = [
  'Alderbrook Dental Group (Holding)',
  'Lark & Spur Saddlery',
  'BrightPath Academy Trust',
  'Quillfeather Press',
  'Northbridge IT (internal)',
];

export interface LivingAgent {
  readonly name: string;
  readonly email: string;
  /** Technicians of idemeum without an agent in Halo decide requests as well. */
  readonly inHalo: boolean;
  readonly disabled?: boolean;
}

export const AGENTS: readonly LivingAgent[] = [
  { name: 'Priya Natarajan', email: 'priya.natarajan@northbridge-it.example', inHalo: true },
  { name: 'Marcus Oyelaran', email: 'Marcus.Oyelaran@Northbridge-IT.example', inHalo: true },
  { name: 'Greta Lindqvist', email: 'greta.lindqvist@northbridge-it.example', inHalo: true },
  { name: 'Dan Whitlock', email: 'dan.whitlock@northbridge-it.example', inHalo: true, disabled: true },
  { name: 'Yuki Tanabe', email: 'yuki.tanabe@northbridge-it.example', inHalo: false },
];

export const PEOPLE = [
  'Amelia Hart',
  'Bruno Castellanos',
  'Chloé Dubois',
  'Devon Achebe',
  'Elena Petrova',
  'Finn O’Malley',
  'Grace Kimani',
  'Hiro Sato',
  'Ingrid Sørensen',
  'Jamal Washington',
  'Katarzyna Nowak',
  'Liam Fraser',
  'Mei-Ling Chen',
  'Noor Haddad',
  'Oscar Lindholm',
  'Paula Reyes',
];

export interface LivingApplication {
  readonly application: string;
  readonly fileName: string;
  readonly path: string;
  readonly publisher: string | null;
  readonly sha256: string;
}

function application(name: string, path: string, publisher: string | null, seed: string): LivingApplication {
  // Not the hashes of real files: 64 digits that are always the same for the same application.
  const sha256 = seed.repeat(64 / seed.length);
  return { application: name, fileName: path.slice(path.lastIndexOf('\\') + 1), path, publisher, sha256 };
}

export const APPLICATIONS: readonly LivingApplication[] = [
  application('7-Zip 24.09', 'C:\\Users\\Public\\Downloads\\7z2409-x64.exe', 'Igor Pavlov', 'a71f09c2'),
  application(
    'Adobe Acrobat updater',
    'C:\\Program Files (x86)\\Common Files\\Adobe\\ARM\\1.0\\AdobeARM.exe',
    'Adobe Inc.',
    'c40de8b1',
  ),
  application('AutoCAD 2026', 'D:\\Setup\\AutoCAD_2026\\Setup.exe', 'Autodesk, Inc.', '19be77d0'),
  application('Brother iPrint&Scan', 'C:\\Temp\\Y21_C1_inst.exe', 'Brother Industries, Ltd.', '5e0ab3f6'),
  application(
    'Cisco Secure Client',
    'C:\\ProgramData\\Cisco\\cisco-secure-client-win-5.1.exe',
    'Cisco Systems, Inc.',
    'd92c4411',
  ),
  application(
    'Dentrix add-in',
    'C:\\Dentrix\\Updates\\DXPatch_26.1.msi',
    'Henry Schein One, LLC',
    '70f3a9be',
  ),
  application(
    'Notepad++ 8.7',
    'C:\\Users\\Public\\Downloads\\npp.8.7.Installer.x64.exe',
    'Notepad++',
    '3cc81d5a',
  ),
  application(
    'QuickBooks Desktop 2025',
    'C:\\Program Files\\Intuit\\QuickBooks 2025\\QBWPatch.exe',
    'Intuit, Inc.',
    '8f62e017',
  ),
  application('Registry Editor', 'C:\\Windows\\regedit.exe', 'Microsoft Windows', 'e5504bc9'),
  application(
    'Windows PowerShell',
    'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
    'Microsoft Windows',
    'b83f1127',
  ),
  application('Wireshark 4.4', 'C:\\Temp\\Wireshark-4.4.1-x64.exe', 'Wireshark Foundation', '4d07fa62'),
  // The one to deny.
  application('free-pdf-converter', 'C:\\Users\\Public\\Downloads\\pdf_conv_FREE(1).exe', null, '0bad0bad'),
];

export const REASONS = [
  'The update keeps asking for an administrator.',
  'New plotter in the studio, the driver needs installing.',
  'Our accountant asked me to install this before Friday.',
  'Video call with a client in ten minutes and the VPN will not start!',
  'Month end: QuickBooks will not open without the patch.',
  'I need to convert one PDF.',
  'Training today, everybody in the room needs it.',
  'Your colleague told me to run this (ticket from last week).',
  '',
  null,
];

export const SYSTEMS = [
  'Windows 11 Pro 24H2',
  'Windows 11 Enterprise 23H2',
  'Windows 10 Pro 22H2',
  'macOS 15.4',
];

export const COMMENTS = [
  'Checked the publisher, fine.',
  'Use the managed PDF tool instead.',
  'Called the user, it is really them.',
  null,
  null,
];
