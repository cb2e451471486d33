/* The host table: templates with holes, and what becomes of a plugin's mistakes. */
#include "unit/middle_unit.h"

#include "slsc/sugar.h"
#include "tree/verify.h"

const slsc_plugin *const slsc_std_plugins[] = { NULL };
const slsc_shipped slsc_shipped_plugins[] = { { NULL, NULL, NULL, NULL } };

static int set_up(void **state)
{
    const slsc_settings settings = { .checked = true };
    *state = unit_with(&settings, "{\"a\": [1.5, \"x\"], \"n\": null, \"big\": 1e21}");
    return 0;
}

static int tear_down(void **state)
{
    slsc_unit_free(*state);
    return 0;
}

static const slsc_host *host(void) { return slsc_host_table(); }

static void holes_are_filled(void **state)
{
    static const char template[] =
        "{\"Type\": \"T\", \"DependsOn\": \"@depends\", \"Properties\":"
        " {\"A\": \"@a!\", \"B\": {\"C\": [\"@none\"]},"
        " \"D\": [\"@none\", 1, \"@@at\"], \"E\": {}, \"F\": \"x@none\"}}";
    slsc_unit *unit = *state;
    slsc_node *config = unit->roots[SLSC_CONFIG];
    const slsc_hole holes[] = {
        { "depends", NULL },
        { "none", NULL },
        { "a", slsc_node_getz(unit, config, "a") },
        { 0, 0 },
    };
    slsc_node *first = host()->fill(unit, slsc_s(template), holes, config);
    assert_json(unit, first,
                "{\"Type\":\"T\",\"Properties\":{\"A\":[1.5,\"x\"],"
                "\"D\":[1,\"@at\"],\"E\":{},\"F\":\"x@none\"}}");
    /* Again, of the template as it was parsed: the value is copied, not moved. */
    const slsc_hole more[] = {
        { "a", slsc_node_getz(unit, config, "n") },
        { "none", slsc_string(host(), unit, slsc_s("y"), config) },
        { "depends", config },
        { 0, 0 },
    };
    slsc_node *second = host()->fill(unit, slsc_s(template), more, config);
    assert_json(unit, second,
                "{\"Type\":\"T\",\"DependsOn\":{\"a\":[1.5,\"x\"],\"n\":null,\"big\":1e+21},"
                "\"Properties\":{\"A\":null,\"B\":{\"C\":[\"y\"]},\"D\":[\"y\",1,\"@at\"],"
                "\"E\":{},\"F\":\"x@none\"}}");
    assert_json(unit, config, "{\"a\":[1.5,\"x\"],\"n\":null,\"big\":1e+21}");
    assert_true(slsc_unit_ok(unit));
}

static void the_root_of_a_template_stays(void **state)
{
    slsc_unit *unit = *state;
    const slsc_hole holes[] = { { "x", NULL }, { 0, 0 } };
    assert_json(
        unit, host()->fill(unit, slsc_s("{\"a\": \"@x\"}"), holes, unit->roots[SLSC_CONFIG]), "{}");
    assert_json(unit, host()->fill(unit, slsc_s("[\"@x\"]"), holes, unit->roots[SLSC_CONFIG]),
                "[]");
}

/* A plugin that builds its template in a buffer gets what the buffer holds now. */
static void a_template_is_known_by_its_text(void **state)
{
    slsc_unit *unit = *state;
    slsc_node *config = unit->roots[SLSC_CONFIG];
    char text[] = "{\"a\": 1}";
    assert_json(unit, host()->fill(unit, slsc_s(text), NULL, config), "{\"a\":1}");
    text[2] = 'b';
    assert_json(unit, host()->fill(unit, slsc_s(text), NULL, config), "{\"b\":1}");
    assert_null(host()->fill(unit, slsc_s("{"), NULL, config));
    assert_false(slsc_unit_ok(unit));
}

static void an_unbound_hole_is_told(void **state)
{
    slsc_unit *unit = *state;
    const slsc_hole holes[] = { { "x", NULL }, { 0, 0 } };
    host()->fill(unit, slsc_s("{\"a\": \"@x!\"}"), holes, unit->roots[SLSC_CONFIG]);
    assert_told(unit, SLSC_ERROR, "plugin/unbound-hole",
                "a plugin misbehaved: hole `@x` of a template is not bound");
}

