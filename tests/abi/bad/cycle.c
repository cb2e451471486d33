/* Three passes that wait for each other. */
#include "bad.h"

static const char *const after_one[] = { "cycle/one", NULL };
static const char *const after_two[] = { "cycle/two", NULL };
static const char *const before_one[] = { "cycle/one", NULL };
static const slsc_pass one = {
    .struct_size = sizeof one, .phase = SLSC_LOWER, .name = "one", .run = do_nothing
};
static const slsc_pass two = { .struct_size = sizeof two,
                               .phase = SLSC_LOWER,
                               .name = "two",
                               .after = after_one,
                               .run = do_nothing };
static const slsc_pass three = { .struct_size = sizeof three,
                                 .phase = SLSC_LOWER,
                                 .name = "three",
                                 .after = after_two,
                                 .before = before_one,
                                 .run = do_nothing };
PLUGIN("cycle", &one, &two, &three)
