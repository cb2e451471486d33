/* What YAML means: each row of the dialect's table, as compact JSON of the tree. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "front/yaml/yaml.h"
#include "tree/print.h"
#include "tree/verify.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

typedef struct row {
    const char *yaml, *json;
} row;

static slsc_unit *new_unit(void)
{
    slsc_settings settings = { 0 };
    return slsc_unit_new(&settings);
}

static slsc_node *parse(slsc_unit *unit, slsc_str text)
{
    return slsc_yaml_parse(unit, slsc_sources_add(unit->sources, SLSC_STR("test.yml"), text));
}

static void check(const char *yaml, size_t len, const char *json)
{
    slsc_unit *unit = new_unit();
    slsc_node *root = parse(unit, (slsc_str) { yaml, len });
    slsc_sb sb = slsc_sb_new(unit->arena, 0);
    slsc_str why;
    if (!root) {
        size_t count;
        const slsc_report *reports = slsc_diags_sorted(unit->diags, &count);
        fail_msg("%s: refused: %.*s", yaml, SLSC_FMT(reports[0].message));
    }
    if (!slsc_verify(unit, root, &why)) fail_msg("%s: %.*s", yaml, SLSC_FMT(why));
    slsc_print_json(root, 0, &sb);
    slsc_sb_char(&sb, '\0');
    assert_string_equal(sb.ptr, json);
    assert_true(slsc_unit_ok(unit));
    slsc_unit_free(unit);
}

static void check_rows(const row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) check(rows[i].yaml, strlen(rows[i].yaml), rows[i].json);
}

static void plain_scalars_follow_the_core_schema(void **state)
{
    static const row rows[] = {
        { "[true, True, TRUE, false, False, FALSE]", "[true,true,true,false,false,false]" },
        { "[yes, no, on, off, y, n, Yes, tRUE]",
          "[\"yes\",\"no\",\"on\",\"off\",\"y\",\"n\",\"Yes\",\"tRUE\"]" },
        { "[null, ~, NULL, Null]", "[null,null,null,null]" },
        { "a:\nb: null", "{\"a\":null,\"b\":null}" },
        { "[nul, nil, nULL, ~~]", "[\"nul\",\"nil\",\"nULL\",\"~~\"]" },
        { "[0o14, 014, 08, 007, 0o18]", "[12,14,8,7,\"0o18\"]" },
        { "[0x1F, +0x1F, -0o17, 0b101, 0b102, 0x]", "[31,31,-15,5,\"0b102\",\"0x\"]" },
        { "[1_000, 0x_F, 1_0.5]", "[\"1_000\",\"0x_F\",\"1_0.5\"]" },
        { "[1:30, 190:20:30]", "[\"1:30\",\"190:20:30\"]" },
        { "012345678901", "12345678901" },
        { "9007199254740993", "9007199254740992" },
        { "12345678901234567890123", "1.2345678901234568e+22" },
        { "[5., .5, 1e3, 1E+21, 1.5e-7]", "[5,0.5,1000,1e+21,1.5e-7]" },
        { "[+.5, -.5, 1e, .e1, '.', +, -x, '-']",
          "[\"+.5\",\"-.5\",\"1e\",\".e1\",\".\",\"+\",\"-x\",\"-\"]" },
        { "[+12, -0, -0.0, +1.5]", "[12,0,0,1.5]" },
        { "[1.797e309, -1e999]", "[\"1.797e309\",\"-1e999\"]" },
        { "[.inf, -.inf, +.inf, .nan, .Inf, .NaN]", "[null,null,null,null,null,null]" },
        { "[.iNF, +.nan]", "[\".iNF\",\"+.nan\"]" },
        { "[2012-10-17, 2001-12-14t21:59:43.10-05:00]",
          "[\"2012-10-17\",\"2001-12-14t21:59:43.10-05:00\"]" },
        { "123456789012", "123456789012" },
        { "['5', \"true\", 'null']", "[\"5\",\"true\",\"null\"]" },
    };
    (void)state;
    check_rows(rows, COUNT(rows));
}

static void tags_of_yaml_choose_the_type(void **state)
{
    static const row rows[] = {
        { "!!timestamp 2012-10-17", "\"2012-10-17T00:00:00.000Z\"" },
        { "!!timestamp 2001-12-14t21:59:43.10-05:00", "\"2001-12-15T02:59:43.100Z\"" },
        { "!!timestamp 2001-12-14 21:59:43.1239 Z", "\"2001-12-14T21:59:43.123Z\"" },
        { "!!timestamp 2012-02-30", "\"2012-03-01T00:00:00.000Z\"" },
        { "!!timestamp 2012-13-01", "\"2013-01-01T00:00:00.000Z\"" },
        { "!!timestamp 1969-12-31T23:59:59Z", "\"1969-12-31T23:59:59.000Z\"" },
        { "!!timestamp 2000-00-01", "\"1999-12-01T00:00:00.000Z\"" },
        { "!!binary aGk=", "{\"0\":104,\"1\":105}" },
        { "!!binary aGkhaGkh", "{\"0\":104,\"1\":105,\"2\":33,\"3\":104,\"4\":105,\"5\":33}" },
        { "!!binary aGk\n\n h", "{\"0\":104,\"1\":105,\"2\":33}" },
        { "!!set {x, y}", "{\"x\":null,\"y\":null}" },
        { "!!set\n? x\n? y", "{\"x\":null,\"y\":null}" },
        { "!!omap [a: 1]", "[{\"a\":1}]" },
        { "!!pairs [a: 1, a: 2]", "[[\"a\",1],[\"a\",2]]" },
        { "[!!str 5, !!int \"7\", !!float \"3.5\", !!bool \"true\", !!null ~]",
          "[\"5\",7,3.5,true,null]" },
        { "[!!str , !!seq , !!map , ! 5, ! ]", "[\"\",[],{},\"5\",null]" },
        { "a: !!map {b: !!seq [1]}", "{\"a\":{\"b\":[1]}}" },
        { "%TAG !y! tag:yaml.org,2002:\n---\n!y!str 5", "\"5\"" },
        { "!<tag:yaml.org,2002:str> 5", "\"5\"" },
    };
    (void)state;
    check_rows(rows, COUNT(rows));
}

static void short_forms_of_cloudformation_become_maps(void **state)
{
    static const row rows[] = {
        { "!Ref Bucket", "{\"Ref\":\"Bucket\"}" },
        { "!Ref 5", "{\"Ref\":\"5\"}" },
        { "!Ref", "{\"Ref\":null}" },
        { "!Ref ''", "{\"Ref\":\"\"}" },
        { "a: !Condition IsProd", "{\"a\":{\"Condition\":\"IsProd\"}}" },
        { "!GetAtt A.B.C", "{\"Fn::GetAtt\":[\"A\",\"B.C\"]}" },
        { "!GetAtt Foo", "{\"Fn::GetAtt\":[\"Foo\",\"\"]}" },
        { "!GetAtt [A, Arn]", "{\"Fn::GetAtt\":[\"A\",\"Arn\"]}" },
        { "!GetAtt", "{\"Fn::GetAtt\":null}" },
        { "Fn::GetAtt: A.Arn", "{\"Fn::GetAtt\":\"A.Arn\"}" },
        { "!Sub\n- a\n- {b: c}", "{\"Fn::Sub\":[\"a\",{\"b\":\"c\"}]}" },
        { "x: !Join ['', [a, !Ref b]]", "{\"x\":{\"Fn::Join\":[\"\",[\"a\",{\"Ref\":\"b\"}]]}}" },
        { "x: !Transform {Name: n}", "{\"x\":{\"Fn::Transform\":{\"Name\":\"n\"}}}" },
        { "- !Sub |\n  a\n  b\n- !Base64\n  Fn::Sub: x",
          "[{\"Fn::Sub\":\"a\\nb\\n\"},{\"Fn::Base64\":{\"Fn::Sub\":\"x\"}}]" },
        { "[!And [], !Cidr [], !Equals [], !FindInMap [], !GetAZs '', !GetStackOutput x]",
          "[{\"Fn::And\":[]},{\"Fn::Cidr\":[]},{\"Fn::Equals\":[]},{\"Fn::FindInMap\":[]},"
          "{\"Fn::GetAZs\":\"\"},{\"Fn::GetStackOutput\":\"x\"}]" },
        { "[!If [], !ImportValue x, !Not [], !Or [], !Select [], !Split []]",
          "[{\"Fn::If\":[]},{\"Fn::ImportValue\":\"x\"},{\"Fn::Not\":[]},{\"Fn::Or\":[]},"
          "{\"Fn::Select\":[]},{\"Fn::Split\":[]}]" },
        { "!Not [!Equals [a, !Ref b]]",
          "{\"Fn::Not\":[{\"Fn::Equals\":[\"a\",{\"Ref\":\"b\"}]}]}" },
    };
    (void)state;
    check_rows(rows, COUNT(rows));
}

static void keys_are_texts(void **state)
{
    static const row rows[] = {
        { "{10: a, b: b, 2: c}", "{\"2\":\"c\",\"10\":\"a\",\"b\":\"b\"}" },
        { "0x10: a\n1.50: b\ntrue: c\n~: d",
          "{\"16\":\"a\",\"1.5\":\"b\",\"true\":\"c\",\"null\":\"d\"}" },
        { ".inf: a\n-.inf: b\n.nan: c", "{\"Infinity\":\"a\",\"-Infinity\":\"b\",\"NaN\":\"c\"}" },
        { "[a, b]: 1\n{x: 1}: 2", "{\"a,b\":1,\"[object Object]\":2}" },
        { "? [a, ~, {b: c}, 1]\n: x", "{\"a,,[object Object],1\":\"x\"}" },
        { "? a", "{\"a\":null}" },
        { "? a\n? b\n: c", "{\"a\":null,\"b\":\"c\"}" },
        { "__proto__: 1\nconstructor: 2", "{\"__proto__\":1,\"constructor\":2}" },
        { "2012-10-17: x", "{\"2012-10-17\":\"x\"}" },
        { "!!str 1: x\n&a b: *a", "{\"1\":\"x\",\"b\":\"b\"}" },
        { "'': x", "{\"\":\"x\"}" },
        { "{a, b: }", "{\"a\":null,\"b\":null}" },
        { "{\"a\":1,'b':[2]}", "{\"a\":1,\"b\":[2]}" },
        { "[a: 1, {b: 2}: c]", "[{\"a\":1},{\"[object Object]\":\"c\"}]" },
    };
    (void)state;
    check_rows(rows, COUNT(rows));
}

static void merges_keep_their_position(void **state)
{
    static const row rows[] = {
        { "b: &b {x: 1, y: 2}\na:\n  <<: *b\n  z: 3",
          "{\"b\":{\"x\":1,\"y\":2},\"a\":{\"x\":1,\"y\":2,\"z\":3}}" },
        { "a:\n  k: 0\n  <<: {x: 1, y: 2}\n  z: 3\n  x: 9",
          "{\"a\":{\"k\":0,\"x\":9,\"y\":2,\"z\":3}}" },
        { "a:\n  x: 9\n  <<: {y: 2, x: 1}", "{\"a\":{\"x\":9,\"y\":2}}" },
        { "<<: [{x: 1, y: 1}, {y: 2, z: 2}]", "{\"x\":1,\"y\":1,\"z\":2}" },
        { "<<: {x: 1}\n<<: {x: 2, y: 2}", "{\"x\":1,\"y\":2}" },
        { "<<: {x: {a: 1}}\nx: {b: 2}", "{\"x\":{\"b\":2}}" },
        { "'<<': {x: 1}", "{\"<<\":{\"x\":1}}" },
        { "a: <<", "{\"a\":\"<<\"}" },
        { "<<: []", "{}" },
        { "<<: {a: 1}\nb: &x {<<: {c: 2}, d: 3}\ne: *x",
          "{\"a\":1,\"b\":{\"c\":2,\"d\":3},\"e\":{\"c\":2,\"d\":3}}" },
    };
    (void)state;
    check_rows(rows, COUNT(rows));
}

static void anchors_are_copied(void **state)
{
    static const row rows[] = {
        { "a: &x [1, {b: 2}]\nc: *x\nd: *x",
          "{\"a\":[1,{\"b\":2}],\"c\":[1,{\"b\":2}],\"d\":[1,{\"b\":2}]}" },
        { "[&x 1, *x, &x 2, *x]", "[1,1,2,2]" },
        { "a: &x !Ref b\nc: *x\nd: !Sub &y e\nf: *y",
          "{\"a\":{\"Ref\":\"b\"},\"c\":{\"Ref\":\"b\"},\"d\":{\"Fn::Sub\":\"e\"},"
          "\"f\":{\"Fn::Sub\":\"e\"}}" },
        { "a: &x {b: &x 1, c: *x}\nd: *x", "{\"a\":{\"b\":1,\"c\":1},\"d\":{\"b\":1,\"c\":1}}" },
        { "a: &x\nb: *x", "{\"a\":null,\"b\":null}" },
        { "a: &my.anchor/1 v\nb: *my.anchor/1\nc: &\xc3\xa4:x [*my.anchor/1]\nd: *\xc3\xa4:x",
          "{\"a\":\"v\",\"b\":\"v\",\"c\":[\"v\"],\"d\":[\"v\"]}" },
        { "a: &x\n- 1\nb: *x", "{\"a\":[1],\"b\":[1]}" },
    };
    (void)state;
    check_rows(rows, COUNT(rows));
}

static void texts_come_through_whole(void **state)
{
    static const row rows[] = {
        { "", "null" },
        { "# only a comment\n", "null" },
        { "---\n...\n", "null" },
        { "\xef\xbb\xbf"
          "a: b",
          "{\"a\":\"b\"}" },
        { "a: |\r\n  x\r\n  y\r\nb: >-\r\n  x\r\n  y\r\n", "{\"a\":\"x\\ny\\n\",\"b\":\"x y\"}" },
        { "a: \"x\r\n  y\"", "{\"a\":\"x y\"}" },
        { "%YAML 1.3\n---\na: b", "{\"a\":\"b\"}" },
        { "%YAML 1.1\n---\n014", "14" },
        { "%FOO bar\n---\na: b", "{\"a\":\"b\"}" },
        { "a: x\xc2\x85y\xe2\x80\xa8z\xe2\x80\xa9 \xef\xbb\xbf.",
          "{\"a\":\"x\xc2\x85y\xe2\x80\xa8z\xe2\x80\xa9 \xef\xbb\xbf.\"}" },
        { "a: |\n  x\xe2\x80\xa8y\n  \xe2\x80\xa9\n",
          "{\"a\":\"x\xe2\x80\xa8y\\n\xe2\x80\xa9\\n\"}" },
        { "'\xc2\x80\xef\xbf\xbf'", "\"\xc2\x80\xef\xbf\xbf\"" },
        { "\"\\ud83d\\ude00 \\uD83D\\uDE00\\\\ud83d\"",
          "\"\xf0\x9f\x98\x80 \xf0\x9f\x98\x80\\\\ud83d\"" },
        { "[\xf0\x9f\x98\x80, \"\\x41\\u00e9\\/\\t\\0\"]",
          "[\"\xf0\x9f\x98\x80\",\"A\xc3\xa9/\\t\\u0000\"]" },
        { "-\ta\n-\t[b]\n-  \t 'c'\n\t\n \t # note\n- d\n\t\n", "[\"a\",[\"b\"],\"c\",\"d\"]" },
        { "a:\tb\nc: d\t# note\n\t\ne: |\n  x\n\t\nf: g",
          "{\"a\":\"b\",\"c\":\"d\",\"e\":\"x\\n\",\"f\":\"g\"}" },
        { "{\n\ta: b,\n\tc: [\n\t\td\n\t]\n}", "{\"a\":\"b\",\"c\":[\"d\"]}" },
        { "a: b # c\nd: e#f", "{\"a\":\"b\",\"d\":\"e#f\"}" },
        { "a: ${self:x}\nb: '${file(x):y}'\nc: [\"${self:x}\"]",
          "{\"a\":\"${self:x}\",\"b\":\"${file(x):y}\",\"c\":[\"${self:x}\"]}" },
        { "url: http://x/?a=b&c\narn: arn:aws:s3:::b/*\ncidr: ::/0",
          "{\"url\":\"http://x/?a=b&c\",\"arn\":\"arn:aws:s3:::b/*\",\"cidr\":\"::/0\"}" },
        { "a: x\n  y\n\n  z", "{\"a\":\"x y\\nz\"}" },
        { "a: |+\n  x\n\nb: |2\n   y\n", "{\"a\":\"x\\n\\n\",\"b\":\" y\\n\"}" },
    };
    (void)state;
    check_rows(rows, COUNT(rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_scalars_follow_the_core_schema),
        cmocka_unit_test(tags_of_yaml_choose_the_type),
        cmocka_unit_test(short_forms_of_cloudformation_become_maps),
        cmocka_unit_test(keys_are_texts),
        cmocka_unit_test(merges_keep_their_position),
        cmocka_unit_test(anchors_are_copied),
        cmocka_unit_test(texts_come_through_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
