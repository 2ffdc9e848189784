/// The errors as problem documents (RFC 9457).
@NullMarked
package dev.vmascope.http.problem;

import org.jspecify.annotations.NullMarked;
