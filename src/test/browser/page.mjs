// Looks at pages of plans in a real browser.
//
//   node page.mjs FOLDER CHROMIUM [PICTURES]      the pages in FOLDER; pictures of the usual one are put into PICTURES
//
// stdout: a line `ok NAME` or `not ok NAME: why` for each case, and `# …` for what was measured.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [folder, executablePath, pictures] = process.argv.slice(2);
const address = (name) => pathToFileURL(join(folder, name + '.html')).href;
const browser = await chromium.launch({
  executablePath,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});

const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 360, height: 740 };

/** Opens a page, and holds it to asking for nothing and complaining of nothing. */
const open = async (name, options = {}) => {
  const context = await browser.newContext({ viewport: WIDE, colorScheme: 'light', reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  page.complaints = [];
  page.on('console', (message) => page.complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => page.complaints.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (request.url() !== address(name) && !request.url().startsWith('data:')) {
      page.complaints.push(`asked for ${request.url()}`);
    }
  });
  await page.goto(address(name));
  return page;
};

const object = (page, name) => page.locator('article.object', { has: page.locator('.turn > .who b', { hasText: new RegExp(`^${name}$`) }) });
const focused = (page) => page.evaluate(() => document.activeElement.closest('article')?.id ?? document.activeElement.getAttribute('aria-label'));
const openAll = (page) => page.evaluate(() => document.querySelectorAll('.turn[aria-expanded=false]').forEach((button) => button.click()));
const isWide = (page) => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
const shown = (page) => page.locator('article.object:visible').count();

/** Every text that is less than 4.5 times as bright or as dark as what it stands on (3 times where it is large). */
const pale = (page) =>
  page.evaluate(() => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const parse = (colour) => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const brightness = (colour) => {
      const [r, g, b] = colour.map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (element) => {
      for (let at = element; at; at = at.parentElement) {
        const box = at.localName === 'text' ? at.parentElement.querySelector('rect') : null;
        const colour = parse(box ? getComputedStyle(box).fill : getComputedStyle(at).backgroundColor);
        if (colour[3] > 250) {
          return colour;
        }
      }
      return [255, 255, 255, 255];
    };
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      if (!walker.currentNode.data.trim() || element.closest('script, style, title, dialog:not([open])') || !element.checkVisibility()) {
        continue;
      }
      const style = getComputedStyle(element);
      const ink = brightness(parse(element.localName === 'text' ? style.fill : style.color));
      const paper = brightness(behind(element));
      const contrast = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
      const size = parseFloat(style.fontSize);
      if (contrast < (size >= 24 || (size >= 18.6 && style.fontWeight >= 700) ? 3 : 4.5)) {
        found.push(`${walker.currentNode.data.trim().slice(0, 30)} (${element.className.baseVal ?? element.className}): ${contrast.toFixed(2)}`);
      }
    }
    return [...new Set(found)];
  });

