/* iam_roles.h: what the files of this plugin share. */
#ifndef SLSC_IAM_ROLES_H
#define SLSC_IAM_ROLES_H

#include "slsc/plugin.h"
#include "slsc/sugar.h"

#include "iam_roles_data.h"

/* A template of this folder: IAM_ROLES_JSON(role) is templates/role.json. */
#define IAM_ROLES_JSON(name) iam_roles_text(iam_roles_##name##_json, iam_roles_##name##_json_size)
static inline slsc_str iam_roles_text(const char *ptr, size_t len)
{
    slsc_str s;
    s.ptr = ptr;
    s.len = len;
    return s;
}

#define IAM_ROLES_SHARED "IamRoleLambdaExecution" /* the logical id of the shared role */

slsc_status iam_roles_role(const slsc_host *h, slsc_unit *u, void *state);
slsc_status iam_roles_statements(const slsc_host *h, slsc_unit *u, void *state);
slsc_status iam_roles_own_roles(const slsc_host *h, slsc_unit *u, void *state);
slsc_status iam_roles_name_roles(const slsc_host *h, slsc_unit *u, void *state);

/* What makes one role differ from another. */
typedef struct iam_roles_parts {
    slsc_node *statements, *name;
    slsc_node *policies;               /* NULL: none are written */
    slsc_node *boundary, *path, *tags; /* NULL: those of the provider */
} iam_roles_parts;
slsc_node *iam_roles_make(const slsc_host *h, slsc_unit *u, const iam_roles_parts *parts,
                          const slsc_node *from);

/* per_function.c: roles of functions that are said to have their own, and what they are asked for.
 */
slsc_status iam_roles_make_own(const slsc_host *h, slsc_unit *u);
void iam_roles_place_own(const slsc_host *h, slsc_unit *u, const slsc_iam *iam);

/* What one function's role may do, and the policies and the name that it has. */
slsc_node *iam_roles_log_statement(const slsc_host *h, slsc_unit *u, const slsc_function *f);
slsc_node *iam_roles_durable_statement(const slsc_host *h, slsc_unit *u, const slsc_function *f);
slsc_node *iam_roles_own_policies(const slsc_host *h, slsc_unit *u, const slsc_function *f);
/* FAIL: too long, and `help` was told. */
slsc_status iam_roles_own_name(const slsc_host *h, slsc_unit *u, const slsc_function *f,
                               const char *help, slsc_node **out);

/* An option of provider.iam.role, or the key under `provider` that older files have for it;
 * either name may be NULL. */
slsc_node *iam_roles_option(const slsc_host *h, slsc_unit *u, const char *key, const char *old);
/* Tells what to write today instead of old keys. */
void iam_roles_warn_of_old_keys(const slsc_host *h, slsc_unit *u);

#endif
