import { by, connect, makeTerminal } from './terminal.js';

const LARGEST = 14;
const SMALLEST = 8; // with which 80 columns stand side by side on a phone; what is wider scrolls

const box = by('terminal');
let terminal = null;
let server = null;

const more = () => box.classList.toggle('more', box.scrollLeft + box.clientWidth < box.scrollWidth - 1);

// As large as can be seen whole, but never too small to be read.
const fit = () => {
  for (let size = LARGEST; size >= SMALLEST; size--) {
    terminal.setOption('fontSize', size);
    if (box.scrollWidth <= box.clientWidth && box.scrollHeight <= box.clientHeight) break;
  }
  box.scrollTop = box.scrollHeight; // where something happens
  // xterm.js loses its place when letters change their size: a frame later it hears of it, in the next one it can be put right.
  requestAnimationFrame(() => requestAnimationFrame(() => { terminal.scrollLines(-1); terminal.scrollToBottom(); }));
  more();
};

const heard = (state) => {
  by('looked').textContent = state.name;
  by('may').textContent = state.invited ? 'you are invited to type' : 'you look; ' + state.name + ' sees that';
  terminal.textarea.inputMode = state.invited ? 'text' : 'none';
  if (terminal.cols === state.columns && terminal.rows === state.rows) return;
  terminal.resize(state.columns, state.rows);
  fit();
};

// Opens the look into one attendee's terminal; it ends when it is closed.
export const look = (id) => {
  by('look').showModal();
  terminal = makeTerminal(box, LARGEST);
  terminal.textarea.inputMode = 'none'; // a phone's keyboard would cover what is looked at
  terminal.focus(); // or Return would press the button that closes it
  fit();
  addEventListener('resize', fit);
  server = connect('/board/look?who=' + encodeURIComponent(id), { terminal, link: () => {}, gone: async () => false, heard });
};

by('away').onclick = () => by('look').close();
by('look').onclose = () => {
  removeEventListener('resize', fit);
  server.end();
  terminal.dispose();
  box.replaceChildren();
};
box.onscroll = more;

// xterm.js scrolls back with any finger that moves up or down the least bit; one that moves sideways, or two, are the page's.
let from = { x: 0, y: 0 };
const at = ({ touches: [finger] }) => ({ x: finger.clientX, y: finger.clientY });
box.addEventListener('touchstart', (event) => { from = at(event); }, { capture: true, passive: true });
box.addEventListener('touchmove', (event) => {
  const to = at(event);
  if (event.touches.length > 1 || Math.abs(to.x - from.x) > Math.abs(to.y - from.y)) event.stopPropagation();
}, { capture: true, passive: true });
