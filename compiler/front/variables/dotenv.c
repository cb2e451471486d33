/* dotenv.c: .env files.
 *
 *     [export] NAME = value      # comment        NAME: value
 *
 * A value may be in '...', "..." or `...`, over several lines; only in "..." are \n and \r line
 * ends. What is not of this form is passed over. Then $NAME and ${NAME} in values are replaced,
 * whatever the quotes were, by the environment's value or by what is written in the file, before or
 * behind; ${NAME:-default}, ${NAME-default} and ${NAME:+instead} are known, and \$ is a dollar.
 * What is put in is looked through again; a value that was seen on the way counts as empty, so
 * values that name each other in circles come to an end. */
#include "front/variables/dotenv.h"
#include <string.h>

enum { MAX_NAMES = 10000, MAX_EXPANSIONS = 200, MAX_TEXT = 64 << 20 };

/* ---- Assignments ---- */

typedef struct cursor {
    slsc_str text;
    size_t at;
} cursor;

static int peek(const cursor *c)
{
    return c->at < c->text.len ? (unsigned char)c->text.ptr[c->at] : -1;
}

static bool is_space(int c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

static bool is_end(int c) { return c == '\n' || c == '\r' || c == -1; }

static bool is_name(int c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == '-';
}

static void skip_blanks(cursor *c)
{
    while (is_space(peek(c)) && !is_end(peek(c))) c->at++;
}

static void skip_line(cursor *c)
{
    while (!is_end(peek(c))) c->at++;
}

static slsc_str read_name(cursor *c)
{
    const size_t start = c->at;
    while (is_name(peek(c))) c->at++;
    return slsc_str_sub(c->text, start, c->at - start);
}

/* A quoted value, if it is closed and nothing but a comment follows on its line. */
static bool read_quoted(cursor *c, slsc_str *out)
{
    cursor ahead = *c;
    const int quote = peek(&ahead);
    const size_t start = ++ahead.at;
    while (peek(&ahead) != quote) {
        if (peek(&ahead) == -1) return false;
        ahead.at += peek(&ahead) == '\\' && ahead.at + 1 < ahead.text.len ? 2 : 1;
    }
    *out = slsc_str_sub(ahead.text, start, ahead.at++ - start);
    skip_blanks(&ahead);
    if (!is_end(peek(&ahead)) && peek(&ahead) != '#') return false;
    *c = ahead;
    return true;
}

/* The text with `escape`, a backslash and a letter, replaced by one character. */
static slsc_str unescape(slsc_arena *arena, slsc_str text, char letter, char instead)
{
    slsc_sb sb = slsc_sb_new(arena, 0);
    for (size_t i = 0; i < text.len; i++) {
        const bool hit = text.ptr[i] == '\\' && i + 1 < text.len && text.ptr[i + 1] == letter;
        slsc_sb_char(&sb, hit ? instead : text.ptr[i]);
        i += hit ? 1 : 0;
    }
    return slsc_sb_str(&sb);
}

/* The value behind `=`, to the end of its line. */
static slsc_str read_value(slsc_arena *arena, cursor *c)
{
    slsc_str value = { "", 0 };
    skip_blanks(c);
    const int quote = peek(c);
    const bool quoted = quote == '"' || quote == '\'' || quote == '`';
    if (!quoted || !read_quoted(c, &value)) {
        const size_t start = c->at;
        while (!is_end(peek(c)) && peek(c) != '#') c->at++;
        value = slsc_str_trim(slsc_str_sub(c->text, start, c->at - start));
        if (quoted && value.len > 1 && value.ptr[value.len - 1] == quote)
            value = slsc_str_sub(value, 1, value.len - 2);
    }
    if (quote != '"') return value;
    return unescape(arena, unescape(arena, value, 'n', '\n'), 'r', '\r');
}

/* At the start of a line. False: it is no assignment. */
static bool read_assignment(slsc_arena *arena, cursor *c, slsc_dotenv_pair *out)
{
    skip_blanks(c);
    const cursor ahead = *c;
    out->name = read_name(c);
    if (slsc_str_is(out->name, "export") && is_space(peek(c))) {
        skip_blanks(c);
        if (!is_name(peek(c))) *c = ahead; /* `export = 1` sets `export` */
        out->name = read_name(c);
    }
    if (out->name.len == 0) return false;
    if (peek(c) == ':') {
        c->at++;
        if (!is_space(peek(c)) || is_end(peek(c))) return false;
    } else {
        skip_blanks(c);
        if (peek(c) != '=') return false;
        c->at++;
    }
    out->value = read_value(arena, c);
    return true;
}

static slsc_dotenv_pair *find(slsc_dotenv_pair *pairs, size_t count, slsc_str name)
{
    for (size_t i = 0; i < count; i++)
        if (slsc_str_eq(pairs[i].name, name)) return &pairs[i];
    return NULL;
}

/* Every line end as a line feed, and no byte order mark. */
static slsc_str with_line_feeds(slsc_arena *arena, slsc_str text)
{
    slsc_sb sb = slsc_sb_new(arena, 0);
    if (slsc_str_starts(text, SLSC_STR("\xEF\xBB\xBF"))) text = slsc_str_sub(text, 3, text.len);
    if (slsc_str_find_char(text, '\r') == SIZE_MAX) return text;
    for (size_t i = 0; i < text.len; i++) {
        const bool pair = text.ptr[i] == '\r' && i + 1 < text.len && text.ptr[i + 1] == '\n';
        if (!pair) slsc_sb_char(&sb, text.ptr[i] == '\r' ? '\n' : text.ptr[i]);
    }
    return slsc_sb_str(&sb);
}

slsc_dotenv_pair *slsc_dotenv_parse(slsc_arena *arena, slsc_str text, size_t *count)
{
    slsc_dotenv_pair *pairs = NULL;
    size_t capacity = 0;
    cursor c = { with_line_feeds(arena, text), 0 };
    *count = 0;
    for (; c.at < c.text.len && *count < MAX_NAMES; c.at++) {
        slsc_dotenv_pair pair;
        if (read_assignment(arena, &c, &pair)) {
            slsc_dotenv_pair *known = find(pairs, *count, pair.name);
            if (!known) {
                pairs = (slsc_dotenv_pair *)slsc_arena_grow(arena, pairs, *count, &capacity,
                                                            sizeof *pairs);
                known = &pairs[(*count)++];
            }
            *known = pair;
        }
        skip_line(&c);
    }
    return pairs;
}

/* ---- Expansion ---- */

typedef struct expansion { /* of the values of one file */
    slsc_unit *unit;       /* with the process's own environment still */
    slsc_dotenv_pair *raw; /* as written */
    const slsc_str *done;  /* what the first `done_count` of them became */
    size_t count, done_count;
    size_t made;  /* bytes of text made so far */
    bool endless; /* a value was given up */
} expansion;

/* The environment wins; nothing is the same as empty. */
static slsc_str look_up(const expansion *e, slsc_str name)
{
    const slsc_str value = slsc_unit_env(e->unit, name);
    if (value.ptr) return value;
    const slsc_dotenv_pair *pair = find(e->raw, e->count, name);
    return pair ? pair->value : (slsc_str) { "", 0 };
}

static bool contains(const slsc_str *items, size_t count, slsc_str text)
{
    for (size_t i = 0; i < count; i++)
        if (slsc_str_eq(items[i], text)) return true;
    return false;
}

/* What stands between the braces, or behind the dollar. `seen`: the texts that led here. */
static slsc_str evaluate(const expansion *e, slsc_str expression, const slsc_str *seen,
                         size_t seen_count, slsc_str *name)
{
    size_t at = 0;
    while (at < expression.len && expression.ptr[at] != '-' && expression.ptr[at] != '+' &&
           !(expression.ptr[at] == ':' && at + 1 < expression.len &&
             (expression.ptr[at + 1] == '-' || expression.ptr[at + 1] == '+')))
        at++;
    *name = slsc_str_sub(expression, 0, at);
    const slsc_str value = look_up(e, *name);
    slsc_str other = { "", 0 };
    bool instead = false;
    if (at < expression.len) {
        at += expression.ptr[at] == ':' ? 1 : 0;
        instead = expression.ptr[at] == '+';
        other = slsc_str_sub(expression, at + 1, expression.len);
    }
    if (instead) return value.len ? other : (slsc_str) { "", 0 };
    return value.len && !contains(seen, seen_count, value) ? value : other;
}

/* The first `${...}` or `$NAME` that no backslash stands before. */
static bool find_reference(slsc_str text, size_t *start, size_t *end, slsc_str *expression)
{
    for (size_t i = 0; i + 1 < text.len; i++) {
        if (text.ptr[i] != '$' || (i > 0 && text.ptr[i - 1] == '\\')) continue;
        size_t at = i + 1;
        if (text.ptr[at] == '{') {
            while (++at < text.len && text.ptr[at] != '}' && text.ptr[at] != '{') {
            }
            if (at >= text.len || text.ptr[at] == '{' || at == i + 2) continue;
            *expression = slsc_str_sub(text, i + 2, at - i - 2);
            *end = at + 1;
        } else {
            while (at < text.len && is_name((unsigned char)text.ptr[at]) && text.ptr[at] != '.' &&
                   text.ptr[at] != '-')
                at++;
            if (at == i + 1 || (text.ptr[i + 1] >= '0' && text.ptr[i + 1] <= '9')) continue;
            *expression = slsc_str_sub(text, i + 1, at - i - 1);
            *end = at;
        }
        *start = i;
        return true;
    }
    return false;
}

/* True when the text is what a variable of the file has become already: it is final then. */
static bool is_final(const expansion *e, slsc_str name, slsc_str text)
{
    const slsc_dotenv_pair *pair = find(e->raw, e->done_count, name);
    return pair && slsc_str_eq(e->done[pair - e->raw], text);
}

static slsc_str expand(expansion *e, slsc_str value)
{
    slsc_arena *arena = e->unit->arena;
    slsc_str seen[MAX_EXPANSIONS];
    slsc_str expression = { NULL, 0 }, name = { NULL, 0 };
    size_t start = 0, end = 0, rounds = 0;
    while (find_reference(value, &start, &end, &expression)) {
        seen[rounds++] = value;
        const slsc_str instead = evaluate(e, expression, seen, rounds, &name);
        e->made += value.len + instead.len;
        if (e->made > MAX_TEXT || rounds == MAX_EXPANSIONS) {
            e->endless = true;
            break;
        }
        value = slsc_strf(arena, "%.*s%.*s%.*s", (int)start, value.ptr, SLSC_FMT(instead),
                          (int)(value.len - end), value.ptr + end);
        if (is_final(e, name, value)) break;
    }
    return unescape(arena, value, '$', '$');
}

/* ---- Loading ---- */

static bool names(const char *entry, slsc_str name)
{
    return strncmp(entry, name.ptr, name.len) == 0 && entry[name.len] == '=';
}

/* What is set already stays, if it is not empty. False: values name each other without end. */
static bool add_to_environment(slsc_unit *unit, slsc_dotenv_pair *pairs, size_t count)
{
    size_t known = 0, end = 0;
    const char *const *environ = unit->settings.environ;
    slsc_str *done = SLSC_NEW_ARRAY(unit->arena, slsc_str, count + 1);
    expansion e = { unit, pairs, done, count, 0, 0, false };
    while (environ && environ[known]) known++;
    const char **all = SLSC_NEW_ARRAY(unit->arena, const char *, known + count + 1);
    for (; end < known; end++) all[end] = environ[end];
    for (size_t i = 0; i < count; i++, e.done_count++) {
        const slsc_str name = pairs[i].name, set = slsc_unit_env(unit, name);
        size_t at = end;
        done[i] = set.len ? set : expand(&e, pairs[i].value);
        if (set.len) continue;
        for (size_t k = 0; set.ptr && k < known; k++)
            if (names(environ[k], name)) at = k;
        end += at == end ? 1 : 0;
        all[at] = slsc_strf(unit->arena, "%.*s=%.*s", SLSC_FMT(name), SLSC_FMT(done[i])).ptr;
    }
    unit->settings.environ = all;
    return !e.endless;
}

/* *reason: why it cannot be used; NULL where it was, or is not there: *found. */
static void load_file(slsc_unit *unit, slsc_str path, bool *found, const char **reason)
{
    slsc_str text;
    size_t count = 0;
    const slsc_fs_error error = slsc_unit_read(unit, path, &text, NULL);
    *found = error != SLSC_FS_MISSING;
    if (error == SLSC_FS_MISSING) return;
    if (error != SLSC_FS_OK) {
        *reason = slsc_fs_reason(error);
        return;
    }
    slsc_dotenv_pair *pairs = slsc_dotenv_parse(unit->arena, text, &count);
    if (count == MAX_NAMES)
        *reason = "it sets too many variables";
    else if (!add_to_environment(unit, pairs, count))
        *reason = "its values grow without end";
}

slsc_status slsc_dotenv_load(slsc_unit *unit, slsc_str stage, const slsc_node *at)
{
    slsc_str path = slsc_strf(unit->arena, ".env.%.*s", SLSC_FMT(stage));
    const char *reason = NULL;
    bool found = false;
    load_file(unit, path, &found, &reason);
    if (!found) {
        path = SLSC_STR(".env");
        load_file(unit, path, &found, &reason);
    }
    if (!reason) return SLSC_OK;
    return slsc_errorf(unit, at, "variables/dotenv-unreadable", "cannot use `%.*s`: %s",
                       SLSC_FMT(path), reason);
}
