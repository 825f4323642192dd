// A terminal on a page, and the WebSocket behind it: bytes are the terminal's, text is what is said about it.

const colours = (names) => {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue('--t-' + name).trim()]));
};
const theme = () => colours(['background', 'foreground', 'cursor', 'selection', 'black', 'red', 'green', 'yellow', 'blue',
  'magenta', 'cyan', 'white', 'brightBlack', 'brightRed', 'brightGreen', 'brightYellow', 'brightBlue', 'brightMagenta',
  'brightCyan', 'brightWhite']);

export const makeTerminal = (place, fontSize) => {
  const terminal = new window.Terminal({
    theme: theme(), fontSize, fontFamily: 'ui-monospace, "DejaVu Sans Mono", "Cascadia Mono", Menlo, Consolas, monospace',
    scrollback: 5000, cursorBlink: false, allowProposedApi: false,
  });
  terminal.open(place);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => terminal.setOption('theme', theme()));
  return terminal;
};

const utf8 = new TextEncoder();

// Keeps a page connected for as long as it is open. `heard` gets what is said; `link` whether there is a connection.
export const connect = (path, { terminal, heard, link, gone }) => {
  let socket = null;
  let tries = 0;
  let live = false; // false while what was shown before is repeated
  let ended = false;

  const open = () => {
    socket = new WebSocket((location.protocol === 'https:' ? 'wss://' : 'ws://') + location.host + path);
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => { tries = 0; link(true); };
    socket.onmessage = ({ data }) => {
      if (typeof data !== 'string') {
        terminal.write(new Uint8Array(data));
        return;
      }
      const said = JSON.parse(data);
      if (said.is === 'replay') { live = false; terminal.reset(); }
      else if (said.is === 'live') terminal.write('', () => { live = true; });
      else heard(said);
    };
    socket.onclose = async ({ code, reason }) => {
      if (ended) return;
      link(false);
      if (await gone(code, reason)) { ended = true; return; }
      setTimeout(open, Math.min(5000, 300 * 2 ** tries++));
    };
  };
  open();
  setInterval(() => ask('here'), 20000);

  const sendable = () => socket && socket.readyState === WebSocket.OPEN;
  const ask = (what, more) => { if (sendable()) socket.send(JSON.stringify({ do: what, ...more })); };
  const type = (text) => {
    if (!sendable()) return;
    const bytes = utf8.encode(text);
    for (let at = 0; at < bytes.length; at += 8192) socket.send(bytes.subarray(at, at + 8192));
  };
  // While something is repeated, the terminal answers questions that were answered then; what a person types counts always.
  const answer = /^\x1b(\[[?>=]?[0-9;]*[cRnty$]|[\]P])/;
  if (terminal) terminal.onData((text) => { if (live || !answer.test(text)) type(text); });
  return {
    ask, type,
    again: () => { ended = false; open(); },
    end: () => { ended = true; if (socket) socket.close(); },
  };
};

// Sends a form's fields; returns what is refused, or an empty text.
export const enter = async (path, fields) => {
  try {
    const answer = await fetch(path, { method: 'POST', body: JSON.stringify(fields) });
    if (answer.ok) return '';
    const told = await answer.json();
    return told.what + '. ' + (told.remedy ? 'Try: ' + told.remedy + '.' : '');
  } catch {
    return 'The workshop’s server does not answer.';
  }
};

// Whether the server knows us: null where it does not answer.
export const isIn = async (path) => {
  try { return (await (await fetch(path)).text()) !== ''; } catch { return null; }
};

export const by = (id) => document.getElementById(id);
