/* The engine of `slsc plan`: what expressions give, how replacements go on, what is folded; and
 * laws that hold for any template. What is expected is what CloudFormation does, or its
 * documentation. */
#include "back/plan/findings.h"
#include "back/plan/report.h"
#include "tree/json.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
/* behind the four it needs */
#include <cmocka.h>

static slsc_unit *unit;

static int set_up(void **state)
{
    slsc_settings settings = { 0 };
    (void)state;
    unit = slsc_unit_new(&settings);
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
    const uint32_t file = slsc_sources_add(unit->sources, SLSC_STR("t.json"), slsc_str_z(text));
    slsc_node *node = slsc_json_parse(unit, file);
    assert_non_null(node);
    return node;
}

static slsc_stack *stack(const slsc_node *template, const char *values, const slsc_stack *previous)
{
    const slsc_parameters given = { values ? json(values) : NULL, NULL, NULL };
    slsc_stack *made = slsc_stack_new(unit, template, &given, SLSC_STR("eu-west-1"), previous);
    slsc_stack_evaluate(made);
    return made;
}

static slsc_changes *plan(const char *old, const char *new)
{
    slsc_stack *before = stack(json(old), NULL, NULL);
    return slsc_changes_make(before, stack(json(new), NULL, before));
}

/* "Topic=replace Alarm=update": what is not folded, in order; folded ones in brackets. */
static const char *said(const slsc_changes *changes)
{
    static const char *const modified[] = { "update", "perhaps", "replace" };
    slsc_sb out = slsc_sb_new(unit->arena, 0);
    for (size_t i = 0; i < changes->count; i++) {
        const slsc_change *c = &changes->items[i];
        const char *what = c->action == SLSC_CHANGE_ADD       ? "add"
                           : c->action == SLSC_CHANGE_REMOVE  ? "remove"
                           : c->action == SLSC_CHANGE_IMPLIED ? "implied"
                                                              : modified[c->level];
        slsc_sb_addf(&out, "%s%s%.*s=%s%s", i ? " " : "", c->folded ? "[" : "", SLSC_FMT(c->id),
                     what, c->folded ? "]" : "");
    }
    return slsc_str_cstr(unit->arena, slsc_sb_str(&out));
}

static void expect(const char *old, const char *new, const char *expected)
{
    assert_string_equal(said(plan(old, new)), expected);
}

/* ---- Values ---- */

#define TEMPLATE                                                                                   \
    "{\"Parameters\":{\"Stage\":{\"Type\":\"String\",\"Default\":\"dev\"},\"Open\":{\"Type\":"     \
    "\"String\"},\"Nets\":{\"Type\":\"CommaDelimitedList\",\"Default\":\"a, b\"}},"                \
    "\"Mappings\":{\"Sizes\":{\"dev\":{\"Memory\":128}}},"                                         \
    "\"Conditions\":{\"IsDev\":{\"Fn::Equals\":[{\"Ref\":\"Stage\"},\"dev\"]},\"Who\":{"           \
    "\"Fn::Equals\":[{\"Ref\":\"Open\"},\"x\"]},\"Loop\":{\"Fn::Not\":[{\"Condition\":"            \
    "\"Loop\"}]}},"                                                                                \
    "\"Resources\":{\"Topic\":{\"Type\":\"AWS::SNS::Topic\"}}}"

