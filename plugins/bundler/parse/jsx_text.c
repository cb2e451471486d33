/* jsx_text.c: text between tags, and in quotes, as strings of JavaScript.
 *
 * Lines lose the space at their ends, but for the beginning of the first and the end of the last;
 * what is left is joined by single spaces. Entities of HTML are decoded after that. */
#include "jsx.h"

#include <stdlib.h>

typedef struct entity {
    const char *name;
    uint32_t code;
} entity;

/* The entities of HTML 4, sorted. */
static const entity entities[] = {
    { "AElig", 198 },    { "Aacute", 193 },  { "Acirc", 194 },    { "Agrave", 192 },
    { "Alpha", 913 },    { "Aring", 197 },   { "Atilde", 195 },   { "Auml", 196 },
    { "Beta", 914 },     { "Ccedil", 199 },  { "Chi", 935 },      { "Dagger", 8225 },
    { "Delta", 916 },    { "ETH", 208 },     { "Eacute", 201 },   { "Ecirc", 202 },
    { "Egrave", 200 },   { "Epsilon", 917 }, { "Eta", 919 },      { "Euml", 203 },
    { "Gamma", 915 },    { "Iacute", 205 },  { "Icirc", 206 },    { "Igrave", 204 },
    { "Iota", 921 },     { "Iuml", 207 },    { "Kappa", 922 },    { "Lambda", 923 },
    { "Mu", 924 },       { "Ntilde", 209 },  { "Nu", 925 },       { "OElig", 338 },
    { "Oacute", 211 },   { "Ocirc", 212 },   { "Ograve", 210 },   { "Omega", 937 },
    { "Omicron", 927 },  { "Oslash", 216 },  { "Otilde", 213 },   { "Ouml", 214 },
    { "Phi", 934 },      { "Pi", 928 },      { "Prime", 8243 },   { "Psi", 936 },
    { "Rho", 929 },      { "Scaron", 352 },  { "Sigma", 931 },    { "THORN", 222 },
    { "Tau", 932 },      { "Theta", 920 },   { "Uacute", 218 },   { "Ucirc", 219 },
    { "Ugrave", 217 },   { "Upsilon", 933 }, { "Uuml", 220 },     { "Xi", 926 },
    { "Yacute", 221 },   { "Yuml", 376 },    { "Zeta", 918 },     { "aacute", 225 },
    { "acirc", 226 },    { "acute", 180 },   { "aelig", 230 },    { "agrave", 224 },
    { "alefsym", 8501 }, { "alpha", 945 },   { "amp", 38 },       { "and", 8743 },
    { "ang", 8736 },     { "apos", 39 },     { "aring", 229 },    { "asymp", 8776 },
    { "atilde", 227 },   { "auml", 228 },    { "bdquo", 8222 },   { "beta", 946 },
    { "brvbar", 166 },   { "bull", 8226 },   { "cap", 8745 },     { "ccedil", 231 },
    { "cedil", 184 },    { "cent", 162 },    { "chi", 967 },      { "circ", 710 },
    { "clubs", 9827 },   { "cong", 8773 },   { "copy", 169 },     { "crarr", 8629 },
    { "cup", 8746 },     { "curren", 164 },  { "dArr", 8659 },    { "dagger", 8224 },
    { "darr", 8595 },    { "deg", 176 },     { "delta", 948 },    { "diams", 9830 },
    { "divide", 247 },   { "eacute", 233 },  { "ecirc", 234 },    { "egrave", 232 },
    { "empty", 8709 },   { "emsp", 8195 },   { "ensp", 8194 },    { "epsilon", 949 },
    { "equiv", 8801 },   { "eta", 951 },     { "eth", 240 },      { "euml", 235 },
    { "euro", 8364 },    { "exist", 8707 },  { "fnof", 402 },     { "forall", 8704 },
    { "frac12", 189 },   { "frac14", 188 },  { "frac34", 190 },   { "frasl", 8260 },
    { "gamma", 947 },    { "ge", 8805 },     { "gt", 62 },        { "hArr", 8660 },
    { "harr", 8596 },    { "hearts", 9829 }, { "hellip", 8230 },  { "iacute", 237 },
    { "icirc", 238 },    { "iexcl", 161 },   { "igrave", 236 },   { "image", 8465 },
    { "infin", 8734 },   { "int", 8747 },    { "iota", 953 },     { "iquest", 191 },
    { "isin", 8712 },    { "iuml", 239 },    { "kappa", 954 },    { "lArr", 8656 },
    { "lambda", 955 },   { "lang", 9001 },   { "laquo", 171 },    { "larr", 8592 },
    { "lceil", 8968 },   { "ldquo", 8220 },  { "le", 8804 },      { "lfloor", 8970 },
    { "lowast", 8727 },  { "loz", 9674 },    { "lrm", 8206 },     { "lsaquo", 8249 },
    { "lsquo", 8216 },   { "lt", 60 },       { "macr", 175 },     { "mdash", 8212 },
    { "micro", 181 },    { "middot", 183 },  { "minus", 8722 },   { "mu", 956 },
    { "nabla", 8711 },   { "nbsp", 160 },    { "ndash", 8211 },   { "ne", 8800 },
    { "ni", 8715 },      { "not", 172 },     { "notin", 8713 },   { "nsub", 8836 },
    { "ntilde", 241 },   { "nu", 957 },      { "oacute", 243 },   { "ocirc", 244 },
    { "oelig", 339 },    { "ograve", 242 },  { "oline", 8254 },   { "omega", 969 },
    { "omicron", 959 },  { "oplus", 8853 },  { "or", 8744 },      { "ordf", 170 },
    { "ordm", 186 },     { "oslash", 248 },  { "otilde", 245 },   { "otimes", 8855 },
    { "ouml", 246 },     { "para", 182 },    { "part", 8706 },    { "permil", 8240 },
    { "perp", 8869 },    { "phi", 966 },     { "pi", 960 },       { "piv", 982 },
    { "plusmn", 177 },   { "pound", 163 },   { "prime", 8242 },   { "prod", 8719 },
    { "prop", 8733 },    { "psi", 968 },     { "quot", 34 },      { "rArr", 8658 },
    { "radic", 8730 },   { "rang", 9002 },   { "raquo", 187 },    { "rarr", 8594 },
    { "rceil", 8969 },   { "rdquo", 8221 },  { "real", 8476 },    { "reg", 174 },
    { "rfloor", 8971 },  { "rho", 961 },     { "rlm", 8207 },     { "rsaquo", 8250 },
    { "rsquo", 8217 },   { "sbquo", 8218 },  { "scaron", 353 },   { "sdot", 8901 },
    { "sect", 167 },     { "shy", 173 },     { "sigma", 963 },    { "sigmaf", 962 },
    { "sim", 8764 },     { "spades", 9824 }, { "sub", 8834 },     { "sube", 8838 },
    { "sum", 8721 },     { "sup", 8835 },    { "sup1", 185 },     { "sup2", 178 },
    { "sup3", 179 },     { "supe", 8839 },   { "szlig", 223 },    { "tau", 964 },
    { "there4", 8756 },  { "theta", 952 },   { "thetasym", 977 }, { "thinsp", 8201 },
    { "thorn", 254 },    { "tilde", 732 },   { "times", 215 },    { "trade", 8482 },
    { "uArr", 8657 },    { "uacute", 250 },  { "uarr", 8593 },    { "ucirc", 251 },
    { "ugrave", 249 },   { "uml", 168 },     { "upsih", 978 },    { "upsilon", 965 },
    { "uuml", 252 },     { "weierp", 8472 }, { "xi", 958 },       { "yacute", 253 },
    { "yen", 165 },      { "yuml", 255 },    { "zeta", 950 },     { "zwj", 8205 },
    { "zwnj", 8204 },
};