static void numbers_have_texts(void **state)
{
    slsc_unit *unit = *state;
    slsc_node *config = host()->root(unit, SLSC_CONFIG);
    assert_true(slsc_is(host()->text(unit, slsc_get(host(), unit, config, "big")), "1e+21"));
    slsc_node *half = host()->at(slsc_get(host(), unit, config, "a"), 0);
    assert_true(slsc_is(host()->text(unit, half), "1.5"));
    int64_t whole;
    assert_int_equal(host()->to_int(half, &whole), SLSC_FAIL);
}

static void nothing_is_read_without_checks(void **state)
{
    slsc_unit *unit = *state;
    const slsc_host *h = host();
    assert_int_equal(h->kind(NULL), SLSC_NONE);
    assert_int_equal(h->count(NULL), 0);
    assert_null(h->at(NULL, 0));
    assert_null(h->get(unit, h->get(unit, NULL, slsc_s("a")), slsc_s("b")));
    assert_int_equal(h->key_of(NULL).len, 0);
    assert_int_equal(h->text(unit, NULL).len, 0);
    assert_int_equal(h->digest(unit, NULL).len, 0);
    slsc_span span;
    h->where(unit, NULL, &span);
    assert_int_equal(span.line, 0);
}

static void a_tree_stays_a_tree(void **state)
{
    slsc_unit *unit = *state;
    slsc_node *root = host()->root(unit, SLSC_TEMPLATE);
    slsc_node *map = slsc_map(host(), unit, root), *inner = slsc_map(host(), unit, root);
    slsc_str why;
    slsc_set(host(), unit, map, "inner", inner);
    slsc_set(host(), unit, inner, "itself", map); /* no circle, but a copy */
    slsc_set(host(), unit, root, "map", map);
    slsc_set(host(), unit, root, "root", root);
    slsc_set(host(), unit, root, "again", inner);
    slsc_set(host(), unit, root, "absent", NULL);
    assert_true(slsc_verify(unit, root, &why));
    assert_json(unit, root,
                "{\"map\":{\"inner\":{\"itself\":{\"inner\":{}}}},"
                "\"root\":{\"map\":{\"inner\":{\"itself\":{\"inner\":{}}}}},"
                "\"again\":{\"itself\":{\"inner\":{}}}}");
}

static void what_is_no_map_has_no_members(void **state)
{
    slsc_unit *unit = *state;
    slsc_node *config = host()->root(unit, SLSC_CONFIG);
    slsc_node *list = slsc_get(host(), unit, config, "a");
    assert_int_equal(slsc_set(host(), unit, list, "x", slsc_map(host(), unit, config)), SLSC_FAIL);
    assert_told(unit, SLSC_ERROR, "plugin/misuse",
                "a plugin misbehaved: it set a member of what is no map");
}

static void a_node_comes_from_somewhere(void **state)
{
    slsc_unit *unit = *state;
    assert_non_null(slsc_map(host(), unit, NULL));
    assert_told(unit, SLSC_ERROR, "plugin/misuse",
                "a plugin misbehaved: it made a node that comes from nowhere (`from` "
                "is NULL)");
}

static void texts_are_utf8(void **state)
{
    slsc_unit *unit = *state;
    slsc_node *bad = slsc_stringz(host(), unit,
                                  "ab\xff"
                                  "c",
                                  unit->roots[SLSC_CONFIG]);
    assert_json(unit, bad, "\"ab\"");
    assert_told(unit, SLSC_ERROR, "plugin/misuse", "a plugin misbehaved: a text is not UTF-8");
}

static void abilities_are_asked_for_by_name(void **state)
{
    static const slsc_files files = { .struct_size = sizeof files };
    static const slsc_ability lent[] = { { SLSC_EXT_FILES, &files }, { NULL, NULL } };
    slsc_unit *unit = *state;
    assert_null(host()->extension(unit, "slsc.files/1"));
    unit->abilities = lent;
    assert_ptr_equal(host()->extension(unit, "slsc.files/1"), &files);
    assert_null(host()->extension(unit, "slsc.files/2"));
    assert_non_null(host()->extension(unit, SLSC_EXT_LOG));
}

