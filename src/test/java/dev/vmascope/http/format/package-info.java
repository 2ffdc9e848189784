@NullMarked
package dev.vmascope.http.format;

import org.jspecify.annotations.NullMarked;
