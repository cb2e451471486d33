/* formats.h: the printers of one format each, behind render.h. */
#ifndef SLSC_DIAG_FORMATS_H
#define SLSC_DIAG_FORMATS_H

#include "diag/render.h"

/* Text, one diagnostic. */
void slsc_diag_text(slsc_sources *sources, const slsc_report *report, bool color, slsc_sb *out);
/* The source line and the carets below it; nothing where there is no place. */
void slsc_diag_excerpt(slsc_sources *sources, const slsc_report *report, bool color, slsc_sb *out);
/* A workflow command of GitHub Actions, one diagnostic. */
void slsc_diag_github(slsc_sources *sources, const slsc_report *report, slsc_sb *out);
/* Documents of all. */
void slsc_diag_json(slsc_sources *sources, const slsc_report *reports, size_t n, slsc_sb *out);
void slsc_diag_sarif(slsc_sources *sources, const slsc_report *reports, size_t n, slsc_sb *out);

const char *slsc_diag_severity(slsc_severity severity); /* "note", "warning", "error" */
/* The text of a remark, without the "from" that a place is written behind. */
slsc_str slsc_diag_remark(const slsc_remark *remark);
/* " at serverless.yml:3:5" behind the text of a remark; nothing where it has no place. */
void slsc_diag_where(slsc_sources *sources, const slsc_remark *remark, slsc_sb *out);

#endif
