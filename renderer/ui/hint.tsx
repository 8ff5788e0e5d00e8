import { Popover, UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';

interface Props {
  readonly className: string;
  /** What is always to be seen. */
  readonly label: ReactNode;
  readonly children: ReactNode;
}

/** Something short that tells more when it is pressed: works by mouse, keyboard and touch alike. */
export function Hint({ className, label, children }: Props) {
  return (
    <Popover width={300} position="bottom-start" shadow="md" withinPortal={false} trapFocus={false}>
      <Popover.Target>
        <UnstyledButton className={className}>{label}</UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className="hint">{children}</Popover.Dropdown>
    </Popover>
  );
}
