/// The only code that touches the kernel: it reads files of `/proc` through a pinned handle, on a
/// few threads of its own, and hands on bytes with an outcome. It decides nothing about what the
/// bytes mean; the parsers of `mapping` do.
@NullMarked
package dev.vmascope.procfs;

import org.jspecify.annotations.NullMarked;
