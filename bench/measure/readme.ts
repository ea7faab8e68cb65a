import { readFile, writeFile } from 'node:fs/promises';

/** Puts what a bench reported between the two marks of its name in a Markdown file; throws where they are not there. */
export async function writeBetweenMarks(file: URL, name: string, report: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${file.pathname} has no place for ${name}: ${begin} … ${end}`);
  await writeFile(file, `${text.slice(0, from)}${begin}\n\n${report}\n\n${text.slice(to)}`);
}
