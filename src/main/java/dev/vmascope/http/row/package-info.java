/// The rows of lists: their columns, described once for every format and for the schema.
@NullMarked
package dev.vmascope.http.row;

import org.jspecify.annotations.NullMarked;
