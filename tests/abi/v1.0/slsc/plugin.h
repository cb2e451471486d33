/* slsc/plugin.h: the whole contract between slsc and a plugin.
 *
 * A plugin is a shared object that exports ONE function, slsc_plugin_v1(). It returns constant
 * data: what the plugin is called, what calls for it, which passes it adds and when they run.
 * Everything a pass may do to a service it does through the slsc_host table, so a plugin links
 * against nothing.
 *
 * Growing the contract: every struct that crosses the border starts with its own size and grows
 * only at the end. The reader copies min(its size, their size) and leaves the rest zero. Lists are
 * 0-ended arrays of pointers, so that elements may grow too. slsc_str, slsc_span and slsc_hole are
 * plain values and never grow. A change that cannot be made so gets a new entry symbol,
 * slsc_plugin_v2().
 *
 * Ownership: everything handed out by the host belongs to the slsc_unit and dies with it; free
 * nothing. What a plugin hands in is copied, but for nodes, which the tree takes over.
 *
 * Threads: a unit is used by one thread at a time; two units may run at once. So a plugin has no
 * mutable statics: what it must remember between passes it keeps in the state made by open().
 *
 * Determinism: a plugin whose `needs` is 0 is a function of the trees: no clock, locale,
 * environment, randomness, pointer order or file system. */
#ifndef SLSC_PLUGIN_H
#define SLSC_PLUGIN_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SLSC_ABI_MINOR 0u /* raised whenever a field is appended below */

#if defined(_WIN32)
#define SLSC_EXPORT __declspec(dllexport)
#else
#define SLSC_EXPORT __attribute__((visibility("default")))
#endif

/* ---- Vocabulary ---------------------------------------------------------------------------- */

typedef struct slsc_unit slsc_unit; /* one compilation: arena, sources, diagnostics, two trees */
typedef struct slsc_node slsc_node; /* one value of a tree, with the place it came from */

typedef struct slsc_str { /* UTF-8, not 0-terminated; {NULL, 0} where there is no text */
    const char *ptr;
    size_t len;
} slsc_str;

typedef struct slsc_span { /* 1-based; columns count code points; line 0: no place */
    slsc_str file;
    uint32_t line, col, end_line, end_col;
} slsc_span;

enum { SLSC_OK = 0, SLSC_FAIL = -1 }; /* FAIL: an error was reported, stop */
typedef int32_t slsc_status;

enum { SLSC_NONE, SLSC_NULL, SLSC_BOOL, SLSC_INT, SLSC_FLOAT, SLSC_STRING, SLSC_LIST, SLSC_MAP };
typedef uint32_t slsc_kind;

enum { SLSC_NOTE, SLSC_WARNING, SLSC_ERROR };
typedef uint32_t slsc_severity;

/* The resolved serverless.yml; the CloudFormation template; the template that a stack is created
 * with before anything is uploaded (empty where the deployment bucket is the user's own). */
enum { SLSC_CONFIG, SLSC_TEMPLATE, SLSC_CREATE_TEMPLATE };
typedef uint32_t slsc_root;

enum {
    SLSC_CONFIGURE = 100, /* edit the resolved and validated configuration           */
    SLSC_BUILD = 150,     /* make code: generate files                               */
    SLSC_PACK = 175,      /* bundle what all BUILD passes made; zips are made after  */
    SLSC_LOWER = 200,     /* configuration -> CloudFormation resources               */
    SLSC_TRANSFORM = 300, /* edit the template                                       */
    SLSC_CHECK = 400      /* read only: report, do not touch                         */
};
typedef uint32_t slsc_phase;

enum { SLSC_NEEDS_ENV = 1, SLSC_NEEDS_FILES = 2, SLSC_NEEDS_NETWORK = 4 };

/* How text becomes part of a logical id (the reference's naming rules):
 *   FUNCTION  first letter upper, `-` -> Dash, `_` -> Underscore       my-fn    -> MyDashfn
 *   UPPER     first letter upper                                       cronJob  -> CronJob
 *   ALNUM     all but [0-9A-Za-z] dropped, first letter upper          a.b-c    -> Abc
 *   PATH      each `/` segment: lower case, `-` -> Dash, `{x}` -> xVar,
 *             rest dropped, first letter upper; joined                 /a/{id}  -> AIdVar   */
