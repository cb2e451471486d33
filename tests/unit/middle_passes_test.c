/* The order of passes, and what becomes of those that fail. The plugins are tables of this file; a
 * pass leaves its name in `custom` or in the state. */
#include "unit/middle_unit.h"

#include "middle/functions.h"
#include "slsc/sugar.h"

/* ---- Passes that write down that they ran ---- */

static slsc_status leave_a_name(const slsc_host *h, slsc_unit *u, void *state)
{
    slsc_node *config = h->root(u, SLSC_CONFIG);
    (void)state;
    return h->append(u, slsc_get(h, u, config, "ran"),
                     slsc_string(h, u, slsc_s(u->makers[u->maker]), config));
}

static slsc_status fail_loudly(const slsc_host *h, slsc_unit *u, void *state)
{
    leave_a_name(h, u, state);
    return slsc_error_at(h, u, NULL, "test/failed", "it failed");
}

static slsc_status fail_silently(const slsc_host *h, slsc_unit *u, void *state)
{
    (void)h, (void)u, (void)state;
    return SLSC_FAIL;
}

static slsc_status write_event(const slsc_host *h, slsc_unit *u, void *state, const slsc_event *e)
{
    slsc_node *config = h->root(u, SLSC_CONFIG);
    (void)state;
    return h->append(u, slsc_get(h, u, config, "ran"),
                     slsc_string(h, u,
                                 slsc_textf(h, u, "%.*s %u/%u %.*s", SLSC_ARG(e->function->key),
                                            e->number, e->position, SLSC_ARG(h->text(u, e->node))),
                                 config));
}

static slsc_status add_function(const slsc_host *h, slsc_unit *u, void *state)
{
    slsc_node *config = h->root(u, SLSC_CONFIG);
    (void)state;
    return slsc_set(h, u, slsc_get(h, u, config, "functions"), "new",
                    h->json(u, slsc_s("{\"events\": [{\"a\": 9}]}"), config));
}

static slsc_status count_functions(const slsc_host *h, slsc_unit *u, void *state)
{
    (void)state;
    return slsc_set(h, u, h->root(u, SLSC_TEMPLATE), "functions",
                    slsc_int(h, u, (int64_t)h->function_count(u), h->root(u, SLSC_CONFIG)));
}

/* No plugin can do this through the host; the verifier must find it all the same. */
static slsc_status cut_loose(const slsc_host *h, slsc_unit *u, void *state)
{
    (void)state;
    slsc_get(h, u, h->root(u, SLSC_CONFIG), "ran")->parent = NULL;
    return SLSC_OK;
}

#define PASS(phase_, name_, after_, before_, run_)                                                 \
    {                                                                                              \
        .struct_size = sizeof(slsc_pass), .phase = phase_, .name = name_, .after = after_,         \
        .before = before_, .run = run_                                                             \
    }
#define NAMES(...)                                                                                 \
    (const char *const[]) { __VA_ARGS__, NULL }

static const slsc_pass first = PASS(SLSC_LOWER, "first", NAMES("b/only"), NULL, leave_a_name);
static const slsc_pass second = PASS(SLSC_LOWER, "second", NULL, NAMES("a/first"), leave_a_name);
static const slsc_pass late = PASS(SLSC_CHECK, "late", NAMES("no/where"), NULL, leave_a_name);
static const slsc_pass early = PASS(SLSC_CONFIGURE, "early", NULL, NULL, leave_a_name);
static const slsc_pass only = PASS(SLSC_LOWER, "only", NULL, NULL, leave_a_name);
static const slsc_pass fails = PASS(SLSC_BUILD, "fails", NULL, NULL, fail_loudly);
static const slsc_pass waits = PASS(SLSC_BUILD, "waits", NAMES("c/fails"), NULL, leave_a_name);
static const slsc_pass waits_too = PASS(SLSC_BUILD, "too", NAMES("c/waits"), NULL, leave_a_name);
static const slsc_pass free_pass = PASS(SLSC_BUILD, "free", NULL, NULL, leave_a_name);
static const slsc_pass silent = PASS(SLSC_TRANSFORM, "silent", NULL, NULL, fail_silently);
static const slsc_pass grows = PASS(SLSC_CONFIGURE, "grows", NULL, NULL, add_function);
static const slsc_pass counts = PASS(SLSC_CONFIGURE, "counts", NULL, NULL, count_functions);
static const slsc_pass each = { .struct_size = sizeof(slsc_pass),
                                .phase = SLSC_LOWER,
                                .name = "each",
                                .event = "a",
                                .on_event = write_event };
#define EVENT(name_, kind, after_)                                                                 \
    {                                                                                              \
        .struct_size = sizeof(slsc_pass), .phase = SLSC_LOWER, .name = name_, .after = after_,     \
        .event = kind, .on_event = write_event                                                     \
    }
static const slsc_pass on_api = EVENT("api", "httpApi", NULL);
static const slsc_pass on_bucket = EVENT("bucket", "s3", NULL);
static const slsc_pass on_rate =
    EVENT("rate", "schedule", NAMES("w/own")); /* its own wish counts */
