/** Reads YAML that a person wrote: every mistake is told with its line, and anchors that multiply are refused before they are followed. */
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { Alias, Document, Node, YAMLError } from 'yaml';

/** A mistake in a file, in one sentence. */
export interface Mistake {
  readonly line: number;
  readonly sentence: string;
}

export interface Field {
  readonly key: Node;
  readonly value: Node;
}

export interface Fields {
  /** What is given, by key. A key without a value is not. */
  readonly given: ReadonlyMap<string, Field>;
  /** Known keys that unknown ones are likely to be meant for. */
  readonly meant: readonly string[];
}

/** The reading functions answer undefined where they have told a mistake. */
export interface YamlReader {
  readonly root: Node | null;
  readonly mistakes: Mistake[];
  tell(node: Node, sentence: string): void;
  fields(node: Node | null, known: readonly string[], what: string): Fields | undefined;
  list(node: Node, what: string): readonly Node[] | undefined;
  text(node: Node, what: string): string | undefined;
  number(node: Node, what: string): number | undefined;
  /** The line of what a path leads to, or of the nearest thing around it that is there. */
  lineAt(node: Node, path: readonly string[]): number;
}

const LARGEST = 1_000_000;
const DEEPEST_INDENT = 60;
const DEEPEST_BRACKETS = 20;
const MOST_ALIASES = 100;

/** @returns the mistakes alone where it is no YAML at all */
export function openYaml(text: string): YamlReader | { readonly root: undefined; readonly mistakes: readonly Mistake[] } {
  const broken = (line: number, sentence: string) => ({ root: undefined, mistakes: [{ line, sentence }] });
  if (text.length > LARGEST) return broken(1, 'The file is larger than a million characters: divide it.');
  const deep = findTooDeep(text);
  if (deep !== undefined) return broken(deep, 'This is nested too deeply.');

  const counter = new LineCounter();
  // Which keys are given twice is looked at where they are read: here it costs the square of their number.
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, stringKeys: true, uniqueKeys: false });
  const lineOfOffset = (offset: number): number => counter.linePos(Math.min(offset, text.length)).line;
  const errors = [...document.errors, ...document.warnings];
  if (errors.length > 0) return { root: undefined, mistakes: told(errors, lineOfOffset) };

  const lineOf = (node: Node): number => lineOfOffset(node.range?.[0] ?? 0);
  const { targets, lost } = aliasesOf(document);
  const [first] = lost;
  if (first) return broken(lineOf(first), `There is no anchor &${first.source} above this.`);
  try {
    document.toJS({ mapAsMap: true, maxAliasCount: MOST_ALIASES });
  } catch {
    const [alias] = targets.keys();
    return broken(alias ? lineOf(alias) : 1, 'Anchors are used too often: write out what they stand for.');
  }
  return createReader(document.contents, targets, lineOf);
}

/** The line that nests deeper than any file of ours. The parser descends once for each level, and a file must not exhaust it. */
function findTooDeep(text: string): number | undefined {
  let brackets = 0;
  const line = text.split('\n').findIndex((written) => {
    const indent = /^[\s?:-]*/.exec(written)?.[0].length ?? 0;
    for (const character of written) {
      if (character === '[' || character === '{') brackets += 1;
      else if (character === ']' || character === '}') brackets = Math.max(0, brackets - 1);
    }
    return indent > DEEPEST_INDENT || brackets > DEEPEST_BRACKETS;
  });
  return line === -1 ? undefined : line + 1;
}

const SENTENCES: Partial<Record<YAMLError['code'], string>> = {
  BAD_INDENT: 'The indentation does not fit what is above it, or a bracket is not closed.',
  BLOCK_AS_IMPLICIT_KEY: 'There are two keys on this line, or a text with “: ” in it: put such a text in quotes.',
  MULTIPLE_DOCS: 'A second document begins here: put everything into one, without “---”.',
  NON_STRING_KEY: 'A key is a plain word.',
  TAB_AS_INDENT: 'Indent with spaces, not with tabs.',
  TAG_RESOLVE_FAILED: 'There are no tags here: leave out what begins with “!”.',
};