enum { SLSC_NAME_FUNCTION, SLSC_NAME_UPPER, SLSC_NAME_ALNUM, SLSC_NAME_PATH };
typedef uint32_t slsc_name_rule;

/* ---- What the host tells ------------------------------------------------------------------- */

typedef struct slsc_diag {
    uint32_t struct_size;
    slsc_severity severity;
    const char *code;     /* "warmup/bad-rate": stable, greppable */
    slsc_str message;     /* one line, lower case, no full stop */
    const slsc_node *at;  /* underlined; NULL: no place */
    slsc_str label;       /* beside the carets; optional */
    slsc_str help;        /* "help: ..." line, something to type; optional */
    const slsc_node *see; /* a second place, introduced by see_label; optional */
    slsc_str see_label;
    uint32_t at_key; /* not 0: underline the key that `at` stands under, not its value */
    uint32_t reserved;
} slsc_diag;

/* Facts of the service, known once variables are resolved. `framework` is the major version that it
 * is for: by --profile or frameworkVersion, else 4. */
typedef struct slsc_service {
    uint32_t struct_size;
    uint32_t framework;
    slsc_str name;   /* service */
    slsc_str stage;  /* --stage, provider.stage or dev */
    slsc_str region; /* --region, provider.region or us-east-1 */
    slsc_str stack;  /* provider.stackName or SERVICE-STAGE */
    slsc_str folder; /* where serverless.yml lies, absolute; never part of the output */
} slsc_service;

typedef struct slsc_function { /* what other resources need to know of a function */
    uint32_t struct_size;
    uint32_t position; /* 0-based, in the order of the configuration */
    slsc_str key;      /* hello-world */
    slsc_str id;       /* HelloDashworld: logical ids of its resources begin with it */
    slsc_str name;     /* the name it is deployed under */
    slsc_str alias;    /* the alias its events invoke (`provisioned`, ...); empty: the function */
    slsc_str alias_id; /* logical id of that alias; empty without one */
    slsc_node *node;   /* its configuration */
} slsc_function;

typedef struct slsc_event { /* one item of functions.*.events.* */
    uint32_t struct_size;
    uint32_t number;   /* 1-based, among the function's events of this kind */
    uint32_t position; /* 1-based, among all events of the function */
    uint32_t reserved;
    const slsc_function *function;
    slsc_node *node; /* the event's configuration: what stands behind `http:` */
    slsc_node *item; /* the list item that holds it */
} slsc_event;

typedef struct slsc_hole { /* binds "@name" of a template; never grows */
    const char *name;
    slsc_node *value; /* NULL takes away the member the hole stands in */
} slsc_hole;

/* ---- Host -> plugin; append only ------------------------------------------------------------ */

