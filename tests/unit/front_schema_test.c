/* The schema interpreter: coercions, variants, parts by path, and which place a fault is told at.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "diag/render.h"
#include "front/schema/schema.h"
#include "tree/json.h"
#include "tree/print.h"

#include <stdio.h>
#include <string.h>

typedef struct result {
    slsc_unit *unit;
    slsc_status status;
    const char *json, *text; /* the configuration afterwards; the diagnostics */
} result;

static result validate_parts(const char *config, const slsc_schema_part *parts, size_t n)
{
    const slsc_settings settings = { 0 };
    result r = { slsc_unit_new(&settings), SLSC_FAIL, NULL, NULL };
    slsc_unit *unit = r.unit;
    const uint32_t file = slsc_sources_add(unit->sources, SLSC_STR("c.json"), slsc_str_z(config));
    unit->roots[SLSC_CONFIG] = slsc_json_parse(unit, file);
    assert_non_null(unit->roots[SLSC_CONFIG]);
    r.status = slsc_schema_validate(unit, parts, n);
    slsc_sb json = slsc_sb_new(unit->arena, 0), text = slsc_sb_new(unit->arena, 0);
    slsc_print_json(unit->roots[SLSC_CONFIG], 0, &json);
    slsc_diags_render(unit->diags, SLSC_DIAG_TEXT, false, &text);
    r.json = slsc_str_cstr(unit->arena, slsc_sb_str(&json));
    r.text = slsc_str_cstr(unit->arena, slsc_sb_str(&text));
    return r;
}

static result validate(const char *config, const char *schema)
{
    const slsc_schema_part part = { "", schema, "std" };
    return validate_parts(config, &part, 1);
}

/* What {"v": VALUE} becomes under a schema for v; NULL where it is refused. */
static void expect(const char *value, const char *schema, const char *wanted)
{
    char config[300], whole[600], expected[300];
    snprintf(config, sizeof config, "{\"v\":%s}", value);
    snprintf(whole, sizeof whole, "{\"properties\":{\"v\":%s}}", schema);
    result r = validate(config, whole);
    assert_int_equal(r.status, wanted ? SLSC_OK : SLSC_FAIL);
    if (wanted) {
        snprintf(expected, sizeof expected, "{\"v\":%s}", wanted);
        assert_string_equal(r.json, expected);
    }
    slsc_unit_free(r.unit);
}

/* The table of semantics C.2. */
static void coercions(void **state)
{
    (void)state;
    expect("1.10", "{\"type\":\"string\"}", "\"1.1\"");
    expect("1e21", "{\"type\":\"string\"}", "\"1e+21\"");
    expect("true", "{\"type\":\"string\"}", "\"true\"");
    expect("true", "{\"type\":\"integer\"}", "1");
    expect("\"30\"", "{\"type\":\"integer\"}", "30");
    expect("\" 512 \"", "{\"type\":\"integer\"}", "512");
    expect("\"1e1\"", "{\"type\":\"number\"}", "10");
    expect("\"0x10\"", "{\"type\":\"integer\"}", "16");
    expect("\"1.5\"", "{\"type\":\"integer\"}", NULL);
    expect("\"\"", "{\"type\":\"integer\"}", NULL);
    expect("\"abc\"", "{\"type\":\"number\"}", NULL);
    expect("\"true\"", "{\"type\":\"boolean\"}", "true");
    expect("1", "{\"type\":\"boolean\"}", "true");
    expect("0", "{\"type\":\"boolean\"}", "false");
    expect("\"yes\"", "{\"type\":\"boolean\"}", NULL);
    expect("\"1\"", "{\"type\":\"boolean\"}", NULL);
    expect("\"a\"", "{\"type\":\"array\"}", "[\"a\"]");
    expect("5", "{\"type\":\"array\",\"items\":{\"type\":\"string\"}}", "[\"5\"]");
    expect("[1]", "{\"type\":\"string\"}", "\"1\"");
    expect("[[1]]", "{\"type\":\"string\"}", NULL);
    expect("[{}]", "{\"type\":\"object\"}", NULL);
    expect("[1,2]", "{\"type\":\"string\"}", NULL);
    expect("{}", "{\"type\":\"string\"}", NULL);
}

