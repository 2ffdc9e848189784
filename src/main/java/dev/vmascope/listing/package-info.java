/// Rows in the formats that clients ask for: JSON, NDJSON, CSV, an aligned table. A row is a
/// record; its components are the fields of every format. Nothing here knows what the rows are
/// about.
@NullMarked
package dev.vmascope.listing;

import org.jspecify.annotations.NullMarked;