typedef struct slsc_host {
    uint32_t struct_size, abi_minor;

    /* Reading. A NULL node has kind SLSC_NONE, count 0 and no members, so chains need no checks. */
    slsc_node *(*root)(slsc_unit *, slsc_root);
    slsc_kind (*kind)(const slsc_node *);
    /* A scalar as ECMAScript's String() has it; empty for the rest. */
    slsc_str (*text)(slsc_unit *, const slsc_node *);
    slsc_status (*to_int)(const slsc_node *, int64_t *out);  /* FAIL: not an integer number */
    slsc_status (*to_float)(const slsc_node *, double *out); /* FAIL: not a number */
    size_t (*count)(const slsc_node *);                      /* elements or members */
    slsc_node *(*at)(const slsc_node *, size_t i);           /* i-th element, or value of a map */
    slsc_str (*key)(const slsc_node *, size_t i);            /* i-th key of a map */
    slsc_node *(*get)(slsc_unit *, const slsc_node *, slsc_str key); /* member of a map, or NULL */
    slsc_str (*key_of)(const slsc_node *); /* the key a member stands under */

    /* Writing. `from` is the node that caused this one; never NULL, it is how errors find home.
     * Maps keep the order of insertion, but for keys that are array indices: those come first, in
     * ascending order, as in ECMAScript. A value that already stands in a tree is copied when it
     * is put into a second place: a node has one parent. A NULL value is passed over. */
    slsc_node *(*make)(slsc_unit *, slsc_kind, slsc_str text, const slsc_node *from);
    slsc_node *(*copy)(slsc_unit *, const slsc_node *, const slsc_node *from);
    slsc_node *(*json)(slsc_unit *, slsc_str text, const slsc_node *from); /* NULL: not JSON */
    slsc_status (*set)(slsc_unit *, slsc_node *map, slsc_str key, slsc_node *value);
    slsc_status (*append)(slsc_unit *, slsc_node *list, slsc_node *value);
    slsc_status (*remove)(slsc_unit *, slsc_node *map, slsc_str key);

    /* A JSON text with holes, filled. A string that is exactly "@name" is a hole; bound to NULL it
     * takes its member away, and an object or list left empty by that goes too. "@name!" must be
     * bound. `holes` ends with a NULL name. Values keep their places; the rest has that of `from`.
     */
    slsc_node *(*fill)(slsc_unit *, slsc_str json, const slsc_hole *holes, const slsc_node *from);

    /* Services */
    void (*where)(const slsc_unit *, const slsc_node *, slsc_span *out);
    void (*report)(slsc_unit *, const slsc_diag *);
    slsc_str (*name_part)(slsc_unit *, slsc_name_rule, slsc_str text);
    slsc_str (*logical_id)(slsc_unit *, const slsc_str *parts, size_t n); /* parts, joined */
    slsc_str (*digest)(slsc_unit *, const slsc_node *); /* 32 hex digits; equal for equal values */
    void *(*alloc)(slsc_unit *, size_t size, size_t align); /* zeroed, from the arena; never NULL */
    const void *(*extension)(slsc_unit *, const char *id);  /* "slsc.log/1"; NULL if absent */

    /* The service and its functions: `service` once resolved, functions from CONFIGURE on */
    const slsc_service *(*service)(slsc_unit *);
    size_t (*function_count)(slsc_unit *);
    const slsc_function *(*function_at)(slsc_unit *, size_t i);
    slsc_node *(*target)(slsc_unit *, const slsc_function *, const slsc_node *from); /* its ARN */
} slsc_host;

/* ---- Optional abilities, by extension(id) --------------------------------------------------- */

#define SLSC_EXT_LOG "slsc.log/1"
typedef struct slsc_log {
    uint32_t struct_size, reserved;
    void (*notice)(slsc_unit *, slsc_str line);   /* a line on stderr, kept in order; not with -q */
    void (*progress)(slsc_unit *, slsc_str line); /* shown on a terminal while long work runs */
    void (*info)(slsc_unit *, const char *section, slsc_str line); /* Service Information block:
                                                    sections "endpoints" and "api keys" */
} slsc_log;

#define SLSC_EXT_FILES "slsc.files/1" /* declare SLSC_NEEDS_FILES; every read is recorded */
typedef struct slsc_files {
    uint32_t struct_size, reserved;
    /* Content of a file below the service folder; FAIL: reported, at `from`. */
    slsc_status (*read)(slsc_unit *, slsc_str path, const slsc_node *from, slsc_str *out);
    int32_t (*exists)(slsc_unit *, slsc_str path); /* 1: a regular file */
    /* Files that these packaging patterns select, sorted, as a list of strings. As in
     * package.patterns all files are in at first: begin with `!**` to name what is wanted. */
    slsc_node *(*list)(slsc_unit *, const slsc_str *patterns, size_t n, const slsc_node *from);
    /* Records a file that the plugin read by itself: an absolute path, or one below the folder. */
    void (*note)(slsc_unit *, slsc_str path);
    /* A node to point at in a diagnostic: these bytes of a file (UTF-8, path as in `note`). `from`
     * itself, where the file cannot be read. */
    const slsc_node *(*place)(slsc_unit *, slsc_str path, uint32_t offset, uint32_t length,
                              const slsc_node *from);
    int32_t (*hermetic)(slsc_unit *); /* 1: nothing outside of the service folder may be read */
} slsc_files;

