/* pattern.c: recognizing and making values by patterns. They are ours, embedded and shallow, so the
 * recursion is bounded by them and not by the service. */
#include "pattern.h"

void std_bind(std_bindings *b, slsc_str name, slsc_node *value)
{
    if (b->count == STD_HOLES) return;
    b->holes[b->count].name = name;
    b->holes[b->count++].value = value;
}

slsc_node *std_bound(const std_bindings *b, slsc_str name)
{
    for (size_t i = b->count; i-- > 0;)
        if (slsc_same(b->holes[i].name, name)) return b->holes[i].value;
    return NULL;
}

/* The name of the hole that a text begins with; empty: it does not. */
static slsc_str hole_of(slsc_str text)
{
    size_t end = 1;
    if (!slsc_begins(text, "@")) return slsc_s(NULL);
    while (end < text.len && text.ptr[end] >= 'a' && text.ptr[end] <= 'z') end++;
    return slsc_bytes(text.ptr + 1, end - 1);
}

/* ---- Recognizing ---- */

static int match_text(const slsc_host *h, slsc_unit *u, slsc_str pattern, slsc_node *node,
                      std_bindings *b)
{
    const slsc_str name = hole_of(pattern), text = h->text(u, node);
    const slsc_str rest = slsc_bytes(pattern.ptr + name.len + 1, pattern.len - name.len - 1);
    slsc_node *value = node, *before = std_bound(b, name);
    if (rest.len) {
        if (!slsc_is_string(h, u, node) || text.len <= rest.len) return 0;
        if (memcmp(text.ptr + text.len - rest.len, rest.ptr, rest.len) != 0) return 0;
        value = slsc_string(h, u, slsc_bytes(text.ptr, text.len - rest.len), node);
    }
    if (before)
        return slsc_is_string(h, u, value) && slsc_same(h->text(u, before), h->text(u, value));
    std_bind(b, name, value);
    return 1;
}

int std_match(const slsc_host *h, slsc_unit *u, const slsc_node *pattern, slsc_node *node,
              std_bindings *b)
{
    const slsc_kind kind = h->kind(pattern);
    const slsc_str text = h->text(u, pattern);
    if (kind == SLSC_NULL || !node) return kind == SLSC_NULL && !node;
    if (kind == SLSC_STRING && hole_of(text).len) return match_text(h, u, text, node, b);
    if (h->kind(node) != kind) return 0;
    if (kind != SLSC_MAP && kind != SLSC_LIST) return slsc_same(h->text(u, node), text);
    if (kind == SLSC_LIST && h->count(node) != h->count(pattern)) return 0;
    for (size_t i = 0; i < h->count(pattern); i++) {
        slsc_node *item = kind == SLSC_MAP ? h->get(u, node, h->key(pattern, i)) : h->at(node, i);
        if (!std_match(h, u, h->at(pattern, i), item, b)) return 0;
    }
    return 1;
}

/* ---- Making ---- */

static slsc_node *fill_text(const slsc_host *h, slsc_unit *u, slsc_str text, const std_bindings *b,
                            const slsc_node *from)
{
    slsc_str done = slsc_s("");
    size_t start = 0;
    for (size_t i = 0; i < text.len; i++) {
        const slsc_str name = hole_of(slsc_bytes(text.ptr + i, text.len - i));
        slsc_node *value = name.len ? std_bound(b, name) : NULL;
        if (!value) continue;
        if (name.len + 1 == text.len) return h->copy(u, value, from);
        done = slsc_textf(h, u, "%.*s%.*s%.*s", SLSC_ARG(done), (int)(i - start), text.ptr + start,
                          SLSC_ARG(h->text(u, value)));
        start = i + name.len + 1;
        i += name.len;
    }
    done = slsc_textf(h, u, "%.*s%.*s", SLSC_ARG(done), (int)(text.len - start), text.ptr + start);
    return slsc_string(h, u, done, from);
}

static void fill_functions(const slsc_host *h, slsc_unit *u, slsc_node *list,
                           const slsc_node *pattern, std_bindings *b)
{
    const size_t before = b->count;
    for (size_t i = 0; i < h->function_count(u); i++) {
        const slsc_function *f = h->function_at(u, i);
        if (slsc_truthy(h, u, slsc_get(h, u, f->node, "disableLogs"))) continue;
        std_bind(b, slsc_s("function"), slsc_string(h, u, f->name, f->node));
        h->append(u, list, std_fill(h, u, pattern, b, f->node));
        b->count = before;
    }
}

static slsc_node *fill_list(const slsc_host *h, slsc_unit *u, const slsc_node *pattern,
                            std_bindings *b, const slsc_node *from)
{
    slsc_node *list = slsc_list(h, u, from);
    for (size_t i = 0; i < h->count(pattern); i++) {
        const slsc_node *item = h->at(pattern, i);
        const slsc_node *each = slsc_get(h, u, item, "@functions");
        if (each) {
            fill_functions(h, u, list, each, b);
            continue;
        }
        slsc_node *value = std_fill(h, u, item, b, from);
        if (slsc_is_string(h, u, item) && slsc_is_list(h, u, value))
            for (size_t k = 0; k < h->count(value); k++) h->append(u, list, h->at(value, k));
        else
            h->append(u, list, value);
    }
    return list;
}

slsc_node *std_fill(const slsc_host *h, slsc_unit *u, const slsc_node *pattern, std_bindings *b,
                    const slsc_node *from)
{
    slsc_node *map;
    switch (h->kind(pattern)) {
    case SLSC_STRING: return fill_text(h, u, h->text(u, pattern), b, from);
    case SLSC_LIST: return fill_list(h, u, pattern, b, from);
    case SLSC_MAP:
        map = slsc_map(h, u, from);
        for (size_t i = 0; i < h->count(pattern); i++)
            h->set(u, map, h->key(pattern, i), std_fill(h, u, h->at(pattern, i), b, from));
        return map;
    default: return h->copy(u, pattern, from);
    }
}
