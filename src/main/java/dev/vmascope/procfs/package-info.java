/// The access to the kernel: bytes of `/proc` files, read through a pinned handle. Nothing else in
/// the service opens a file of a watched process. All reads run on a few threads of their own and
/// end in an outcome. The bytes are parsed in `mapping`.
@NullMarked
package dev.vmascope.procfs;

import org.jspecify.annotations.NullMarked;
