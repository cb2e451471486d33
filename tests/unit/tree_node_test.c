/* Nodes: order and search in maps, the one parent, copies, merges, limits. */
#include "tree/json.h"
#include "tree/path.h"
#include "tree/print.h"
#include "tree/verify.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
/* behind the four it needs */
#include <cmocka.h>

static slsc_unit *unit;
static slsc_node *root; /* an empty map at 1:1 of "f" */

static int set_up(void **state)
{
    slsc_settings settings = { 0 };
    (void)state;
    unit = slsc_unit_new(&settings);
    root = slsc_node_read(
        unit, SLSC_MAP,
        (slsc_place) { slsc_sources_add(unit->sources, SLSC_STR("f"), SLSC_STR("{}")), 0, 2 });
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    slsc_unit_free(unit);
    return 0;
}

static slsc_node *json(const char *text)
{
    slsc_node *node = slsc_json_parse_text(unit, slsc_str_z(text), root, NULL);
    assert_non_null(node);
    return node;
}

static slsc_node *number(double value) { return slsc_node_number(unit, value, root); }

static void assert_json(const slsc_node *node, const char *expected)
{
    slsc_sb out = slsc_sb_new(unit->arena, 0);
    slsc_print_json(node, 0, &out);
    slsc_sb_char(&out, 0);
    assert_string_equal(out.ptr, expected);
}

static void assert_sound(const slsc_node *node)
{
    slsc_str why;
    if (!slsc_verify(unit, node, &why)) fail_msg("%.*s", SLSC_FMT(why));
}

static void keys_stand_as_in_ecmascript(void **state)
{
    static const char *const keys[] = { "b",  "10",  "a",          "2",          "01", "0",
                                        "-1", "1.5", "4294967294", "4294967295", "2" };
    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        slsc_node_setz(unit, root, keys[i], number((double)i));
    assert_json(root,
                "{\"0\":5,\"2\":10,\"10\":1,\"4294967294\":8,\"b\":0,\"a\":2,\"01\":4,\"-1\":6,"
                "\"1.5\":7,\"4294967295\":9}");
    assert_sound(root);
}

static slsc_str key_of(unsigned i)
{
    return i % 3 == 0 ? slsc_strf(unit->arena, "%u", 30000 - i)
                      : slsc_strf(unit->arena, "key%u", i);
}

static void large_maps_find_and_forget(void **state)
{
    enum { N = 10000 };
    (void)state;
    for (unsigned i = 0; i < N; i++) slsc_node_set(unit, root, key_of(i), number(i));
    assert_int_equal(slsc_node_count(root), N);
    assert_sound(root);
    for (unsigned i = 0; i < N; i += 2) assert_true(slsc_node_remove(unit, root, key_of(i)));
    assert_sound(root);
    for (unsigned i = 0; i < N; i++) {
        int64_t value = -1;
        slsc_node *node = slsc_node_get(unit, root, key_of(i));
        if (i % 2 == 0) {
            assert_null(node);
            assert_false(slsc_node_remove(unit, root, key_of(i)));
        } else {
            assert_int_equal(slsc_node_to_int(node, &value), SLSC_OK);
            assert_int_equal(value, i);
            assert_true(slsc_str_eq(slsc_node_member(node)->key->text, key_of(i)));
        }
    }
    for (unsigned i = 0; i < N; i += 2) slsc_node_set(unit, root, key_of(i), number(i));
    assert_int_equal(slsc_node_count(root), N);
    assert_sound(root);
}

static bool is_odd(void *context, const slsc_node *value)
{
    int64_t number_of = 0;
    ++*(size_t *)context;
    return slsc_node_to_int(value, &number_of) == SLSC_OK && number_of % 2 != 0;
}

static void filters_in_one_sweep(void **state)
{
    size_t asked = 0;
    slsc_node *list = json("[1,2,3,4,5]");
    (void)state;
    for (unsigned i = 0; i < 1000; i++) slsc_node_set(unit, root, key_of(i), number(i));
    slsc_node_filter(root, is_odd, &asked);
    assert_int_equal(asked, 1000);
    assert_int_equal(slsc_node_count(root), 500);
    assert_sound(root);
    assert_null(slsc_node_getz(unit, root, "key2"));
    assert_non_null(slsc_node_getz(unit, root, "key1"));
    slsc_node_filter(list, is_odd, &asked);
    assert_json(list, "[1,3,5]");
    assert_sound(list);
}