const cases = {
  'it says all that matters without a script': async () => {
    const page = await open('usual', { javaScriptEnabled: false });
    const text = await page.locator('body').innerText();
    for (const words of ['Look at this first', 'pruned, and with it goes its volume', '17.6', 'its only pod stops', 'clusters/Home.java:']) {
      assert.ok(text.includes(words), words);
    }
    return page;
  },
  'dangers come first, and lead to their objects': async () => {
    const page = await open('usual');
    const first = page.locator('.dangers li').first();
    assert.match(await first.innerText(), /^data loss/);
    await first.locator('a').click();
    const gallery = page.locator('article[aria-current]');
    await gallery.locator('table.diff').waitFor();
    assert.match(await gallery.innerText(), /PersistentVolumeClaim media\/gallery/);
    await page.locator('.turn').first().click();
    await first.locator('a').click(); // where the address says already
    assert.match(await page.locator('article[aria-current]').innerText(), /media\/gallery/);
    return page;
  },
  'what changes is coloured in the drawing, and leads to its part': async () => {
    const page = await open('usual');
    const boxes = await page.locator('#k0 svg .box').evaluateAll((all) =>
      all.map((box) => [box.querySelector('.name').textContent, box.classList[1], getComputedStyle(box.querySelector('rect')).fill]),
    );
    const looks = Object.fromEntries(boxes.map(([name, look]) => [name, look]));
    assert.deepEqual(looks, {
      'flux-system': 'goes',
      storage: 'stays',
      'cert-manager': 'turns',
      gallery: 'goes',
      gateway: 'stays',
      grafana: 'stays',
      immich: 'comes',
      jellyfin: 'changes',
      ollama: 'turns',
      paperless: 'turns',
      postgres: 'turns',
      redis: 'stays',
    });
    const colours = new Map(boxes.map(([, look, fill]) => [look, fill]));
    assert.equal(new Set(colours.values()).size, colours.size, 'each look has a colour of its own');
    await page.locator('#k0 svg a', { hasText: 'immich' }).first().click();
    await page.waitForFunction(() => document.querySelector('#k0-c6').getBoundingClientRect().top < innerHeight);
    return page;
  },
  'the filter finds by name, kind, danger, line and what changes': async () => {
    const page = await open('usual');
    const filter = page.locator('#filter');
    const counts = {};
    for (const words of ['postgres', 'deployment media', 'exposure', 'home.java:17', 'films.example', 'downtime', 'no such thing', '']) {
      await filter.fill(words);
      counts[words] = [await shown(page), await page.locator('#shown').innerText()];
    }
    assert.deepEqual(counts, {
      postgres: [2, '2 of 15 objects'],
      'deployment media': [1, '1 of 15 objects'],
      exposure: [1, '1 of 15 objects'],
      'home.java:17': [4, '4 of 15 objects'],
      'films.example': [1, '1 of 15 objects'],
      downtime: [2, '2 of 15 objects'],
      'no such thing': [0, '0 of 15 objects'],
      '': [15, '15 objects'],
    });
    await page.locator('.deeds button', { hasText: 'pruned' }).click();
    assert.equal(await shown(page), 3);
    assert.equal(await page.locator('#tree [aria-level="3"]:visible').count(), 3);
    assert.equal(await page.locator('section.cluster:visible').count(), 1);
    await page.locator('.deeds button', { hasText: 'pruned' }).click();
    assert.equal(await shown(page), 15);
    return page;
  },
  'keys go from object to object, open, and ask': async () => {
    const page = await open('usual');
    const press = async (...keys) => {
      for (const key of keys) {
        await page.keyboard.press(key);
      }
    };
    await press('j');
    assert.equal(await focused(page), 'k0-o0');
    await press('j', 'j', 'k');
    assert.equal(await focused(page), 'k0-o1');
    await press('Enter');
    assert.equal(await page.locator('#k0-o1 .turn').getAttribute('aria-expanded'), 'true');
    assert.equal(await page.locator('#k0-o1 table.diff').count(), 1);
    await press('o');
    assert.equal(await page.locator('#k0-o1 table.diff').count(), 0);
    await press('e');
    assert.equal(await page.locator('table.diff').count(), 15);
    await press('e');
    assert.equal(await page.locator('table.diff').count(), 0);
    await press('/');
    await page.keyboard.type('jelly');
    assert.equal(await shown(page), 1);
    await press('Enter');
    assert.match(await page.locator('article[aria-current].open').innerText(), /media\/jellyfin/);
    await press('/', 'Escape');
    assert.equal(await shown(page), 15);
    await press('?');
    assert.ok(await page.locator('dialog').isVisible());
    await press('j');
    assert.ok(await page.locator('dialog').isVisible(), 'no key goes past it');
    await press('Escape');
    assert.ok(!(await page.locator('dialog').isVisible()));
    return page;
  },
  'the tree is one, for keys and for readers of screens': async () => {
    const page = await open('usual');
    const outline = await page.locator('#tree').ariaSnapshot();
    for (const words of ['- tree "Clusters, components and objects"', '- treeitem "home" [expanded]', '- treeitem "Deployment immich"']) {
      assert.ok(outline.includes(words), outline);
    }
    assert.equal(await page.locator('#tree [tabindex="0"]').count(), 1, 'one stop for the tab key');
    await page.keyboard.press('g');
    const at = () => page.evaluate(() => document.activeElement.getAttribute('aria-label'));
    assert.equal(await at(), 'home');
    const goes = async (key, to) => {
      await page.keyboard.press(key);
      assert.equal(await at(), to, key);
    };
    await goes('ArrowDown', 'flux-system');
    await goes('ArrowRight', 'Kustomization immich');
    await goes('ArrowLeft', 'flux-system');
    await goes('ArrowLeft', 'flux-system'); // closed
    await goes('ArrowDown', 'cert-manager');
    await goes('ArrowUp', 'flux-system');
    await goes('ArrowRight', 'flux-system'); // open again
    await goes('End', 'Deployment wiki');
    await goes('Home', 'home');
    await goes('ArrowLeft', 'home');
    await goes('ArrowDown', 'office');
    await goes('End', 'Deployment wiki');
    await page.keyboard.press('Enter');
    assert.equal(await focused(page), 'k1-o0');
    assert.equal(await page.locator('#k1-o0 table.diff').count(), 1);
    assert.equal(await page.locator('#tree [aria-selected=true]').getAttribute('aria-label'), 'Deployment wiki');
    return page;
  },
  'a change is seen side by side, and unified': async () => {
    const page = await open('usual');
    const settings = object(page, 'paperless-settings');
    await settings.locator('.turn').click();
    const rows = () => settings.locator('.diff tr').evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.textContent)));
    assert.deepEqual((await rows()).slice(3), [
      ['', '    language: eng', '', '    language: eng'].map((text) => text || ' '),
      ['-', '    pages: 10', '+', '    pages: 25'],
      [' ', '  consume:', ' ', '  consume:'],
      ['', '', '+', '    recursive: true'],
      [' ', '    polling: 60', ' ', '    polling: 60'],
    ].map((row) => row.map((text) => text.replace(/^ {2,}/, (spaces) => spaces + '  '))));
    assert.equal(await settings.locator('del').innerText(), '10');
    assert.equal(await settings.locator('ins').innerText(), '25');
    await page.keyboard.press('u');
    assert.deepEqual((await rows()).slice(4), [
      ['-', '      pages: 10'],
      ['+', '      pages: 25'],
      [' ', '    consume:'],
      ['+', '      recursive: true'],
      [' ', '      polling: 60'],
    ]);
    assert.match((await rows())[0][0], /7 lines.*data › settings\.yaml/);
    await page.reload();
    await settings.locator('.turn').click();
    assert.equal(await settings.locator('table.unified').count(), 1, 'the choice is kept');
    return page;
  },
  'of a secret only its keys are seen': async () => {
    const page = await open('usual');
    const accounts = object(page, 'postgres-accounts');
    await accounts.locator('.turn').click();
    assert.match(await accounts.locator('.diff').innerText(), /key REPORTS, another value/);
    const source = await readFile(join(folder, 'usual.html'), 'utf8');
    for (const secret of ['hunter2', 'correct-horse', Buffer.from('correct-horse').toString('base64')]) {
      assert.ok(!source.includes(secret));
    }
    return page;
  },
  'light and dark follow the system, and the reader': async () => {
    const paper = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await open('usual');
    const dark = await open('usual', { colorScheme: 'dark' });
    const [bright, dim] = [await paper(light), await paper(dark)];
    assert.notEqual(bright, dim);
    const theme = dark.locator('#theme');
    await theme.click();
    assert.equal(await theme.innerText(), 'Theme: light');
    assert.equal(await paper(dark), bright);
    await dark.reload();
    assert.equal(await paper(dark), bright, 'the choice is kept');
    await dark.keyboard.press('t');
    await dark.keyboard.press('t');
    assert.equal(await theme.innerText(), 'Theme: auto');
    assert.equal(await paper(dark), dim);
    await light.close();
    return dark;
  },
  'every text can be read, in light and in dark': async () => {
    for (const colorScheme of ['light', 'dark']) {
      for (const view of ['split', 'unified']) {
        const page = await open('usual', { colorScheme });
        await page.keyboard.press('e');
        if (view === 'unified') {
          await page.keyboard.press('u');
        }
        assert.deepEqual(await pale(page), [], colorScheme);
        assert.deepEqual(page.complaints, []);
        await page.context().close();
      }
    }
    const page = await open('usual');
    await page.addStyleTag({ content: '' }).catch(() => {}); // its own policy forbids even that
    page.complaints = page.complaints.filter((each) => !each.includes('Content Security Policy'));
    await page.evaluate(() => document.querySelector('.sum').style.setProperty('color', '#bbb'));
    assert.notDeepEqual(await pale(page), [], 'what is pale is found');
    return page;
  },
  'on a phone nothing is wider than it': async () => {
    for (const name of ['usual', 'hostile', 'empty']) {
      const page = await open(name, { viewport: PHONE, isMobile: true, hasTouch: true });
      await openAll(page);
      assert.ok(!(await isWide(page)), name);
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    }
    const page = await open('usual', { viewport: PHONE, isMobile: true, hasTouch: true });
    assert.ok(await page.locator('#k0 .drawing').evaluate((drawing) => drawing.scrollWidth > drawing.clientWidth), 'the drawing scrolls');
    assert.ok(!(await page.locator('#tree').isVisible()));
    await page.locator('#to-tree').click();
    await page.locator('#tree .node', { hasText: 'Deployment immich' }).click();
    assert.ok(!(await page.locator('#tree').isVisible()));
    assert.equal(await object(page, 'immich').last().locator('table.unified').count(), 1);
    return page;
  },
  'what an object says stays text': async () => {
    const page = await open('hostile');
    await openAll(page);
    await page.keyboard.press('u');
    const text = await page.locator('main').innerText();
    for (const words of ['<script>ran()</script>', '<img src=x onerror=ran()>', '</script><script>ran()//', '<!--']) {
      assert.ok(text.includes(words), words);
    }
    await page.locator('#filter').fill('<img');
    assert.ok((await shown(page)) > 0);
    const strange = await page.evaluate(() => ({
      ran: typeof window.ran,
      scripts: document.scripts.length,
      others: document.querySelectorAll('img, iframe, object, embed, form, base, [onerror], [onclick], [style]').length,
      links: [...document.links].filter((link) => !(link.getAttribute?.('href') ?? '').startsWith('#')).length,
    }));
    assert.deepEqual(strange, { ran: 'undefined', scripts: 2, others: 0, links: 0 });
    const policy = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.ran = 1';
      document.body.append(script);
      const image = document.createElement('img');
      document.body.append(image);
      image.setAttribute('onerror', 'window.ran = 2');
      image.src = 'data:,';
      return new Promise((done) => setTimeout(() => done(typeof window.ran), 100));
    });
    assert.equal(policy, 'undefined', 'and if it did not, it would not run');
    assert.ok(page.complaints.some((each) => each.includes('Content Security Policy')));
    page.complaints = [];
    return page;
  },
  'a thousand objects answer': async () => {
    const began = performance.now();
    const page = await open('large');
    const there = performance.now();
    // Beside what the clock says, which a busy machine makes longer: what the page's own thread worked.
    const metrics = await page.context().newCDPSession(page);
    await metrics.send('Performance.enable', { timeDomain: 'threadTicks' });
    const worked = async () => {
      const { metrics: all } = await metrics.send('Performance.getMetrics');
      return all.find((metric) => metric.name === 'TaskDuration').value * 1000;
    };
    await page.reload();
    const toOpen = await worked();
    assert.equal(await page.locator('article.object').count(), 1000);
    assert.equal(await page.locator('.diff').count(), 0, 'no lines are on the page before somebody opens them');
    const press = async (key) => {
      const from = performance.now();
      await page.keyboard.press(key);
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      return Math.round(performance.now() - from);
    };
    const next = await press('j');
    const opened = await press('Enter');
    assert.equal(await page.locator('.diff').count(), 1);
    const before = await worked();
    const from = performance.now();
    await page.locator('#filter').fill('app-777');
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const sifted = Math.round(performance.now() - from);
    const toSift = (await worked()) - before;
    assert.equal(await shown(page), 1);
    await page.locator('#filter').fill('');
    await page.locator('#filter').blur();
    const all = await press('e');
    assert.equal(await page.locator('.diff').count(), 1000);
    await press('e');
    assert.equal(await page.locator('.diff').count(), 0, 'what is closed is gone');
    console.log(
      `# 1,000 objects: there after ${Math.round(there - began)} ms, next ${next} ms, open ${opened} ms, filter ${sifted} ms, open all ${all} ms;` +
        ` work of the page itself: ${Math.round(toOpen)} ms until it is there, ${Math.round(toSift)} ms to filter`,
    );
    return page;
  },
  'on paper everything is open': async () => {
    const page = await open('usual');
    await page.evaluate(() => addEventListener('beforeprint', () => (window.printed = document.querySelectorAll('table.diff').length)));
    const paper = await page.pdf({ format: 'A4' });
    assert.equal(paper.subarray(0, 5).toString(), '%PDF-');
    assert.equal(await page.evaluate(() => window.printed), 15);
    await page.waitForFunction(() => document.querySelectorAll('table.diff').length === 0);
    await page.emulateMedia({ media: 'print' });
    assert.ok(!(await page.locator('#tree').isVisible()));
    return page;
  },
  'of nothing it says so': async () => {
    const page = await open('empty');
    assert.match(await page.locator('main').innerText(), /Nothing changes on any cluster/);
    for (const key of ['j', 'k', 'e', 'u', 'g', 'o']) {
      await page.keyboard.press(key);
    }
    return page;
  },
};

