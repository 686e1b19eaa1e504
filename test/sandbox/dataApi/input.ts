import type { Json, JsonObject } from '../wire/service';
import { invalid } from './refusals';

export interface Bounds {
  min?: number;
  max?: number;
}

/** Reads the members of a request, and refuses what the service model does not allow. */
export class Input {
  constructor(private readonly members: JsonObject) {}

  /** True when the member was sent at all. */
  has(name: string): boolean {
    return this.value(name) !== undefined;
  }

  text(name: string, { min = 1, max = Infinity, pattern }: Bounds & { pattern?: RegExp } = {}): string | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    const label = lowerFirst(name);
    if (typeof value !== 'string') throw invalid(`${label} must be a string`);
    if (value.length < min) throw invalid(`${label} must have length greater than or equal to ${min}`);
    if (value.length > max) throw invalid(`${label} must have length less than or equal to ${max}`);
    if (pattern && !pattern.test(value)) throw invalid(`${label} must satisfy regex pattern: ${pattern.source}`);
    return value;
  }

  requiredText(name: string, bounds?: Bounds & { pattern?: RegExp }): string {
    const value = this.text(name, bounds);
    if (value === undefined) throw invalid(`${lowerFirst(name)} must not be null`);
    return value;
  }

  integer(name: string, { min = -Infinity, max = Infinity }: Bounds): number | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < min || value > max)
      throw invalid(`${lowerFirst(name)} must be an integer from ${min} to ${max}`);
    return value;
  }

  /** One of the words that the model lists. */
  choice<T extends string>(name: string, words: readonly T[]): T | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const word = words.find((each) => each === value);
    if (!word) throw invalid(`${lowerFirst(name)} must satisfy enum value set: [${words.join(', ')}]`);
    return word;
  }

  flag(name: string): boolean | undefined {
    const value = this.value(name);
    if (value !== undefined && typeof value !== 'boolean') throw invalid(`${lowerFirst(name)} must be a boolean`);
    return value;
  }

  /** A list of so many texts, none of them empty. */
  requiredTexts(name: string, max: number): string[] {
    const value = this.value(name);
    const label = lowerFirst(name);
    if (value === undefined) throw invalid(`${label} must not be null`);
    if (!Array.isArray(value)) throw invalid(`${label} must be a list`);
    if (value.length < 1) throw invalid(`${label} must have length greater than or equal to 1`);
    if (value.length > max) throw invalid(`${label} must have length less than or equal to ${max}`);
    return value.map((text) => {
      if (typeof text !== 'string' || text === '') throw invalid(`${label} must be a list of texts that are not empty`);
      return text;
    });
  }

  /** A list of objects; undefined when the member is missing. */
  objects(name: string): JsonObject[] | undefined {
    const value = this.value(name);
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) throw invalid(`${lowerFirst(name)} must be a list`);
    return value.map((item) => {
      if (typeof item !== 'object' || item === null || Array.isArray(item))
        throw invalid(`${lowerFirst(name)} must be a list of structures`);
      return item;
    });
  }

  private value(name: string): Json | undefined {
    return this.members[name] ?? undefined;
  }
}

/** The service's messages spell members as `waitTimeSeconds`. */
function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
