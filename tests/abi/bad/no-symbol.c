/* A shared object like any other: no entry. */
__attribute__((visibility("default"))) int something_else(void);
int something_else(void) { return 1; }
