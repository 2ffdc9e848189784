/// The bounds that hold for every request: host, origin, load, time and audit.
@NullMarked
package dev.vmascope.http.guard;

import org.jspecify.annotations.NullMarked;
