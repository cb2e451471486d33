/* slsc/sugar.h: inline helpers over the host table, for plugins in C and C++. Not part of the ABI:
 * nothing here crosses the border, everything compiles into the plugin. All of them take the host
 * and the unit first, whether they need both or not. */
#ifndef SLSC_SUGAR_H
#define SLSC_SUGAR_H

#include "slsc/plugin.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* ---- Text ---- */

static inline slsc_str slsc_s(const char *z)
{
    slsc_str s;
    s.ptr = z;
    s.len = z ? strlen(z) : 0;
    return s;
}

static inline slsc_str slsc_bytes(const char *ptr, size_t len)
{
    slsc_str s;
    s.ptr = ptr;
    s.len = len;
    return s;
}
/* A file embedded by slsc_add_plugin(... DATA): SLSC_EMBEDDED(my_plugin_alarm_json). */
#define SLSC_EMBEDDED(name) slsc_bytes(name, name##_size)

static inline int slsc_same(slsc_str a, slsc_str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static inline int slsc_is(slsc_str s, const char *z) { return slsc_same(s, slsc_s(z)); }

static inline int slsc_begins(slsc_str s, const char *z)
{
    size_t n = strlen(z);
    return s.len >= n && memcmp(s.ptr, z, n) == 0;
}

/* In capitals, as methods and types are compared: ASCII only, which they are. */
static inline slsc_str slsc_upper(const slsc_host *h, slsc_unit *u, slsc_str text)
{
    char *room = (char *)h->alloc(u, text.len + 1, 1);
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        room[i] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    }
    return slsc_bytes(room, text.len);
}

/* printf into the unit's arena. Give slsc_str arguments as "%.*s" with SLSC_ARG(s). */
#define SLSC_ARG(s) (int)(s).len, (s).ptr

static inline slsc_str slsc_textv(const slsc_host *h, slsc_unit *u, const char *format,
                                  va_list args)
{
    va_list again;
    slsc_str s = { NULL, 0 };
    char *room, first[256]; /* most texts are short: they are written once */
    int n;
    va_copy(again, args);
    n = vsnprintf(first, sizeof first, format, args);
    if (n >= 0) {
        room = (char *)h->alloc(u, (size_t)n + 1, 1);
        if ((size_t)n < sizeof first)
            memcpy(room, first, (size_t)n + 1);
        else
            vsnprintf(room, (size_t)n + 1, format, again);
        s.ptr = room;
        s.len = (size_t)n;
    }
    va_end(again);
    return s;
}

#if defined(__GNUC__)
#define SLSC_PRINTF(text, first) __attribute__((format(printf, text, first)))
#else
#define SLSC_PRINTF(text, first)
#endif

SLSC_PRINTF(3, 4)
static inline slsc_str slsc_textf(const slsc_host *h, slsc_unit *u, const char *format, ...)
{
    va_list args;
    slsc_str s;
    va_start(args, format);
    s = slsc_textv(h, u, format, args);
    va_end(args);
    return s;
}

/* ---- Reading ---- */

static inline slsc_node *slsc_get(const slsc_host *h, slsc_unit *u, const slsc_node *map,
                                  const char *key)
{
    return h->get(u, map, slsc_s(key));
}

static inline int slsc_kind_is(const slsc_host *h, slsc_unit *u, const slsc_node *node,
                               slsc_kind kind)
{
    (void)u;
    return h->kind(node) == kind;
}
static inline int slsc_is_map(const slsc_host *h, slsc_unit *u, const slsc_node *n)
{
    return slsc_kind_is(h, u, n, SLSC_MAP);
}
static inline int slsc_is_list(const slsc_host *h, slsc_unit *u, const slsc_node *n)
{
    return slsc_kind_is(h, u, n, SLSC_LIST);
}
static inline int slsc_is_string(const slsc_host *h, slsc_unit *u, const slsc_node *n)
{
    return slsc_kind_is(h, u, n, SLSC_STRING);
}
/* Absent, or null. */
static inline int slsc_is_void(const slsc_host *h, slsc_unit *u, const slsc_node *n)
{
    (void)u;
    return h->kind(n) <= SLSC_NULL;
}