let failed = 0;
for (const [name, look] of Object.entries(cases)) {
  try {
    const page = await look();
    assert.deepEqual(page.complaints, []);
    await page.context().close();
    console.log('ok ' + name);
  } catch (error) {
    failed++;
    console.log(`not ok ${name}: ${String(error.stack ?? error).replaceAll('\n', '\\n')}`);
  }
}

if (pictures && !failed) {
  const picture = async (name, options, prepare) => {
    const page = await open('usual', options);
    const part = await prepare(page);
    await (part ?? page).screenshot({ path: join(pictures, name) });
    await page.context().close();
  };
  await picture('plan-light.png', { viewport: { width: 1280, height: 740 } }, async () => {});
  await picture('plan-order.png', { viewport: { width: 1280, height: 1060 } }, async (page) => page.locator('#k0 .order'));
  await picture('plan-dark.png', { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' }, async (page) => {
    await object(page, 'ollama').locator('.turn').click();
    await object(page, 'paperless-settings').locator('.turn').click();
    await page.locator('.component', { has: page.locator('h3', { hasText: 'ollama' }) }).evaluate((at) => at.scrollIntoView({ block: 'start' }));
  });
  await picture('plan-phone.png', { viewport: { width: 390, height: 800 }, isMobile: true, deviceScaleFactor: 1 }, async (page) => {
    await object(page, 'paperless-settings').locator('.turn').click();
    await page.locator('.component', { has: page.locator('h3', { hasText: 'paperless' }) }).evaluate((at) => at.scrollIntoView({ block: 'start' }));
  });
}
await browser.close();
