/* front_variables.h: units whose variables are resolved, for the tests of these. */
#ifndef SLSC_TEST_FRONT_VARIABLES_H
#define SLSC_TEST_FRONT_VARIABLES_H

#include "front/variables/variables.h"
#include "unit/front_unit.h"

static const char *const front_environment[] = { "FOO=bar",
                                                 "EMPTY=",
                                                 "NUM=12",
                                                 "STAGE=qa",
                                                 "SECRET=s3cr3t",
                                                 "FLAG= True ",
                                                 "LIVE=${self:service}",
                                                 NULL };

static inline slsc_settings settings(void)
{
    slsc_settings s = { 0 };
    s.environ = front_environment;
    return s;
}

static inline slsc_unit *resolve_with(const slsc_settings *s, const char *yaml)
{
    slsc_unit *unit = front_unit(s, yaml);
    const slsc_status status = slsc_variables_resolve(unit, NULL, 0);
    assert_int_equal(status == SLSC_OK, slsc_unit_ok(unit));
    front_assert_lawful(unit);
    return unit;
}

/* Members of `custom`, as the framework's `custom:` would hold them. */
static inline slsc_unit *resolve_custom(const char *custom)
{
    const slsc_settings s = settings();
    slsc_arena *arena = slsc_arena_new(0);
    slsc_unit *unit = NULL;
    slsc_str yaml = slsc_strf(arena, "service: svc\nprovider: {name: aws}\ncustom:\n%s", custom);
    unit = slsc_unit_new(&s);
    yaml = slsc_str_copy(unit->arena, yaml);
    slsc_arena_free(arena);
    unit->folder = slsc_str_z(front_folder);
    unit->config_name = SLSC_STR("serverless.yml");
    unit->roots[SLSC_CONFIG] =
        slsc_yaml_parse(unit, slsc_sources_add(unit->sources, unit->config_name, yaml));
    assert_non_null(unit->roots[SLSC_CONFIG]);
    const slsc_status status = slsc_variables_resolve(unit, NULL, 0);
    assert_int_equal(status == SLSC_OK, slsc_unit_ok(unit));
    front_assert_lawful(unit);
    return unit;
}

static inline void assert_custom(const char *custom, const char *json)
{
    slsc_unit *unit = resolve_custom(custom);
    assert_string_equal(front_said(unit).ptr, "");
    assert_string_equal(front_json(unit, "custom").ptr, json);
    slsc_unit_free(unit);
}

/* Faults; lines are counted from `custom:` on, whose first member is line 4. */
static inline void assert_said(const char *custom, const char *said)
{
    slsc_unit *unit = resolve_custom(custom);
    assert_string_equal(front_said(unit).ptr, said);
    slsc_unit_free(unit);
}

#endif