/* As ECMAScript's Boolean() has it; an absent node is false. */
static inline int slsc_truthy(const slsc_host *h, slsc_unit *u, const slsc_node *n)
{
    slsc_str t;
    switch (h->kind(n)) {
    case SLSC_NONE:
    case SLSC_NULL: return 0;
    case SLSC_BOOL: return slsc_is(h->text(u, n), "true");
    case SLSC_INT:
    case SLSC_FLOAT: t = h->text(u, n); return !slsc_is(t, "0");
    case SLSC_STRING: return h->text(u, n).len > 0;
    default: return 1;
    }
}
static inline int slsc_is_true(const slsc_host *h, slsc_unit *u, const slsc_node *n)
{
    return h->kind(n) == SLSC_BOOL && slsc_is(h->text(u, n), "true");
}
static inline int slsc_is_false(const slsc_host *h, slsc_unit *u, const slsc_node *n)
{
    return h->kind(n) == SLSC_BOOL && slsc_is(h->text(u, n), "false");
}

/* The node, or NULL where ECMAScript would not count it as given. */
static inline slsc_node *slsc_if_truthy(const slsc_host *h, slsc_unit *u, slsc_node *node)
{
    return slsc_truthy(h, u, node) ? node : NULL;
}

/* Dotted steps: slsc_at_path(h, u, provider, "iam.role.name"). */
static inline slsc_node *slsc_at_path(const slsc_host *h, slsc_unit *u, slsc_node *node,
                                      const char *path)
{
    while (node && *path) {
        const char *dot = strchr(path, '.');
        slsc_str step;
        step.ptr = path;
        step.len = dot ? (size_t)(dot - path) : strlen(path);
        node = h->get(u, node, step);
        path += step.len + (dot ? 1 : 0);
    }
    return node;
}

/* The first that is there (a null is not): function over provider, as most options have it. */
static inline slsc_node *slsc_or(const slsc_host *h, slsc_unit *u, slsc_node *first,
                                 slsc_node *second)
{
    return slsc_is_void(h, u, first) ? second : first;
}

/* ---- Making ---- */

static inline slsc_node *slsc_map(const slsc_host *h, slsc_unit *u, const slsc_node *from)
{
    return h->make(u, SLSC_MAP, slsc_s(NULL), from);
}
static inline slsc_node *slsc_list(const slsc_host *h, slsc_unit *u, const slsc_node *from)
{
    return h->make(u, SLSC_LIST, slsc_s(NULL), from);
}
static inline slsc_node *slsc_string(const slsc_host *h, slsc_unit *u, slsc_str text,
                                     const slsc_node *from)
{
    return h->make(u, SLSC_STRING, text, from);
}
static inline slsc_node *slsc_stringz(const slsc_host *h, slsc_unit *u, const char *text,
                                      const slsc_node *from)
{
    return h->make(u, SLSC_STRING, slsc_s(text), from);
}
static inline slsc_node *slsc_bool(const slsc_host *h, slsc_unit *u, int value,
                                   const slsc_node *from)
{
    return h->make(u, SLSC_BOOL, slsc_s(value ? "true" : "false"), from);
}
static inline slsc_node *slsc_int(const slsc_host *h, slsc_unit *u, int64_t value,
                                  const slsc_node *from)
{
    char digits[24]; /* from the last to the first */
    unsigned long long rest = value < 0 ? 0 - (unsigned long long)value : (unsigned long long)value;
    slsc_str text = { digits + sizeof digits, 0 };
    do {
        digits[sizeof digits - ++text.len] = (char)('0' + rest % 10);
    } while (rest /= 10);
    if (value < 0) digits[sizeof digits - ++text.len] = '-';
    text.ptr = digits + sizeof digits - text.len;
    return h->make(u, SLSC_INT, text, from);
}
static inline slsc_status slsc_set(const slsc_host *h, slsc_unit *u, slsc_node *map,
                                   const char *key, slsc_node *value)
{
    return h->set(u, map, slsc_s(key), value);
}

/* The text of a scalar without its line breaks (LF, CR LF), as where a block of YAML stands for one
 * line; NULL where nothing is left. */
static inline slsc_node *slsc_one_line(const slsc_host *h, slsc_unit *u, const slsc_node *node)
{
    slsc_str text = h->text(u, node);
    char *room = (char *)h->alloc(u, text.len + 1, 1);
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        int crlf = text.ptr[i] == '\r' && i + 1 < text.len && text.ptr[i + 1] == '\n';
        if (text.ptr[i] != '\n' && !crlf) room[n++] = text.ptr[i];
    }
    return n ? slsc_string(h, u, slsc_bytes(room, n), node) : NULL;
}