static void values(void **state)
{
    static const struct {
        const char *raw, *text;
    } cases[] = {
        { "{\"Ref\":\"Stage\"}", "dev" },
        { "{\"Fn::Sub\":\"x-${Stage}-${!Kept}-${AWS::Region}\"}", "x-dev-${Kept}-eu-west-1" },
        { "{\"Fn::Sub\":[\"${Own}.${Stage}\",{\"Own\":{\"Fn::Base64\":\"a\"}}]}", "YQ==.dev" },
        { "{\"Fn::Join\":[\"/\",[\"a\",{\"Ref\":\"Topic\"},\"b\"]]}", "a/${Topic}/b" },
        { "{\"Fn::Sub\":\"${Topic}\"}", "${Topic}" },
        { "{\"Fn::Sub\":\"${Topic.TopicName}\"}", "${Topic.TopicName}" },
        { "{\"Fn::GetAtt\":\"Topic.TopicName\"}", "${Topic.TopicName}" },
        { "{\"Fn::Select\":[1,{\"Ref\":\"Nets\"}]}", "b" },
        { "{\"Fn::Select\":[2,{\"Fn::Split\":[\":\",\"a:b:c:d\"]}]}", "c" },
        { "{\"Fn::FindInMap\":[\"Sizes\",{\"Ref\":\"Stage\"},\"Memory\"]}", "128" },
        { "{\"Fn::FindInMap\":[\"Sizes\",\"none\",\"Memory\",{\"DefaultValue\":\"7\"}]}", "7" },
        { "{\"Fn::If\":[\"IsDev\",\"yes\",\"no\"]}", "yes" },
        { "{\"Fn::If\":[\"IsDev\",{\"Ref\":\"Open\"},\"no\"]}", "${Open}" },
        { "[{\"Fn::If\":[\"IsDev\",{\"Ref\":\"AWS::NoValue\"},1]},2]", "[2]" },
        { "{\"Fn::If\":[\"Who\",\"yes\",\"no\"]}", "{\"Fn::If\":[\"Who\",\"yes\",\"no\"]}" },
        { "{\"Fn::If\":[\"Loop\",\"yes\",\"no\"]}", "{\"Fn::If\":[\"Loop\",\"yes\",\"no\"]}" },
        { "{\"Fn::Made::Up\":[{\"Ref\":\"Stage\"}]}", "{\"Fn::Made::Up\":[{\"Ref\":\"Stage\"}]}" },
        { "{\"Fn::Sub\":\"${Stage\"}", "${Stage" },
        { "{\"Fn::Split\":\"-\"}", "{\"Fn::Split\":\"-\"}" },
        { "{\"Fn::Split\":[\"-\"]}", "{\"Fn::Split\":[\"-\"]}" },
    };
    slsc_stack *s = stack(json(TEMPLATE), NULL, NULL);
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const slsc_str text = slsc_plan_text(unit, slsc_stack_value(s, json(cases[i].raw)));
        assert_string_equal(slsc_str_cstr(unit->arena, text), cases[i].text);
    }
}

static void parameters(void **state)
{
    slsc_stack *old = stack(json(TEMPLATE), "{\"Stage\":\"prod\",\"Open\":\"kept\"}", NULL);
    const slsc_parameters given = { NULL, NULL, json("{\"Stage\":true}") };
    slsc_stack *new = slsc_stack_new(unit, json(TEMPLATE), &given, SLSC_STR(""), old);
    slsc_stack *plain = stack(json(TEMPLATE), NULL, old);
    (void)state;
    /* UsePreviousValue goes before a default; without either a parameter keeps its value */
    assert_true(slsc_node_is_text(slsc_stack_parameter(new, SLSC_STR("Stage")), "prod"));
    assert_true(slsc_node_is_text(slsc_stack_parameter(new, SLSC_STR("Open")), "kept"));
    assert_true(slsc_node_is_text(slsc_stack_parameter(plain, SLSC_STR("Stage")), "dev"));
}

/* ---- Propagation ---- */

#define TOPIC(name)                                                                                \
    "\"Topic\":{\"Type\":\"AWS::SNS::Topic\",\"Properties\":{\"TopicName\":\"" name "\"}}"
#define NOTE(id, value)                                                                            \
    "\"" id                                                                                        \
    "\":{\"Type\":\"AWS::SSM::Parameter\",\"Properties\":{\"Type\":\"String\",\"Value\":" value    \
    "}}"
#define NAMED(id, value)                                                                           \
    "\"" id "\":{\"Type\":\"AWS::SSM::Parameter\",\"Properties\":{\"Type\":\"String\",\"Value\":"  \
    "\"v\",\"Name\":" value "}}"
#define RESOURCES(text) "{\"Resources\":{" text "}}"
#define AND ","

static void propagation(void **state)
{
    (void)state;
    /* a replacement goes on through a name that replaces, and ends at a value */
    expect(RESOURCES(TOPIC("a") AND NAMED("Next", "{\"Fn::Sub\":\"/${Topic}\"}")
                         AND NOTE("Last", "{\"Ref\":\"Next\"}")),
           RESOURCES(TOPIC("b") AND NAMED("Next", "{\"Fn::Sub\":\"/${Topic}\"}")
                         AND NOTE("Last", "{\"Ref\":\"Next\"}")),
           "Topic=replace Next=replace Last=update");
    /* an update goes on only to whoever uses the changed attribute */
    expect(
        RESOURCES(
            "\"T\":{\"Type\":\"AWS::SNS::Topic\",\"Properties\":{\"DisplayName\":\"a\"}}" AND NOTE(
                "Uses", "{\"Fn::GetAtt\":[\"T\",\"DisplayName\"]}")
                AND NOTE("Not", "{\"Fn::GetAtt\":[\"T\",\"TopicArn\"]}")),
        RESOURCES(
            "\"T\":{\"Type\":\"AWS::SNS::Topic\",\"Properties\":{\"DisplayName\":\"b\"}}" AND NOTE(
                "Uses", "{\"Fn::GetAtt\":[\"T\",\"DisplayName\"]}")
                AND NOTE("Not", "{\"Fn::GetAtt\":[\"T\",\"TopicArn\"]}")),
        "T=update Uses=implied");
    /* listed, and yet nothing will be done: the attribute keeps its value */
    expect(RESOURCES("\"T\":{\"Type\":\"AWS::SNS::Topic\",\"Properties\":{\"TopicName\":\"a\","
                     "\"DisplayName\":\"d\"}}" AND NOTE(
                         "Uses", "{\"Fn::GetAtt\":[\"T\",\"DisplayName\"]}")),
           RESOURCES("\"T\":{\"Type\":\"AWS::SNS::Topic\",\"Properties\":{\"TopicName\":\"b\","
                     "\"DisplayName\":\"d\"}}" AND NOTE(
                         "Uses", "{\"Fn::GetAtt\":[\"T\",\"DisplayName\"]}")),
           "T=replace [Uses=update]");
    /* circles end */
    expect(RESOURCES(NAMED("A", "{\"Ref\":\"B\"}") AND NAMED("B", "{\"Ref\":\"A\"}")),
           RESOURCES(NAMED("A", "{\"Fn::Sub\":\"x${B}\"}") AND NAMED("B", "{\"Ref\":\"A\"}")),
           "A=replace B=replace");
}

