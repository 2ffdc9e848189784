@NullMarked
package dev.vmascope.http.row;

import org.jspecify.annotations.NullMarked;
