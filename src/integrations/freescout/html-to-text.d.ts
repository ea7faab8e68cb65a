/** The part of html-to-text that is used here; the package brings no types of its own. */
declare module 'html-to-text' {
  export interface ConvertOptions {
    wordwrap?: number | false;
    decodeEntities?: boolean;
    limits?: { maxDepth?: number };
    selectors?: { selector: string; format?: string; options?: Record<string, unknown> }[];
  }
  export function compile(options: ConvertOptions): (html: string) => string;
}
