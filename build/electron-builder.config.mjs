import { inRoot } from './steps/paths.mjs';

/**
 * A placeholder that electron-builder fills in itself.
 * @param {string} name
 */
function macro(name) {
  return `\${${name}}`;
}

/**
 * How the app is packaged (electron-builder). What goes into it is laid out beforehand by build/steps/stage.mjs, so that
 * there is one list of it, and it is checked against build/package-manifest.json whether or not a package can be built.
 * @type {import('electron-builder').Configuration}
 */
const configuration = {
  appId: 'com.idemeum.companion',
  productName: 'idemeum Companion',
  artifactName: `idemeum-companion-${macro('version')}-${macro('os')}-${macro('arch')}.${macro('ext')}`,
  directories: {
    app: inRoot('out', 'package', 'app'),
    output: inRoot('out', 'package', 'dist'),
    buildResources: inRoot('out', 'icons'),
  },
  asar: true,
  // A native module is loaded by the system, which cannot look into an archive.
  asarUnpack: ['**/*.node'],
  // keytar brings binaries for Node-API, which does not change with Electron's version.
  npmRebuild: false,
  icon: inRoot('out', 'icons', 'app.png'),
  protocols: [{ name: 'idemeum Companion', schemes: ['idemeum-companion'] }],
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  },
  // The feed of updates is a setting, not a part of the package; this only makes the files that describe one.
  publish: { provider: 'generic', url: 'https://updates.invalid/idemeum-companion' },
  win: {
    target: [
      { target: 'nsis', arch: ['x64', 'arm64'] },
      ...(process.env.PACKAGE_MSI === '1' ? [{ target: /** @type {const} */ ('msi') }] : []),
    ],
  },
  nsis: { oneClick: true, perMachine: false, deleteAppDataOnUninstall: false },
  mac: {
    target: [
      { target: 'dmg', arch: ['universal'] },
      { target: 'zip', arch: ['universal'] },
    ],
    category: 'public.app-category.business',
    hardenedRuntime: true,
    darkModeSupport: true,
    // macOS shows the buttons of alerts only, not those of banners.
    extendInfo: { NSUserNotificationAlertStyle: 'alert' },
    // keytar brings one file for each kind of processor, and picks one: there is nothing to merge.
    x64ArchFiles: '**/node_modules/keytar/prebuilds/**',
    entitlements: inRoot('build', 'entitlements.mac.plist'),
    entitlementsInherit: inRoot('build', 'entitlements.mac.plist'),
  },
  linux: {
    target: ['AppImage', 'deb'],
    executableName: 'idemeum-companion',
    // The entry is named like the desktopName of the package: that is how a desktop knows whose window and badge it is.
    syncDesktopName: true,
    category: 'Utility',
    maintainer: 'idemeum Companion <support@idemeum.invalid>',
    synopsis: 'Joins idemeum elevation requests with HaloPSA tickets',
    desktop: { entry: { MimeType: 'x-scheme-handler/idemeum-companion;' } },
  },
  // By itself electron-builder writes --no-sandbox into the entry, and the companion does not start with that.
  appImage: { executableArgs: [] },
  deb: {
    depends: ['libsecret-1-0', 'libnotify4', 'libnss3', 'libgtk-3-0', 'libatk-bridge2.0-0', 'xdg-utils'],
  },
};

export default configuration;
