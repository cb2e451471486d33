/* json.c: JSON as ECMAScript reads it, with places.
 *
 * One descent over the bytes, no deeper than the limit; the text is checked to be UTF-8 before. The
 * first fault ends the reading: what follows a fault in JSON is guesswork. Most faults are habits
 * from JavaScript, Python or YAML, so these are told by name. */
#include "tree/json_reader.h"
#include "tree/number.h"

slsc_node *slsc_json_fail(slsc_json_reader *r, size_t at, size_t len, slsc_str fault,
                          const char *help)
{
    r->code = "json/syntax";
    r->fault = fault;
    r->fault_at = at;
    r->fault_len = len;
    r->help = help;
    return NULL;
}

int slsc_json_peek(const slsc_json_reader *r)
{
    return r->at < r->text.len ? (unsigned char)r->text.ptr[r->at] : -1;
}

static void skip_space(slsc_json_reader *r)
{
    int c;
    while ((c = slsc_json_peek(r)) == ' ' || c == '\t' || c == '\n' || c == '\r') r->at++;
}

static slsc_place place_of(const slsc_json_reader *r, size_t start)
{
    return (slsc_place) { r->file, (uint32_t)start, (uint32_t)(r->at - start) };
}

static slsc_node *make(slsc_json_reader *r, slsc_kind kind, size_t start)
{
    if (r->file == 0) return slsc_node_new(r->unit, kind, r->from);
    return slsc_node_read(r->unit, kind, place_of(r, start));
}

/* ---- Numbers and words ---- */

static bool is_word(int c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           c == '$' || c == '+' || c == '-' || c == '.' || c >= 0x80;
}

static size_t digits_at(slsc_str text, size_t at)
{
    size_t n = 0;
    while (at + n < text.len && text.ptr[at + n] >= '0' && text.ptr[at + n] <= '9') n++;
    return n;
}

/* JSON's grammar of numbers, narrower than ECMAScript's. */
static bool is_number(slsc_str word)
{
    size_t at = word.len > 0 && word.ptr[0] == '-', n = digits_at(word, at);
    if (n == 0 || (n > 1 && word.ptr[at] == '0')) return false;
    at += n;
    if (at < word.len && word.ptr[at] == '.') {
        n = digits_at(word, at + 1);
        if (n == 0) return false;
        at += 1 + n;
    }
    if (at < word.len && (word.ptr[at] | 0x20) == 'e') {
        at++;
        if (at < word.len && (word.ptr[at] == '+' || word.ptr[at] == '-')) at++;
        n = digits_at(word, at);
        if (n == 0) return false;
        at += n;
    }
    return at == word.len;
}

static slsc_node *refuse_word(slsc_json_reader *r, size_t start, slsc_str word)
{
    static const char *const habits[][2] = {
        { "True", "write `true`" },      { "TRUE", "write `true`" }, { "False", "write `false`" },
        { "FALSE", "write `false`" },    { "None", "write `null`" }, { "NULL", "write `null`" },
        { "undefined", "write `null`" }, { "NaN", "write `null`" },  { "nil", "write `null`" },
        { "Infinity", "write `null`" },  { "Null", "write `null`" }, { "yes", "write `true`" },
        { "no", "write `false`" },
    };
    double number;
    for (size_t i = 0; i < sizeof habits / sizeof *habits; i++)
        if (slsc_str_is(word, habits[i][0]))
            return slsc_json_fail(r, start, word.len,
                                  slsc_strf(r->unit->arena, "JSON has no `%.*s`", SLSC_FMT(word)),
                                  habits[i][1]);
    if (slsc_number_parse(word, &number) || digits_at(word, 0) > 0)
        return slsc_json_fail(r, start, word.len, SLSC_STR("not a number of JSON"),
                              "numbers look like `7`, `-0.5` or `1e3`");
    return slsc_json_fail(r, start, word.len, SLSC_STR("expected a value"),
                          "strings stand in double quotes");
}

