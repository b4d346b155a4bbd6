/*
 * Text as the search compares it, and the way back to what was printed: the twin of tongbao/site/normal.py.
 * Classic script, ES2018: the oldest browser is Chromium 69. Adds to one global, TongbaoSearch.
 */
(own => {
  "use strict";

  const DROPPED = new RegExp(
    "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\xad\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u2064\\u3000\\ufeff" +
    "\"'\\x60\\xb7\\u2018-\\u201f\\u2022\\u2027\\u300c-\\u300f\\u301d-\\u301f\\u30fb]+", "g");
  const DASHES = /[\u2010-\u2015\u2212\u2043\ufe58]/g;
  const TILDES = /[\u301c\u223c]/g;
  const PRINTED = {",": "，", "(": "（", ")": "）", ":": "：", ";": "；", "!": "！", "?": "？"};
  const EDIT = /(\d+),(\d+),(\d+),/y;

  /** A text as it is compared. */
  function normal(text) {
    const bare = text.normalize("NFKC").replace(DROPPED, "");
    const folded = bare.normalize("NFKC").toLowerCase()
      .replace(DASHES, "-").replace(TILDES, "~").replace(/ς/g, "σ");
    return folded.normalize("NFKC").replace(DROPPED, "");
  }

  /**
   * What was printed, with the place of every character of the compared text in it:
   * character i stands at from[i] up to to[i].
   */
  function restored(compared, edits) {
    const pieces = [], from = [], to = [];
    let at = 0, length = 0, place = 0;
    function plain(count) {
      for (const end = at + count; at < end; at++) {
        const char = compared[at];
        pieces.push(PRINTED[char] || char);
        from.push(length);
        to.push(++length);
      }
    }
    while (place < edits.length) {
      EDIT.lastIndex = place;
      const found = EDIT.exec(edits);
      const put = edits.substr(EDIT.lastIndex, +found[3]);
      plain(+found[1]);
      for (const end = at + +found[2]; at < end; at++) {
        from.push(length);
        to.push(length + put.length);
      }
      pieces.push(put);
      length += put.length;
      place = EDIT.lastIndex + put.length;
    }
    plain(compared.length - at);
    return {text: pieces.join(""), from, to};
  }

  /** The places of all words in what was printed, [start, end], in order and without overlaps. */
  function places(compared, back, words) {
    const found = [];
    words.forEach((word, number) => {
      for (let at = compared.indexOf(word); at >= 0; at = compared.indexOf(word, at + word.length)) {
        found.push([back.from[at], back.to[at + word.length - 1], number]);
      }
    });
    found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    const apart = [];
    for (const one of found) {
      const last = apart[apart.length - 1];
      if (last && one[0] < last[1]) {
        last[1] = Math.max(last[1], one[1]);
      } else {
        apart.push(one.slice());
      }
    }
    return apart;
  }

  /** The words of a query; all of them must be found. */
  function words(query) {
    const found = query.split(/[\s\u3000]+/).map(normal).filter(Boolean);
    return found.filter((word, place) => found.indexOf(word) === place);
  }

  /** The pairs of neighbouring characters of words, each once. */
  function pairs(found) {
    const all = new Set();
    for (const word of found) {
      for (let at = 0; at + 2 <= word.length; at++) {
        all.add(word.substr(at, 2));
      }
    }
    return Array.from(all);
  }

  Object.assign(own, {normal, restored, places, words, pairs});
})(self.TongbaoSearch = self.TongbaoSearch || {});