/* {"Ref": id} */
static inline slsc_node *slsc_ref(const slsc_host *h, slsc_unit *u, slsc_str id,
                                  const slsc_node *from)
{
    slsc_node *map = slsc_map(h, u, from);
    slsc_set(h, u, map, "Ref", slsc_string(h, u, id, from));
    return map;
}
/* {"Fn::GetAtt": [id, attribute]} */
static inline slsc_node *slsc_get_att(const slsc_host *h, slsc_unit *u, slsc_str id,
                                      const char *attribute, const slsc_node *from)
{
    slsc_node *map = slsc_map(h, u, from), *list = slsc_list(h, u, from);
    h->append(u, list, slsc_string(h, u, id, from));
    h->append(u, list, slsc_stringz(h, u, attribute, from));
    slsc_set(h, u, map, "Fn::GetAtt", list);
    return map;
}

/* How grave a breach of the schema is, for a rule of it that a plugin checks because it can say
 * more: an error, or a warning where `configValidationMode` or an older framework has it so. */
static inline slsc_severity slsc_schema_severity(const slsc_host *h, slsc_unit *u)
{
    slsc_node *mode = slsc_get(h, u, h->root(u, SLSC_CONFIG), "configValidationMode");
    int strict =
        slsc_truthy(h, u, mode) ? slsc_is(h->text(u, mode), "error") : h->service(u)->framework > 3;
    return strict ? SLSC_ERROR : SLSC_WARNING;
}

/* ---- The template ---- */

/* A section of the template ("Resources", "Outputs"), made when it is not there. */
static inline slsc_node *slsc_section(const slsc_host *h, slsc_unit *u, const char *name)
{
    slsc_node *template_ = h->root(u, SLSC_TEMPLATE);
    slsc_node *section = slsc_get(h, u, template_, name);
    if (slsc_is_map(h, u, section)) return section;
    section = slsc_map(h, u, h->root(u, SLSC_CONFIG));
    slsc_set(h, u, template_, name, section);
    return section;
}
static inline slsc_status slsc_add_resource(const slsc_host *h, slsc_unit *u, slsc_str id,
                                            slsc_node *resource)
{
    return h->set(u, slsc_section(h, u, "Resources"), id, resource);
}
/* The same where another may have that id, and giving way to this one is what it is meant to do;
 * without that being said a resource that is made twice is warned of. */
static inline slsc_status slsc_replace_resource(const slsc_host *h, slsc_unit *u, slsc_str id,
                                                slsc_node *resource)
{
    slsc_node *old = h->get(u, slsc_section(h, u, "Resources"), id);
    if (!old) return slsc_add_resource(h, u, id, resource);
    while (h->count(old)) h->remove(u, old, h->key(old, 0));
    for (size_t i = 0; i < h->count(resource); i++)
        h->set(u, old, h->key(resource, i), h->at(resource, i));
    return SLSC_OK;
}
static inline slsc_status slsc_add_output(const slsc_host *h, slsc_unit *u, slsc_str id,
                                          slsc_node *output)
{
    return h->set(u, slsc_section(h, u, "Outputs"), id, output);
}
static inline slsc_node *slsc_resource(const slsc_host *h, slsc_unit *u, slsc_str id)
{
    return h->get(u, slsc_get(h, u, h->root(u, SLSC_TEMPLATE), "Resources"), id);
}
/* "HelloLambdaFunction" of a function's id and a suffix. */
static inline slsc_str slsc_id2(const slsc_host *h, slsc_unit *u, slsc_str a, const char *b)
{
    slsc_str parts[2];
    parts[0] = a;
    parts[1] = slsc_s(b);
    return h->logical_id(u, parts, 2);
}

/* "HelloIotTopicRule2" of a function's id, a name and a number. */
static inline slsc_str slsc_idn(const slsc_host *h, slsc_unit *u, slsc_str a, const char *b,
                                unsigned number)
{
    slsc_str parts[3];
    parts[0] = a;
    parts[1] = slsc_s(b);
    parts[2] = slsc_textf(h, u, "%u", number);
    return h->logical_id(u, parts, 3);
}
/* What a resource that invokes the event's function depends on: its alias, if it has one. */
static inline slsc_node *slsc_alias(const slsc_host *h, slsc_unit *u, const slsc_event *e)
{
    const slsc_function *f = e->function;
    return f->alias.len ? slsc_string(h, u, f->alias_id, e->node) : NULL;
}

/* ---- Functions ---- */