static slsc_node *read_word(slsc_json_reader *r)
{
    size_t start = r->at;
    slsc_str word;
    slsc_node *node;
    double number;
    while (is_word(slsc_json_peek(r))) r->at++;
    word = slsc_str_sub(r->text, start, r->at - start);
    if (slsc_str_is(word, "null")) return make(r, SLSC_NULL, start);
    if (slsc_str_is(word, "true") || slsc_str_is(word, "false")) {
        node = make(r, SLSC_BOOL, start);
        node->as.boolean = word.len == 4;
        return node;
    }
    if (!is_number(word)) return refuse_word(r, start, word);
    slsc_number_parse(word, &number);
    node = make(r, SLSC_INT, start);
    if (node->kind == SLSC_INT) slsc_node_set_number(node, number);
    return node;
}

/* ---- Lists and objects ---- */

static slsc_node *read_value(slsc_json_reader *r);

/* Where a value or the end of a container was expected and neither is there. */
static slsc_node *refuse(slsc_json_reader *r, const char *expected)
{
    size_t size = 1;
    int c = slsc_json_peek(r);
    if (c < 0)
        return slsc_json_fail(
            r, r->at, 0, slsc_strf(r->unit->arena, "the text ends where %s is expected", expected),
            NULL);
    if (c == '\'')
        return slsc_json_fail(r, r->at, 1, SLSC_STR("strings of JSON stand in double quotes"),
                              "write `\"` for `'`");
    if (c == '/' || c == '#')
        return slsc_json_fail(r, r->at, 1, SLSC_STR("JSON has no comments"),
                              "take the comment away");
    if (c >= 0x80) {
        size_t end = r->at;
        slsc_str_next(r->text, &end);
        size = end - r->at;
    }
    return slsc_json_fail(r, r->at, size,
                          slsc_strf(r->unit->arena, "expected %s, found `%.*s`", expected,
                                    (int)size, r->text.ptr + r->at),
                          NULL);
}

/* Behind a value: true when another follows, false at the end of the container or a fault. */
static bool read_comma(slsc_json_reader *r, char end, const char *expected)
{
    size_t comma;
    skip_space(r);
    if (slsc_json_peek(r) == end) {
        r->at++;
        return false;
    }
    if (slsc_json_peek(r) != ',') {
        refuse(r, expected);
        return false;
    }
    comma = r->at++;
    skip_space(r);
    if (slsc_json_peek(r) == end) {
        slsc_json_fail(r, comma, 1, SLSC_STR("a comma stands only between values"),
                       "take the comma away");
        return false;
    }
    return true;
}

static slsc_node *read_list(slsc_json_reader *r)
{
    size_t start = r->at++;
    slsc_node *list = make(r, SLSC_LIST, start);
    skip_space(r);
    if (slsc_json_peek(r) == ']') {
        r->at++;
    } else {
        do {
            slsc_node *value = read_value(r);
            if (value == NULL) return NULL;
            slsc_node_append(r->unit, list, value);
        } while (read_comma(r, ']', "`,` or `]`"));
    }
    if (r->file != 0) list->place = place_of(r, start);
    return r->code != NULL ? NULL : list;
}

/* "key": value, pushed on the stack of members. */
static bool read_member(slsc_json_reader *r)
{
    slsc_member member = { NULL, { 0, 0, 0 }, NULL };
    size_t start = r->at;
    slsc_str key;
    if (slsc_json_peek(r) != '"') {
        if (is_word(slsc_json_peek(r))) {
            while (is_word(slsc_json_peek(r))) r->at++;
            slsc_json_fail(r, start, r->at - start, SLSC_STR("keys of JSON are strings"),
                           "write the key in double quotes");
        } else {
            refuse(r, "a key in double quotes");
        }
        return false;
    }
    if (!slsc_json_string(r, &key)) return false;
    member.key = slsc_keys_intern(r->unit->keys, key);
    member.key_place = place_of(r, start);
    skip_space(r);
    if (slsc_json_peek(r) != ':') {
        refuse(r, "`:` behind a key");
        return false;
    }
    r->at++;
    member.value = read_value(r);
    if (member.value == NULL) return false;
    r->members =
        slsc_arena_grow(r->unit->arena, r->members, r->count, &r->capacity, sizeof *r->members);
    r->members[r->count++] = member;
    return true;
}

