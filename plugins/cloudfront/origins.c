/* origins.c: where CloudFront fetches what it does not have: `s3://DOMAIN/PATH` for a bucket, any
 * other URL for a server, or a map as CloudFormation has it. Origins are the same if their kind,
 * domain and path are: their ids are made of these.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-cloudfront-distribution-origin.html
 */
#include "cloudfront.h"

/* ---- Of a URL ---- */

typedef struct url { /* SCHEME://USER@HOST:PORT/PATH?QUERY; the rest plays no part */
    slsc_str scheme, host, path;
} url;

static slsc_str lower(const slsc_host *h, slsc_unit *u, slsc_str text)
{
    char *room = (char *)h->alloc(u, text.len + 1, 1);
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        room[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    return slsc_bytes(room, text.len);
}

/* How far a text goes without any of these characters. */
static size_t span_without(slsc_str text, const char *characters)
{
    size_t i = 0;
    while (i < text.len && (text.ptr[i] == '\0' || !strchr(characters, text.ptr[i]))) i++;
    return i;
}

static slsc_str after(slsc_str text, size_t n) { return slsc_bytes(text.ptr + n, text.len - n); }

static int is_host(slsc_str host)
{
    static const char other[] = "-._";
    for (size_t i = 0; i < host.len; i++) {
        char c = host.ptr[i];
        int plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (!plain && (c == '\0' || !strchr(other, c))) return 0;
    }
    return host.len > 0;
}

static int read_url(const slsc_host *h, slsc_unit *u, slsc_str text, url *out)
{
    size_t n = span_without(text, ":");
    out->scheme = lower(h, u, slsc_bytes(text.ptr, n));
    text = after(text, n);
    if (!slsc_begins(text, "://")) return 0;
    text = after(text, 3);
    n = span_without(text, "/?#");
    out->host = slsc_bytes(text.ptr, n);
    text = after(text, n);
    out->path = slsc_bytes(text.ptr, span_without(text, "?#"));
    n = span_without(out->host, "@");
    if (n < out->host.len) out->host = after(out->host, n + 1);
    out->host = lower(h, u, slsc_bytes(out->host.ptr, span_without(out->host, ":")));
    return is_host(out->host);
}

static slsc_node *of_url(const slsc_host *h, slsc_unit *u, slsc_node *text)
{
    url from;
    if (!read_url(h, u, h->text(u, text), &from)) {
        slsc_error_at(h, u, text, "cloudfront/bad-origin", "`%.*s` is no URL with a domain",
                      SLSC_ARG(h->text(u, text)));
        return NULL;
    }
    slsc_hole holes[] = {
        { "domain", slsc_string(h, u, from.host, text) },
        { "path", from.path.len > 1 ? slsc_string(h, u, from.path, text) : NULL },
        { NULL, NULL },
    };
    if (slsc_is(from.scheme, "s3"))
        return h->fill(u, SLSC_EMBEDDED(cloudfront_s3_origin_json), holes, text);
    return h->fill(u, SLSC_EMBEDDED(cloudfront_origin_json), holes, text);
}

static slsc_node *origin_of(const slsc_host *h, slsc_unit *u, const slsc_event *e)
{
    slsc_node *given = slsc_get(h, u, e->node, "origin");
    if (slsc_is_string(h, u, given)) return of_url(h, u, given);
    if (slsc_truthy(h, u, slsc_get(h, u, given, "DomainName"))) return h->copy(u, given, given);
    slsc_error_at(h, u, given ? given : e->node, "cloudfront/no-origin",
                  given ? "an origin of `%.*s` has no `DomainName`"
                        : "a `cloudFront` of `%.*s` has no `origin`",
                  SLSC_ARG(e->function->key));
    return NULL;
}

/* ---- All of them ---- */

/* s3/bucket.s3.amazonaws.com/path; an intrinsic function as domain counts as its JSON. */
static slsc_str id_of(const slsc_host *h, slsc_unit *u, const slsc_node *origin)
{
    const slsc_texts *text = (const slsc_texts *)h->extension(u, SLSC_EXT_TEXT);
    slsc_node *domain = slsc_get(h, u, origin, "DomainName");
    int s3 = slsc_truthy(h, u, slsc_get(h, u, origin, "S3OriginConfig"));
    slsc_str name = slsc_is_string(h, u, domain)
                        ? h->text(u, domain)
                        : h->name_part(u, SLSC_NAME_ALNUM, text->json(u, domain));
    return slsc_textf(h, u, "%s/%.*s%.*s", s3 ? "s3" : "custom", SLSC_ARG(name),
                      SLSC_ARG(h->text(u, slsc_get(h, u, origin, "OriginPath"))));
}

static slsc_status choose_default(const slsc_host *h, slsc_unit *u, cloudfront_memory *memory,
                                  const slsc_event *e, slsc_str id)
{
    slsc_node *wanted = slsc_get(h, u, e->node, "isDefaultOrigin");
    slsc_diag diag;
    if (!slsc_truthy(h, u, wanted)) return SLSC_OK;
    if (!memory->default_id) memory->default_id = slsc_string(h, u, id, wanted);
    if (slsc_same(h->text(u, memory->default_id), id)) return SLSC_OK;
    memset(&diag, 0, sizeof diag);
    diag.struct_size = (uint32_t)sizeof diag;
    diag.severity = SLSC_ERROR;
    diag.code = "cloudfront/two-defaults";
    diag.message = slsc_s("two origins cannot both be the default");
    diag.at = wanted;
    diag.see = memory->default_id;
    diag.see_label = slsc_s("the first is here");
    h->report(u, &diag);
    return SLSC_FAIL;
}

slsc_node *cloudfront_origin(const slsc_host *h, slsc_unit *u, cloudfront_memory *memory,
                             const slsc_event *e)
{
    slsc_node *origin = origin_of(h, u, e), *id_node;
    slsc_str id;
    if (!origin) return NULL;
    id = id_of(h, u, origin);
    id_node = slsc_string(h, u, id, origin);
    if (choose_default(h, u, memory, e, id) != SLSC_OK) return NULL;
    slsc_set(h, u, origin, "Id", id_node);
    cloudfront_merge(h, u, &memory->origins, id, origin);
    return id_node;
}
