import type { ReactNode } from 'react';

interface ItemProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly buttons?: ReactNode;
}

/** One thing that waits for a person. */
export function Item({ icon, title, children, buttons }: ItemProps) {
  return (
    <li className="need">
      {icon}
      <div className="grow">
        <h3 className="clamp" title={title}>
          <bdi>{title}</bdi>
        </h3>
        {children}
      </div>
      {buttons && <div className="need-buttons">{buttons}</div>}
    </li>
  );
}