/* ---- Folding ---- */

#define FUNCTION(key, more)                                                                        \
    "\"F\":{\"Type\":\"AWS::Lambda::Function\",\"Properties\":{\"Code\":{\"S3Key\":\"" key         \
    "\"}" more "}}"
#define VERSION(id, digest)                                                                        \
    "\"" id "\":{\"Type\":\"AWS::Lambda::Version\",\"DeletionPolicy\":\"Retain\",\"Properties\":{" \
    "\"FunctionName\":{\"Ref\":\"F\"},\"CodeSha256\":\"" digest "\"}}"

static void folding(void **state)
{
    (void)state;
    expect(RESOURCES(FUNCTION("1/a", "") AND VERSION("V1", "same")),
           RESOURCES(FUNCTION("2/a", "") AND VERSION("V2", "same")),
           "[F=update] [V2=add] [V1=remove]");
    expect(RESOURCES(FUNCTION("1/a", "") AND VERSION("V1", "one")),
           RESOURCES(FUNCTION("2/a", "") AND VERSION("V2", "two")),
           "F=update [V2=add] [V1=remove]");
    /* layers are tried in order: another one is another function; tags are a set */
    expect(RESOURCES(FUNCTION("a", ",\"Layers\":[\"x\",\"y\"]")),
           RESOURCES(FUNCTION("a", ",\"Layers\":[\"y\",\"x\"]")), "F=update");
    expect(RESOURCES(FUNCTION("a", ",\"Tags\":[{\"Key\":\"x\",\"Value\":1},{\"Key\":\"y\"}]")),
           RESOURCES(FUNCTION("a", ",\"Tags\":[{\"Key\":\"y\"},{\"Value\":\"1\",\"Key\":\"x\"}]")),
           "[F=update]");
    expect(RESOURCES(FUNCTION("a", ",\"Tags\":[{\"Key\":\"x\"},{\"Key\":\"x\"}]")),
           RESOURCES(FUNCTION("a", ",\"Tags\":[{\"Key\":\"x\"},{\"Key\":\"y\"}]")), "F=update");
}

static void alike(void **state)
{
    static const struct {
        const char *one, *other;
        bool alike;
    } cases[] = {
        { "{\"Action\":\"s3:GetObject\"}", "{\"Action\":[\"s3:getobject\"]}", true },
        { "{\"Resource\":\"a\"}", "{\"Resource\":\"A\"}", false },
        { "{\"Sid\":\"one\",\"Action\":\"a:b\"}", "{\"Action\":\"a:b\"}", true },
        { "{\"Principal\":\"*\"}", "{\"Principal\":{\"AWS\":\"*\"}}", true },
        { "{\"Principal\":\"*\"}", "{\"Principal\":{\"Service\":\"*\"}}", false },
        { "{\"Condition\":{\"Bool\":{\"a\":true}}}",
          "{\"Condition\":{\"Bool\":{\"a\":[\"true\"]}}}", true },
        { "{\"Effect\":\"Allow\"}", "{\"Effect\":\"Deny\"}", false },
        { "{\"Resource\":{\"Fn::Join\":[\"\",[\"b\",{\"Ref\":\"A\"}]]}}",
          "{\"Resource\":{\"Fn::Join\":[\"\",[{\"Ref\":\"A\"},\"b\"]]}}", false },
        { "[{\"Action\":\"a:b\"},{\"Action\":\"c:d\"}]",
          "[{\"Action\":\"c:d\"},{\"Action\":\"a:b\"}]", true },
    };
    const slsc_cfn_type type = slsc_cfn_find(SLSC_STR("AWS::IAM::ManagedPolicy"));
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *const texts[] = { cases[i].one, cases[i].other };
        slsc_node *documents[2];
        for (int k = 0; k < 2; k++)
            documents[k] = json(slsc_strf(unit->arena, "{\"Statement\":%s}", texts[k]).ptr);
        if (slsc_properties_alike(unit, &type, SLSC_STR("PolicyDocument"), documents[0],
                                  documents[1]) != cases[i].alike)
            fail_msg("%s %s", cases[i].one, cases[i].other);
    }
}

