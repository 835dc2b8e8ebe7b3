// Lesson 1 in the page: its network, from dinosaur_weights.js, names a dinosaur.
// tests/browser/test_site.py compares the names with NumPy's.
"use strict";

const dinosaur = (() => {
  const chars = DINOSAUR.chars, V = chars.length, MOST = 50;

  function array(name) {  // whole numbers of 16 bits, the lower byte first
    const bytes = atob(DINOSAUR[name].data), values = [];
    for (let i = 0; i < bytes.length; i += 2) {
      const low = bytes.charCodeAt(i), high = bytes.charCodeAt(i + 1);
      values.push((((high << 8) | low) << 16 >> 16) * DINOSAUR[name].factor);
    }
    return values;
  }

  const [Wax, Waa, Wya, b, by] = ["Wax", "Waa", "Wya", "b", "by"].map(array);
  const n = b.length;

  // Equations (1) to (3): the next state, and what comes next. x is -1 at the start.
  function step(x, a) {
    const next = b.map((bias, i) => {
      let sum = bias + (x < 0 ? 0 : Wax[i * V + x]);
      for (let j = 0; j < n; j++) sum += Waa[i * n + j] * a[j];
      return Math.tanh(sum);
    });
    const scores = by.map((bias, k) => {
      let sum = bias;
      for (let j = 0; j < n; j++) sum += Wya[k * n + j] * next[j];
      return sum;
    });
    return [next, softmax(scores)];
  }

  function softmax(scores) {
    const most = Math.max(...scores);
    const powers = scores.map((score) => Math.exp(score - most));
    const sum = powers.reduce((one, other) => one + other);
    return powers.map((power) => power / sum);
  }

  // The first letter whose summed probabilities are greater than the draw.
  function drawn(probabilities, draw) {
    let sum = 0;
    const ix = probabilities.findIndex((p) => (sum += p) > draw);
    return ix < 0 ? V - 1 : ix;
  }

  function spelled(draws) {
    let name = "", x = -1, a = Array(n).fill(0), p;
    for (const draw of draws.slice(0, MOST)) {
      [a, p] = step(x, a);
      x = drawn(p, draw);
      if (x === 0) break;
      name += chars[x];
    }
    return name;
  }

  function show(box) {
    const part = (name) => box.querySelector(`[data-part=${name}]`);
    const bars = part("bars"), told = part("told"), letters = [...chars.slice(1), "⏎"];
    const heights = letters.map((letter) => {
      const column = bars.appendChild(document.createElement("span"));
      const bar = column.appendChild(document.createElement("i"));
      column.append(letter);
      return bar;
    });
    let name, states, p;

    function predict() {
      const x = name ? chars.indexOf(name.at(-1)) : -1;
      const [a, predicted] = step(x, states.at(-1));
      p = predicted;
      states.push(a);
      heights.forEach((bar, i) => (bar.style.height = `${100 * p[(i + 1) % V]}%`));
      const likely = p.map((_, k) => k).sort((k, m) => p[m] - p[k]).slice(0, 3);
      const named = (k) => `${k ? chars[k] : "the end"} ${Math.round(100 * p[k])}%`;
      told.textContent = `Next: ${likely.map(named).join(", ")}`;
      part("name").textContent = name ? name[0].toUpperCase() + name.slice(1) : "…";
      part("back").disabled = !name;
      part("step").disabled = part("end").disabled = false;
    }

    function begin() {
      name = "";
      states = [Array(n).fill(0)];
      predict();
    }

    function take(x) {  // one letter; 0 ends the name
      if (x && name.length < MOST) {
        name += chars[x];
        predict();
      }
      if (!x || name.length >= MOST) {
        part("step").disabled = part("end").disabled = true;
        told.textContent = "The name has ended.";
      }
    }

    const draw = () => take(drawn(p, Math.random()));
    const isOpen = () => !part("step").disabled;
    part("step").onclick = draw;
    part("end").onclick = () => { while (isOpen()) draw(); };
    part("back").onclick = () => {
      name = name.slice(0, -1);
      states.splice(-2);
      predict();
    };
    part("new").onclick = () => { begin(); part("end").click(); };
    box.addEventListener("keydown", (event) => {
      const x = chars.indexOf(event.key);
      if (x > 0 && isOpen() && !event.ctrlKey && !event.metaKey && !event.altKey) take(x);
    });
    begin();
    for (let letters = 0; letters < 4 && isOpen(); letters++) draw();
    box.hidden = false;
    document.getElementById("names").hidden = true;
  }

  return { spelled, show };
})();

dinosaur.show(document.getElementById("naming"));
