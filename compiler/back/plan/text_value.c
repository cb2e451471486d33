/* text_value.c: a value on one line. */
#include "back/plan/report.h"

#include "tree/print.h"

static void add(slsc_unit *unit, const slsc_node *value, slsc_sb *out)
{
    const slsc_str name = slsc_intrinsic_name(value);
    const slsc_node *argument = slsc_node_at(value, 0);
    if (slsc_is_scalar(value)) {
        slsc_sb_add(out, slsc_node_text(unit, value));
    } else if (slsc_str_is(name, "Ref")) {
        slsc_sb_addf(out, "${%.*s}", SLSC_FMT(slsc_node_text(unit, argument)));
    } else if (slsc_str_is(name, "Fn::GetAtt")) {
        slsc_sb_addf(out, "${%.*s.%.*s}", SLSC_FMT(slsc_node_text(unit, slsc_node_at(argument, 0))),
                     SLSC_FMT(slsc_node_text(unit, slsc_node_at(argument, 1))));
    } else if (slsc_str_is(name, "Fn::Join") && slsc_node_is_text(slsc_node_at(argument, 0), "")) {
        const slsc_node *parts = slsc_node_at(argument, 1);
        for (size_t i = 0; i < slsc_node_count(parts); i++) add(unit, slsc_node_at(parts, i), out);
    } else {
        slsc_print_json(name.len && value->from && value->from != value ? value->from : value, 0,
                        out);
    }
}

slsc_str slsc_plan_text(slsc_unit *unit, const slsc_node *value)
{
    slsc_sb out = slsc_sb_new(unit->arena, 0);
    if (slsc_is_secret(value)) return SLSC_STR("****");
    add(unit, value, &out);
    return slsc_sb_str(&out);
}
