import { FileInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../strings/texts.ts';

interface Props {
  readonly label: string;
  /** Kinds of files, as the attribute of an input names them. */
  readonly accept: string;
  readonly leftSection?: ReactNode;
  readonly onFile: (file: File | null) => void;
}

/** Takes a file, and the same one again once it was mended: a browser says nothing of a choice that it has already. */
export function FileField({ onFile, ...rest }: Props) {
  return (
    <FileInput
      {...rest}
      placeholder={t.chooseFile}
      onChange={onFile}
      fileInputProps={{
        onClick: ({ currentTarget }) => {
          currentTarget.value = '';
        },
      }}
      data-autofocus
    />
  );
}