/* A branch that fails leaves its coercions behind (semantics C.2, the example of its last row). */
static void variants_coerce_in_turn(void **state)
{
    (void)state;
    expect("5", "{\"anyOf\":[{\"type\":\"string\",\"pattern\":\"^z\"},{\"type\":\"integer\"}]}",
           "5");
    expect("5", "{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"integer\"}]}", "\"5\"");
    expect("true", "{\"const\":true}", "true");
    expect("\"true\"", "{\"const\":true}", NULL);
    expect("1", "{\"oneOf\":[{\"type\":\"integer\"},{\"type\":\"number\"}]}", NULL);
    expect("1.5", "{\"oneOf\":[{\"type\":\"integer\"},{\"type\":\"number\"}]}", "1.5");
}

static void keywords(void **state)
{
    (void)state;
    expect("3", "{\"minimum\":4}", NULL);
    expect("4", "{\"minimum\":4,\"maximum\":4}", "4");
    expect("\"\xC3\xA9\"", "{\"maxLength\":1}", "\"\xC3\xA9\"");
    expect("\"ab\"", "{\"maxLength\":1}", NULL);
    expect("[1,1]", "{\"uniqueItems\":true}", NULL);
    expect("{\"a\":1}", "{\"required\":[\"b\"]}", NULL);
    expect("{\"a\":1}", "{\"properties\":{\"b\":{}},\"additionalProperties\":false}", NULL);
    expect("{\"a\":1}",
           "{\"patternProperties\":{\"^a$\":{\"type\":\"string\"}},"
           "\"additionalProperties\":false}",
           "{\"a\":\"1\"}");
    expect("{\"a\":1}", "{\"additionalProperties\":{\"type\":\"string\"}}", "{\"a\":\"1\"}");
    expect("{\"a-b\":1}", "{\"propertyNames\":{\"pattern\":\"^[a-z]+$\"}}", NULL);
    expect("{\"a\":1}", "{\"dependencies\":{\"a\":[\"b\"]}}", NULL);
    expect("\"a\\n\"", "{\"pattern\":\"a$\"}", NULL); /* `$` is the very end, as in ECMAScript */
    expect("\"RATE(1)\"", "{\"regexp\":\"/^rate/i\"}", "\"RATE(1)\"");
    expect("1", "{\"not\":{\"type\":\"integer\"}}", NULL);
    expect("[\"a\",[\"b\"]]", "{\"items\":[{\"type\":\"string\"},{\"type\":\"array\"}]}",
           "[\"a\",[\"b\"]]");
    expect("\"http://a.b\"", "{\"format\":\"uri\"}", "\"http://a.b\"");
    expect("\"a b\"", "{\"format\":\"uri\"}", NULL);
}

/* Null members are passed over and stand last afterwards (semantics A.5). */
static void nulls_go_last(void **state)
{
    (void)state;
    result r =
        validate("{\"a\":null,\"b\":{\"x\":null,\"y\":[null]}}",
                 "{\"required\":[\"b\"],\"properties\":{\"b\":{}},\"additionalProperties\":false}");
    assert_string_equal(r.json, "{\"b\":{\"y\":[null],\"x\":null},\"a\":null}");
    assert_int_equal(r.status, SLSC_OK);
    slsc_unit_free(r.unit);
}

static void places_and_advice(void **state)
{
    (void)state;
    result r = validate("{\n \"timeout\": \"abc\",\n \"memry\": 1\n}",
                        "{\"properties\":{\"timeout\":{\"type\":\"integer\"},\"memory\":{}},"
                        "\"additionalProperties\":false}");
    assert_non_null(strstr(r.text, "c.json:2:13: error: `timeout` must be an integer, "
                                   "and is a string [schema/wrong-type]"));
    assert_non_null(
        strstr(r.text, "c.json:3:2: error: unknown property `memry` [schema/unknown-property]"));
    assert_non_null(strstr(r.text, "help: did you mean `memory`?"));
    slsc_unit_free(r.unit);
}