static void statements_are_asked_for_once(void **state)
{
    slsc_unit *unit = *state;
    const slsc_iam *iam = host()->extension(unit, SLSC_EXT_IAM);
    slsc_node *config = unit->roots[SLSC_CONFIG];
    const slsc_function *function;
    slsc_function one = { .key = SLSC_STR("one") };
    iam->allow(unit, &one, slsc_ref(host(), unit, slsc_s("A"), config), SLSC_ALLOW_ONCE);
    iam->allow(unit, &one, slsc_ref(host(), unit, slsc_s("A"), config), SLSC_ALLOW_ONCE);
    iam->allow(unit, NULL, slsc_ref(host(), unit, slsc_s("A"), config), SLSC_ALLOW_ONCE);
    iam->allow(unit, &one, slsc_ref(host(), unit, slsc_s("A"), config), 0);
    iam->trust(unit, &one, slsc_s("scheduler.amazonaws.com"));
    iam->trust(unit, &one, slsc_s("scheduler.amazonaws.com"));
    assert_int_equal(iam->count(unit), 3);
    assert_json(unit, iam->at(unit, 1, &function), "{\"Ref\":\"A\"}");
    assert_null(function);
    assert_null(iam->at(unit, 3, &function));
    assert_int_equal(iam->trust_count(unit), 1);
    assert_true(slsc_is(iam->trust_at(unit, 0, &function), "scheduler.amazonaws.com"));
    assert_ptr_equal(function, &one);
}

static void add_one(void *context, size_t i) { ((int *)context)[i]++; }

static void jobs_are_all_done(void **state)
{
    slsc_unit *unit = *state;
    int done[100] = { 0 };
    const slsc_jobs *jobs = host()->extension(unit, SLSC_EXT_JOBS);
    jobs->run(unit, 100, add_one, done);
    for (size_t i = 0; i < 100; i++) assert_int_equal(done[i], 1);
}

static void lines_keep_their_order(void **state)
{
    slsc_unit *unit = *state;
    const slsc_log *log = host()->extension(unit, SLSC_EXT_LOG);
    log->progress(unit, slsc_s("nobody looks"));
    log->notice(unit, slsc_s("first"));
    log->notice(unit, slsc_s("second"));
    log->info(unit, "endpoints", slsc_s("GET - /"));
    assert_true(slsc_str_is(unit->notices->line, "first"));
    assert_true(slsc_str_is(unit->notices->next->line, "second"));
    assert_null(unit->notices->next->next);
    assert_string_equal(unit->infos->section, "endpoints");
}

/* A plugin that was built against a newer header asks before it calls. */
static void an_older_host_says_what_it_lacks(void **state)
{
    slsc_host older = *host();
    (void)state;
    assert_true(SLSC_HAS(&older, target));
    older.struct_size = offsetof(slsc_host, target);
    assert_false(SLSC_HAS(&older, target));
    assert_true(SLSC_HAS(&older, function_at));
}

#define WITH_UNIT(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_UNIT(holes_are_filled),
        WITH_UNIT(the_root_of_a_template_stays),
        WITH_UNIT(a_template_is_known_by_its_text),
        WITH_UNIT(an_unbound_hole_is_told),
        WITH_UNIT(numbers_have_texts),
        WITH_UNIT(nothing_is_read_without_checks),
        WITH_UNIT(a_tree_stays_a_tree),
        WITH_UNIT(what_is_no_map_has_no_members),
        WITH_UNIT(a_node_comes_from_somewhere),
        WITH_UNIT(texts_are_utf8),
        WITH_UNIT(abilities_are_asked_for_by_name),
        WITH_UNIT(statements_are_asked_for_once),
        WITH_UNIT(jobs_are_all_done),
        WITH_UNIT(lines_keep_their_order),
        WITH_UNIT(an_older_host_says_what_it_lacks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
