/// The writers of rows and records in the formats JSON, NDJSON, CSV and table. A row is a record;
/// its components are the fields of every format. Nothing here depends on the content of the rows.
@NullMarked
package dev.vmascope.listing;

import org.jspecify.annotations.NullMarked;
