/* Waits, without a C library, which may be missing for 32 bit. */
void _start(void) {
  for (;;) __asm__ volatile("int $0x80" : : "a"(29));
}
