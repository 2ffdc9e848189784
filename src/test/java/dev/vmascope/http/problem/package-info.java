@NullMarked
package dev.vmascope.http.problem;

import org.jspecify.annotations.NullMarked;
