/* The grammar of ${...}: what is a variable, what is CloudFormation's, what is wrong. */
#include "front/variables/parse.h"
#include "unit/front_unit.h"

static slsc_sb *out;
static slsc_unit *unit;

static void show(const slsc_template *template);

static void show_term(const slsc_term *term)
{
    if (term->template) {
        show(term->template);
        return;
    }
    switch (term->kind) {
    case SLSC_NONE: break;
    case SLSC_NULL: slsc_sb_addz(out, "null"); break;
    case SLSC_BOOL: slsc_sb_addz(out, term->boolean ? "true" : "false"); break;
    case SLSC_FLOAT: slsc_sb_addf(out, "#%g", term->number); break;
    default: slsc_sb_addf(out, "'%.*s'", SLSC_FMT(term->text));
    }
}

static void show_alternative(const slsc_alternative *alternative)
{
    if (alternative->type.len == 0) {
        show_term(&alternative->literal);
        return;
    }
    slsc_sb_add(out, alternative->type);
    for (size_t i = 0; i < alternative->param_count; i++) {
        slsc_sb_addz(out, i ? ", " : "(");
        show_term(&alternative->params[i]);
    }
    slsc_sb_addz(out, alternative->param_count ? "):" : alternative->has_params ? "():" : ":");
    show_term(&alternative->address);
}

static void show(const slsc_template *template)
{
    slsc_sb_char(out, '[');
    for (size_t i = 0; i < template->count; i++) {
        const slsc_variable *variable = template->pieces[i].variable;
        slsc_sb_addz(out, i ? " + " : "");
        if (!variable) slsc_sb_addf(out, "\"%.*s\"", SLSC_FMT(template->pieces[i].text));
        for (size_t k = 0; variable && k < variable->count; k++) {
            slsc_sb_addz(out, k ? " | " : "");
            show_alternative(&variable->alternatives[k]);
        }
    }
    slsc_sb_char(out, ']');
}

/* The template of a text, "-" where nothing is to be done, or "offset+length: message". */
static void assert_parses(const char *text, const char *expected)
{
    const slsc_settings settings = { 0 };
    unit = slsc_unit_new(&settings);
    slsc_sb sb = slsc_sb_new(unit->arena, 0);
    slsc_variable_fault fault;
    slsc_template *template = NULL;
    const uint32_t file = slsc_sources_add(unit->sources, SLSC_STR("f"), slsc_str_z(text));
    slsc_node *node =
        slsc_node_read(unit, SLSC_STRING, (slsc_place) { file, 0, (uint32_t)strlen(text) });
    node->as.string = slsc_str_z(text);
    out = &sb;
    if (slsc_variable_parse(unit, node, &template, &fault) != SLSC_OK)
        slsc_sb_addf(out, "%zu+%zu: %.*s", fault.offset, fault.length, SLSC_FMT(fault.message));
    else if (template)
        show(template);
    else
        slsc_sb_char(out, '-');
    assert_string_equal(slsc_str_cstr(unit->arena, slsc_sb_str(&sb)), expected);
    slsc_unit_free(unit);
}

static void test_variables(void **state)
{
    (void)state;
    assert_parses("${self:custom.a}", "[self:'custom.a']");
    assert_parses("a${self:b}c${env:D}", "[\"a\" + self:'b' + \"c\" + env:'D']");
    assert_parses("${opt:}", "[opt:]");
    assert_parses("${self: b }", "[self:'b']");
    assert_parses("${self:a b}", "[self:'a b']");
    assert_parses("${a.b-c:x}", "[a.b-c:'x']");
    assert_parses("${self:a.${opt:b}.c}", "[self:[\"a.\" + opt:'b' + \".c\"]]");
    assert_parses("${self:${self:a}}", "[self:[self:'a']]");
    assert_parses("${self:'a, b'}", "[self:'a, b']");
    assert_parses("${self:\"a\\u0041}\"}", "[self:'aA}']");
    assert_parses("${self:a\"b\"}", "[self:'a\"b\"']");
}

static void test_alternatives(void **state)
{
    (void)state;
    assert_parses("${self:a, self:b ,opt:c}", "[self:'a' | self:'b' | opt:'c']");
    assert_parses("${self:a, 'x, }'}", "[self:'a' | 'x, }']");
    assert_parses("${self:a, \"\"}", "[self:'a' | '']");
    assert_parses("${self:a, true}", "[self:'a' | true]");
    assert_parses("${self:a, null}", "[self:'a' | null]");
    assert_parses("${self:a, -5}", "[self:'a' | #-5]");
    assert_parses("${self:a, 1.50 }", "[self:'a' | #1.5]");
    assert_parses("${self:a, 0x10}", "[self:'a' | #16]");
    assert_parses("${self:a, .5}", "[self:'a' | #0.5]");
    assert_parses("${self:a, file(x)}", "[self:'a' | file('x'):]");
}

