/* Made for a border that does not exist yet. */
__attribute__((visibility("default"))) const void *slsc_plugin_v2(void);
const void *slsc_plugin_v2(void) { return 0; }
