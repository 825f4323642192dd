import { look } from './look.js';
import { by, connect, enter, isIn } from './terminal.js';

const make = (tag, className, text) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
};
// Words between backquotes are code.
const prose = (tag, className, text) => {
  const element = make(tag, className);
  element.append(...text.split('`').map((piece, at) => at % 2 ? make('code', '', piece) : piece));
  return element;
};
const put = (element, text) => { if (element.textContent !== text) element.textContent = text; };
const ago = (seconds) => seconds < 60 ? seconds + ' s' : seconds < 3600 ? Math.floor(seconds / 60) + ' min' : Math.floor(seconds / 3600) + ' h';

let board = null;
let heardAt = 0;
let server = null;
const rows = new Map();
const since = (age) => age + Math.floor((Date.now() - heardAt) / 1000);

// One attendee: made once and changed in place, so that a button keeps the focus.
const row = (id) => {
  const item = make('li', 'person');
  const part = (className, tag = 'span') => item.appendChild(make(tag, className));
  const parts = {
    item, name: part('name', 'b'), state: part('state'), lab: part('lab'), step: part('step'),
    dots: part('dots'), help: part('asks'), way: part('way'), acts: part('acts'),
  };
  const act = (text, then) => { const b = make('button', '', text); b.onclick = then; parts.acts.append(b); return b; };
  parts.helped = act('Helped', () => server.ask('helped', { who: id }));
  act('Look', () => look(id));
  act('Way back', () => server.ask('readmit', { who: id }));
  act('Reset', () => { if (confirm('Put everything of ' + parts.name.textContent + ' back as it was at first?')) server.ask('reset', { who: id }); });
  return parts;
};

const draw = (person) => {
  if (!rows.has(person.id)) rows.set(person.id, row(person.id));
  const parts = rows.get(person.id);
  put(parts.name, person.name);
  const shell = person.shell === 'running' ? '' : 'shell ' + person.shell;
  const quiet = since(person.typed) > 120 ? 'quiet for ' + ago(since(person.typed)) : '';
  const state = person.trouble || shell || (person.here ? quiet : 'away');
  const looked = person.watched ? (person.invited ? 'you may type' : 'you look') : person.invited ? 'invites you' : '';
  put(parts.state, [state, looked].filter(Boolean).join(' · '));
  const lab = board.labs.find((one) => one.name === person.lab);
  put(parts.lab, lab ? lab.name.slice(0, 2) + ' · ' + lab.title : 'no lab yet');
  put(parts.step, !lab ? '' : (person.labDone ? 'done' : person.part + ' ' + person.step + '/' + person.of) + ', ' + ago(since(person.since))
    + (person.hints ? ', ' + person.hints + (person.hints === 1 ? ' hint' : ' hints') : '') + (person.solution ? ', solution' : '')
    + ' · ' + person.done + (person.done === 1 ? ' lab done' : ' labs done'));
  const dots = person.predictions.map((one) => one.lab.slice(0, 2) + one.chose + (one.right ? '✓' : '✗')).join(' ');
  put(parts.dots, dots);
  parts.dots.title = dots ? 'predictions: lab, answer, right or wrong' : '';
  put(parts.help, person.help < 0 ? '' : 'asks for help, ' + ago(since(person.help)));
  parts.helped.hidden = person.help < 0;
  put(parts.way, person.wayBack ? 'way back: ' + person.wayBack : '');
  parts.item.classList.toggle('away', !person.here);
  parts.item.classList.toggle('helpless', person.help >= 0);
};

const people = () => {
  board.attendees.forEach(draw);
  const order = [...board.attendees].sort((a, b) => (b.help >= 0) - (a.help >= 0) || b.help - a.help || a.name.localeCompare(b.name));
  order.forEach((person, at) => {
    const { item } = rows.get(person.id);
    if (by('people').children[at] !== item) by('people').insertBefore(item, by('people').children[at] || null);
  });
  by('nobody').hidden = order.length > 0;
  const count = (which) => board.attendees.filter(which).length;
  put(by('count'), count((p) => p.here) + ' here, ' + count((p) => p.help >= 0) + ' asking; '
    + board.attendees.length + ' of ' + board.seats + (board.seats === 1 ? ' seat taken' : ' seats taken'));
};

// Where most are wrong first: that is what to talk about.
let believed = '';
const beliefs = () => {
  const asked = board.labs.map((lab) => ({ ...lab, all: lab.options.reduce((n, o) => n + o.chose, 0) })).filter((lab) => lab.all);
  const text = JSON.stringify(asked);
  by('unasked').hidden = asked.length > 0;
  if (text === believed) return;
  believed = text;
  const wrong = (lab) => lab.options.filter((o) => o.letter !== lab.answer).reduce((n, o) => n + o.chose, 0) / lab.all;
  by('beliefs').replaceChildren(...asked.sort((a, b) => wrong(b) - wrong(a)).map((lab) => {
    const card = make('article', 'belief');
    card.append(make('h3', '', lab.name.slice(0, 2) + ' · ' + lab.title), prose('p', '', lab.question));
    for (const option of lab.options) {
      const line = make('div', 'option' + (option.letter === lab.answer ? ' right' : ''));
      const bar = make('progress', '');
      bar.max = lab.all;
      bar.value = option.chose;
      bar.setAttribute('aria-label', option.chose + ' of ' + lab.all);
      line.append(make('b', '', option.letter), prose('span', 'text', option.text + (option.letter === lab.answer ? '  ← the kernel' : '')), bar, make('span', 'number', String(option.chose)));
      card.append(line);
    }
    return card;
  }));
};

const labs = () => {
  if (!by('labs').children.length) {
    by('labs').append(...board.labs.map((lab) => {
      const item = make('li');
      const label = make('label');
      const box = make('input');
      box.type = 'checkbox';
      box.onchange = () => server.ask('lab', { lab: lab.name, on: box.checked });
      label.append(box, make('span', 'title', lab.name.slice(0, 2) + ' · ' + lab.title), make('span', 'small'));
      item.append(label);
      return item;
    }));
  }
  board.labs.forEach((lab, at) => {
    const label = by('labs').children[at].firstChild;
    label.children[0].checked = lab.open;
    put(label.children[2], (lab.open ? '' : 'closed ') + (lab.done ? lab.done + ' done' : ''));
  });
};

const drawAll = () => { people(); beliefs(); labs(); };

const work = () => {
  by('door').hidden = true;
  by('board').hidden = false;
  server = connect('/board/feed', {
    link: (up) => put(by('link'), up ? '' : 'connection lost, trying again …'),
    gone: async () => { if (await isIn('/board/me') === false) { location.reload(); return true; } return false; },
    heard: (said) => {
      if (board === null && !by('text').value) by('text').value = said.message;
      board = said;
      heardAt = Date.now();
      put(by('code'), board.code);
      drawAll();
    },
  });
  setInterval(() => { if (board) people(); }, 1000);
  by('say').onsubmit = (event) => { event.preventDefault(); server.ask('say', { text: by('text').value }); };
  by('unsay').onclick = () => { by('text').value = ''; server.ask('say', { text: '' }); };
};

const door = (refused) => {
  by('door').hidden = false;
  by('refused').textContent = refused || '';
  by('secret').focus();
  by('enter').onsubmit = async (event) => { event.preventDefault(); await come(by('secret').value); };
};

const come = async (secret) => {
  const refused = await enter('/board/enter', { secret });
  if (refused) door(refused); else work();
};

const secret = location.hash.slice(1);
history.replaceState(null, '', location.pathname); // it is not to stay in the address, on the projector
if (await isIn('/board/me')) work();
else if (secret) await come(secret);
else door();