function told(errors: readonly YAMLError[], lineOfOffset: (offset: number) => number): Mistake[] {
  const byLine = new Map<number, Mistake>();
  for (const { code, message, pos } of errors) {
    const line = lineOfOffset(pos[0]);
    const sentence = SENTENCES[code] ?? `This is not valid YAML: ${message.replace(/\.$/, '')}.`;
    // One slip often breaks the rest of its line as well.
    if (!byLine.has(line)) byLine.set(line, { line, sentence });
  }
  return [...byLine.values()].toSorted((a, b) => a.line - b.line);
}

/** What each alias stands for: the latest anchor of its name above it. */
function aliasesOf(document: Document.Parsed): { targets: Map<Alias, Node>; lost: Alias[] } {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  const lost: Alias[] = [];
  visit(document, {
    Node(_, node) {
      if (!isAlias(node)) {
        if (node.anchor) anchors.set(node.anchor, node);
        return;
      }
      const target = anchors.get(node.source);
      if (target) targets.set(node, target);
      else lost.push(node);
    },
  });
  return { targets, lost };
}

function createReader(root: Node | null, targets: ReadonlyMap<Alias, Node>, lineOf: (node: Node) => number): YamlReader {
  const mistakes: Mistake[] = [];
  const tell = (node: Node | null, sentence: string): undefined => {
    mistakes.push({ line: node ? lineOf(node) : 1, sentence });
  };
  const meant = (node: Node | null): Node | null => (isAlias(node) ? (targets.get(node) ?? null) : node);
  const scalar = (node: Node): unknown => {
    const target = meant(node);
    return isScalar(target) ? target.value : undefined;
  };
  return {
    root,
    mistakes,
    tell,
    fields(node, known, what) {
      const map = meant(node);
      if (!isMap<Node, Node | null>(map))
        return tell(node, `${what} is written as keys with values, one a line: ${known[0]}: ….`);
      const given = new Map<string, Field>();
      const seen = new Set<string>();
      const likely: string[] = [];
      for (const { key, value } of map.items) {
        const name = String(scalar(key));
        if (seen.has(name)) tell(key, `\`${name}\` is given twice: give it once.`);
        else if (!known.includes(name)) likely.push(...tellUnknown(key, name, known));
        else if (value && scalar(value) !== null) given.set(name, { key, value });
        seen.add(name);
      }
      return { given, meant: likely };
    },
    list(node, what) {
      const list = meant(node);
      return isSeq<Node>(list) ? list.items : tell(node, `${what} is a list: write “- ” before each of its entries.`);
    },
    text(node, what) {
      const value = scalar(node);
      return typeof value === 'string'
        ? value
        : tell(node, `${what} is a text: ${isScalar(meant(node)) ? 'put it in quotes' : 'write one'}.`);
    },
    number(node, what) {
      const value = scalar(node);
      return typeof value === 'number' ? value : tell(node, `${what} is a number: write it in digits, without quotes.`);
    },
    lineAt(node, path) {
      let line = lineOf(node);
      let at: Node | null = node;
      for (const step of path) {
        const around = meant(at);
        if (isMap<Node, Node | null>(around)) {
          const pair = around.items.find(({ key }) => String(scalar(key)) === step);
          if (!pair) break;
          line = lineOf(pair.key);
          at = pair.value;
        } else if (isSeq<Node>(around)) {
          at = around.items[Number(step)] ?? null;
          if (!at) break;
          line = lineOf(at);
        } else break;
      }
      return line;
    },
  };

  function tellUnknown(key: Node, name: string, known: readonly string[]): string[] {
    const [nearest = '', distance = Infinity] = nearestOf(name, known);
    const near = distance <= Math.max(2, nearest.length / 2);
    const short = name.replaceAll(/[\p{C}\s]+/gu, ' ').slice(0, 40);
    tell(
      key,
      `There is no \`${short}\` here: ${near ? `did you mean \`${nearest}\`?` : `there is ${known.map((other) => `\`${other}\``).join(', ')}.`}`,
    );
    return near ? [nearest] : [];
  }
}

function nearestOf(word: string, known: readonly string[]): readonly [string, number] | [] {
  const distances = known.map((other) => [other, editDistance(word.slice(0, 60).toLowerCase(), other.toLowerCase())] as const);
  return distances.toSorted(([, a], [, b]) => a - b)[0] ?? [];
}

/** How many letters have to be added, left out or replaced to make one word of another (Levenshtein). */
function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (const [i, letter] of Array.from(one).entries()) {
    const next = [i + 1];
    for (const [j, there] of Array.from(other).entries()) {
      next.push(Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (letter === there ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
