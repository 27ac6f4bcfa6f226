// Not a fault: the client adds the time of the session to the sum, once, when the session ends.

export function addTimes(sum, session) {
  const parts = (text) => String(text || '').match(/[\d.]+/g) || [];
  const iso = /^P/.test(sum) || /^P/.test(session);
  const seconds = (text) => {
    if (!/^P/.test(text)) return parts(text).reduce((all, part) => all * 60 + Number(part), 0);
    const found = /^P(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(text) || [];
    return Number(found[1] || 0) * 3600 + Number(found[2] || 0) * 60 + Number(found[3] || 0);
  };
  const hundredths = Math.round((seconds(sum) + seconds(session)) * 100);
  const [hours, minutes, rest] = [Math.floor(hundredths / 360000), Math.floor(hundredths / 6000) % 60, (hundredths % 6000) / 100];
  const two = (number) => String(number).padStart(2, '0');
  if (iso) return 'PT' + hours + 'H' + minutes + 'M' + rest + 'S';
  return two(hours) + ':' + two(minutes) + ':' + two(Math.floor(rest)) + (rest % 1 ? '.' + two(Math.round((rest % 1) * 100)) : '');
}
