const FIRST =
  'Amber Birch Cedar Dover Elm Fjord Granite Harbour Iris Juniper Kestrel Lumen Maple North Orchard Pine Quarry River Stone Tidal Union Vale Willow Yarrow Zephyr'.split(
    ' ',
  );
const SECOND =
  'Accounting Bakery Clinic Dental Energy Freight Gardens Holdings Insurance Joinery Kitchens Law Media Networks Optics Packaging Roofing Schools Tools Vets'.split(
    ' ',
  );
const FORMS = ['Ltd', 'Inc', 'GmbH', 'Group'];

export const TECHNICIANS: readonly string[] = ['ada', 'ben', 'cleo', 'dan', 'eve'].map(
  (name) => `${name}@msp.example`,
);

/** Name, file and publisher. */
export const APPLICATIONS = [
  ['Notepad++', 'npp.exe', 'Don Ho'],
  ['7-Zip', '7z2409-x64.exe', 'Igor Pavlov'],
  ['PuTTY', 'putty.msi', 'Simon Tatham'],
  ['Wireshark', 'wireshark.exe', 'Wireshark Foundation'],
  ['Zoom Workplace', 'ZoomInstaller.exe', 'Zoom Communications, Inc.'],
  ['QuickBooks', 'QuickBooks2026.exe', 'Intuit Inc.'],
] as const;

/** Name of customer number n, and of its client in Halo: no two are the same, and many are alike. */
export function customerName(n: number): string {
  const combinations = FIRST.length * SECOND.length;
  const words = [FIRST[n % FIRST.length], SECOND[Math.floor(n / FIRST.length) % SECOND.length]];
  const round = Math.floor(n / combinations);
  return [...words, FORMS[round % FORMS.length], ...(round < FORMS.length ? [] : [round])].join(' ');
}
