/* decorators.c: decorators are read where they stand, and noted; what becomes of them is known when
 * the class has ended: decorate_legacy.c, decorate_standard.c. There they move. */
#include "members.h"

#include <stdarg.h>
#include <stdio.h>

/* ---- Reading ---- */

/* @a.b.c, @a.b(), @(x): gives what was read; only a plain path of names has an object. */
static struct bundler_decorator read_decorator(parser *p)
{
    struct bundler_decorator d = { .offset = p->token.offset };
    bool plain = p->token.kind != T_LPAREN;
    if (!plain) {
        bundler_parentheses(p);
    } else {
        bundler_refer(p, &p->token, 0);
        bundler_next(p);
    }
    for (;;) {
        const uint32_t before = p->previous_end;
        if (p->token.kind == T_DOT) {
            bundler_next(p);
            if (!bundler_is_word(p)) bundler_unexpected(p);
            bundler_next(p);
            if (plain) d.object_end = before;
        } else if (p->token.kind == T_LPAREN) {
            bundler_arguments(p);
            plain = false;
            d.object_end = 0;
        } else if (p->ts && p->token.kind == T_NOT && !p->token.line) {
            bundler_ts_non_null(p);
        } else if (!p->ts || p->token.kind != T_LESS || !bundler_ts_arguments(p)) {
            break;
        }
    }
    d.end = p->previous_end;
    return d;
}

void bundler_decorators(parser *p, uint32_t *offset, uint32_t *end)
{
    bundler_ts *ts = bundler_ts_of(p);
    if (!bundler_nest(p)) return;
    *offset = p->token.offset;
    while (p->token.kind == T_AT) {
        bundler_next(p);
        while (ts->decorator_count &&
               ts->decorators[ts->decorator_count - 1].offset >= p->token.offset)
            ts->decorator_count--;
        ts->decorators = bundler_grow(&p->scratch, ts->decorators, ts->decorator_count,
                                      &ts->decorator_capacity, sizeof *ts->decorators);
        const size_t index = ts->decorator_count++;
        ts->decorators[index].offset = p->token.offset;
        const struct bundler_decorator read = read_decorator(p);
        ts->decorators[index] = read;
    }
    *end = p->previous_end;
    bundler_unnest(p);
}

void bundler_decorated_parameter(parser *p, bundler_members *members, uint32_t kind)
{
    uint32_t offset, end;
    (void)kind;
    bundler_decorators(p, &offset, &end);
    bundler_edit_text(p, offset, p->token.offset, bundler_s(""));
    if (!p->options->legacy_decorators)
        bundler_fail(p, offset, end, "only experimentalDecorators has decorators of parameters");
    *BUNDLER_PUSH(p, members, noted_parameters) = (bundler_decorated_parameter_note) {
        .parameter = members->index,
        .offset = offset,
        .end = end,
    };
}

/* ---- Moving ---- */

void bundler_put(parser *p, uint32_t at, const char *text)
{
    bundler_edit_text(p, at, at, bundler_s(text));
}

void bundler_put_printf(parser *p, uint32_t at, const char *format, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    const int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (length < 0 || (size_t)length >= sizeof text) {
        bundler_fail(p, at, at, "a name is too long");
        return;
    }
    bundler_edit_text(p, at, at, bundler_copy(p->arena, bundler_s(text)));
}