static void setting_again_keeps_the_place(void **state)
{
    slsc_node *old, *value = number(3);
    (void)state;
    slsc_node_set_at(unit, root, slsc_keys_intern(unit->keys, SLSC_STR("a")),
                     (slsc_place) { 1, 1, 1 }, number(1));
    slsc_node_setz(unit, root, "b", number(2));
    old = slsc_node_getz(unit, root, "a");
    slsc_node_setz(unit, root, "a", value);
    assert_json(root, "{\"a\":3,\"b\":2}");
    assert_int_equal(slsc_node_member(value)->key_place.offset, 1);
    assert_null(old->parent);
    slsc_node_setz(unit, root, "a", value); /* itself: nothing happens */
    assert_ptr_equal(slsc_node_getz(unit, root, "a"), value);
    assert_sound(root);
}

static void a_node_has_one_parent(void **state)
{
    slsc_node *value = json("{\"x\":[1]}"), *list = json("[]");
    (void)state;
    slsc_node_setz(unit, root, "a", value);
    slsc_node_setz(unit, root, "b", value);
    slsc_node_setz(unit, root, "list", list);
    slsc_node_append(unit, list, value);
    slsc_node_append(unit, list, value);
    slsc_node_setz(unit, root, "self", root); /* a circle would be one otherwise */
    assert_ptr_equal(slsc_node_getz(unit, root, "a"), value);
    assert_json(root, "{\"a\":{\"x\":[1]},\"b\":{\"x\":[1]},\"list\":[{\"x\":[1]},{\"x\":[1]}],"
                      "\"self\":{\"a\":{\"x\":[1]},\"b\":{\"x\":[1]},\"list\":[{\"x\":[1]},{\"x\":["
                      "1]}]}}");
    assert_sound(root);
}

static void replaces_where_it_stands(void **state)
{
    slsc_node *tree = json("{\"a\":[1,2,3],\"b\":0}"), *old = slsc_node_path(unit, tree, "a.1");
    (void)state;
    slsc_node_replace(unit, old, json("\"new\""));
    slsc_node_replace(unit, slsc_node_getz(unit, tree, "b"), slsc_node_path(unit, tree, "a.2"));
    assert_json(tree, "{\"a\":[1,\"new\",3],\"b\":3}");
    assert_null(old->parent);
    assert_sound(tree);
}

static void copies_keep_or_change_their_history(void **state)
{
    slsc_node *tree = json("{\"a\":[1]}"), *kept, *made;
    (void)state;
    tree->as.map.members[0].value->secret = 1;
    kept = slsc_node_copy(unit, tree, NULL);
    unit->maker = slsc_unit_maker(unit, "p/q");
    made = slsc_node_copy(unit, tree, tree);
    assert_true(slsc_node_equal(tree, kept) && slsc_node_equal(tree, made));
    assert_ptr_equal(slsc_node_path(unit, kept, "a.0")->from, root);
    assert_int_equal(slsc_node_path(unit, kept, "a.0")->maker, 0);
    assert_ptr_equal(slsc_node_path(unit, made, "a.0")->from, tree);
    assert_int_equal(slsc_node_path(unit, made, "a.0")->maker, 1);
    assert_int_equal(slsc_node_path(unit, made, "a")->secret, 1);
    assert_sound(kept);
}

static void merges_as_the_reference(void **state)
{
    slsc_node *target = json("{\"map\":{\"x\":1,\"y\":[1,{\"p\":1},3],\"z\":{\"q\":1}},\"s\":\"t\","
                             "\"list\":[1,2,3],\"was\":[1]}"),
              *source =
                  json("{\"new\":{\"constructor\":1,\"in\":[{\"prototype\":2,\"k\":3}]},\"map\":{"
                       "\"y\":[9,{\"r\":2}],\"z\":null,\"w\":[]},\"list\":[[],null,{},4],"
                       "\"__proto__\":{\"a\":1},\"was\":{\"m\":1}}");
    (void)state;
    slsc_node_merge(unit, target, source);
    assert_json(target,
                "{\"map\":{\"x\":1,\"y\":[9,{\"p\":1,\"r\":2},3],\"z\":null,\"w\":[]},\"s\":\"t\","
                "\"list\":[[],null,{},4],\"was\":{\"m\":1},\"new\":{\"in\":[{\"k\":3}]}}");
    assert_sound(target);
    assert_sound(source);
}

