@NullMarked
package dev.vmascope.http.operation;

import org.jspecify.annotations.NullMarked;
