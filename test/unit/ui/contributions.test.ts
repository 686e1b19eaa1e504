import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as ids from '../../../src/ui/contributions';
import { profileDefaults } from '../../../src/ui/profiles/parseProfiles';
import { providerKinds } from '../../../src/core/profile';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

interface MenuItem {
  command?: string;
  submenu?: string;
  when?: string;
}

interface Manifest {
  name: string;
  publisher: string;
  icon: string;
  activationEvents: string[];
  contributes: {
    authentication: { id: string; label: string }[];
    commands: { command: string; title: string; category: string; icon?: string }[];
    viewsContainers: Record<string, { id: string; icon: string }[]>;
    views: Record<string, { id: string; icon?: string; when?: string }[]>;
    viewsWelcome: { view: string; when?: string; contents: string }[];
    menus: Record<string, MenuItem[]>;
    keybindings?: MenuItem[];
    configuration: { properties: Record<string, { scope?: string; items?: ProfileSchema }> };
  };
}

interface ProfileSchema {
  properties: Record<string, { default?: unknown; enum?: string[] }>;
}

const root = path.join(__dirname, '../../..');
const read = (file: string): Json => JSON.parse(readFileSync(path.join(root, file), 'utf8')) as Json;
const manifestJson = read('package.json');
const manifest = manifestJson as unknown as Manifest;
const texts = read('package.nls.json') as Record<string, string>;
const { contributes } = manifest;

const sorted = (values: Iterable<string>): string[] => [...new Set(values)].sort();

/** Every string in a piece of JSON. */
function strings(json: Json): string[] {
  if (typeof json === 'string') return [json];
  return typeof json === 'object' && json !== null ? Object.values(json).flatMap(strings) : [];
}

const whens = [
  ...Object.values(contributes.menus).flat(),
  ...contributes.viewsWelcome,
  ...Object.values(contributes.views).flat(),
  ...(contributes.keybindings ?? []),
].flatMap(({ when }) => (when === undefined ? [] : [when]));

describe('the manifest', () => {
  it('is the extension that the code names', () => {
    assert.equal(`${manifest.publisher}.${manifest.name}`, ids.extensionId);
    assert.deepEqual(contributes.authentication, [ids.authenticationProvider]);
    assert.deepEqual(manifest.activationEvents, ['onStartupFinished']);
  });

  it('declares every command of the code, and no other', () => {
    assert.deepEqual(sorted(contributes.commands.map(({ command }) => command)), sorted(Object.values(ids.commands)));
  });

  it('declares every view and view container of the code, and no other', () => {
    const containers = Object.values(contributes.viewsContainers).flat();
    assert.deepEqual(sorted(containers.map(({ id }) => id)), sorted(Object.values(ids.viewContainers)));
    assert.deepEqual(sorted(Object.keys(contributes.views)), sorted(Object.values(ids.viewContainers)));
    const views = Object.values(contributes.views).flat();
    assert.deepEqual(sorted(views.map(({ id }) => id)), sorted(Object.values(ids.views)));
  });

  it('declares every setting of the code, and no other', () => {
    assert.deepEqual(
      sorted(Object.keys(contributes.configuration.properties)),
      sorted(Object.values(ids.settings).map((name) => `${ids.settingsSection}.${name}`)),
    );
  });

  it('names only known commands in menus and keybindings', () => {
    const known = new Set<string>(Object.values(ids.commands));
    const used = [...Object.values(contributes.menus).flat(), ...(contributes.keybindings ?? [])];
    const unknown = used.filter(({ command }) => command !== undefined && !known.has(command));
    assert.deepEqual(unknown, []);
  });

  it('names only known views, context keys and tree items in its conditions', () => {
    const known = new Set<string>([
      ...Object.values(ids.views),
      ...Object.values(ids.contextKeys),
      ...Object.values(ids.panels),
    ]);
    const named = whens.flatMap((when) => when.match(/redshiftFederation\.\w+/g) ?? []);
    const items: readonly string[] = Object.values(ids.treeItems);
    const patterns = whens.flatMap((when) =>
      [...when.matchAll(/viewItem =~ \/(.+?)\//g)].map(([, text]) => text ?? ''),
    );
    const exact = whens.flatMap((when) => [...when.matchAll(/viewItem == (\S+)/g)].map(([, text]) => text ?? ''));
    assert.deepEqual(
      {
        names: named.filter((name) => !known.has(name)),
        patterns: patterns.filter((pattern) => !items.some((item) => new RegExp(pattern).test(item))),
        exact: exact.filter((item) => !items.includes(item)),
      },
      { names: [], patterns: [], exact: [] },
    );
  });

  it('leads from the welcome texts to known commands', () => {
    const known = new Set<string>(Object.values(ids.commands));
    const links = Object.entries(texts)
      .filter(([key]) => key.startsWith('welcome.'))
      .flatMap(([, text]) => [...text.matchAll(/\(command:([^)?]+)/g)].map(([, command]) => command ?? ''));
    assert.notEqual(links.length, 0);
    assert.deepEqual(
      links.filter((command) => !known.has(command)),
      [],
    );
  });

  it('has a text for every key that it uses, and uses every text', () => {
    const used = strings(manifestJson).flatMap((text) => (/^%.+%$/.test(text) ? [text.slice(1, -1)] : []));
    assert.deepEqual(sorted(used), sorted(Object.keys(texts)));
  });

  it('localizes what people read', () => {
    const plain = contributes.commands.filter(
      ({ title, category }) => !/^%.+%$/.test(title) || !/^%.+%$/.test(category),
    );
    assert.deepEqual(plain, []);
  });

  it('has the icons that it names', () => {
    const icons = [
      manifest.icon,
      ...Object.values(contributes.viewsContainers)
        .flat()
        .map(({ icon }) => icon),
      ...Object.values(contributes.views)
        .flat()
        .flatMap(({ icon }) => (icon === undefined ? [] : [icon])),
      ...contributes.commands.flatMap(({ icon }) => (icon === undefined ? [] : [icon])),
    ];
    const files = icons.filter((icon) => !/^\$\([a-z-]+\)$/.test(icon));
    assert.deepEqual(
      files.filter((file) => !existsSync(path.join(root, file))),
      [],
    );
  });

  it('takes connections from a person’s own settings alone, with the defaults of the code', () => {
    const profiles = contributes.configuration.properties[`${ids.settingsSection}.${ids.settings.profiles}`];
    assert.equal(profiles?.scope, 'application');
    const properties = profiles.items?.properties ?? {};
    const defaults = Object.entries(properties).flatMap(([name, schema]) =>
      schema.default === undefined || name === 'warehouses' ? [] : [[name, schema.default]],
    );
    assert.deepEqual(Object.fromEntries(defaults), profileDefaults);
    assert.deepEqual(properties['provider']?.enum, providerKinds);
  });
});