static void test_parameters(void **state)
{
    (void)state;
    assert_parses("${file(x.yml)}", "[file('x.yml'):]");
    assert_parses("${file( ./x.yml ) : a.b}", "[file('./x.yml'):'a.b']");
    assert_parses("${file('a)b', \"c\")}", "[file('a)b', 'c'):]");
    assert_parses("${f(a,,5,true,)}", "[f('a', null, #5, true):]");
    assert_parses("${file()}", "[file():]");
    assert_parses("${file(x.${sls:stage}.yml):v}", "[file([\"x.\" + sls:'stage' + \".yml\"]):'v']");
    assert_parses("${f('${self:a}')}", "[f('${self:a}'):]");
}

static void test_foreign(void **state)
{
    (void)state;
    static const char *const texts[] = { "${AWS::Region}", "${Foo:bar}", "${self::x}",  "${foo}",
                                         "${foo.bar}",     "${}",        "${ self:a }", "${1}",
                                         "${!Literal}",    "${\"abc\"}", "$[x]",        "${self",
                                         "$${x}",          "",           "${" };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) assert_parses(texts[i], "-");
    assert_parses("${Foo}-${self:a}", "[\"${Foo}-\" + self:'a']");
    assert_parses("${Foo ${self:a} b}", "[\"${Foo \" + self:'a' + \" b}\"]");
    assert_parses("${foo${self:a}}", "[\"${foo\" + self:'a' + \"}\"]");
}

static void test_escapes(void **state)
{
    (void)state;
    assert_parses("\\${self:a}", "[\"${self:a}\"]");
    assert_parses("\\\\${self:a}", "[\"\\\" + self:'a']");
    assert_parses("\\\\\\${self:a}", "[\"\\\" + \"${self:a}\"]");
    assert_parses("x\\${y}", "[\"x\" + \"${y}\"]");
    assert_parses("\\$x \\y ${self:a}", "[\"\\$x \\y \" + self:'a']");
    assert_parses("\\$${self:a}", "[\"\\$\" + self:'a']");
    /* as the reference has it: dollars in front belong to the variable */
    assert_parses("a$${self:b}", "[\"a\" + self:'b']");
    assert_parses("$a${self:b}", "[\"$a\" + self:'b']");
}

static void test_faults(void **state)
{
    (void)state;
    assert_parses("a ${self:b", "2+8: a variable is not closed");
    assert_parses("${self:a, 'b}", "0+13: a variable is not closed");
    assert_parses("${self:a${Foo}}", "10+1: unexpected `F` in a variable");
    assert_parses("${self:a${}}", "10+1: unexpected `}` in a variable");
    assert_parses("${self:a, foo bar}", "10+7: `foo bar` is neither a source nor a default");
    assert_parses("${self:a, @}", "10+1: unexpected `@` in a variable");
    assert_parses("${self:a,  , 'b'}", "11+1: unexpected `,` in a variable");
    assert_parses("${self:a, }", "10+1: unexpected `}` in a variable");
    assert_parses("${self:a, 'x', 'y'}", "10+4: unexpected `,` in a variable");
    assert_parses("${file(x.yml}", "7+6: unexpected `}` in a variable");
    assert_parses("${file(x) y}", "10+1: unexpected `y` in a variable");
    assert_parses("${self:\"a\"b}", "7+4: unexpected `b` in a variable");
    assert_parses("${self:\"a\\q\"}", "7+5: a quoted default is not a string of JSON");
    assert_parses("${self:a, \xC3\xA9}", "10+2: unexpected `\xC3\xA9` in a variable");
}

static void test_depth(void **state)
{
    (void)state;
    char text[7 * 60 + 60 + 1] = "";
    for (int i = 0; i < 60; i++) memcpy(text + 7 * i, "${self:", 7);
    memset(text + 7 * 60, '}', 60);
    assert_parses(text, "350+2: variables are nested too deeply");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_variables),  cmocka_unit_test(test_alternatives),
        cmocka_unit_test(test_parameters), cmocka_unit_test(test_foreign),
        cmocka_unit_test(test_escapes),    cmocka_unit_test(test_faults),
        cmocka_unit_test(test_depth),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