#define SLSC_EXT_ARTIFACT "slsc.artifact/1"
enum { SLSC_FILE_EXECUTABLE = 1, SLSC_FILE_KEEP = 2 /* leave it in the service folder too */ };
enum { SLSC_PACK_PATTERNS = 1 };
typedef struct slsc_artifact {
    uint32_t struct_size, reserved;
    /* Until the end of PACK: a file of the function's package; the same path replaces. */
    slsc_status (*add_file)(slsc_unit *, slsc_node *function, slsc_str path, slsc_str content,
                            uint32_t flags, const slsc_node *from);
    /* From LOWER on: base64 SHA-256 of the package, and where it will lie in the bucket; empty
     * without a package (an image). */
    slsc_str (*digest)(slsc_unit *, const slsc_node *function);
    slsc_str (*s3_key)(slsc_unit *, const slsc_node *function);
    /* A package, NAME.zip, for what belongs to no function of the service: made of added files
     * alone. The node stands for it in the calls above; the same name is the same package. New
     * ones until the end of PACK; NULL: reported that it is too late. */
    slsc_node *(*package)(slsc_unit *, slsc_str name, const slsc_node *from);
    /* The files that passes made so far, in that order; `function` may be NULL. 0: no i-th one. */
    int32_t (*generated)(slsc_unit *, size_t i, slsc_node **function, slsc_str *path,
                         slsc_str *content);
    /* In PACK: what is in the function's package is up to passes from now on. Files made before go;
     * of the service folder only what package.patterns name stays (SLSC_PACK_PATTERNS), or nothing
     * (0). A package that functions share changes when this was said of all of them. */
    slsc_status (*replace)(slsc_unit *, slsc_node *function, uint32_t flags);
    /* As add_file: a file of the disk, under another name; its path as in slsc_files.note. */
    slsc_status (*add_copy)(slsc_unit *, slsc_node *function, slsc_str path, slsc_str source,
                            uint32_t flags, const slsc_node *from);
} slsc_artifact;

#define SLSC_EXT_JOBS "slsc.jobs/1"
typedef struct slsc_jobs {
    uint32_t struct_size, reserved;
    /* Calls job(context, i) once for every i < n, on several threads; returns when all are done.
     * A job touches only what belongs to its own i, and nothing of the unit. */
    void (*run)(slsc_unit *, size_t n, void (*job)(void *context, size_t i), void *context);
} slsc_jobs;

#define SLSC_EXT_IAM "slsc.iam/1"
enum {
    SLSC_ALLOW_ONCE = 1,   /* not again if an equal statement was asked for before */
    SLSC_ALLOW_SHARED = 2, /* for a role that functions share: it holds what several asked for */
    SLSC_ALLOW_OWN = 4     /* one function's part of such a statement, for a role of its own */
};
typedef struct slsc_iam {
    uint32_t struct_size, reserved;
    /* Asks for a statement in the role that runs `function` (NULL: every function). Whoever makes
     * roles reads the requests in TRANSFORM and places them. */
    void (*allow)(slsc_unit *, const slsc_function *function, slsc_node *statement, uint32_t flags);
    size_t (*count)(slsc_unit *);
    slsc_node *(*at)(slsc_unit *, size_t i, const slsc_function **function);
    /* Asks that a service may assume that role ("scheduler.amazonaws.com"). */
    void (*trust)(slsc_unit *, const slsc_function *function, slsc_str service);
    size_t (*trust_count)(slsc_unit *);
    slsc_str (*trust_at)(slsc_unit *, size_t i, const slsc_function **function);
    /* What the i-th statement was asked for with: one that several functions asked for ONCE stands
     * once in a role they share. */
    uint32_t (*flags_at)(slsc_unit *, size_t i);
} slsc_iam;