enum { LONGEST_ENTITY = 10 };

static int compare(const void *key, const void *item)
{
    return strcmp(key, ((const entity *)item)->name);
}

static bool numeric(const unsigned char *at, uint32_t length, uint32_t *code)
{
    const bool hex = length > 1 && (*at | 32) == 'x';
    if (hex) {
        at++;
        length--;
    }
    *code = 0;
    for (uint32_t i = 0; i < length; i++) {
        const unsigned char c = at[i];
        uint32_t digit;
        if (c >= '0' && c <= '9')
            digit = c - (uint32_t)'0';
        else if (hex && (c | 32) >= 'a' && (c | 32) <= 'f')
            digit = (c | 32) - (uint32_t)'a' + 10;
        else
            return false;
        *code = *code * (hex ? 16 : 10) + digit;
        if (*code > 0x10ffff) return false;
    }
    return length > 0;
}

/* At `&`: the length of the entity, 0: none. */
static uint32_t entity_at(const unsigned char *at, const unsigned char *end, uint32_t *code)
{
    char name[LONGEST_ENTITY + 1] = { 0 };
    for (uint32_t i = 1; at + i < end && i <= LONGEST_ENTITY + 1; i++) {
        if (at[i] != ';') {
            if (i <= LONGEST_ENTITY) name[i - 1] = (char)at[i];
            continue;
        }
        if (name[0] == '#') return numeric(at + 2, i - 2, code) ? i + 1 : 0;
        const entity *found =
            bsearch(name, entities, sizeof entities / sizeof *entities, sizeof *entities, compare);
        if (!found) return 0;
        *code = found->code;
        return i + 1;
    }
    return 0;
}

