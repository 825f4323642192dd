import { by, connect, enter, isIn, makeTerminal } from './terminal.js';

const show = (element, text) => { element.textContent = text; element.hidden = !text; };

const work = () => {
  by('door').hidden = true;
  by('desk').hidden = false;
  const small = matchMedia('(max-width: 600px)').matches;
  const terminal = makeTerminal(by('terminal'), small ? 12 : 15);
  const fit = new window.FitAddon.FitAddon();
  terminal.loadAddon(fit);
  let resume = () => {};
  const cover = (why, act, then) => { show(by('why'), why); by('again').textContent = act; resume = then; by('cover').hidden = !why; };
  const uncover = () => { by('cover').hidden = true; };

  const server = connect('/terminal', {
    terminal,
    link: (up) => { show(by('link'), up ? '' : 'connection lost: your shell goes on, trying again …'); if (up) { uncover(); size(); } },
    gone: async (code, reason) => {
      if (code === 4001) {
        cover('This terminal was taken up in another window or browser.', 'Take it back here', () => { uncover(); server.again(); });
        return true;
      }
      if (code === 1008) {
        cover('The server closed this page: ' + reason + '.', 'Go on', () => { uncover(); server.again(); });
        return true;
      }
      if (await isIn('/me') === false) { location.reload(); return true; }
      return false;
    },
    heard: (state) => {
      by('me').textContent = state.name;
      show(by('message'), state.message);
      show(by('watched'), !state.watched ? '' : state.invited
        ? 'The instructor looks at your terminal, and may type.' : 'The instructor looks at your terminal.');
      pressed('help', state.help, 'You asked for help', 'Ask for help');
      pressed('invite', state.invited, 'The instructor may type', 'Let the instructor type');
      by('cards').hidden = !state.cards;
      by('reset').disabled = state.shell === 'starting';
      if (state.shell === 'ended') {
        cover(state.trouble || 'Your shell has ended.', 'Start it again', () => { uncover(); server.ask('restart'); });
      } else {
        uncover();
        if (state.shell === 'starting') show(by('link'), 'your shell is starting …');
        else show(by('link'), '');
      }
    },
  });

  const pressed = (id, on, yes, no) => { by(id).setAttribute('aria-pressed', on); by(id).textContent = on ? yes : no; };
  const size = () => { fit.fit(); server.ask('resize', { columns: terminal.cols, rows: terminal.rows }); };
  new ResizeObserver(() => requestAnimationFrame(size)).observe(by('terminal'));
  for (const id of ['help', 'invite']) {
    by(id).onclick = () => { server.ask(id, { on: by(id).getAttribute('aria-pressed') !== 'true' }); terminal.focus(); };
  }
  by('again').onclick = () => resume();
  by('reset').onclick = () => by('sure').showModal();
  by('sure').onclose = () => { if (by('sure').returnValue === 'yes') server.ask('reset'); by('sure').returnValue = ''; terminal.focus(); };
  for (const key of document.querySelectorAll('.keys button')) {
    key.onclick = () => { server.type(key.dataset.key); terminal.focus(); };
  }
  terminal.focus();
};

const door = () => {
  by('door').hidden = false;
  by('name').focus();
  by('join').onsubmit = async (event) => {
    event.preventDefault();
    const refused = await enter('/join', { name: by('name').value, code: by('code').value });
    by('refused').textContent = refused;
    if (!refused) work();
  };
};

if (await isIn('/me')) work();
else door();
