// Speaks Chinese where the machine has a voice: one sentence after another, never two at once; else it says that it cannot.
window.yimenVoice = (function () {
  "use strict";
  const DIGITS = "零一二三四五六七八九";
  const LONGEST = 12000; // milliseconds after which a sentence that never ended is given up
  const speech = window.speechSynthesis;
  let audio = null;
  let tail = Promise.resolve();
  let saying = null; // held here: a browser may throw away what is being said, and then never say that it has ended

  // The mainland's voice before any other Chinese one; that of Hong Kong speaks Cantonese.
  function voice() {
    const known = speech ? speech.getVoices() : [];
    const first = (pattern) => known.find((one) => pattern.test(one.lang.replace("_", "-")));
    return first(/^(zh|cmn)-(hans-)?cn/i) || first(/^(zh|cmn)$/i) || first(/^(zh|cmn)-(?!.*hk)/i) || null;
  }

  // A017 is read digit by digit, 12号窗口 as the number it is. The gaps keep 一 at its own tone, yī, as halls read it.
  const spelled = (code) => code.replace(/\d/g, (digit) => ` ${DIGITS[Number(digit)]}`);

  function context() {
    const Kind = window.AudioContext || window.webkitAudioContext;
    if (!audio && Kind) audio = new Kind();
    return audio;
  }

  // Browsers give no sound before somebody touched the screen, unless they are told to: see how-to.
  const isSilent = () => !context() || context().state !== "running";
  const wake = () => context() ? context().resume().catch(() => {}) : Promise.resolve();

  function tone(frequency, from, lasting) {
    const [oscillator, gain] = [audio.createOscillator(), audio.createGain()];
    oscillator.frequency.value = frequency;
    gain.gain.setValueAtTime(0.0001, from);
    gain.gain.exponentialRampToValueAtTime(0.3, from + 0.02);
    gain.gain.exponentialRampToValueAtTime(0.0001, from + lasting);
    oscillator.connect(gain).connect(audio.destination);
    oscillator.start(from);
    oscillator.stop(from + lasting);
  }

  function chime() {
    if (isSilent()) return Promise.resolve();
    tone(659, audio.currentTime, 0.5);
    tone(523, audio.currentTime + 0.35, 0.8);
    return new Promise((done) => setTimeout(done, 1100));
  }

  function say(sentence) {
    const chosen = voice();
    if (!chosen) return Promise.resolve(false);
    return new Promise((done) => {
      const words = saying = new SpeechSynthesisUtterance(sentence);
      const late = setTimeout(() => { speech.cancel(); done(false); }, LONGEST);
      words.voice = chosen;
      words.lang = "zh-CN";
      words.rate = 0.9;
      words.onend = () => { clearTimeout(late); done(true); };
      words.onerror = () => { clearTimeout(late); done(false); };
      speech.resume(); // one that somebody's tab left paused would wait for ever
      speech.speak(words);
    });
  }

  // Behind what is being said: a chime, then the sentence so many times. Comes to whether it was heard to the end.
  function announce(sentence, times) {
    tail = tail.then(chime).then(async () => {
      let heard = true;
      for (let time = 0; time < times; time += 1) heard = await say(sentence) && heard;
      return heard;
    }).catch(() => false);
    return tail;
  }

  if (speech) speech.getVoices(); // some browsers load them only when asked
  return { announce, say, spelled, isSilent, wake, hasVoice: () => voice() !== null };
})();