static slsc_node *read_object(slsc_json_reader *r)
{
    size_t start = r->at++, base = r->count;
    slsc_node *map = make(r, SLSC_MAP, start);
    skip_space(r);
    if (slsc_json_peek(r) == '}') {
        r->at++;
    } else {
        do {
            if (!read_member(r)) return NULL;
        } while (read_comma(r, '}', "`,` or `}`"));
    }
    if (r->file != 0) map->place = place_of(r, start);
    if (r->count > base) slsc_node_fill(r->unit, map, r->members + base, r->count - base);
    r->count = base;
    return r->code != NULL ? NULL : map;
}

static slsc_node *read_value(slsc_json_reader *r)
{
    slsc_node *node;
    size_t start;
    skip_space(r);
    start = r->at;
    switch (slsc_json_peek(r)) {
    case '"': {
        slsc_str text;
        if (!slsc_json_string(r, &text)) return NULL;
        node = make(r, SLSC_STRING, start);
        if (node->kind == SLSC_STRING) node->as.string = text;
        return node;
    }
    case '[':
    case '{': break;
    default: return is_word(slsc_json_peek(r)) ? read_word(r) : refuse(r, "a value");
    }
    if (r->depth == SLSC_LIMIT_DEPTH) {
        slsc_json_fail(
            r, start, 1,
            slsc_strf(r->unit->arena, "nested more than %d levels deep", SLSC_LIMIT_DEPTH), NULL);
        r->code = "json/too-deep";
        return NULL;
    }
    r->depth++;
    node = slsc_json_peek(r) == '[' ? read_list(r) : read_object(r);
    r->depth--;
    return node;
}

static slsc_node *read_document(slsc_json_reader *r)
{
    size_t valid = slsc_str_valid_utf8(r->text);
    slsc_node *root;
    if (valid < r->text.len)
        return slsc_json_fail(r, valid, 1, SLSC_STR("this byte is not UTF-8"), NULL);
    if (slsc_str_starts(r->text, SLSC_STR("\xEF\xBB\xBF"))) r->at = 3;
    root = read_value(r);
    if (root == NULL) return NULL;
    skip_space(r);
    if (slsc_json_peek(r) < 0) return root;
    return slsc_json_fail(r, r->at, 1, SLSC_STR("something follows the end of the value"), NULL);
}

slsc_node *slsc_json_parse(slsc_unit *unit, uint32_t file)
{
    const slsc_source_text *source = slsc_sources_get(unit->sources, file);
    slsc_json_reader r = { .unit = unit, .text = source->text, .file = file };
    slsc_node *root = read_document(&r);
    slsc_report report = { 0 };
    if (root != NULL) return root;
    report.severity = SLSC_ERROR;
    report.code = slsc_str_z(r.code);
    report.message = r.fault;
    report.help = slsc_str_z(r.help);
    report.place = (slsc_place) { file, (uint32_t)r.fault_at, (uint32_t)r.fault_len };
    slsc_diags_add(unit->diags, &report);
    return NULL;
}

slsc_node *slsc_json_parse_text(slsc_unit *unit, slsc_str text, const slsc_node *from,
                                slsc_str *error)
{
    slsc_json_reader r = { .unit = unit, .text = slsc_str_copy(unit->arena, text), .from = from };
    slsc_node *root = read_document(&r);
    if (root == NULL && error != NULL)
        *error = slsc_strf(unit->arena, "%.*s, at byte %zu", SLSC_FMT(r.fault), r.fault_at);
    return root;
}
