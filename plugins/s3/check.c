/* check.c: what is wrong with an `s3` event, told where it is written.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
#include "s3.h"

/* ---- Names ---- */

static int is_digit(char c) { return c >= '0' && c <= '9'; }
static int is_letter_or_digit(char c) { return is_digit(c) || (c >= 'a' && c <= 'z'); }

/* Four groups of one to three digits: what looks like an address of IPv4 is no name. */
static int is_address(slsc_str name)
{
    size_t groups = 0, digits = 0;
    for (size_t i = 0; i <= name.len; i++) {
        if (i < name.len && is_digit(name.ptr[i])) {
            digits++;
            continue;
        }
        if (digits < 1 || digits > 3 || (i < name.len && name.ptr[i] != '.')) return 0;
        digits = 0;
        groups++;
    }
    return groups == 4;
}

/* Parts joined by dots: lower case letters, digits, and dashes between them. */
static int is_name(slsc_str name)
{
    for (size_t i = 0; i <= name.len; i++) {
        const char before = i > 0 ? name.ptr[i - 1] : '.', c = i < name.len ? name.ptr[i] : '.';
        if (!is_letter_or_digit(c) && c != '-' && c != '.') return 0;
        if (!is_letter_or_digit(c) && before == '.') return 0;
        if (c == '.' && before == '-') return 0;
    }
    return !is_address(name);
}

slsc_status s3_check_name(const slsc_host *h, slsc_unit *u, slsc_str name, const slsc_node *at)
{
    if (is_name(name)) return SLSC_OK;
    return slsc_tell(
        h, u, SLSC_ERROR, at, "s3/bad-name",
        slsc_textf(h, u, "a bucket cannot be called `%.*s`", SLSC_ARG(name)),
        "expected lower case letters, digits, and `-` or `.` between them, and no address", NULL);
}

/* ---- Events ---- */

/* Custom resources write all notifications of a function at once, in one bucket. */
static slsc_status check_existing(const slsc_host *h, slsc_unit *u, s3_buckets *all,
                                  const slsc_event *e, const slsc_node *bucket)
{
    const slsc_texts *text = h->extension(u, SLSC_EXT_TEXT);
    const slsc_str key = text->json(u, bucket);
    if (all->function != e->function) {
        all->function = e->function;
        all->existing = key;
        all->existing_at = bucket;
    }
    if (slsc_same(all->existing, key)) return SLSC_OK;
    const slsc_diag diag = {
        .struct_size = sizeof diag,
        .severity = SLSC_ERROR,
        .code = "s3/two-buckets",
        .message = slsc_textf(h, u, "`%.*s` can be told of one existing bucket only",
                              SLSC_ARG(e->function->key)),
        .at = bucket,
        .see = all->existing_at,
        .see_label = slsc_s("the other is"),
    };
    h->report(u, &diag);
    return SLSC_FAIL;
}

static slsc_status check_rules(const slsc_host *h, slsc_unit *u, const slsc_node *rules)
{
    for (size_t i = 0; i < h->count(rules); i++) {
        const slsc_node *rule = h->at(rules, i);
        if (h->count(rule)) continue;
        return slsc_tell(h, u, SLSC_ERROR, rule, "s3/empty-rule",
                         slsc_textf(h, u, "a rule says neither `prefix` nor `suffix`"), NULL,
                         "write `prefix: uploads/`");
    }
    return SLSC_OK;
}

slsc_status s3_check(const slsc_host *h, slsc_unit *u, s3_buckets *all, const slsc_event *e)
{
    const slsc_node *bucket = slsc_get(h, u, e->node, "bucket");
    if (!slsc_is_map(h, u, e->node)) return SLSC_OK; /* its name */
    if (slsc_is_void(h, u, bucket))
        return slsc_error_at(h, u, e->node, "s3/no-bucket",
                             "an `s3` event of `%.*s` has no `bucket`", SLSC_ARG(e->function->key));
    if (check_rules(h, u, slsc_get(h, u, e->node, "rules")) != SLSC_OK) return SLSC_FAIL;
    if (slsc_truthy(h, u, slsc_get(h, u, e->node, "existing")))
        return check_existing(h, u, all, e, bucket);
    if (!slsc_is_map(h, u, bucket)) return SLSC_OK;
    return slsc_tell(
        h, u, SLSC_ERROR, bucket, "s3/unknown-name",
        slsc_textf(h, u, "a new bucket needs a name, not a function of CloudFormation"), NULL,
        "if the bucket is there already, write `existing: true` beside it");
}
