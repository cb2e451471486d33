/* parts.h: what the files of this folder share.
 *
 *   externals.c  which packages, under which version, and what to say
 *   closure.c    what these packages depend on, as Node would find it
 *   layout.c     where in node_modules of the package each of them lies
 *   contents.c   their files
 *   lock.c       versions of lock files */
#ifndef BUNDLER_EXTERNALS_PARTS_H
#define BUNDLER_EXTERNALS_PARTS_H

#include "externals.h"

typedef struct need { /* a name that a package asks for */
    slsc_str name;
    uint32_t package;
} need;

typedef struct wanted { /* a package that will be packed */
    const bundler_package *package;
    need *needs; /* sorted by name */
    size_t need_count;
} wanted;

typedef struct place {
    slsc_str path; /* "node_modules/a/node_modules/b" */
    uint32_t package;
    uint32_t inside; /* index + 1 of the place in whose node_modules it lies; 0: the topmost */
    uint32_t depth;
} place;

typedef struct packing {
    bundler_resolver *resolver;
    bundler_arena *arena;
    const bundler_externals_options *options;
    bundler_table left_out; /* names that are not wanted: peers of such a name are not packed */
    bundler_table known;    /* folder of a package -> index in: */
    wanted *packages;
    size_t package_count, package_capacity;
    uint32_t closed_count; /* packages whose needs are known */
    need *roots;           /* sorted by name */
    size_t root_count, root_capacity;
    place *places;
    size_t place_count, place_capacity;
    bundler_packed_file *files;
    size_t file_count, file_capacity;
    bundler_externals_message *messages;
    size_t message_count, message_capacity;
    bool failed;
} packing;

void bundler_externals_say(packing *, bundler_externals_code, slsc_str text);
int bundler_externals_order(slsc_str, slsc_str); /* by bytes */

/* The index of an installed package; BUNDLER_NONE: `name` is not installed. */
uint32_t bundler_externals_want(packing *, slsc_str folder, slsc_str name);
void bundler_externals_close(packing *); /* finds all that is needed */

/* Adds what a trace has reached and nobody declares, as something the service itself asks for. */
void bundler_externals_add_undeclared(packing *);
bool bundler_is_optional_peer(const struct bundler_json *package, slsc_str name);

void bundler_externals_lay_out(packing *);
void bundler_externals_list(packing *);

/* The lock file beside a package.json. */
typedef enum lock_kind { LOCK_NONE, LOCK_NPM, LOCK_YARN, LOCK_PNPM } lock_kind;

typedef struct lock_file {
    lock_kind kind;
    slsc_str name; /* "yarn.lock" */
    slsc_str text;
    const struct bundler_json *json; /* of npm */
} lock_file;

void bundler_lock_read(bundler_arena *, slsc_str folder, lock_file *out);

/* The version of what the service depends on; empty: the file says nothing of it. `range` is what
 * package.json says. */
slsc_str bundler_lock_version(bundler_arena *, const lock_file *, slsc_str name, slsc_str range);

#endif