/* Numbers of functions by their keys, for slsc_function_named: a map outside the trees. */
static inline slsc_node *slsc_function_numbers(const slsc_host *h, slsc_unit *u,
                                               const slsc_node *from)
{
    slsc_node *numbers = slsc_map(h, u, from);
    for (size_t i = 0; i < h->function_count(u); i++)
        h->set(u, numbers, h->function_at(u, i)->key, slsc_int(h, u, (int64_t)i, from));
    return numbers;
}
static inline const slsc_function *slsc_function_named(const slsc_host *h, slsc_unit *u,
                                                       const slsc_node *numbers, slsc_str key)
{
    int64_t i;
    if (h->to_int(h->get(u, numbers, key), &i) != SLSC_OK) return NULL;
    return h->function_at(u, (size_t)i);
}

/* ---- APIs ---- */

/* Where an API answers, as far as that is known before it is deployed: an id that is no plain text
 * is shown by a name, "{HttpApi}.execute-api…". */
static inline slsc_str slsc_api_host(const slsc_host *h, slsc_unit *u, const slsc_node *api,
                                     const char *name)
{
    slsc_str region = h->service(u)->region;
    slsc_str id = slsc_is_string(h, u, api) ? h->text(u, api) : slsc_textf(h, u, "{%s}", name);
    return slsc_textf(h, u, "%.*s.execute-api.%.*s.amazonaws.com%s", SLSC_ARG(id), SLSC_ARG(region),
                      slsc_begins(region, "cn-") ? ".cn" : "");
}

/* A log group that is kept as long and guarded as `provider` has it. */
static inline slsc_node *slsc_log_group(const slsc_host *h, slsc_unit *u, slsc_str name,
                                        const slsc_node *from)
{
    static const char json[] = "{\"Type\":\"AWS::Logs::LogGroup\",\"Properties\":{"
                               "\"LogGroupName\":\"@name!\",\"RetentionInDays\":\"@retention\","
                               "\"DataProtectionPolicy\":\"@protection\"}}";
    slsc_node *provider = slsc_get(h, u, h->root(u, SLSC_CONFIG), "provider");
    slsc_hole holes[4];
    memset(holes, 0, sizeof holes);
    holes[0].name = "name";
    holes[0].value = slsc_string(h, u, name, from);
    holes[1].name = "retention";
    holes[1].value = slsc_if_truthy(h, u, slsc_get(h, u, provider, "logRetentionInDays"));
    holes[2].name = "protection";
    holes[2].value = slsc_if_truthy(h, u, slsc_get(h, u, provider, "logDataProtectionPolicy"));
    return h->fill(u, slsc_s(json), holes, from);
}

/* ---- Diagnostics ---- */

static inline void slsc_reportv(const slsc_host *h, slsc_unit *u, slsc_severity severity,
                                const slsc_node *at, const char *code, const char *format,
                                va_list args)
{
    slsc_diag diag;
    memset(&diag, 0, sizeof diag);
    diag.struct_size = (uint32_t)sizeof diag;
    diag.severity = severity;
    diag.code = code;
    diag.message = slsc_textv(h, u, format, args);
    diag.at = at;
    h->report(u, &diag);
}

/* Reports an error at a node and returns SLSC_FAIL. */
SLSC_PRINTF(5, 6)
static inline slsc_status slsc_error_at(const slsc_host *h, slsc_unit *u, const slsc_node *at,
                                        const char *code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    slsc_reportv(h, u, SLSC_ERROR, at, code, format, args);
    va_end(args);
    return SLSC_FAIL;
}

SLSC_PRINTF(5, 6)
static inline void slsc_warn_at(const slsc_host *h, slsc_unit *u, const slsc_node *at,
                                const char *code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    slsc_reportv(h, u, SLSC_WARNING, at, code, format, args);
    va_end(args);
}

/* The whole form: label and help may be NULL. Returns SLSC_FAIL for an error. */
static inline slsc_status slsc_tell(const slsc_host *h, slsc_unit *u, slsc_severity severity,
                                    const slsc_node *at, const char *code, slsc_str message,
                                    const char *label, const char *help)
{
    slsc_diag diag;
    memset(&diag, 0, sizeof diag);
    diag.struct_size = (uint32_t)sizeof diag;
    diag.severity = severity;
    diag.code = code;
    diag.message = message;
    diag.at = at;
    diag.label = slsc_s(label);
    diag.help = slsc_s(help);
    h->report(u, &diag);
    return severity == SLSC_ERROR ? SLSC_FAIL : SLSC_OK;
}

#endif /* SLSC_SUGAR_H */
