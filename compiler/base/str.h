/* str.h: text. A slsc_str is a pointer and a length; a slsc_sb grows one, up to a ceiling. */
#ifndef SLSC_BASE_STR_H
#define SLSC_BASE_STR_H

#include "base/arena.h"
#include "slsc/plugin.h"
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>

#define SLSC_STR(literal) ((slsc_str) { (literal), sizeof(literal) - 1 })
#define SLSC_FMT(s) (int)(s).len, (s).ptr /* for "%.*s" */

slsc_str slsc_str_z(const char *z); /* of a 0-terminated string; NULL gives the empty one */
/* The next two are inline: one side is a literal nearly always. An empty string may have no
 * pointer, which memcmp must not see. */
static inline bool slsc_str_eq(slsc_str a, slsc_str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}
static inline bool slsc_str_is(slsc_str a, const char *z)
{
    return slsc_str_eq(a, (slsc_str) { z, z == NULL ? 0 : strlen(z) });
}
int slsc_str_cmp(slsc_str a, slsc_str b); /* by bytes, as memcmp; a prefix comes first */
bool slsc_str_starts(slsc_str s, slsc_str prefix);
bool slsc_str_ends(slsc_str s, slsc_str suffix);
size_t slsc_str_find(slsc_str s, slsc_str part);            /* offset, or SIZE_MAX */
size_t slsc_str_find_char(slsc_str s, char c);              /* offset, or SIZE_MAX */
slsc_str slsc_str_sub(slsc_str s, size_t from, size_t len); /* clipped to s */
slsc_str slsc_str_trim(slsc_str s);                         /* ASCII white space, both ends */
slsc_str slsc_str_copy(slsc_arena *arena, slsc_str s);      /* 0-terminated behind its end */
const char *slsc_str_cstr(slsc_arena *arena, slsc_str s);   /* a 0-terminated copy */
slsc_str slsc_strf(slsc_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
slsc_str slsc_strfv(slsc_arena *arena, const char *format, va_list args);

/* Length of the valid UTF-8 at the start of s; s.len when all of it is valid (no overlong forms,
 * no surrogates, nothing above U+10FFFF). */
size_t slsc_str_valid_utf8(slsc_str s);

/* Decodes one code point at s[*at] (valid UTF-8) and moves *at behind it. */
uint32_t slsc_str_next(slsc_str s, size_t *at);
/* Writes `code_point` as UTF-8 into out[4]; returns the number of bytes. */
size_t slsc_str_encode(uint32_t code_point, char *out);

/* Edit distance (Damerau: a swap of neighbours counts one) between two short strings, given up at
 * `limit`: returns limit + 1 when it is larger. For "did you mean". */
size_t slsc_str_distance(slsc_str a, slsc_str b, size_t limit);

/* Takes the next part of a text that nobody has to see whole: a file's, a hash's. */
typedef void (*slsc_sink)(void *context, slsc_str part);

/* A string being built. The first thing put in beyond `ceiling` bytes sets `overflow` and adds
 * nothing, as does all that follows; the builder's user checks once, at the end.
 *
 * One with a sink passes on what it holds where it would have to grow, and is empty again. */
typedef struct slsc_sb {
    slsc_arena *arena;
    char *ptr;
    size_t len, capacity, ceiling; /* capacity <= ceiling; after an overflow it is `len` */
    bool overflow;
    slsc_sink sink; /* or NULL */
    void *sink_context;
} slsc_sb;

slsc_sb slsc_sb_new(slsc_arena *arena, size_t ceiling); /* 0: no ceiling */
/* A builder of parts of about `size` bytes: slsc_sb_flush passes on the last one. */
slsc_sb slsc_sb_to(slsc_arena *arena, size_t size, slsc_sink sink, void *context);
void slsc_sb_flush(slsc_sb *sb);

char *slsc_sb_enlarge(slsc_sb *sb, size_t len); /* reserve, where there is no room */
/* Room for `len` bytes more behind the end, which count as added; NULL after an overflow. */
static inline char *slsc_sb_reserve(slsc_sb *sb, size_t len)
{
    if (len > sb->capacity - sb->len || sb->ptr == NULL) return slsc_sb_enlarge(sb, len);
    sb->len += len;
    return sb->ptr + sb->len - len;
}
static inline void slsc_sb_add(slsc_sb *sb, slsc_str s)
{
    char *place = s.len == 0 ? NULL : slsc_sb_reserve(sb, s.len);
    if (place != NULL) memcpy(place, s.ptr, s.len);
}
static inline void slsc_sb_addz(slsc_sb *sb, const char *z)
{
    if (z != NULL) slsc_sb_add(sb, (slsc_str) { z, strlen(z) });
}
static inline void slsc_sb_char(slsc_sb *sb, char c)
{
    char *place = sb->len < sb->capacity ? sb->ptr + sb->len++ : slsc_sb_reserve(sb, 1);
    if (place != NULL) *place = c;
}
void slsc_sb_fill(slsc_sb *sb, char c, size_t times);
void slsc_sb_addf(slsc_sb *sb, const char *format, ...) __attribute__((format(printf, 2, 3)));
slsc_str slsc_sb_str(const slsc_sb *sb); /* what was built; shares the builder's memory */

#endif