/* ---- Laws ---- */

static void laws(void **state)
{
    static const char *const spellings[] = {
        /* one template */
        "{\"Parameters\":{\"N\":{\"Type\":\"String\",\"Default\":\"b\"}},\"Resources\":"
        "{" TOPIC("b") "," NOTE("P", "{\"Fn::Join\":[\"\",[\"x\",{\"Ref\":\"Topic\"}]]}") "}}",
        "{\"Parameters\":{\"N\":{\"Type\":\"String\",\"Default\":\"b\"}},\"Resources\":"
        "{" NOTE("P", "{\"Fn::Sub\":\"x${Topic}\"}") ","
                                                     "\"Topic\":{\"Type\":\"AWS::SNS::"
                                                     "Topic\",\"Properties\":{"
                                                     "\"TopicName\":{\"Ref\":\"N\"}}}}}",
        "{\"Parameters\":{\"N\":{\"Type\":\"String\",\"Default\":\"b\"}},\"Conditions\":{"
        "\"C\":{"
        "\"Fn::Equals\":[1,\"1\"]}},\"Resources\":{" NOTE(
            "P", "{\"Fn::If\":[\"C\",{\"Fn::Sub\":[\"x${T}\",{\"T\":{\"Ref\":\"Topic\"}}]},"
                 "0]}") ","
                        "\"Topic\":{\"Type\":\"AWS::SNS::Topic\",\"Properties\":{"
                        "\"TopicName\":{\"Fn::Select\":[1,{"
                        "\"Fn::Split\":[\"-\",\"a-b\"]}]},\"Tags\":{\"Ref\":\"AWS::"
                        "NoValue\"}}}}}",
    };
    const size_t n = sizeof spellings / sizeof *spellings;
    const char *const other = RESOURCES(TOPIC("other") AND NOTE("New", "\"1\""));
    (void)state;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n; k++) expect(spellings[i], spellings[k], "");
    for (size_t i = 0; i < n; i++) {
        expect(spellings[i], other, "Topic=replace New=add P=remove");
        assert_non_null(strstr(said(plan(other, spellings[i])), "P=add"));
        assert_non_null(strstr(said(plan(other, spellings[i])), "New=remove"));
    }
}

/* ---- Findings ---- */

static size_t found(const char *old, const char *new, const char *rule)
{
    const slsc_findings *findings = slsc_findings_make(plan(old, new));
    size_t n = 0;
    for (size_t i = 0; i < findings->count; i++)
        n += strcmp(findings->items[i].rule->id, rule) == 0;
    return n;
}

static void predictions(void **state)
{
    (void)state;
    /* DynamoDB's own error for two indexes, CloudFormation's for a fixed name */
    assert_int_equal(found(RESOURCES(TOPIC("a") AND NAMED("N", "\"n\"")),
                           RESOURCES(TOPIC("a") AND NAMED("M", "\"n\"")), "rename-fixed-name"),
                     1);
    assert_int_equal(found(RESOURCES(TOPIC("a")),
                           RESOURCES(TOPIC("a") AND NOTE("N", "{\"Ref\":\"Gone\"}")),
                           "dangling-ref"),
                     1);
    assert_int_equal(found(RESOURCES(TOPIC("a")),
                           RESOURCES(NOTE("A", "{\"Ref\":\"B\"}") AND NOTE("B", "{\"Ref\":\"A\"}")),
                           "cycle"),
                     1);
    /* two circles that share a resource are told once: both open when it is freed */
    assert_int_equal(found(RESOURCES(TOPIC("a")),
                           RESOURCES(NOTE("A", "{\"Fn::Sub\":\"${B}${C}\"}") AND NOTE(
                               "B", "{\"Ref\":\"A\"}") AND NOTE("C", "{\"Ref\":\"A\"}")),
                           "cycle"),
                     1);
    assert_int_equal(found(RESOURCES(TOPIC("a")), RESOURCES(TOPIC("b")), "cycle"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(values, set_up, tear_down),
        cmocka_unit_test_setup_teardown(parameters, set_up, tear_down),
        cmocka_unit_test_setup_teardown(propagation, set_up, tear_down),
        cmocka_unit_test_setup_teardown(folding, set_up, tear_down),
        cmocka_unit_test_setup_teardown(alike, set_up, tear_down),
        cmocka_unit_test_setup_teardown(laws, set_up, tear_down),
        cmocka_unit_test_setup_teardown(predictions, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
