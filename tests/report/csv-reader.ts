/** Records of a text by RFC 4180, read character by character. Throws where it is not one. */
export function recordsOf(text: string): string[][] {
  const records: string[][] = [];
  let [record, cell, quoted]: [string[], string, boolean] = [[], '', false];
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] ?? '';
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text[index + 1] === '"') {
        cell += '"';
        index += 1;
      } else quoted = false;
    } else if (character === '"') {
      if (cell !== '') throw new Error(`a quote inside of ${cell}`);
      quoted = true;
    } else if (character === ',') {
      record.push(cell);
      cell = '';
    } else if (character === '\r' && text[index + 1] === '\n') {
      records.push([...record, cell]);
      [record, cell] = [[], ''];
      index += 1;
    } else cell += character;
  }
  if (quoted || cell !== '' || record.length > 0) throw new Error('it does not end with a line end');
  return records;
}