#define SLSC_EXT_HASH "slsc.hash/1"
typedef struct slsc_hashes { /* of text, where a name or an id is made of what the cloud defines */
    uint32_t struct_size, reserved;
    slsc_str (*sha256_base64)(slsc_unit *, slsc_str text); /* standard alphabet, padded */
    slsc_str (*sha1_hex)(slsc_unit *, slsc_str text);      /* lower case */
    slsc_str (*md5_hex)(slsc_unit *, slsc_str text);       /* lower case */
} slsc_hashes;

#define SLSC_EXT_OPTIONS "slsc.options/1"
typedef struct slsc_options { /* of the command line */
    uint32_t struct_size, reserved;
    /* The value of `--name`, "true" of a switch; empty: not given. */
    slsc_str (*value)(slsc_unit *, slsc_str name);
} slsc_options;

#define SLSC_EXT_TEXT "slsc.text/1"
typedef struct slsc_texts {
    uint32_t struct_size, reserved;
    /* A value as ECMAScript's JSON.stringify(x) has it, compact; empty for an absent node. */
    slsc_str (*json)(slsc_unit *, const slsc_node *);
} slsc_texts;

#define SLSC_EXT_REFERENCES "slsc.references/1"
enum {
    SLSC_REFERENCE_VALUE,     /* Ref, ${X} of Fn::Sub: a resource, a parameter, AWS::Region, ... */
    SLSC_REFERENCE_ATTRIBUTE, /* Fn::GetAtt, ${X.Arn} of Fn::Sub: a resource */
    SLSC_REFERENCE_ORDER,     /* DependsOn: a resource */
    SLSC_REFERENCE_CONDITION, /* Fn::If, Condition */
    SLSC_REFERENCE_MAPPING    /* Fn::FindInMap */
};
typedef struct slsc_reference {
    uint32_t struct_size;
    uint32_t kind;
    uint32_t secret; /* not 0: the name came from the environment or a parameter: do not show it */
    uint32_t reserved;
    const char *by;        /* "Fn::Sub" */
    slsc_str name;         /* what is referred to */
    slsc_str attribute;    /* of an ATTRIBUTE; empty where it is no text */
    const slsc_node *at;   /* the text that has the name */
    const slsc_node *call; /* what stands behind `by` */
} slsc_reference;
typedef struct slsc_references {
    uint32_t struct_size, reserved;
    /* Calls visit for each reference in a part of the template (all of it, a section, a resource or
     * what stands below), in the order of its text. */
    void (*each)(slsc_unit *, const slsc_node *part,
                 void (*visit)(void *context, const slsc_reference *), void *context);
    /* The key of a map that a misspelt name may have meant; empty: none is near. */
    slsc_str (*nearest)(slsc_unit *, slsc_str name, const slsc_node *map);
} slsc_references;

#define SLSC_EXT_OUTPUT "slsc.output/1"
typedef struct slsc_outputs {
    uint32_t struct_size, reserved;
    /* A file beside the templates, written with them or not at all. The name is a plain one that no
     * other file of the output folder has; `.zip` is for packages. FAIL: reported, at `from`. */
    slsc_status (*add)(slsc_unit *, slsc_str name, slsc_str content, const slsc_node *from);
    /* The same of a value, printed as templates are. */
    slsc_status (*add_json)(slsc_unit *, slsc_str name, const slsc_node *value,
                            const slsc_node *from);
} slsc_outputs;

