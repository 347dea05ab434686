// How jemalloc behaves in this program: one arena, for what one thread makes another frees; larger
// thread caches; what is free goes back to the system within a second.
extern "C" {
extern const char* malloc_conf;
const char* malloc_conf = "narenas:1,tcache_max:4096,dirty_decay_ms:1000,muzzy_decay_ms:0";
}
