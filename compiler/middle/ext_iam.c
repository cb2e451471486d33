/* ext_iam.c: slsc.iam/1. Event plugins ask for what a function's role must allow; whoever makes
 * roles reads the requests later and places them. So no plugin has to know whose role it is. */
#include "middle/loaded.h"

#include "tree/print.h"

/* A text that is equal for equal requests. */
static slsc_str request_key(slsc_unit *unit, const slsc_function *function,
                            const slsc_node *statement, slsc_str trust)
{
    const slsc_str what =
        statement ? slsc_hash_hex(unit->arena, slsc_print_hash(unit, statement)) : trust;
    return slsc_strf(unit->arena, "%c%.*s %.*s", function ? 'f' : '*',
                     function ? (int)function->key.len : 0, function ? function->key.ptr : "",
                     SLSC_FMT(what));
}

/* Remembers a request; true when an equal one was there. */
static bool asked_before(slsc_unit *unit, slsc_str key)
{
    slsc_loaded *loaded = slsc_loaded_of(unit);
    if (!loaded->asked) loaded->asked = slsc_keys_new(unit->arena);
    if (slsc_keys_find(loaded->asked, key)) return true;
    slsc_keys_intern(loaded->asked, key);
    return false;
}

static slsc_request *new_request(slsc_unit *unit, const slsc_function *function,
                                 slsc_request ***requests, size_t *count, size_t *capacity)
{
    slsc_request *request = SLSC_NEW(unit->arena, slsc_request);
    request->function = function;
    *requests = slsc_arena_grow(unit->arena, *requests, *count, capacity, sizeof(slsc_request *));
    (*requests)[(*count)++] = request;
    return request;
}

static void allow(slsc_unit *unit, const slsc_function *function, slsc_node *statement,
                  uint32_t flags)
{
    slsc_loaded *loaded = slsc_loaded_of(unit);
    if (!statement) return;
    const bool again = asked_before(unit, request_key(unit, function, statement, SLSC_STR("")));
    if (again && (flags & SLSC_ALLOW_ONCE)) return;
    slsc_request *request = new_request(unit, function, &loaded->statements,
                                        &loaded->statement_count, &loaded->statement_capacity);
    request->statement = statement;
    request->flags = flags;
}

static size_t count(slsc_unit *unit) { return slsc_loaded_of(unit)->statement_count; }

static slsc_node *at(slsc_unit *unit, size_t i, const slsc_function **function)
{
    if (i >= count(unit)) return NULL;
    *function = unit->loaded->statements[i]->function;
    return unit->loaded->statements[i]->statement;
}

static uint32_t flags_at(slsc_unit *unit, size_t i)
{
    return i < count(unit) ? unit->loaded->statements[i]->flags : 0;
}

static void trust(slsc_unit *unit, const slsc_function *function, slsc_str service)
{
    slsc_loaded *loaded = slsc_loaded_of(unit);
    if (asked_before(unit, request_key(unit, function, NULL, service))) return;
    new_request(unit, function, &loaded->trusts, &loaded->trust_count, &loaded->trust_capacity)
        ->trust = slsc_str_copy(unit->arena, service);
}

static size_t trust_count(slsc_unit *unit) { return slsc_loaded_of(unit)->trust_count; }

static slsc_str trust_at(slsc_unit *unit, size_t i, const slsc_function **function)
{
    if (i >= trust_count(unit)) return SLSC_STR("");
    *function = unit->loaded->trusts[i]->function;
    return unit->loaded->trusts[i]->trust;
}

const slsc_iam slsc_host_iam = { sizeof slsc_host_iam, 0,        allow,   count, at, trust,
                                 trust_count,          trust_at, flags_at };
