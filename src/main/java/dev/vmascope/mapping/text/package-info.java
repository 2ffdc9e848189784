/// The bytes that come from outside: raw text, a cursor over lines, complaints with line and
/// column, and globs.
@NullMarked
package dev.vmascope.mapping.text;

import org.jspecify.annotations.NullMarked;
