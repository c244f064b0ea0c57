// What the page of a plan does: it filters, goes from object to object, and puts the lines of an object on the page when it is
// opened. All that comes from an object is put there as text.
'use strict';
(() => {
  const $ = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const root = document.documentElement;
  const lines = JSON.parse($('#lines').textContent);
  const objects = all('article.object');
  const MANY = 80; // objects, from which on the tree begins closed
  const FEW = 4; // objects, up to which all are open at first

  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      element.setAttribute(key, value);
    }
    element.append(...children);
    return element;
  };

  // Kept for the next page where the browser allows it.
  const kept = (key) => {
    try {
      return localStorage.getItem('espalier-' + key);
    } catch {
      return null;
    }
  };
  const keep = (key, value) => {
    try {
      localStorage.setItem('espalier-' + key, value);
    } catch {
      // then only for this one
    }
  };

  // --- the lines of an object ---

  let isSplit = (kept('view') || (matchMedia('(min-width: 62rem)').matches ? 'split' : 'unified')) === 'split';

  /** Rows of what stands side by side: what was taken out, and what came in its place. */
  const rows = (texts) => {
    const found = [];
    let old = [];
    let now = [];
    const flush = () => {
      for (let i = 0; i < Math.max(old.length, now.length); i++) {
        found.push({ old: old[i], now: now[i] });
      }
      old = [];
      now = [];
    };
    for (const text of texts) {
      const line = text.slice(1);
      if (text[0] === '-') {
        if (now.length) {
          flush();
        }
        old.push(line);
      } else if (text[0] === '+') {
        now.push(line);
      } else {
        flush();
        found.push(text[0] === '@' ? { leftOut: line.split('\t') } : { old: line, now: line, same: true });
      }
    }
    flush();
    return found;
  };

  /** Where two lines begin and end to differ, at the bounds of words; null where they have little in common. */
  const differing = (old, now) => {
    const isWord = (c) => c !== undefined && /[\p{L}\p{N}_]/u.test(c);
    const most = Math.min(old.length, now.length);
    let start = 0;
    while (start < most && old[start] === now[start]) {
      start++;
    }
    while (start > 0 && isWord(old[start - 1]) && (isWord(old[start]) || isWord(now[start]))) {
      start--;
    }
    let end = 0;
    while (end < most - start && old[old.length - 1 - end] === now[now.length - 1 - end]) {
      end++;
    }
    while (end > 0 && isWord(old[old.length - end]) && (isWord(old[old.length - end - 1]) || isWord(now[now.length - end - 1]))) {
      end--;
    }
    const common = old.slice(0, start).trim().length + end;
    return common * 4 < most ? null : { start, end };
  };

  const cell = (mark, text, other) => {
    if (text === undefined) {
      return [make('td', { class: 'mark none' }), make('td', { class: 'none' })];
    }
    const look = mark === '-' ? 'old' : mark === '+' ? 'now' : 'same';
    const shown = make('td', { class: look });
    const at = other === undefined || mark === ' ' ? null : mark === '-' ? differing(text, other) : differing(other, text);
    const changed = at === null ? '' : text.slice(at.start, text.length - at.end);
    if (changed === '') {
      shown.append(text);
    } else {
      const element = make(mark === '-' ? 'del' : 'ins', {}, changed);
      shown.append(text.slice(0, at.start), element, text.slice(text.length - at.end));
    }
    return [make('td', { class: 'mark ' + look }, mark), shown];
  };

  const leftOut = ([count, where], columns) => {
    const says = count + (count === '1' ? ' line' : ' lines') + (where === undefined ? ' more' : '');
    const shown = make('td', { class: 'left-out', colspan: columns }, make('span', {}, '⋯ ' + says));
    if (where) {
      shown.append(make('span', { class: 'where' }, where));
    }
    return make('tr', {}, shown);
  };

  /** On a phone, without the spaces that all lines between two gaps begin with: where they stand is said above them. */
  const outdented = (found) => {
    if (!matchMedia('(max-width: 40rem)').matches) {
      return found;
    }
    const done = [];
    let part = [];
    const flush = () => {
      const texts = part.flatMap((row) => [row.old, row.now]).filter((text) => text !== undefined && text.trim());
      const least = Math.min(...texts.map((text) => text.search(/\S/)));
      part.forEach((row) => done.push({ ...row, old: row.old && row.old.slice(least), now: row.now && row.now.slice(least) }));
      part = [];
    };
    for (const row of found) {
      if (row.leftOut) {
        flush();
        done.push(row);
      } else {
        part.push(row);
      }
    }
    flush();
    return done;
  };

  const split = (body, found) => {
    for (const row of found) {
      body.append(
        row.leftOut
          ? leftOut(row.leftOut, 4)
          : make('tr', {}, ...cell(row.same ? ' ' : '-', row.old, row.now), ...cell(row.same ? ' ' : '+', row.now, row.old)),
      );
    }
  };

  const unified = (body, found) => {
    for (let i = 0; i < found.length; i++) {
      const row = found[i];
      if (row.leftOut) {
        body.append(leftOut(row.leftOut, 2));
      } else if (row.same) {
        body.append(make('tr', {}, ...cell(' ', row.old)));
      } else {
        let end = i;
        while (end < found.length && !found[end].leftOut && !found[end].same) {
          end++;
        }
        const run = found.slice(i, end);
        run.filter((each) => each.old !== undefined).forEach((each) => body.append(make('tr', {}, ...cell('-', each.old, each.now))));
        run.filter((each) => each.now !== undefined).forEach((each) => body.append(make('tr', {}, ...cell('+', each.now, each.old))));
        i = end - 1;
      }
    }
  };

  const show = (object) => {
    const own = lines[object.dataset.lines];
    const found = rows(own);
    const hasBoth = own.some((text) => text[0] === '-') && own.some((text) => text[0] === '+');
    const sideBySide = isSplit && hasBoth;
    const body = make('tbody');
    (sideBySide ? split : unified)(body, sideBySide ? found : outdented(found));
    const columns = ['mark', '', 'mark', ''].slice(0, sideBySide ? 4 : 2).map((name) => make('col', { class: name }));
    const table = make('table', { class: 'diff ' + (sideBySide ? 'split' : 'unified') }, make('colgroup', {}, ...columns), body);
    table.setAttribute('aria-label', 'Lines of ' + $('.turn > .who', object).textContent);
    const file = make('p', { class: 'file' }, object.dataset.file);
    const nothing = make('p', { class: 'nothing' }, 'Nothing in it differs.');
    $('.body', object).replaceChildren(file, found.length ? table : nothing);
  };

  const isOpen = (object) => object.classList.contains('open');
  const turn = (object, open = !isOpen(object)) => {
    if (open === isOpen(object)) {
      return;
    }
    if (open) {
      show(object);
    }
    object.classList.toggle('open', open);
    $('.body', object).hidden = !open;
    $('.turn', object).setAttribute('aria-expanded', open);
    if (!open) {
      $('.body', object).replaceChildren(); // a thousand of them would be felt
    }
  };

  // --- the tree ---

  const tree = $('#tree');
  const items = [];
  const itemOf = new Map();

  const item = (level, name, target, children) => {
    const shown = make('a', { href: '#' + target.id, tabindex: '-1', class: 'node' }, ...name);
    const element = make('li', { role: 'treeitem', 'aria-level': level, tabindex: '-1', 'aria-selected': 'false' }, shown);
    element.setAttribute('aria-label', shown.textContent);
    const found = { element, target, level, children: [], parent: null };
    items.push(found);
    itemOf.set(target, found);
    itemOf.set(element, found);
    const made = children();
    if (made.length) {
      element.setAttribute('aria-expanded', level === 1 || objects.length <= MANY);
      element.append(make('ul', { role: 'group' }, ...made.map((each) => each.element)));
      found.children = made;
      made.forEach((each) => {
        each.parent = found;
      });
    }
    return found;
  };

  const plant = () => {
    const clusters = all('section.cluster').map((cluster) =>
      item(1, [cluster.dataset.name], cluster, () =>
        all('section.component', cluster).map((component) =>
          item(2, [component.dataset.name], component, () =>
            all('article.object', component).map((object) => {
              const look = object.className.split(' ')[1];
              const who = $('.turn > .who', object);
              const name = [
                make('span', { class: 'dot ' + look, title: object.dataset.deed }),
                make('span', { class: 'kind' }, $('.kind', who).textContent),
                ' ' + $('b', who).textContent,
              ];
              return item(3, name, object, () => []);
            }),
          ),
        ),
      ),
    );
    tree.append(make('ul', { role: 'tree', 'aria-label': 'Clusters, components and objects' }, ...clusters.map((each) => each.element)));
    if (items.length) {
      items[0].element.tabIndex = 0;
    }
  };

  const isExpanded = (each) => each.element.getAttribute('aria-expanded') === 'true';
  const expand = (each, open) => {
    if (each.children.length) {
      each.element.setAttribute('aria-expanded', open);
    }
  };
  const isSeen = (each) => {
    if (each.element.hidden) {
      return false;
    }
    for (let parent = each.parent; parent; parent = parent.parent) {
      if (!isExpanded(parent)) {
        return false;
      }
    }
    return true;
  };

  let inTree = null;
  const stand = (each) => {
    if (inTree) {
      inTree.element.tabIndex = -1;
    } else if (items.length) {
      items[0].element.tabIndex = -1;
    }
    inTree = each;
    each.element.tabIndex = 0;
  };
  const step = (each) => {
    stand(each);
    each.element.focus();
  };

  tree.addEventListener('keydown', (event) => {
    const each = itemOf.get(event.target);
    if (!each || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const seen = items.filter(isSeen);
    const at = seen.indexOf(each);
    const moves = {
      ArrowDown: () => step(seen[Math.min(at + 1, seen.length - 1)]),
      ArrowUp: () => step(seen[Math.max(at - 1, 0)]),
      Home: () => step(seen[0]),
      End: () => step(seen[seen.length - 1]),
      ArrowRight: () => (isExpanded(each) || !each.children.length ? each.children.length && step(each.children.find(isSeen) || each) : expand(each, true)),
      ArrowLeft: () => (isExpanded(each) ? expand(each, false) : each.parent && step(each.parent)),
      Enter: () => enter(each),
      ' ': () => enter(each),
    };
    if (moves[event.key]) {
      event.preventDefault();
      event.stopPropagation();
      moves[event.key]();
    }
  });
  tree.addEventListener('click', (event) => {
    const element = event.target.closest('[role=treeitem]');
    if (!element) {
      return;
    }
    event.preventDefault();
    const each = itemOf.get(element);
    if (each.children.length && !event.target.closest('a')) {
      expand(each, !isExpanded(each));
    } else {
      enter(each);
    }
  });

  /** To what a place in the tree stands for. */
  const enter = (each) => {
    stand(each);
    root.classList.remove('with-tree');
    if (each.target.matches('article.object')) {
      go(each.target, true);
    } else {
      expand(each, true);
      each.target.scrollIntoView({ block: 'start' });
    }
  };

  // --- where the reader is ---

  let current = null;
  const isShown = (object) => !object.hidden;

  const go = (object, open) => {
    if (current) {
      current.removeAttribute('aria-current');
      itemOf.get(current).element.setAttribute('aria-selected', 'false');
    }
    current = object;
    object.setAttribute('aria-current', 'true');
    if (open) {
      turn(object, true);
    }
    const each = itemOf.get(object);
    for (let parent = each.parent; parent; parent = parent.parent) {
      expand(parent, true);
    }
    each.element.setAttribute('aria-selected', 'true');
    stand(each);
    const place = each.element.getBoundingClientRect();
    const seen = tree.getBoundingClientRect();
    if (place.top < seen.top || place.bottom > seen.bottom) {
      tree.scrollTop += place.top - seen.top - seen.height / 3;
    }
    object.scrollIntoView({ block: 'nearest' });
    $('.turn', object).focus({ preventScroll: true });
  };

  const next = (by) => {
    const shown = objects.filter(isShown);
    if (!shown.length) {
      return;
    }
    const at = shown.indexOf(current);
    go(shown[at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(Math.max(at + by, 0), shown.length - 1)], false);
  };

  // --- the filter ---

  const filter = $('#filter');
  const said = objects.map((object) => {
    const whole = object.dataset.deed === 'created' || object.dataset.deed === 'pruned'; // else every word of it would be found
    const changed = whole ? [] : lines[object.dataset.lines].filter((text) => text[0] === '-' || text[0] === '+');
    const component = object.closest('.component').dataset.name;
    const cluster = object.closest('.cluster').dataset.name;
    return [cluster, component, object.textContent, object.dataset.file, ...changed].join('\n').toLowerCase();
  });

  const sift = () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    const deeds = new Set(all('.deeds [aria-pressed=true]').map((button) => button.dataset.deed));
    let count = 0;
    objects.forEach((object, i) => {
      const found = words.every((word) => said[i].includes(word)) && (!deeds.size || deeds.has(object.dataset.deed));
      object.hidden = !found;
      itemOf.get(object).element.hidden = !found;
      count += found ? 1 : 0;
    });
    const sifted = words.length > 0 || deeds.size > 0;
    for (const component of all('section.component')) {
      const none = !$('article.object:not([hidden])', component);
      component.hidden = none;
      itemOf.get(component).element.hidden = none;
    }
    for (const cluster of all('section.cluster')) {
      const none = sifted && !$('article.object:not([hidden])', cluster);
      cluster.hidden = none;
      itemOf.get(cluster).element.hidden = none;
    }
    root.classList.toggle('sifted', sifted);
    const total = objects.length + (objects.length === 1 ? ' object' : ' objects');
    $('#shown').textContent = sifted ? count + ' of ' + total : total;
    const place = items.find(isSeen);
    if (inTree && !isSeen(inTree) && place) {
      stand(place);
    }
  };

  filter.addEventListener('input', sift);
  filter.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      filter.value = '';
      sift();
      filter.blur();
      event.preventDefault();
    } else if (event.key === 'Enter') {
      event.preventDefault(); // else it would press the button that it comes to
      const first = objects.find(isShown);
      if (first) {
        go(first, true);
      }
    }
    event.stopPropagation();
  });
  for (const button of all('.deeds button')) {
    button.addEventListener('click', () => {
      button.setAttribute('aria-pressed', button.getAttribute('aria-pressed') !== 'true');
      sift();
    });
  }

  // --- what can be chosen ---

  const view = $('#view');
  const setView = (toSplit) => {
    isSplit = toSplit;
    view.textContent = toSplit ? 'Unified' : 'Side by side';
    objects.filter(isOpen).forEach(show);
  };
  const otherView = () => {
    setView(!isSplit);
    keep('view', isSplit ? 'split' : 'unified');
  };
  view.addEventListener('click', otherView);

  const openAll = $('#open-all');
  const turnAll = () => {
    const shown = objects.filter(isShown);
    const open = !shown.every(isOpen);
    shown.forEach((object) => turn(object, open));
    openAll.textContent = open ? 'Close all' : 'Open all';
  };
  openAll.addEventListener('click', turnAll);

  const THEMES = ['auto', 'light', 'dark'];
  const theme = $('#theme');
  const setTheme = (name) => {
    if (name === 'auto') {
      root.removeAttribute('data-theme');
    } else {
      root.dataset.theme = name;
    }
    theme.textContent = 'Theme: ' + name;
  };
  const otherTheme = () => {
    const name = THEMES[(THEMES.indexOf(root.dataset.theme || 'auto') + 1) % THEMES.length];
    setTheme(name);
    keep('theme', name);
  };
  theme.addEventListener('click', otherTheme);

  // --- the keys ---

  const KEYS = [
    ['j', 'the next object'],
    ['k', 'the one before'],
    ['Enter', 'open or close it'],
    ['u', 'side by side or unified'],
    ['e', 'open or close all'],
    ['/', 'filter; Esc leaves it'],
    ['g', 'into the tree; there ↑ ↓ ← → Enter'],
    ['t', 'light, dark, or as the system has it'],
    ['?', 'these keys'],
  ];
  const keys = make('dialog', { 'aria-labelledby': 'keys-name' }, make('h2', { id: 'keys-name' }, 'Keys'));
  const list = make('dl');
  for (const [key, says] of KEYS) {
    list.append(make('dt', {}, make('kbd', {}, key)), make('dd', {}, says));
  }
  const close = make('button', { type: 'button' }, 'Close');
  close.addEventListener('click', () => keys.close());
  keys.append(list, close);
  document.body.append(keys);
  const help = () => (keys.open ? keys.close() : keys.showModal());
  $('#help').addEventListener('click', help);

  const treeButton = make('button', { type: 'button', id: 'to-tree', 'aria-controls': 'tree' }, 'Tree');
  treeButton.addEventListener('click', () => root.classList.toggle('with-tree'));
  $('.tools').prepend(treeButton);

  document.addEventListener('click', (event) => {
    if (!event.target.closest('#tree, #to-tree')) {
      root.classList.remove('with-tree');
    }
  });

  const KEYS_DO = {
    j: () => next(1),
    k: () => next(-1),
    o: () => current && turn(current),
    u: otherView,
    e: turnAll,
    t: otherTheme,
    g: () => {
      root.classList.add('with-tree');
      const place = inTree && isSeen(inTree) ? inTree : items.find(isSeen);
      if (place) {
        step(place);
      }
    },
    '/': () => {
      filter.focus();
      filter.select();
    },
    '?': help,
    Enter: () => document.activeElement === document.body && current && turn(current),
    Escape: () => root.classList.remove('with-tree'),
  };
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || (keys.open && event.key !== '?')) {
      return;
    }
    const does = KEYS_DO[event.key];
    if (does) {
      if (event.key !== 'Enter' && event.key !== 'Escape') {
        event.preventDefault();
      }
      does();
    }
  });

  // --- the beginning ---

  document.addEventListener('click', (event) => {
    const button = event.target.closest('.turn');
    if (button) {
      turn(button.closest('article.object'));
      go(button.closest('article.object'), false);
    }
  });
  const arrive = () => {
    const object = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (object && object.matches('article.object')) {
      go(object, true);
      object.scrollIntoView({ block: 'start' });
    }
  };
  addEventListener('hashchange', arrive);
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link && link.getAttribute('href') === location.hash) {
      arrive(); // there again, which changes no address
    }
  });
  let before = [];
  addEventListener('beforeprint', () => {
    before = objects.filter((object) => !isOpen(object));
    before.forEach((object) => turn(object, true));
  });
  addEventListener('afterprint', () => before.forEach((object) => turn(object, false)));

  plant();
  setTheme(kept('theme') || 'auto');
  setView(isSplit);
  if (objects.length <= FEW) {
    objects.forEach((object) => turn(object, true));
    openAll.textContent = 'Close all';
  }
  root.classList.add('lives');
  arrive();
})();