#define SLSC_EXT_CLOUDFORMATION "slsc.cloudformation/1"
enum {
    SLSC_SHAPE_ANY,
    SLSC_SHAPE_STRING,
    SLSC_SHAPE_INTEGER,
    SLSC_SHAPE_NUMBER,
    SLSC_SHAPE_BOOLEAN,
    SLSC_SHAPE_LIST,
    SLSC_SHAPE_MAP,   /* keys of the user's choice */
    SLSC_SHAPE_RECORD /* keys that are known: members */
};
typedef struct slsc_shape { /* what CloudFormation takes as a property; made by the host */
    uint32_t struct_size;
    uint32_t kind;
    uint32_t required; /* of a member: not 0 where it may not be absent */
    uint32_t reserved;
    slsc_str name; /* of a type, or of a member; an element has that of its list or map */
} slsc_shape;
typedef struct slsc_cloudformation {
    uint32_t struct_size, reserved;
    /* The properties of a resource type, a RECORD; NULL: not known here. */
    const slsc_shape *(*type)(slsc_unit *, slsc_str name);
    /* A member of a RECORD, or NULL; what a LIST or a MAP holds. */
    const slsc_shape *(*member)(slsc_unit *, const slsc_shape *record, slsc_str name);
    const slsc_shape *(*element)(slsc_unit *, const slsc_shape *list_or_map);
    /* The required member behind `last`, by name (NULL: the first); NULL: there is no other. */
    const slsc_shape *(*next_required)(slsc_unit *, const slsc_shape *record,
                                       const slsc_shape *last);
    /* What a misspelt name may have meant; empty: none is near. */
    slsc_str (*nearest_type)(slsc_unit *, slsc_str name);
    slsc_str (*nearest_member)(slsc_unit *, const slsc_shape *record, slsc_str name);
} slsc_cloudformation;

/* ---- Plugin -> host; append only ------------------------------------------------------------ */

typedef struct slsc_pass {
    uint32_t struct_size;
    slsc_phase phase;
    const char *name;                         /* "warmup": the full name is "<plugin>/<pass>" */
    const char *const *after, *const *before; /* full names, 0-ended, same phase; absent: skipped */
    slsc_status (*run)(const slsc_host *, slsc_unit *, void *state);
    /* With `event` the host walks functions.*.events.* once and calls on_event for each event of
     * that kind, in the order of the configuration; then run(), if there is one. In LOWER such
     * passes come last, by their kinds: those of the core have an order, others follow. */
    const char *event;
    slsc_status (*on_event)(const slsc_host *, slsc_unit *, void *state, const slsc_event *);
} slsc_pass;

typedef struct slsc_schema {
    uint32_t struct_size;
    uint32_t reserved;
    const char *at;   /* "custom.warmup", "functions.*.warmup", "functions.*.events.*.http" */
    const char *json; /* JSON Schema for the value found there */
} slsc_schema;

typedef struct slsc_source { /* ${scheme:address} and ${scheme(params):address} */
    uint32_t struct_size;
    uint32_t reserved;
    const char *scheme;
    /* params: a list node, empty without any. NULL: not found, the fallback applies. */
    slsc_node *(*resolve)(const slsc_host *, slsc_unit *, void *state, const slsc_node *params,
                          slsc_str address, const slsc_node *from);
} slsc_source;

typedef struct slsc_plugin {
    uint32_t struct_size;
    uint32_t needs_abi_minor; /* refuse hosts older than this; 0 takes any v1 */
    uint32_t needs;           /* SLSC_NEEDS_*; 0 is a pure function of its input */
    uint32_t reserved;
    const char *name, *version, *summary;
    const slsc_pass *const *passes; /* 0-ended lists of pointers */
    const slsc_schema *const *schemas;
    const slsc_source *const *sources;
    slsc_status (*open)(const slsc_host *, slsc_unit *, void **state); /* optional, once a unit */
    void (*close)(void *state);
    /* What calls for a shipped plugin: configuration paths with `*` for one step
     * ("provider.httpApi", "functions.*.events.*.http"; "functions.*.handler:typescript": a handler
     * that is there as TypeScript alone), and the names under `plugins:` that it
     * stands for
     * ("serverless-plugin-warmup"). Plugins of third parties are named in `plugins:` instead. */
    const char *const *claims;
    const char *const *stands_for;
} slsc_plugin;

/* Must be pure: slsc calls it just to list plugins. The name carries the major version. */
SLSC_EXPORT const slsc_plugin *slsc_plugin_v1(void);

#define SLSC_HAS(host, fn)                                                                         \
    ((host)->struct_size >= offsetof(slsc_host, fn) + sizeof((host)->fn) && (host)->fn)

#ifdef __cplusplus
}
#endif
#endif /* SLSC_PLUGIN_H */