/* ---- Strings ---- */

static void add_unit(bundler_text *out, uint32_t unit)
{
    static const char hex[] = "0123456789abcdef";
    const char text[6] = {
        '\\', 'u', hex[unit >> 12 & 15], hex[unit >> 8 & 15], hex[unit >> 4 & 15], hex[unit & 15]
    };
    bundler_add(out, (slsc_str) { text, sizeof text });
}

static void add_code(bundler_text *out, uint32_t code)
{
    if (code == '"' || code == '\\') {
        const char text[2] = { '\\', (char)code };
        bundler_add(out, (slsc_str) { text, 2 });
    } else if (code == '\n') {
        bundler_addz(out, "\\n");
    } else if (code >= 32 && code < 127) {
        const char text = (char)code;
        bundler_add(out, (slsc_str) { &text, 1 });
    } else if (code < 0x10000) {
        add_unit(out, code);
    } else {
        add_unit(out, 0xd800 + ((code - 0x10000) >> 10));
        add_unit(out, 0xdc00 + ((code - 0x10000) & 0x3ff));
    }
}

static void add_text(bundler_text *out, const unsigned char *at, const unsigned char *end)
{
    while (at < end) {
        uint32_t code, length;
        if (*at == '&' && (length = entity_at(at, end, &code))) {
            add_code(out, code);
            at += length;
        } else if (*at < 32 || *at == '"' || *at == '\\' || *at == 127) {
            add_code(out, *at++);
        } else if (*at == 0xe2 && (length = bundler_decode(at, &code)) && code >> 1 == 0x1014) {
            add_code(out, code); /* U+2028, U+2029 */
            at += length;
        } else { /* as it is, beyond ASCII too */
            bundler_add(out, (slsc_str) { (const char *)at++, 1 });
        }
    }
}

slsc_str bundler_jsx_string(parser *p, uint32_t from, uint32_t to)
{
    bundler_text out = { .arena = p->arena };
    bundler_addz(&out, "\"");
    add_text(&out, p->text + from, p->text + to);
    bundler_addz(&out, "\"");
    return bundler_done(&out);
}

static uint32_t space_at(const unsigned char *at)
{
    uint32_t code;
    if (*at == ' ' || *at == '\t' || *at == '\v' || *at == '\f') return 1;
    if (*at < 0x80) return 0;
    const uint32_t length = bundler_decode(at, &code);
    const bool space = code == 0xa0 || code == 0xfeff || code == 0x1680 || code == 0x202f ||
                       code == 0x205f || code == 0x3000 || (code >= 0x2000 && code <= 0x200a);
    return space ? length : 0;
}

static bool is_line_end(unsigned char c) { return c == '\n' || c == '\r'; }

slsc_str bundler_jsx_text(parser *p, uint32_t from, uint32_t to)
{
    const unsigned char *at = p->text + from, *end = p->text + to;
    bundler_text out = { .arena = p->arena };
    bool any = false;
    for (bool first = true, last = false; !last; first = false) {
        const unsigned char *line = at, *kept, *skip;
        while (at < end && !is_line_end(*at)) at++;
        last = at == end;
        for (uint32_t n; !first && line < at && (n = space_at(line));) line += n;
        kept = line; /* behind the last that is no space */
        for (skip = line; skip < at;) {
            const uint32_t n = space_at(skip);
            skip += n ? n : 1;
            if (!n) kept = skip;
        }
        if (last) kept = at;
        if (kept > line) {
            bundler_addz(&out, any ? " " : "\"");
            add_text(&out, line, kept);
            any = true;
        }
        while (at < end && is_line_end(*at)) at++;
    }
    if (any) bundler_addz(&out, "\"");
    return bundler_done(&out);
}
