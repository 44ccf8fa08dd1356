/**
 * Unpacks what the page's scripts read: LZMA (lc 3, lp 0, pb 0, no header, an end mark) in base64. It packs a page's
 * code and questions a seventh smaller than the zip on the way does, which forgets after 32 kB what it has seen.
 * The names are those of the format's own description.
 */
{
  // Where in the table of chances each kind of decision has its own.
  const MATCH = 0, REP = 12, REP_0 = 24, REP_1 = 36, REP_2 = 48, REP_LONG = 60, SLOT = 72, PLACE = 328, ALIGN = 444, LENGTH = 460, AGAIN = 734, LITERAL = 1008;

  /** @param {Uint8Array} input @returns {Uint8Array} */
  const unpack = (input) => {
    const chances = new Uint16Array(LITERAL + 768 * 8).fill(1024);
    let at = 5, range = 2 ** 32 - 1, code = new DataView(input.buffer).getUint32(1);
    let output = new Uint8Array(input.length * 8), size = 0;

    const refill = () => {
      if (range >= 2 ** 24) return;
      range = range << 8 >>> 0;
      code = (code << 8 | input[at++]) >>> 0;
    };
    const bit = (/** @type {number} */ place) => {
      const chance = chances[place];
      const bound = Math.imul(range >>> 11, chance) >>> 0;
      if (code < bound) {
        range = bound;
        chances[place] += (2048 - chance) >> 5;
        refill();
        return 0;
      }
      range -= bound;
      code -= bound;
      chances[place] -= chance >> 5;
      refill();
      return 1;
    };
    const tree = (/** @type {number} */ place, /** @type {number} */ bits) => {
      let node = 1;
      for (let n = bits; n--;) node = node << 1 | bit(place + node);
      return node - (1 << bits);
    };
    const backwards = (/** @type {number} */ place, /** @type {number} */ bits) => {
      let node = 1, number = 0;
      for (let n = 0; n < bits; n++) {
        const one = bit(place + node);
        node = node << 1 | one;
        number |= one << n;
      }
      return number;
    };
    const direct = (/** @type {number} */ bits) => {
      let number = 0;
      for (let n = bits; n--;) {
        range >>>= 1;
        const one = +(code >= range);
        if (one) code -= range;
        refill();
        number = number << 1 | one;
      }
      return number;
    };
    const length = (/** @type {number} */ place) =>
      !bit(place) ? tree(place + 2, 3) : !bit(place + 1) ? 8 + tree(place + 10, 3) : 16 + tree(place + 18, 8);
    const distance = (/** @type {number} */ long) => {
      const slot = tree(SLOT + 64 * Math.min(long, 3), 6);
      if (slot < 4) return slot;
      const bits = (slot >> 1) - 1, start = (2 | slot & 1) << bits;
      return slot < 14 ? start + backwards(PLACE + start - slot, bits) : start + (direct(bits - 4) << 4) + backwards(ALIGN, 4);
    };
    const put = (/** @type {number} */ byte) => {
      if (size === output.length) {
        const more = new Uint8Array(2 * size);
        more.set(output);
        output = more;
      }
      output[size++] = byte;
    };
    /** @param {number} like the byte in whose place it stands, after a copy; else -1 */
    const literal = (like) => {
      const place = LITERAL + 768 * (output[size - 1] >> 5);
      let node = 1;
      while (like >= 0 && node < 256) {
        const hint = like >> 7 & 1, one = bit(place + (1 + hint << 8) + node);
        node = node << 1 | one;
        like = one === hint ? like << 1 & 255 : -1;
      }
      while (node < 256) node = node << 1 | bit(place + node);
      put(node);
    };

    let state = 0, far = [0, 0, 0, 0]; // the four last distances, less one
    for (;;) {
      if (!bit(MATCH + state)) {
        literal(state < 7 ? -1 : output[size - far[0] - 1]);
        state -= state < 4 ? state : state < 10 ? 3 : 6;
        continue;
      }
      let long = 0;
      if (!bit(REP + state)) {
        long = 2 + length(LENGTH);
        far = [distance(long - 2), far[0], far[1], far[2]];
        if (far[0] === -1) return output.subarray(0, size);
        state = state < 7 ? 7 : 10;
      } else {
        const which = !bit(REP_0 + state) ? 0 : !bit(REP_1 + state) ? 1 : !bit(REP_2 + state) ? 2 : 3;
        if (!which && !bit(REP_LONG + state)) {
          long = 1;
          state = state < 7 ? 9 : 11;
        } else {
          far.unshift(...far.splice(which, 1));
          long = 2 + length(AGAIN);
          state = state < 7 ? 8 : 11;
        }
      }
      for (; long; long--) put(output[size - far[0] - 1]);
    }
  };

  const packed = /** @type {HTMLElement} */ (document.getElementById("lesson-state"));
  const bytes = Uint8Array.from(atob(packed.textContent), (letter) => letter.charCodeAt(0));
  packed.textContent = new TextDecoder().decode(unpack(bytes));
}