static const slsc_pass on_own = EVENT("own", "carrierPigeon", NULL);
static const slsc_pass role = PASS(SLSC_LOWER, "role", NAMES("v/bucket"), NULL, leave_a_name);
static const slsc_pass ring1 = PASS(SLSC_LOWER, "one", NAMES("r/three"), NULL, leave_a_name);
static const slsc_pass ring2 = PASS(SLSC_LOWER, "two", NAMES("r/one"), NULL, leave_a_name);
static const slsc_pass ring3 = PASS(SLSC_LOWER, "three", NAMES("r/two"), NULL, leave_a_name);
static const slsc_pass after_ring = PASS(SLSC_LOWER, "off", NAMES("r/two"), NULL, leave_a_name);
static const slsc_pass wrong = PASS(SLSC_LOWER, "wrong", NAMES("x/late"), NULL, leave_a_name);
static const slsc_pass breaks = PASS(SLSC_LOWER, "breaks", NULL, NULL, cut_loose);
static const slsc_pass change = PASS(SLSC_CHECK, "change", NULL, NULL, leave_a_name);

#define PLUGIN(name_, ...)                                                                         \
    {                                                                                              \
        .struct_size = sizeof(slsc_plugin), .name = name_, .version = "1", .summary = "a test",    \
        .passes = (const slsc_pass *const[])                                                       \
        {                                                                                          \
            __VA_ARGS__, NULL                                                                      \
        }                                                                                          \
    }

/* ---- Loading them by hand ---- */

const slsc_plugin *const slsc_std_plugins[] = { NULL };
const slsc_shipped slsc_shipped_plugins[] = { { NULL, NULL, NULL, NULL } };

#include "middle/loaded.h"

static slsc_unit *new_unit(bool checked)
{
    static const char service[] =
        "{\"ran\": [], \"functions\": {\"f\": {\"events\": [{\"a\": 1}, {\"b\": 2}, \"a\","
        " {\"a\": 3}]}, \"g\": {\"events\": [{\"a\": 4}]}, \"h\": {}}}";
    const slsc_settings settings = { .checked = checked };
    slsc_unit *unit = unit_with(&settings, service);
    assert_int_equal(slsc_functions_make(unit), SLSC_OK);
    return unit;
}

static void add(slsc_unit *unit, const slsc_plugin *plugin)
{
    slsc_plugin copy;
    assert_int_equal(slsc_loader_check(unit, plugin, SLSC_STR(""), NULL, &copy), SLSC_OK);
    assert_int_equal(slsc_loader_add(unit, &copy, SLSC_STR(""), NULL), SLSC_OK);
}

static void assert_ran(slsc_unit *unit, const char *json)
{
    assert_json(unit, slsc_node_getz(unit, unit->roots[SLSC_CONFIG], "ran"), json);
}

/* ---- The tests ---- */

static void order_is_declared(void **state)
{
    static const char *const expected[] = { "b/early", "a/second", "b/only", "a/first", "a/late" };
    const slsc_plugin a = PLUGIN("a", &late, &first, &second), b = PLUGIN("b", &only, &early);
    slsc_unit *unit = new_unit(true);
    (void)state;
    add(unit, &a);
    add(unit, &b);
    assert_int_equal(slsc_passes_order(unit), SLSC_OK);
    assert_int_equal(slsc_passes_order(unit), SLSC_OK); /* as after each load */
    assert_int_equal(slsc_passes_count(unit), 5);
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(slsc_passes_at(unit, i)->full_name, expected[i]);
    slsc_unit_free(unit);
}

/* Events by kind, whoever has them; what waits for one of them draws none of the others along. */
static void events_have_a_place(void **state)
{
    static const char *const expected[] = { "w/only", "v/bucket", "v/role",
                                            "w/api",  "w/own",    "w/rate" };
    const slsc_plugin w = PLUGIN("w", &on_own, &on_api, &only, &on_rate);
    const slsc_plugin v = PLUGIN("v", &role, &on_bucket);
    slsc_unit *unit = new_unit(true);
    (void)state;
    add(unit, &w);
    add(unit, &v);
    assert_int_equal(slsc_passes_order(unit), SLSC_OK);
    assert_int_equal(slsc_passes_count(unit), 6);
    for (size_t i = 0; i < 6; i++)
        assert_string_equal(slsc_passes_at(unit, i)->full_name, expected[i]);
    slsc_unit_free(unit);
}

static void a_cycle_is_printed(void **state)
{
    const slsc_plugin r = PLUGIN("r", &after_ring, &ring1, &ring2, &ring3);
    slsc_unit *unit = new_unit(true);
    (void)state;
    add(unit, &r);
    assert_int_equal(slsc_passes_order(unit), SLSC_FAIL);
    assert_told(unit, SLSC_ERROR, "plugin/pass-cycle",
                "passes wait for each other: r/two -> r/three -> r/one -> r/two");
    slsc_unit_free(unit);
}