static size_t first_decorator(const bundler_ts *ts, uint32_t from)
{
    size_t low = 0, high = ts->decorator_count;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (ts->decorators[middle].offset < from)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* A standard decorator that is a method keeps its object. */
static void move_one(parser *p, const struct bundler_decorator *d, uint32_t at)
{
    if (p->options->legacy_decorators || !d->object_end) {
        bundler_edit_move(p, at, at, d->offset, d->end);
        return;
    }
    const unsigned char *dot = memchr(p->text + d->object_end, '.', d->end - d->object_end);
    const slsc_str key = bundler_source(p, (uint32_t)(dot - p->text) + 1, d->end);
    bundler_put(p, at, "__slsc_decorator(");
    bundler_edit_move(p, at, at, d->offset, d->object_end);
    bundler_put_printf(p, at, ", \"%.*s\")", (int)key.len, key.ptr);
}

uint32_t bundler_move_decorators(parser *p, uint32_t from, uint32_t to, uint32_t at, bool any)
{
    const bundler_ts *ts = p->types;
    uint32_t count = 0, end = 0;
    for (size_t i = first_decorator(ts, from); i < ts->decorator_count; i++) {
        const struct bundler_decorator *d = &ts->decorators[i];
        if (d->offset >= to) break;
        if (d->offset < end) continue; /* inside of another */
        if (any || count) bundler_put(p, at, ", ");
        move_one(p, d, at);
        end = d->end;
        count++;
    }
    return count;
}

/* ---- Members and classes ---- */

static uint32_t flags_of(const bundler_member *m)
{
    uint32_t flags = DECORATED_METHOD;
    if (m->field) flags = DECORATED_FIELD;
    if (m->getter) flags = DECORATED_GETTER;
    if (m->setter) flags = DECORATED_SETTER;
    if (m->accessor) flags = DECORATED_ACCESSOR;
    if (m->is_static) flags |= DECORATED_STATIC;
    return m->is_private ? flags | DECORATED_PRIVATE : flags;
}

bool bundler_decorated_is(const parser *p, const bundler_decorated *d, const char *word)
{
    const size_t length = strlen(word);
    for (uint32_t at = d->start; at + length <= d->member.key; at++)
        if (memcmp(p->text + at, word, length) == 0) return true;
    return false;
}

/* The key as an expression; empty: it must be evaluated where it stands. */
static slsc_str key_of(parser *p, const bundler_member *m)
{
    const slsc_str key = bundler_source(p, m->key, m->key_end);
    if (m->computed) {
        const char quote = key.len > 3 ? key.ptr[1] : 0;
        const slsc_str inner = { key.ptr + 1, key.len - 2 };
        const bool literal = (quote == '"' || quote == '\'') &&
                             memchr(key.ptr + 2, quote, key.len - 2) == key.ptr + key.len - 2;
        return literal ? inner : (slsc_str) { 0 };
    }
    if (m->name.kind == T_STRING || m->name.kind == T_NUMBER || m->name.kind == T_BIGINT)
        return key;
    return bundler_printf(p->arena, "\"%.*s\"", (int)key.len, key.ptr);
}

void bundler_decorated_member(parser *p, bundler_class *class, bundler_member *m)
{
    bundler_members *members = bundler_members_of(p, class);
    bundler_decorated *d = BUNDLER_PUSH(p, members, decorated);
    class->decorated = true;
    class->pure = false;
    *d = (bundler_decorated) {
        .member = *m,
        .start = p->ts               ? members->member_start
                 : m->decorators_end ? m->decorators_end
                                     : m->start,
        .flags = flags_of(m),
        .key = key_of(p, m),
        .parameters = members->member_parameters,
        .parameters_end = members->noted_parameters_count,
        .types = members->member_types,
        .types_end = members->noted_types_count,
        .parameter_count = members->index,
    };
    if (m->decorators_end) {
        uint32_t next = m->decorators_end;
        while (p->text[next] <= ' ' && next < m->end) next++;
        const bool joins = p->text[next] == '[' || p->text[next] == '*';
        bundler_edit_text(p, m->decorators, m->decorators_end, bundler_s(joins ? ";" : ""));
    }
    if (!p->options->legacy_decorators || m->accessor)
        bundler_standard_member(p, members, d);
    else if (!d->key.len)
        d->computed = bundler_ts_temporary(p);
}

void bundler_decorated_class(parser *p, bundler_class *class)
{
    bundler_members *members = bundler_members_of(p, class);
    if (p->types->classes == members) p->types->classes = members->outer;
    if (p->failed) return;
    if (class->decorators_end)
        bundler_edit_text(p, class->decorators, class->decorators_end, bundler_s(""));
    if (p->options->legacy_decorators)
        bundler_legacy_class(p, class, members);
    else
        bundler_standard_class(p, class, members);
}

/* ---- What a decorated class calls itself ---- */

struct bundler_alias {
    uint32_t declared, offset; /* p->declared, and where its name stands */
    uint32_t from, to;         /* the class */
    uint32_t decorators, decorators_end;
    slsc_str text;
};

void bundler_alias_class(parser *p, const bundler_class *class, slsc_str text)
{
    bundler_ts *ts = p->types;
    while (ts->alias_count && ts->aliases[ts->alias_count - 1].offset == class->name.offset)
        ts->alias_count--;
    ts->aliases = bundler_grow(&p->scratch, ts->aliases, ts->alias_count, &ts->alias_capacity,
                               sizeof *ts->aliases);
    ts->aliases[ts->alias_count++] = (struct bundler_alias) {
        .declared = class->declared,
        .offset = class->name.offset,
        .from = class->keyword,
        .to = class->end,
        .decorators = class->decorators,
        .decorators_end = class->decorators_end,
        .text = text,
    };
}

static void write_alias(parser *p, const struct bundler_alias *alias, uint32_t from, uint32_t to)
{
    bundler_log *log = p->log;
    const uint32_t symbol = p->declared[alias->declared].symbol;
    size_t low = 0, high = log->references_count;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (log->references[middle].offset < from)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < log->references_count && log->references[low].offset < to; low++) {
        bundler_reference *reference = &log->references[low];
        if (reference->name != BUNDLER_NONE && reference->symbol == symbol)
            bundler_write_instead(p, reference, alias->text);
    }
}

void bundler_alias_edits(parser *p)
{
    const bundler_ts *ts = p->types;
    for (size_t i = 0; i < ts->alias_count; i++) {
        const struct bundler_alias *alias = &ts->aliases[i];
        if (alias->declared >= p->declared_count ||
            p->declared[alias->declared].offset != alias->offset ||
            p->declared[alias->declared].symbol == BUNDLER_NONE)
            continue;
        write_alias(p, alias, alias->decorators, alias->decorators_end);
        write_alias(p, alias, alias->from, alias->to);
    }
}
