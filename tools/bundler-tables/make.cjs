#!/usr/bin/env node
// Writes the two tables of the bundler's parser: node tools/bundler-tables/make.cjs
//   unicode.c  which code points identifiers are made of, as Unicode of this Node has it
//   words.c    the words of token.h (enum bundler_kind, T_BREAK ... T_USING), found by one look
'use strict';
const fs = require('fs');
const path = require('path');
const parse = path.join(__dirname, '../../plugins/bundler/parse');

const rows = (items, each) => {
    const lines = [];
    for (let i = 0; i < items.length; i += each)
        lines.push('    ' + items.slice(i, i + each).join(', ') + ',');
    return lines.join('\n');
};

// A change is where a run of equal class begins: code point * 4 + (1: continues, 2: starts too).
const unicode = () => {
    const changes = [];
    let before = 0;
    for (let code = 0x80; code <= 0x10ffff; code++) {
        const text = String.fromCodePoint(code);
        const kind = /\p{ID_Start}/u.test(text) ? 3 : /\p{ID_Continue}/u.test(text) ||
            code === 0x200c || code === 0x200d ? 1 : 0;
        if (kind !== before) changes.push((code * 4 + kind).toString(16));
        before = kind;
    }
    return `/* unicode.c: which code points identifiers are made of, beyond ASCII (Unicode
 * ${process.versions.unicode}). Made by tools/bundler-tables. Each number is where a run begins: the code point
 * times 4, with 1 when its characters may continue a name and 2 when they may begin one. */
#include "parser.h"

/* clang-format off */
static const uint32_t runs[] = {
    0,
${rows(changes.map((c) => '0x' + c), 10)}
};
/* clang-format on */

static uint32_t run_of(uint32_t code)
{
    size_t low = 0, high = sizeof runs / sizeof *runs;
    while (high - low > 1) {
        const size_t middle = low + (high - low) / 2;
        if (runs[middle] / 4 <= code)
            low = middle;
        else
            high = middle;
    }
    return runs[low];
}

bool bundler_id_start(uint32_t code) { return (run_of(code) & 2) != 0; }

bool bundler_id_continue(uint32_t code) { return (run_of(code) & 1) != 0; }
`;
};

const words = () => {
    const header = fs.readFileSync(path.join(parse, 'token.h'), 'utf8');
    const body = header.slice(header.indexOf('T_BREAK,'), header.indexOf('T_NAME,'));
    const kinds = body.replace(/\/\*[^]*?\*\//g, '').match(/T_\w+/g)
        .filter((kind) => kind !== 'T_ESCAPED_WORD');
    const text = (kind) => kind === 'T_PRIVATE_WORD' ? 'private' : kind.slice(2).toLowerCase();
    const hash = (word, a, b, c) => (word.length * a + word.charCodeAt(0) * b +
        word.charCodeAt(1) * c + word.charCodeAt(word.length - 1)) & 511;
    for (let a = 1; a < 64; a++)
        for (let b = 1; b < 64; b++)
            for (let c = 1; c < 64; c++) {
                const slots = new Array(512).fill(0);
                if (kinds.every((kind, i) => {
                    const at = hash(text(kind), a, b, c);
                    return slots[at] ? false : slots[at] = i + 1;
                })) return print(kinds, text, slots, a, b, c);
            }
    throw new Error('no multipliers');
};

const print = (kinds, text, slots, a, b, c) => `/* words.c: is a name a word of the language? Made by tools/bundler-tables: the multipliers are such that
 * no two words meet, so one look and one comparison tell. */
#include "parser.h"

static const struct {
    char text[12];
    uint8_t length, kind;
} words[] = {
    { "", 0, T_NAME },
${kinds.map((kind) => `    { "${text(kind)}", ${text(kind).length}, ${kind} },`).join('\n')}
};

/* clang-format off */
static const uint8_t slots[512] = {
${rows(slots, 24)}
};
/* clang-format on */

uint8_t bundler_word_kind(const unsigned char *text, size_t length)
{
    if (length < 2 || length > 11) return T_NAME;
    const size_t slot = length * ${a} + text[0] * ${b}u + text[1] * ${c}u + text[length - 1];
    const size_t i = slots[slot & 511];
    if (words[i].length != length || memcmp(words[i].text, text, length) != 0) return T_NAME;
    return words[i].kind;
}
`;

fs.writeFileSync(path.join(parse, 'unicode.c'), unicode());
fs.writeFileSync(path.join(parse, 'words.c'), words());