static void phases_are_not_overruled(void **state)
{
    const slsc_plugin x = PLUGIN("x", &late, &wrong);
    slsc_unit *unit = new_unit(true);
    (void)state;
    add(unit, &x);
    assert_int_equal(slsc_passes_order(unit), SLSC_FAIL);
    assert_told(unit, SLSC_ERROR, "plugin/impossible-order",
                "pass `x/late` cannot run before `x/wrong`: its phase comes later");
    slsc_unit_free(unit);
}

static void others_run_when_one_fails(void **state)
{
    const slsc_plugin c = PLUGIN("c", &fails, &waits, &waits_too, &free_pass);
    slsc_unit *unit = new_unit(true);
    (void)state;
    add(unit, &c);
    assert_int_equal(slsc_passes_order(unit), SLSC_OK);
    assert_int_equal(slsc_passes_run(unit, SLSC_BUILD), SLSC_FAIL);
    assert_ran(unit, "[\"c/fails\",\"c/free\"]");
    assert_told(unit, SLSC_ERROR, "test/failed", "it failed");
    slsc_unit_free(unit);
}

static void failing_without_a_word_is_told(void **state)
{
    const slsc_plugin s = PLUGIN("s", &silent);
    slsc_unit *unit = new_unit(true);
    (void)state;
    add(unit, &s);
    assert_int_equal(slsc_passes_order(unit), SLSC_OK);
    assert_int_equal(slsc_passes_run(unit, SLSC_TRANSFORM), SLSC_FAIL);
    assert_told(unit, SLSC_ERROR, "plugin/failed-silently",
                "pass `s/silent` failed without saying why");
    slsc_unit_free(unit);
}

static void events_come_in_their_order(void **state)
{
    const slsc_plugin e = PLUGIN("e", &each, &grows);
    slsc_unit *unit = new_unit(true);
    (void)state;
    add(unit, &e);
    assert_int_equal(slsc_passes_order(unit), SLSC_OK);
    assert_int_equal(slsc_passes_run(unit, SLSC_CONFIGURE), SLSC_OK);
    assert_int_equal(slsc_passes_run(unit, SLSC_LOWER), SLSC_OK);
    assert_ran(unit, "[\"f 1/1 1\",\"f 2/4 3\",\"g 1/1 4\",\"new 1/1 9\"]");
    slsc_unit_free(unit);
}

static void functions_are_counted_after_configure(void **state)
{
    const slsc_plugin n = PLUGIN("n", &grows, &counts);
    slsc_unit *unit = new_unit(true);
    (void)state;
    add(unit, &n);
    assert_int_equal(slsc_passes_order(unit), SLSC_OK);
    assert_int_equal(slsc_passes_run(unit, SLSC_CONFIGURE), SLSC_OK);
    assert_json(unit, unit->roots[SLSC_TEMPLATE], "{\"functions\":4}");
    slsc_unit_free(unit);
}

static void a_check_only_looks(void **state)
{
    const slsc_plugin k = PLUGIN("k", &change);
    (void)state;
    for (int checked = 0; checked < 2; checked++) {
        slsc_unit *unit = new_unit(checked);
        add(unit, &k);
        assert_int_equal(slsc_passes_order(unit), SLSC_OK);
        assert_int_equal(slsc_passes_run(unit, SLSC_CHECK), SLSC_FAIL);
        assert_told(unit, SLSC_ERROR, "plugin/check-changed-tree",
                    "pass `k/change` changed a tree, which passes of CHECK may not");
        slsc_unit_free(unit);
    }
}

static void a_broken_tree_is_told(void **state)
{
    const slsc_plugin v = PLUGIN("v", &breaks, &only);
    slsc_unit *unit = new_unit(true);
    (void)state;
    add(unit, &v);
    assert_int_equal(slsc_passes_order(unit), SLSC_OK);
    assert_int_equal(slsc_passes_run(unit, SLSC_LOWER), SLSC_FAIL);
    assert_told(unit, SLSC_ERROR, "plugin/broke-tree", "pass `v/breaks` left a broken tree");
    assert_ran(unit, "[]"); /* nothing runs on it */
    slsc_unit_free(unit);
}

static void time_is_taken_only_when_asked(void **state)
{
    const slsc_plugin b = PLUGIN("b", &only);
    (void)state;
    for (int timings = 0; timings < 2; timings++) {
        slsc_unit *unit = new_unit(true);
        unit->settings.timings = timings;
        add(unit, &b);
        assert_int_equal(slsc_passes_order(unit), SLSC_OK);
        assert_int_equal(slsc_passes_run(unit, SLSC_LOWER), SLSC_OK);
        assert_int_equal(slsc_passes_at(unit, 0)->nanoseconds != 0, timings);
        slsc_unit_free(unit);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_is_declared),
        cmocka_unit_test(events_have_a_place),
        cmocka_unit_test(a_cycle_is_printed),
        cmocka_unit_test(phases_are_not_overruled),
        cmocka_unit_test(others_run_when_one_fails),
        cmocka_unit_test(failing_without_a_word_is_told),
        cmocka_unit_test(events_come_in_their_order),
        cmocka_unit_test(functions_are_counted_after_configure),
        cmocka_unit_test(a_check_only_looks),
        cmocka_unit_test(a_broken_tree_is_told),
        cmocka_unit_test(time_is_taken_only_when_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