static void equal_by_value(void **state)
{
    slsc_node *a = json("{\"a\":1,\"b\":[true,null,\"x\",1.5]}");
    (void)state;
    assert_true(slsc_node_equal(a, json("{\"b\":[true,null,\"x\",1.5],\"a\":1.0}")));
    assert_false(slsc_node_equal(a, json("{\"b\":[true,null,\"x\",1.5],\"c\":1}")));
    assert_false(slsc_node_equal(a, json("{\"b\":[null,true,\"x\",1.5],\"a\":1}")));
    assert_false(slsc_node_equal(json("\"1\""), json("1")));
    assert_false(slsc_node_equal(json("{}"), json("[]")));
    assert_true(slsc_node_equal(NULL, NULL));
    assert_false(slsc_node_equal(a, NULL));
}

static void readers_take_what_comes(void **state)
{
    slsc_node *tree = json("{\"a\":{\"b\":[0,{\"c\":\"text\"}]},\"n\":-1.5,\"i\":7,\"zero\":-0.0}");
    int64_t integer;
    double value;
    (void)state;
    assert_int_equal(slsc_node_kind(NULL), SLSC_NONE);
    assert_int_equal(slsc_node_count(NULL), 0);
    assert_null(slsc_node_at(tree, 4));
    assert_null(slsc_node_getz(unit, NULL, "a"));
    assert_null(slsc_node_path(unit, tree, "a.b.2"));
    assert_null(slsc_node_path(unit, tree, "a.b.01"));
    assert_null(slsc_node_path(unit, tree, "a.b.c"));
    assert_true(slsc_node_is_text(slsc_node_path(unit, tree, "a.b.1.c"), "text"));
    assert_true(slsc_str_is(slsc_path_of(unit, slsc_node_path(unit, tree, "a.b.1.c")), "a.b.1.c"));
    assert_true(slsc_str_is(slsc_path_of(unit, tree), ""));
    assert_int_equal(slsc_node_to_int(slsc_node_getz(unit, tree, "n"), &integer), SLSC_FAIL);
    assert_int_equal(slsc_node_to_number(slsc_node_getz(unit, tree, "n"), &value), SLSC_OK);
    assert_true(value == -1.5);
    assert_true(slsc_str_is(slsc_node_text(unit, slsc_node_getz(unit, tree, "n")), "-1.5"));
    assert_true(slsc_str_is(slsc_node_text(unit, slsc_node_getz(unit, tree, "zero")), "0"));
    assert_int_equal(slsc_node_text(unit, tree).len, 0);
    assert_true(slsc_node_truthy(tree) && slsc_node_truthy(json("\"0\"")));
    assert_false(slsc_node_truthy(json("0")) || slsc_node_truthy(json("\"\"")));
    assert_false(slsc_node_truthy(NULL) || slsc_node_truthy(json("null")));
}

static void pointers_are_escaped(void **state)
{
    slsc_node *tree = json("{\"a/b\":[{\"m~n\":1}]}");
    (void)state;
    assert_true(
        slsc_str_is(slsc_pointer_of(unit, slsc_node_at(slsc_node_at(slsc_node_at(tree, 0), 0), 0)),
                    "/a~1b/0/m~0n"));
}

static void prints_as_json_stringify(void **state)
{
    slsc_sb out = slsc_sb_new(unit->arena, 0);
    (void)state;
    slsc_print_json(json("{\"a\":[],\"b\":{},\"c\":[1,{\"d\":1e21}],\"e\":\"\\u001f\\ud800\\/\"}"),
                    2, &out);
    slsc_sb_char(&out, 0);
    assert_string_equal(out.ptr, "{\n  \"a\": [],\n  \"b\": {},\n  \"c\": [\n    1,\n    {\n      "
                                 "\"d\": 1e+21\n    }\n  ],\n  \"e\": \"\\u001f\\ud800/\"\n}");
}

