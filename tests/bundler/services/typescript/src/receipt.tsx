type Node = string | { tag: string; children: Node[] };
const h = (tag: string, _props: object | null, ...children: Node[]): Node => ({ tag, children });
const text = (node: Node): string =>
  typeof node === 'string' ? node : `<${node.tag}>${node.children.map(text).join('')}</${node.tag}>`;

export const receipt = (name: string): string => text(<p>Thank you, <b>{name}</b>!</p>);
