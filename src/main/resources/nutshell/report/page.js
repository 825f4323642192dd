(() => {
  const form = document.getElementById('filters');
  const group = document.getElementById('group');
  const questions = [...document.querySelectorAll('.question')];
  const apply = () => {
    const standings = new Set([...form.querySelectorAll('input:checked')].map(box => box.value));
    let shown = 0;
    for (const each of questions) {
      const wanted = standings.has(each.dataset.standing) && (!group.value || each.dataset.group === group.value);
      each.hidden = !wanted;
      if (wanted) shown++;
    }
    document.getElementById('shown').textContent = shown + ' of ' + questions.length + ' shown';
  };
  form.addEventListener('change', apply);
  form.addEventListener('submit', event => event.preventDefault());
  const open = wanted => document.querySelectorAll('details.fix').forEach(each => { each.open = wanted; });
  window.addEventListener('beforeprint', () => open(true));
  apply();
})();