static void dumps_with_places_and_makers(void **state)
{
    slsc_sb out = slsc_sb_new(unit->arena, 0);
    slsc_node *secret;
    (void)state;
    slsc_node_setz(unit, root, "a", number(1.5));
    unit->maker = slsc_unit_maker(unit, "resolve");
    secret = slsc_node_string(unit, SLSC_STR("hidden"), root);
    secret->secret = 1;
    slsc_node_setz(unit, root, "b", slsc_node_new(unit, SLSC_LIST, root));
    slsc_node_append(unit, slsc_node_getz(unit, root, "b"), secret);
    slsc_print_dump(unit, root, &out);
    slsc_sb_char(&out, 0);
    assert_string_equal(out.ptr, "map f:1:1 source\n"
                                 "  \"a\" float 1.5 f:1:1 source\n"
                                 "  \"b\" list f:1:1 resolve\n"
                                 "    - string (secret) f:1:1 resolve\n");
}

static bool same_hash(const char *a, const char *b)
{
    slsc_hash128 x = slsc_print_hash(unit, json(a)), y = slsc_print_hash(unit, json(b));
    return x.high == y.high && x.low == y.low;
}

static void hashes_the_value(void **state)
{
    (void)state;
    assert_true(same_hash("{\"a\":[1,\"x\"]}", " { \"a\" : [ 1.0, \"\\u0078\" ] } "));
    assert_false(same_hash("{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}"));
    assert_false(same_hash("[[1],2]", "[[1,2]]"));
    assert_false(same_hash("1", "\"1\""));
    assert_false(same_hash("[\"ab\",\"c\"]", "[\"a\",\"bc\"]"));
    assert_false(same_hash("[]", "{}"));
}

static void numbers_find_their_kind(void **state)
{
    (void)state;
    assert_int_equal(number(9007199254740992.0)->kind, SLSC_INT);
    assert_int_equal(number(9007199254740994.0)->kind, SLSC_FLOAT);
    assert_int_equal(number(-0.0)->kind, SLSC_INT);
    assert_int_equal(number(0.5)->kind, SLSC_FLOAT);
    assert_int_equal(number(1e300 * 1e300)->kind, SLSC_NULL);
}

/* The only diagnostic. */
static void assert_told(const char *code)
{
    size_t count;
    const slsc_report *reports = slsc_diags_sorted(unit->diags, &count);
    assert_int_equal(count, 1);
    assert_true(slsc_str_is(reports[0].code, code));
    assert_int_equal(reports[0].severity, SLSC_ERROR);
}

static void too_many_nodes_are_told_once(void **state)
{
    slsc_node *list, *copy;
    (void)state;
    slsc_node_setz(unit, root, "a", json("[1,2]"));
    unit->node_count = SLSC_LIMIT_NODES - 1;
    list = slsc_node_new(unit, SLSC_LIST, root);
    assert_int_equal(list->kind, SLSC_LIST);
    assert_true(slsc_unit_ok(unit));
    assert_int_equal(slsc_node_new(unit, SLSC_MAP, root)->kind, SLSC_NULL);
    assert_int_equal(number(5)->kind, SLSC_NULL);
    assert_int_equal(slsc_node_string(unit, SLSC_STR("x"), root)->kind, SLSC_NULL);
    copy = slsc_node_copy(unit, root, NULL);
    assert_int_equal(copy->kind, SLSC_NULL);
    slsc_node_append(unit, copy, number(1));
    slsc_node_setz(unit, copy, "k", number(1));
    slsc_node_append(unit, list, slsc_node_getz(unit, root, "a"));
    assert_json(list, "[null]");
    assert_told("tree/too-many-nodes");
}

static void too_deep_to_copy(void **state)
{
    slsc_node *node = json("[]");
    (void)state;
    for (unsigned i = 0; i < SLSC_LIMIT_HEIGHT + 10; i++) {
        slsc_node *outer = json("[]");
        slsc_node_append(unit, outer, node);
        node = outer;
    }
    slsc_node_copy(unit, node, NULL);
    assert_told("tree/too-deep");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(keys_stand_as_in_ecmascript),
        CASE(large_maps_find_and_forget),
        CASE(filters_in_one_sweep),
        CASE(setting_again_keeps_the_place),
        CASE(a_node_has_one_parent),
        CASE(replaces_where_it_stands),
        CASE(copies_keep_or_change_their_history),
        CASE(merges_as_the_reference),
        CASE(equal_by_value),
        CASE(readers_take_what_comes),
        CASE(pointers_are_escaped),
        CASE(prints_as_json_stringify),
        CASE(dumps_with_places_and_makers),
        CASE(hashes_the_value),
        CASE(numbers_find_their_kind),
        CASE(too_many_nodes_are_told_once),
        CASE(too_deep_to_copy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
