import type { ContextMenuParams, MenuItemConstructorOptions } from 'electron';
import type { ElectronParts } from '../electron-parts.ts';

/** Lets text be cut, copied and pasted with the pointer, in every window: by itself Electron shows no menu. */
export function offerEditing({ app, Menu }: Pick<ElectronParts, 'app' | 'Menu'>): void {
  app.on('web-contents-created', (_created, contents) => {
    contents.on('context-menu', (_event, params) => {
      const items = itemsFor(params);
      if (items.length === 0) return;
      const { x, y, menuSourceType: sourceType } = params;
      Menu.buildFromTemplate(items).popup({ x, y, sourceType });
    });
  });
}

function itemsFor({
  isEditable,
  selectionText,
  editFlags,
}: Pick<ContextMenuParams, 'isEditable' | 'selectionText' | 'editFlags'>): MenuItemConstructorOptions[] {
  if (!isEditable) return selectionText.trim() === '' ? [] : [{ role: 'copy', enabled: editFlags.canCopy }];
  return [
    { role: 'cut', enabled: editFlags.canCut },
    { role: 'copy', enabled: editFlags.canCopy },
    { role: 'paste', enabled: editFlags.canPaste },
    { type: 'separator' },
    { role: 'selectAll', enabled: editFlags.canSelectAll },
  ];
}
