@NullMarked
package dev.vmascope.http.guard;

import org.jspecify.annotations.NullMarked;
