import { Fragment, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RichNode } from '../../../shared/model.ts';
import { getBridge } from '../../bridge.ts';
import { orNotice } from '../../stores/notices.ts';
import { Picture } from '../../ui/picture.tsx';

interface RichTextProps {
  readonly nodes: readonly RichNode[];
  /** Pictures of adult pages stay hidden until asked for. */
  readonly blurred: boolean;
}

/** Text from strangers. It is a tree of a dozen kinds; HTML never comes near the page. */
export function RichText({ nodes, blurred }: RichTextProps) {
  return <div className="rich">{render(nodes, blurred)}</div>;
}

function render(nodes: readonly RichNode[], blurred: boolean): ReactNode {
  // Nodes have no identity and never move.
  return nodes.map((node, index) => <Fragment key={index}>{renderNode(node, blurred)}</Fragment>);
}

function renderNode(node: RichNode, blurred: boolean): ReactNode {
  switch (node.type) {
    case 'text':
      return node.text;
    case 'break':
      return <br />;
    case 'rule':
      return <hr />;
    case 'image':
      return blurred ? null : (
        <span className="rich-picture">
          <Picture src={node.src} alt={node.alt} name={node.alt === '' ? '…' : node.alt} fit="contain" />
        </span>
      );
    case 'link':
      return <Link href={node.href}>{render(node.children, blurred)}</Link>;
    case 'heading': {
      // The page has its own first and second level.
      const Heading = node.level <= 2 ? 'h3' : 'h4';
      return <Heading>{render(node.children, blurred)}</Heading>;
    }
    case 'spoiler':
      return <Spoiler>{render(node.children, blurred)}</Spoiler>;
    case 'preformatted':
      return (
        <pre>
          <code>{render(node.children, blurred)}</code>
        </pre>
      );
    case 'paragraph':
    case 'strong':
    case 'emphasis':
    case 'strike':
    case 'underline':
    case 'code':
    case 'quote':
    case 'bullets':
    case 'numbers':
    case 'item':
      break;
  }
  const Tag = plainTags[node.type];
  return <Tag>{render(node.children, blurred)}</Tag>;
}

const plainTags = {
  // A paragraph of a stranger may hold blocks, which <p> may not.
  paragraph: 'div',
  strong: 'strong',
  emphasis: 'em',
  strike: 's',
  underline: 'u',
  code: 'code',
  quote: 'blockquote',
  bullets: 'ul',
  numbers: 'ol',
  item: 'li',
} as const;

function Link({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <a
      href={href}
      title={href}
      rel="noreferrer"
      onClick={(event) => {
        event.preventDefault();
        void orNotice(getBridge().app.openExternal({ url: href }));
      }}
    >
      {children}
      <span className="sr-only"> {t('mod.externalLink')}</span>
    </a>
  );
}

function Spoiler({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <details className="spoiler">
      <summary>{t('mod.spoiler')}</summary>
      {children}
    </details>
  );
}
