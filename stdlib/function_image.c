/* function_image.c: the container image a function runs.
 *
 *     image: 123456789012.dkr.ecr.us-east-1.amazonaws.com/repo@sha256:...
 *     image: { uri: ..., command, entryPoint, workingDirectory }
 *     image: base          the same, under provider.ecr.images.base
 *
 * A compiler has no network: it cannot ask the registry which digest a tag stands for, and it
 * builds no images. What would need that is an error that says what to write. */
#include "std.h"

/* A name of provider.ecr.images has none of the characters every image URI has. */
static int is_uri(slsc_str text)
{
    return text.len && (memchr(text.ptr, '/', text.len) || memchr(text.ptr, ':', text.len));
}

static int has_digest(slsc_str uri)
{
    static const char mark[] = "@sha256:";
    for (size_t i = 0; i + sizeof mark - 1 <= uri.len; i++)
        if (memcmp(uri.ptr + i, mark, sizeof mark - 1) == 0) return 1;
    return 0;
}

/* An image of provider.ecr.images that is to be built is for somebody who has Docker. */
static slsc_status check_declared(const slsc_host *h, slsc_unit *u, slsc_node *image, slsc_str name)
{
    static const char *const only_built[] = { "buildArgs", "buildOptions", "cacheFrom", "platform",
                                              "provenance" };
    slsc_node *uri = slsc_get(h, u, image, "uri"), *path = slsc_get(h, u, image, "path");
    if (slsc_truthy(h, u, uri) && slsc_truthy(h, u, path))
        return slsc_error_at(h, u, path, "functions/image-both",
                             "image `%.*s` has both `uri` and `path`, one of them was expected",
                             SLSC_ARG(name));
    if (!slsc_truthy(h, u, uri) && !slsc_truthy(h, u, path))
        return slsc_error_at(h, u, image, "functions/image-neither",
                             "image `%.*s` has neither `uri` nor `path`", SLSC_ARG(name));
    for (size_t i = 0; slsc_truthy(h, u, uri) && i < sizeof only_built / sizeof *only_built; i++) {
        slsc_node *option = slsc_get(h, u, image, only_built[i]);
        if (slsc_truthy(h, u, option))
            return slsc_error_at(h, u, option, "functions/image-option",
                                 "`%s` is for images that are built; image `%.*s` has a `uri`",
                                 only_built[i], SLSC_ARG(name));
    }
    if (slsc_truthy(h, u, path))
        return slsc_tell(h, u, SLSC_ERROR, path, "functions/image-build",
                         slsc_textf(h, u, "image `%.*s` would have to be built", SLSC_ARG(name)),
                         "slsc builds no container images",
                         "push the image, then give its `uri` with `@sha256:`");
    return SLSC_OK;
}

/* The URI that a name under provider.ecr.images stands for. */
static slsc_status named_uri(const slsc_host *h, slsc_unit *u, slsc_node *name, slsc_node **out)
{
    slsc_node *images = slsc_at_path(h, u, std_provider(h, u), "ecr.images");
    slsc_node *image = h->get(u, images, h->text(u, name));
    if (!image)
        return slsc_error_at(h, u, name, "functions/unknown-image",
                             "no image `%.*s` is declared under `provider.ecr.images`",
                             SLSC_ARG(h->text(u, name)));
    *out = image;
    if (slsc_is_string(h, u, image)) return SLSC_OK;
    *out = slsc_get(h, u, image, "uri");
    return check_declared(h, u, image, h->text(u, name));
}

slsc_status std_image_of(const slsc_host *h, slsc_unit *u, const slsc_function *f, std_image *out)
{
    slsc_node *image = slsc_get(h, u, f->node, "image"), *uri = image, *name = NULL;
    memset(out, 0, sizeof *out);
    if (!slsc_truthy(h, u, image)) return SLSC_OK;
    if (slsc_is_map(h, u, image)) {
        uri = slsc_get(h, u, image, "uri");
        name = slsc_get(h, u, image, "name");
        out->command = slsc_get(h, u, image, "command");
        out->entry_point = slsc_get(h, u, image, "entryPoint");
        out->working_directory = slsc_get(h, u, image, "workingDirectory");
        if (slsc_truthy(h, u, uri) == slsc_truthy(h, u, name))
            return slsc_error_at(h, u, image, "functions/image-uri-or-name",
                                 "the image of `%.*s` needs either `uri` or `name`",
                                 SLSC_ARG(f->key));
    } else if (!is_uri(h->text(u, image))) {
        name = image;
    }
    if (slsc_truthy(h, u, name) && named_uri(h, u, name, &uri) != SLSC_OK) return SLSC_FAIL;
    if (!has_digest(h->text(u, uri)))
        return slsc_tell(h, u, SLSC_ERROR, uri, "functions/image-tag",
                         slsc_textf(h, u, "the image of `%.*s` has no digest", SLSC_ARG(f->key)),
                         "a tag may mean another image tomorrow",
                         "write the digest behind the repository: `...@sha256:...`");
    out->uri = uri;
    return SLSC_OK;
}