/* Of several variants the one that was meant is told about. */
static void the_meant_variant(void **state)
{
    (void)state;
    result r =
        validate("{\"v\":{\"typ\":\"a\"}}",
                 "{\"properties\":{\"v\":{\"anyOf\":[{\"type\":\"string\"},{\"type\":"
                 "\"object\",\"properties\":{\"type\":{}},\"additionalProperties\":false}]}}}");
    assert_non_null(strstr(r.text, "unknown property `typ`"));
    assert_null(strstr(r.text, "none of the forms"));
    slsc_unit_free(r.unit);
}

/* A part for a path makes its property known, however closed the schema above is. */
static void parts_by_path(void **state)
{
    (void)state;
    const slsc_schema_part parts[] = {
        { "functions.*",
          "{\"type\":\"object\",\"properties\":{\"handler\":{\"type\":\"string\"}},"
          "\"additionalProperties\":false}",
          "std" },
        { "functions.*.warmup", "{\"$ref\":\"#flag\"}", "warmup" },
        { "#", "{\"flag\":{\"type\":\"boolean\"}}", "std" },
    };
    result r =
        validate_parts("{\"functions\":{\"a\":{\"handler\":\"h\",\"warmup\":\"true\"}}}", parts, 3);
    assert_string_equal(r.json, "{\"functions\":{\"a\":{\"handler\":\"h\",\"warmup\":true}}}");
    assert_int_equal(r.status, SLSC_OK);
    slsc_unit_free(r.unit);

    r = validate_parts("{\"functions\":{\"a\":{\"warmup\":{}}}}", parts, 3);
    assert_int_equal(r.status, SLSC_FAIL);
    assert_non_null(strstr(r.text, "required by the schema of plugin `warmup`"));
    slsc_unit_free(r.unit);
}

/* A plugin's own mistake: no place in the configuration. */
static void a_part_must_be_json(void **state)
{
    (void)state;
    const slsc_schema_part part = { "custom.x", "{\"type\": }", "mine" };
    result r = validate_parts("{}", &part, 1);
    assert_int_equal(r.status, SLSC_FAIL);
    assert_non_null(strstr(r.text, "the schema of `mine` for `custom.x` is not JSON: "));
    assert_non_null(strstr(r.text, "[schema/not-json]"));
    slsc_unit_free(r.unit);
}

static void modes(void **state)
{
    (void)state;
    const char *schema = "{\"properties\":{\"v\":{\"type\":\"object\"}}}";
    result r = validate("{\"configValidationMode\":\"warn\",\"v\":1}", schema);
    assert_int_equal(r.status, SLSC_OK);
    assert_non_null(strstr(r.text, "warning: "));
    slsc_unit_free(r.unit);
    r = validate("{\"configValidationMode\":\"off\",\"v\":1}", schema);
    assert_int_equal(r.status, SLSC_OK);
    assert_string_equal(r.text, "");
    slsc_unit_free(r.unit);
}

/* A pattern that backtracks without end ends all the same. */
static void hostile_text(void **state)
{
    (void)state;
    expect("\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\"",
           "{\"pattern\":\"^(a+)+$\"}", NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(coercions),
        cmocka_unit_test(variants_coerce_in_turn),
        cmocka_unit_test(keywords),
        cmocka_unit_test(nulls_go_last),
        cmocka_unit_test(places_and_advice),
        cmocka_unit_test(the_meant_variant),
        cmocka_unit_test(parts_by_path),
        cmocka_unit_test(modes),
        cmocka_unit_test(a_part_must_be_json),
        cmocka_unit_test(hostile_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
