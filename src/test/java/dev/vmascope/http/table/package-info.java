@NullMarked
package dev.vmascope.http.table;

import org.jspecify.annotations.NullMarked;
