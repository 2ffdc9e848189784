/// The grammar of the `/proc` files, with one parser for each file. A parser takes bytes and knows
/// no files.
@NullMarked
package dev.vmascope.mapping.proc;

import org.jspecify.annotations.NullMarked;
